"""Health programmes, step by step: what was offered, declined, done or is not known."""

from django.db import models
from django.db.models import Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Recorded, Team
from throughcare.access.rows import of_person
from throughcare.access.rules import Category
from throughcare.access.sealed import SealedText
from throughcare.care.rules import StepAnswer, ToldBy
from throughcare.pathway.models import Place
from throughcare.people.models import Person


class HealthStep(Recorded):
    """An answer to one step of one programme; corrected, the row not superseded counts.

    Which programmes and steps there are is written in `programmes.yaml`, so a new one needs no
    change here. What a test found is sealed, because it is nobody's business but the health team's.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    programme = models.TextField(db_comment=says(Category.HEALTH, "Which programme"))
    step = models.TextField(db_comment=says(Category.HEALTH, "Which of its steps"))
    answer = models.TextField(
        choices=[(one.value, one.value) for one in StepAnswer],
        db_comment=says(Category.HEALTH, "Done, declined, not possible, not needed or not known"),
    )
    result = SealedText(
        blank=True, default="", db_comment=says(Category.HEALTH, "What was found", sealed=True)
    )
    happened_at = models.DateTimeField(db_comment=says(Category.HEALTH, "When it was"))
    again_on = models.DateField(
        null=True, blank=True, db_comment=says(Category.HEALTH, "When it is asked or done again")
    )
    told_by = models.TextField(
        choices=[(one.value, one.value) for one in ToldBy],
        blank=True,
        default="",
        db_comment=says(Category.HEALTH, "Who says so; nothing where it was done here"),
    )
    note = SealedText(
        blank=True, default="", db_comment=says(Category.HEALTH, "In a few words", sealed=True)
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", db_comment=technical("Which team")
    )
    place = models.ForeignKey(
        Place,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=technical("Where the person was, if in a place"),
    )
    superseded_at = models.DateTimeField(
        null=True, blank=True, db_comment=technical("When it was taken back as wrong")
    )
    wrong_because = models.TextField(
        blank=True, default="", db_comment=says(Category.HEALTH, "Why it was taken back")
    )

    class Meta:
        db_table_comment = "Answers to steps of health programmes; those not superseded count"
        constraints = [
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | ~Q(wrong_because=""),
                name="healthstep_taken_back_for_a_reason",
            ),
            of_person("healthstep_rows", writes="update", health_only=True),
        ]

    def __str__(self) -> str:
        return f"{self.programme}: {self.answer}"
