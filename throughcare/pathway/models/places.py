"""Places where people are held or heard, and the teams that cover them."""

from uuid import uuid4

from django.db import models

from throughcare.access.classes import says, technical
from throughcare.access.models import Organisation, Team
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
