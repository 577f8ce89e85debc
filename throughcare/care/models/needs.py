"""Needs and strengths: what was found, how sure we are, and who is responsible."""

from django.db import models
from django.db.models import Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Organisation, Recorded, Team
from throughcare.access.rows import of_person
from throughcare.access.rules import Category
from throughcare.access.sealed import SealedText
from throughcare.care.rules import KEPT_NEEDS, OPEN_NEEDS, NeedSource, NeedStatus, Severity, Urgency
from throughcare.pathway.models import Episode
from throughcare.people.models import Person
from throughcare.screening.models import Screening
from throughcare.screening.rules import NeedType


class Need(Recorded):
    """One need of one person, with exactly one responsible team for as long as it is open.

    `status` repeats the latest change, because worklists filter on it.
    """

    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("The person"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The organisation that found it"),
    )
    episode = models.ForeignKey(
        Episode,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The episode it was found in, if any"),
    )
    screening = models.ForeignKey(
        Screening,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The screening that suggested it, if one did"),
    )
    type = models.TextField(
        choices=[(need.value, need.value) for need in NeedType],
        db_comment=says(Category.NEED, "What the need is about"),
    )
    status = models.TextField(
        choices=[(status.value, status.value) for status in NeedStatus],
        db_comment=says(Category.NEED, "How sure we are"),
    )
    known_before = models.BooleanField(
        null=True,
        blank=True,
        db_comment=says(Category.NEED, "Known to services before; null is not known"),
    )
    severity = models.TextField(
        choices=[(one.value, one.value) for one in Severity],
        default=Severity.NOT_KNOWN,
        db_comment=says(Category.NEED, "How much it weighs on the person's life"),
    )
    urgency = models.TextField(
        choices=[(one.value, one.value) for one in Urgency],
        default=Urgency.NOT_KNOWN,
        db_comment=says(Category.NEED, "How soon somebody must act on it"),
    )
    source = models.TextField(
        choices=[(one.value, one.value) for one in NeedSource],
        default=NeedSource.NOT_RECORDED,
        db_comment=says(Category.NEED, "Who said that there is a need"),
    )
    review_on = models.DateField(
        null=True,
        blank=True,
        db_comment=says(Category.NEED, "When somebody looks at it again, if nobody meets it now"),
    )
    responsible_team = models.ForeignKey(
        Team,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The team responsible while it is open"),
    )
    note = SealedText(
        blank=True, default="", db_comment=says(Category.NEED, "In a few words", sealed=True)
    )
    version = models.PositiveIntegerField(
        default=1, db_comment=technical("Raised by every change, to notice two people editing")
    )

    class Meta:
        db_table_comment = "Needs"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "type"],
                condition=Q(status__in=OPEN_NEEDS),
                name="need_open_once_per_type",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=KEPT_NEEDS) | Q(review_on__isnull=False),
                name="need_not_met_is_looked_at_again",
            ),
            of_person("need_rows", writes="update", health_only=True),
        ]
        indexes = [
            models.Index(fields=["person"], name="need_person"),
            models.Index(
                fields=["responsible_team"], condition=Q(status__in=OPEN_NEEDS), name="need_open"
            ),
            models.Index(
                fields=["responsible_team", "review_on"],
                condition=Q(status__in=KEPT_NEEDS),
                name="need_kept",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type}: {self.status}"


class NeedChange(Recorded):
    """A need changed its status or its responsible team. Never changed itself."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    need = models.ForeignKey(
        Need,
        on_delete=models.PROTECT,
        related_name="changes",
        db_index=False,  # another index begins with it
        db_comment=technical("The need"),
    )
    status = models.TextField(
        choices=[(status.value, status.value) for status in NeedStatus],
        db_comment=says(Category.NEED, "The status from then on"),
    )
    responsible_team = models.ForeignKey(
        Team,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The team responsible from then on"),
    )
    reason = models.TextField(
        blank=True, default="", db_comment=says(Category.NEED, "Why, in a few words")
    )

    class Meta:
        db_table_comment = "Changes of needs: append only"
        constraints = [of_person("needchange_rows", health_only=True)]
        indexes = [models.Index(fields=["need", "recorded_at"], name="needchange_order")]

    def __str__(self) -> str:
        return self.status


class Strength(Recorded):
    """Something that helps: a stable home, a supportive adult, work, treatment, motivation."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    kind = models.TextField(
        db_comment=says(Category.NEED, "What helps, coded as the screen has it")
    )
    note = SealedText(
        blank=True, default="", db_comment=says(Category.NEED, "In the person's words", sealed=True)
    )
    superseded_at = models.DateTimeField(
        null=True, blank=True, db_comment=technical("When it was taken back")
    )

    class Meta:
        db_table_comment = "Protective factors"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(superseded_at__isnull=True),
                name="strength_once",
            ),
            of_person("strength_rows", writes="update", health_only=True),
        ]

    def __str__(self) -> str:
        return self.kind
