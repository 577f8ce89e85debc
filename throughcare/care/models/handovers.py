"""Handovers between teams, what happened on their way, and which movement each belongs to."""

from django.db import models
from django.db.models import Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Recorded, Team
from throughcare.access.rows import of_person
from throughcare.access.rules import Category
from throughcare.access.sealed import SealedText
from throughcare.care.rules import NotTaken
from throughcare.care.rules.handovers import (
    OPEN_HANDOVERS,
    EndedBecause,
    HandoverState,
    HandoverStep,
)
from throughcare.care.rules.routes import Became, Route
from throughcare.pathway.models import Event, Place
from throughcare.people.models import Person

OPEN = Q(state__in=[state.value for state in OPEN_HANDOVERS])
DUE = Q(due_on__isnull=False)
"""What lists ask for: while a handover is open, it has a day."""


class Handover(Recorded):
    """One person goes from one team to another; open until the receiving team has seen them.

    The giving team answers for it until another has accepted. It holds no clinical detail: police
    and prison staff who record a movement open it, and receptions receive it.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    route = models.TextField(
        choices=[(route.value, route.value) for route in Route],
        db_comment=says(Category.HANDOVER, "From where to where"),
    )
    from_team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", db_comment=technical("Who hands over")
    )
    to_team = models.ForeignKey(
        Team,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("Who receives; null while it is not known where they go"),
    )
    from_place = models.ForeignKey(
        Place,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=technical("Where they left"),
    )
    to_place = models.ForeignKey(
        Place,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=technical("Where they go, if that is known and a place"),
    )
    moved_at = models.DateTimeField(
        db_comment=says(Category.HANDOVER, "When they moved, or are to move")
    )
    emergency = models.BooleanField(
        default=False,
        db_comment=says(Category.HANDOVER, "They are out before anybody could prepare it"),
    )
    state = models.TextField(
        choices=[(state.value, state.value) for state in HandoverState],
        db_comment=says(Category.HANDOVER, "Where it stands"),
    )
    due_on = models.DateField(
        null=True,
        blank=True,
        db_comment=says(Category.HANDOVER, "By when the next thing is done; null once it is over"),
    )
    arrived_at = models.DateTimeField(
        null=True, blank=True, db_comment=says(Category.HANDOVER, "When they arrived, if told")
    )
    seen_at = models.DateTimeField(
        null=True, blank=True, db_comment=says(Category.HANDOVER, "When the receiver saw them")
    )
    answered_by_name = models.TextField(
        blank=True,
        default="",
        db_comment=says(
            Category.STAFF, "Who answered or saw them last, by name", collected_for=None
        ),
    )
    ended_because = models.TextField(
        blank=True,
        default="",
        choices=[(one.value, one.value) for one in EndedBecause],
        db_comment=says(Category.HANDOVER, "Why it ended although nobody saw them"),
    )
    continues = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=technical("The handover that this one goes on from"),
    )

    class Meta:
        db_table_comment = "Handovers of people between teams; open until they were seen"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=HandoverState.SEEN) | Q(seen_at__isnull=False),
                name="handover_seen_has_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=HandoverState.ENDED) | ~Q(ended_because=""),
                name="handover_ended_says_why",
            ),
            models.CheckConstraint(
                condition=~OPEN | Q(due_on__isnull=False), name="handover_open_has_a_day"
            ),
            of_person("handover_rows", writes="update"),
        ]
        indexes = [
            models.Index(fields=["to_team", "due_on"], condition=DUE, name="handover_coming"),
            models.Index(fields=["from_team", "due_on"], condition=DUE, name="handover_going"),
        ]

    def __str__(self) -> str:
        return f"{self.route}: {self.state}"


class HandoverEvent(Recorded):
    """Something that happened on the way of a handover. Never changed."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    handover = models.ForeignKey(
        Handover,
        on_delete=models.PROTECT,
        related_name="events",
        db_index=False,  # another index begins with it
        db_comment=technical("The handover"),
    )
    kind = models.TextField(
        choices=[(step.value, step.value) for step in HandoverStep],
        db_comment=says(Category.HANDOVER, "What happened"),
    )
    happened_at = models.DateTimeField(db_comment=says(Category.HANDOVER, "When"))
    team = models.ForeignKey(
        Team,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=technical("The team that it was offered to or that answered"),
    )
    because = models.TextField(
        blank=True,
        default="",
        choices=[(one.value, one.value) for one in NotTaken],
        db_comment=says(Category.HANDOVER, "Coded reason for a no"),
    )
    note = SealedText(
        blank=True,
        default="",
        db_comment=says(Category.HANDOVER, "In a few words, without clinical detail", sealed=True),
    )

    class Meta:
        db_table_comment = "What happened on the way of handovers: append only"
        constraints = [of_person("handoverevent_rows")]
        indexes = [models.Index(fields=["handover", "happened_at"], name="handoverevent_order")]

    def __str__(self) -> str:
        return self.kind


class HandoverMove(Recorded):
    """What a movement led to: which handover, or why there is none. Each is considered once."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    event = models.OneToOneField(
        Event,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("What happened on the pathway"),
    )
    handover = models.ForeignKey(
        Handover,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=technical("The handover that it belongs to, if there is one"),
    )
    became = models.TextField(
        choices=[(one.value, one.value) for one in Became],
        db_comment=says(Category.HANDOVER, "What it led to, or why there is no handover"),
    )

    class Meta:
        db_table_comment = "Which movement belongs to which handover: append only"
        constraints = [of_person("handovermove_rows")]

    def __str__(self) -> str:
        return self.became
