"""Treatment requirements of the court: whether one would suit, and how it went on."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Recorded, Team
from throughcare.access.rows import of_person
from throughcare.access.rules import Category
from throughcare.access.sealed import SealedText
from throughcare.care.rules import OPEN_ORDERS, OrderEvent, OrderState, Provider, ToOrder
from throughcare.people.models import Person


class CourtRequirement(Recorded):
    """A treatment requirement that is assessed, proposed, ordered, started or over."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    kind = models.TextField(db_comment=says(Category.NEED, "Which requirement"))
    state = models.TextField(
        choices=[(one.value, one.value) for one in OrderState],
        db_comment=says(Category.NEED, "Where it stands"),
    )
    met = ArrayField(
        models.TextField(),
        default=list,
        db_comment=says(Category.NEED, "Conditions answered with yes"),
    )
    not_met = ArrayField(
        models.TextField(),
        default=list,
        db_comment=says(Category.NEED, "Conditions answered with no"),
    )
    consent = models.TextField(
        choices=[(one.value, one.value) for one in ToOrder],
        db_comment=says(Category.NEED, "What the person says to it"),
    )
    consent_words = SealedText(
        blank=True, default="", db_comment=says(Category.NEED, "In their words", sealed=True)
    )
    provider = models.TextField(
        choices=[(one.value, one.value) for one in Provider],
        db_comment=says(Category.NEED, "What the service says that would treat them"),
    )
    provider_name = models.TextField(
        blank=True, default="", db_comment=says(Category.NEED, "Which service, and who there")
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", db_comment=technical("Who follows it")
    )
    next_on = models.DateField(
        null=True, blank=True, db_comment=says(Category.NEED, "When somebody looks at it again")
    )
    version = models.PositiveIntegerField(
        default=1, db_comment=technical("Raised by every change, to notice two people editing")
    )

    class Meta:
        db_table_comment = "Treatment requirements of courts"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(state__in=OPEN_ORDERS),
                name="requirement_open_once_per_kind",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=OPEN_ORDERS) | Q(next_on__isnull=False),
                name="requirement_open_has_a_day",
            ),
            of_person("requirement_rows", writes="update", health_only=True),
        ]
        indexes = [
            models.Index(
                fields=["team", "next_on"],
                condition=Q(state__in=OPEN_ORDERS),
                name="requirement_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.state}"


class CourtRequirementEvent(Recorded):
    """Something happened to a requirement. Never changed itself."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    requirement = models.ForeignKey(
        CourtRequirement,
        on_delete=models.PROTECT,
        related_name="events",
        db_comment=technical("The requirement"),
    )
    kind = models.TextField(
        choices=[(one.value, one.value) for one in OrderEvent],
        db_comment=says(Category.NEED, "What happened"),
    )
    happened_on = models.DateField(db_comment=says(Category.NEED, "On which day"))
    note = SealedText(
        blank=True, default="", db_comment=says(Category.NEED, "In a few words", sealed=True)
    )

    class Meta:
        db_table_comment = "What happened to treatment requirements: append only"
        constraints = [of_person("requirementevent_rows", health_only=True)]

    def __str__(self) -> str:
        return self.kind
