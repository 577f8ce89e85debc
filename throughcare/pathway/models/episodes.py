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
from throughcare.pathway.models.cases import Case
from throughcare.pathway.models.places import Place
from throughcare.pathway.rules import EpisodeKind, EventKind, Exactness, Leaving, OffenceGroup
from throughcare.pathway.rules.beside import BEGIN_OR_END
from throughcare.pathway.rules.running import AROUND_RELEASE
from throughcare.people.models import Person

SAFETY = Purpose.CUSTODY_SAFETY


class TstzRange(Func):
    """A span of time in SQL; an open end is null."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Episode(models.Model):
    """One passage, term or order of one person, from its beginning to its end."""

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
    kind = models.TextField(
        choices=[(kind.value, kind.value) for kind in EpisodeKind],
        db_default=EpisodeKind.CUSTODY.value,
        db_comment=says(Category.WHEREABOUTS, "What sort of episode", collected_for=SAFETY),
    )
    case = models.ForeignKey(
        Case,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # found through the person
        db_comment=technical("The case before the court, of an episode before the court"),
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
        db_table_comment = (
            "Passages through custody, terms in establishments, cases before courts, orders"
        )
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
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("The person"),
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
            models.Index(fields=["person", "arrived_at"], name="stay_person"),
            models.Index(
                fields=["place", "left_at"],
                condition=Q(left_at__isnull=False),
                name="stay_left_lately",
            ),
            models.Index(
                fields=["place", "likely_release_at"],
                condition=Q(left_at__isnull=True, likely_release_at__isnull=False),
                name="stay_leaves_soon",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.place_id}"


class Event(Recorded):
    """Something that happened in an episode. Never changed: a later row corrects it."""

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
        null=True,
        blank=True,
        db_comment=says(
            Category.WHEREABOUTS, "When it happened; null when nobody knows", collected_for=SAFETY
        ),
    )
    exactness = models.TextField(
        choices=[(exact.value, exact.value) for exact in Exactness],
        db_default=Exactness.MINUTE.value,
        db_comment=says(
            Category.WHEREABOUTS, "How exactly the time is known", collected_for=SAFETY
        ),
    )
    to_place = models.ForeignKey(
        Place,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=technical("Where it sends the person, who is expected there"),
    )
    case = models.ForeignKey(
        Case,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # found through the episode
        db_comment=technical("The case that it is about"),
    )
    planned_for = models.DateTimeField(
        null=True,
        blank=True,
        db_comment=says(
            Category.WHEREABOUTS, "The date it sets: release, next hearing", collected_for=SAFETY
        ),
    )
    corrects = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
        db_index=False,  # the rule that there is one correction begins with it
        db_comment=technical("The event that this one stands for now"),
    )
    struck_out = models.BooleanField(
        db_default=False,
        db_comment=says(
            Category.WHEREABOUTS, "The event it corrects did not happen", collected_for=SAFETY
        ),
    )
    correction_reason = models.TextField(
        blank=True,
        db_default="",
        db_comment=says(
            Category.WHEREABOUTS, "Why it was corrected, in a few words", collected_for=SAFETY
        ),
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
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, struck_out=False)
                | (Q(corrects__isnull=False) & ~Q(correction_reason="")),
                name="event_correction_says_why",
            ),
            models.UniqueConstraint(
                fields=["corrects"],
                name="event_corrected_once",
                condition=Q(corrects__isnull=False),
            ),
            of_person("event_rows"),
        ]
        indexes = [
            models.Index(fields=["episode", "happened_at"], name="event_episode"),
            # Whether somebody was released, and met or held again since: few events, many people.
            models.Index(
                fields=["person", "happened_at"],
                condition=Q(kind__in=[kind.value for kind in AROUND_RELEASE]),
                name="event_around_release",
            ),
            # Few events in a lifetime say that something is counted from now on, or nothing more.
            models.Index(
                fields=["kind", "person"],
                condition=Q(kind__in=sorted(kind.value for kind in BEGIN_OR_END)),
                name="event_begins_or_ends",
            ),
        ]

    def __str__(self) -> str:
        when = f"{self.happened_at:%Y-%m-%d %H:%M}" if self.happened_at else "time not known"
        return f"{self.kind} {when}"
