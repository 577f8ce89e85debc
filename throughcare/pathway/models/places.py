"""Places where people are held or heard, and the teams that cover them."""

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower

from throughcare.access.classes import says, technical
from throughcare.access.models import Organisation, Recorded, Team, Worker
from throughcare.access.rules import Category
from throughcare.pathway.rules import CoverState, PlaceKind


class DateRange(Func):
    """The SQL `daterange`, for the rule that a team covers a place once at a time."""

    function = "DATERANGE"
    output_field = DateRangeField()


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
    closed_on = models.DateField(
        null=True,
        blank=True,
        db_comment=says(
            Category.ORGANISATION, "The last day it was used; null while it is", collected_for=None
        ),
    )

    class Meta:
        db_table_comment = "Places on the pathway"
        constraints = [
            models.UniqueConstraint(
                "organisation",
                Lower("name"),
                condition=Q(closed_on__isnull=True),
                name="place_named_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Cover(models.Model):
    """A team covers a place from a day until a day: people there are known to its organisation.

    The view `pathway_cover` shows the rows that hold on the day of the moment that the database is
    told of, or today; statements read that, and so does whoever filters by `HOLDS`. What is asked
    for holds for nobody. The trigger `cover_is_agreed` lets nobody but the organisation that runs
    the place, or the installation, make a row that holds, and nobody lengthen another's.
    """

    id = models.UUIDField(
        primary_key=True, default=uuid4, editable=False, db_comment=technical("Random id")
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        related_name="covers",
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
    starts_on = models.DateField(
        null=True,
        blank=True,
        db_comment=says(
            Category.ORGANISATION, "The first day; null when nobody said", collected_for=None
        ),
    )
    ends_on = models.DateField(
        null=True,
        blank=True,
        db_comment=says(
            Category.ORGANISATION, "The last day; null while no end is known", collected_for=None
        ),
    )
    state = models.TextField(
        choices=[(state.value, state.value) for state in CoverState],
        default=CoverState.AGREED,
        db_comment=says(
            Category.ORGANISATION,
            "Asked for, agreed by whoever runs the place, declined, or taken back",
            collected_for=None,
        ),
    )
    said_at = models.DateTimeField(
        null=True, blank=True, db_comment=technical("When it came to that; null before it was kept")
    )
    said_by = models.ForeignKey(
        Worker,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=says(
            Category.STAFF, "Who said so; null for the installation", collected_for=None
        ),
    )
    declined_because = models.TextField(
        blank=True,
        default="",
        db_comment=says(
            Category.ORGANISATION, "Why whoever runs the place said no", collected_for=None
        ),
    )

    class Meta:
        db_table = "pathway_coverspell"
        db_table_comment = "Which team covers which place, from when until when"
        constraints = [
            ExclusionConstraint(
                name="cover_once_at_a_time",
                expressions=[
                    (F("place"), RangeOperators.EQUAL),
                    (F("team"), RangeOperators.EQUAL),
                    (
                        DateRange(
                            F("starts_on"),
                            F("ends_on"),
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(state__in=[CoverState.ASKED, CoverState.AGREED]),
            ),
            models.CheckConstraint(
                condition=Q(state=CoverState.DECLINED) & ~Q(declined_because="")
                | ~Q(state=CoverState.DECLINED) & Q(declined_because=""),
                name="cover_declined_says_why",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="cover_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team_id} covers {self.place_id}"


HOLDS = RawSQL("SELECT id FROM pathway_cover", ())
"""The cover that holds at the moment that the database is told of."""


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
