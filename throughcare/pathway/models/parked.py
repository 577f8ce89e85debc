"""What another system told and cannot be true beside what is recorded: kept until it is settled."""

from django.db import models
from django.db.models import F, Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Recorded, Worker
from throughcare.access.roles import Purpose
from throughcare.access.rows import of_person
from throughcare.access.rules import Category
from throughcare.pathway.models.episodes import Event
from throughcare.pathway.models.places import Place
from throughcare.pathway.rules import EventKind, Exactness, ParkedState
from throughcare.people.models import Person

SAFETY = Purpose.CUSTODY_SAFETY


class ParkedEvent(Recorded):
    """One event of a feed that was refused, with the reasons; nothing that was told is dropped."""

    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("The person"),
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("Where it is said to have happened"),
    )
    kind = models.TextField(
        choices=[(kind.value, kind.value) for kind in EventKind],
        db_comment=says(
            Category.WHEREABOUTS, "What is said to have happened", collected_for=SAFETY
        ),
    )
    happened_at = models.DateTimeField(
        null=True,
        blank=True,
        db_comment=says(
            Category.WHEREABOUTS, "When it is said to have happened", collected_for=SAFETY
        ),
    )
    exactness = models.TextField(
        choices=[(exact.value, exact.value) for exact in Exactness],
        db_comment=says(Category.WHEREABOUTS, "How exactly the time is told", collected_for=SAFETY),
    )
    note = models.TextField(
        blank=True,
        default="",
        db_comment=says(Category.WHEREABOUTS, "A short fact, such as how", collected_for=SAFETY),
    )
    to_place = models.ForeignKey(
        Place,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=technical("Where it sends the person"),
    )
    planned_for = models.DateTimeField(
        null=True,
        blank=True,
        db_comment=says(Category.WHEREABOUTS, "The date that it sets", collected_for=SAFETY),
    )
    problem = models.TextField(
        db_comment=says(
            Category.WHEREABOUTS, "Why it cannot be, with both events", collected_for=SAFETY
        )
    )
    state = models.TextField(
        choices=[(state.value, state.value) for state in ParkedState],
        default=ParkedState.PARKED,
        db_comment=technical("Whether it waits, was recorded after all, or was dismissed"),
    )
    became = models.ForeignKey(
        Event,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=technical("The event that was recorded for it"),
    )
    settled_at = models.DateTimeField(
        null=True, blank=True, db_comment=technical("When it was settled")
    )
    settled_by = models.ForeignKey(
        Worker,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=says(Category.STAFF, "Who settled it", collected_for=None),
    )
    settled_because = models.TextField(
        blank=True,
        default="",
        db_comment=says(
            Category.WHEREABOUTS, "Why it was dismissed, in a few words", collected_for=SAFETY
        ),
    )

    class Meta:
        db_table_comment = "Events of feeds that contradict what is recorded, to be settled"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "place", "kind", "happened_at", "note"],
                name="parked_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(state=ParkedState.PARKED, settled_at__isnull=True)
                | Q(settled_at__isnull=False) & ~Q(state=ParkedState.PARKED),
                name="parked_until_settled",
            ),
            models.CheckConstraint(
                condition=~Q(state=ParkedState.DISMISSED) | ~Q(settled_because=""),
                name="parked_dismissed_says_why",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | Q(settled_at__gte=F("recorded_at")),
                name="parked_settled_later",
            ),
            of_person("parked_rows", writes="update"),
        ]
        indexes = [
            models.Index(
                fields=["place", "recorded_at"],
                condition=Q(state=ParkedState.PARKED),
                name="parked_at_place",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
