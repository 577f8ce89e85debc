"""Risks with the day on which they are looked at again, and what the person says against."""

from django.db import models
from django.db.models import Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Recorded, Team
from throughcare.access.rows import of_person
from throughcare.access.rules import Category
from throughcare.access.sealed import SealedText
from throughcare.care.models.needs import Need
from throughcare.care.rules import LEVELS, RiskKind, RiskLevel
from throughcare.people.models import Person


class Risk(Recorded):
    """What could happen to the person or through them; said again, the later row counts."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    kind = models.TextField(
        choices=[(kind.value, kind.value) for kind in RiskKind],
        db_comment=says(Category.NEED, "What could happen"),
    )
    level = models.TextField(
        choices=[(level.value, level.value) for level in RiskLevel],
        db_comment=says(Category.NEED, "How likely and how bad"),
    )
    what_to_do = models.TextField(
        db_comment=says(Category.NEED, "What whoever meets the person does, without detail")
    )
    note = SealedText(
        blank=True, default="", db_comment=says(Category.NEED, "On what it rests", sealed=True)
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", db_comment=technical("Who looks again")
    )
    review_on = models.DateField(db_comment=says(Category.NEED, "When somebody looks at it again"))
    superseded_at = models.DateTimeField(
        null=True, blank=True, db_comment=technical("When a later row took its place or it ended")
    )
    ended_because = models.TextField(
        blank=True, default="", db_comment=says(Category.NEED, "Why it is a risk no longer")
    )
    ended_by_id = models.UUIDField(
        null=True, blank=True, db_comment=says(Category.STAFF, "Who ended it", collected_for=None)
    )

    counts_first = ("level", LEVELS)
    """Where two merged records answer differently: a high risk is never hidden by a lower one."""

    class Meta:
        db_table_comment = "Risks and alerts; the row not superseded counts"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(superseded_at__isnull=True),
                name="risk_one_current",
            ),
            of_person("risk_rows", writes="update", health_only=True),
        ]
        indexes = [
            models.Index(
                fields=["team", "review_on"],
                condition=Q(superseded_at__isnull=True),
                name="risk_review",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.level}"


class Disagreement(Recorded):
    """What the person says against something that is recorded of them. It stands beside it."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    need = models.ForeignKey(
        Need,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The need that it is about, if it is"),
    )
    risk = models.ForeignKey(
        Risk,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The risk that it is about, if it is"),
    )
    words = SealedText(db_comment=says(Category.NEED, "In the person's words", sealed=True))

    class Meta:
        db_table_comment = "What people say against what is recorded of them: append only"
        constraints = [
            models.CheckConstraint(
                condition=Q(need__isnull=False, risk__isnull=True)
                | Q(need__isnull=True, risk__isnull=False),
                name="disagreement_about_one_thing",
            ),
            of_person("disagreement_rows", health_only=True),
        ]

    def __str__(self) -> str:
        return "disagreement"
