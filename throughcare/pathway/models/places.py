"""Places where people are held or heard, and the teams that cover them."""

from uuid import uuid4

from django.db import models

from throughcare.access.classes import says, technical
from throughcare.access.models import Organisation, Recorded, Team
from throughcare.access.rules import Category
from throughcare.pathway.rules import PlaceKind


class Place(models.Model):
    """A custody suite, a court, a prison or another establishment."""

    id = models.UUIDField(
        primary_key=True, default=uuid4, editable=False, db_comment=technical("Random id")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("Who runs the place"),
    )
    code = models.SlugField(
        unique=True,
        db_comment=says(Category.ORGANISATION, "Short code used in files", collected_for=None),
    )
    name = models.TextField(
        db_comment=says(Category.ORGANISATION, "Name in public use", collected_for=None)
    )
    kind = models.TextField(
        choices=[(kind.value, kind.value) for kind in PlaceKind],
        db_comment=says(Category.ORGANISATION, "Kind of place", collected_for=None),
    )

    class Meta:
        db_table_comment = "Places on the pathway"

    def __str__(self) -> str:
        return self.name


class Cover(models.Model):
    """A team covers a place: people there are known to the team's organisation."""

    id = models.UUIDField(
        primary_key=True, default=uuid4, editable=False, db_comment=technical("Random id")
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        related_name="covers",
        db_index=False,  # another index begins with it
        db_comment=technical("The place"),
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", db_comment=technical("The team")
    )
    under_18 = models.BooleanField(
        null=True,
        blank=True,
        db_comment=says(
            Category.ORGANISATION,
            "True: only people under 18. False: only adults. Null: everybody",
            collected_for=None,
        ),
    )

    class Meta:
        db_table_comment = "Which team covers which place"
        constraints = [models.UniqueConstraint(fields=["place", "team"], name="cover_once")]

    def __str__(self) -> str:
        return f"{self.team_id} covers {self.place_id}"


class PlaceVersion(Recorded):
    """What is known of a place from a day on: hours, cover, catchment, who pays and provides."""

    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        related_name="versions",
        db_index=False,  # another index begins with it
        db_comment=technical("The place"),
    )
    valid_from = models.DateField(
        db_comment=says(Category.ORGANISATION, "From which day on", collected_for=None)
    )
    opening_hours = models.TextField(
        blank=True,
        default="",
        db_comment=says(Category.ORGANISATION, "When the place is open", collected_for=None),
    )
    cover_hours = models.TextField(
        blank=True,
        default="",
        db_comment=says(
            Category.ORGANISATION, "When Liaison and Diversion is there", collected_for=None
        ),
    )
    catchment = models.TextField(
        blank=True,
        default="",
        db_comment=says(Category.ORGANISATION, "Which area it serves", collected_for=None),
    )
    commissioner = models.TextField(
        blank=True,
        default="",
        db_comment=says(Category.ORGANISATION, "Who commissions health there", collected_for=None),
    )
    provider = models.TextField(
        blank=True,
        default="",
        db_comment=says(Category.ORGANISATION, "Who provides health there", collected_for=None),
    )
    source = models.TextField(
        db_comment=says(Category.ORGANISATION, "Who says so, or why it changed", collected_for=None)
    )

    class Meta:
        db_table_comment = "What is known of places, version by version"
        indexes = [
            models.Index(
                fields=["place", "-valid_from", "-recorded_at"], name="place_version_newest"
            )
        ]

    def __str__(self) -> str:
        return f"{self.place_id} from {self.valid_from}"
