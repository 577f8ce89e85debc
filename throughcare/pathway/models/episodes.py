"""Episodes, the stays within them, and the events that they are made of."""

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Recorded
from throughcare.access.roles import Purpose
from throughcare.access.rows import of_person
from throughcare.access.rules import Category
from throughcare.pathway.models.places import Place
from throughcare.pathway.rules import EventKind, Leaving, OffenceGroup
from throughcare.people.models import Person

SAFETY = Purpose.CUSTODY_SAFETY


class TstzRange(Func):
    """A span of time in SQL; an open end is null."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Episode(models.Model):
    """One passage of one person through police custody, from arrival to leaving."""

    id = models.UUIDField(
        primary_key=True, default=uuid4, editable=False, db_comment=technical("Random id")
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("The person"),
    )
    source_system = models.TextField(
        db_comment=technical("The system whose reference this is; 'throughcare' when made here")
    )
    reference = models.TextField(
        db_comment=says(Category.OFFENCE, "Custody record number", collected_for=SAFETY)
    )
    offence_group = models.TextField(
        choices=[(group.value, group.value) for group in OffenceGroup],
        default=OffenceGroup.UNKNOWN,
        db_comment=says(
            Category.OFFENCE, "Arrested on suspicion of, by group", collected_for=SAFETY
        ),
    )
    offence_code = models.TextField(
        blank=True,
        default="",
        db_comment=says(Category.OFFENCE, "CJS offence code, if supplied", collected_for=SAFETY),
    )
    started_at = models.DateTimeField(
        db_comment=says(Category.WHEREABOUTS, "Arrival; the relevant time", collected_for=SAFETY)
    )
    ended_at = models.DateTimeField(
        null=True,
        blank=True,
        db_comment=says(Category.WHEREABOUTS, "Leaving, if left", collected_for=SAFETY),
    )
    leaving = models.TextField(
        choices=[(leaving.value, leaving.value) for leaving in Leaving],
        blank=True,
        default="",
        db_comment=says(Category.WHEREABOUTS, "How the person left", collected_for=SAFETY),
    )

    class Meta:
        db_table_comment = "Passages through police custody"
        constraints = [
            models.UniqueConstraint(fields=["source_system", "reference"], name="episode_once"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="episode_ends_after_start",
            ),
            of_person("episode_rows", writes="update"),
        ]
        indexes = [models.Index(fields=["person", "-started_at"], name="episode_person")]

    def __str__(self) -> str:
        return self.reference


class Stay(models.Model):
    """The time that a person is in one place. Two stays of one person never overlap."""

    id = models.UUIDField(
        primary_key=True, default=uuid4, editable=False, db_comment=technical("Random id")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    episode = models.ForeignKey(
        Episode,
        on_delete=models.PROTECT,
        related_name="stays",
        db_index=False,  # another index begins with it
        db_comment=technical("The episode"),
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=technical("The place"),
    )
    arrived_at = models.DateTimeField(
        db_comment=says(Category.WHEREABOUTS, "Arrival", collected_for=SAFETY)
    )
    detention_authorised_at = models.DateTimeField(
        null=True,
        blank=True,
        db_comment=says(
            Category.WHEREABOUTS,
            "Detention authorised; reviews run from here",
            collected_for=SAFETY,
        ),
    )
    reviews_done = models.PositiveSmallIntegerField(
        default=0,
        db_comment=says(Category.WHEREABOUTS, "How many reviews are done", collected_for=SAFETY),
    )
    last_review_at = models.DateTimeField(
        null=True,
        blank=True,
        db_comment=says(
            Category.WHEREABOUTS, "When the last review was done", collected_for=SAFETY
        ),
    )
    likely_release_at = models.DateTimeField(
        null=True,
        blank=True,
        db_comment=says(Category.WHEREABOUTS, "Likely release, if known", collected_for=SAFETY),
    )
    left_at = models.DateTimeField(
        null=True,
        blank=True,
        db_comment=says(Category.WHEREABOUTS, "Leaving, if left", collected_for=SAFETY),
    )

    class Meta:
        db_table_comment = "Time spent in places"
        constraints = [
            ExclusionConstraint(
                name="stay_in_one_place_at_a_time",
                expressions=[
                    (F("person"), RangeOperators.EQUAL),
                    (
                        TstzRange(F("arrived_at"), F("left_at"), RangeBoundary()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("arrived_at")),
                name="stay_leaves_after_arrival",
            ),
            of_person("stay_rows", writes="update"),
        ]
        indexes = [
            models.Index(
                fields=["place", "arrived_at"],
                condition=Q(left_at__isnull=True),
                name="stay_here_now",
            ),
            models.Index(fields=["episode"], name="stay_episode"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.place_id}"


class Event(Recorded):
    """Something that happened in an episode. Never changed."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    episode = models.ForeignKey(
        Episode,
        on_delete=models.PROTECT,
        related_name="events",
        db_index=False,  # another index begins with it
        db_comment=technical("The episode"),
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=technical("The place"),
    )
    kind = models.TextField(
        choices=[(kind.value, kind.value) for kind in EventKind],
        db_comment=says(Category.WHEREABOUTS, "What happened", collected_for=SAFETY),
    )
    happened_at = models.DateTimeField(
        db_comment=says(Category.WHEREABOUTS, "When it happened", collected_for=SAFETY)
    )
    note = models.TextField(
        blank=True,
        default="",
        db_comment=says(
            Category.WHEREABOUTS, "A short fact, such as how the person left", collected_for=SAFETY
        ),
    )

    class Meta:
        db_table_comment = "What happened in episodes: append only"
        constraints = [of_person("event_rows")]
        indexes = [models.Index(fields=["episode", "happened_at"], name="event_episode")]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_at:%Y-%m-%d %H:%M}"
