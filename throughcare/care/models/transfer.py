"""Transfers to hospital under the Mental Health Act, step by step."""

from django.db import models
from django.db.models import Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Recorded
from throughcare.access.rows import of_person
from throughcare.access.rules import Category
from throughcare.access.sealed import SealedText
from throughcare.care.rules.transfer import Delay, TransferStep
from throughcare.people.models import Person


class HospitalTransfer(Recorded):
    """One step on the way to hospital or back. Never changed; a later one follows."""

    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("The person"),
    )
    step = models.TextField(
        choices=[(one.value, one.value) for one in TransferStep],
        db_comment=says(Category.NEED, "Which step"),
    )
    happened_at = models.DateTimeField(db_comment=says(Category.NEED, "When"))
    delay = models.TextField(
        blank=True,
        default="",
        choices=[(one.value, one.value) for one in Delay],
        db_comment=says(Category.NEED, "Coded reason of a delay"),
    )
    note = SealedText(
        blank=True, default="", db_comment=says(Category.NEED, "In a few words", sealed=True)
    )

    class Meta:
        db_table_comment = "Steps of transfers to hospital: append only"
        constraints = [
            models.CheckConstraint(
                condition=~Q(step=TransferStep.DELAYED) | ~Q(delay=""),
                name="hospitaltransfer_delay_says_why",
            ),
            of_person("hospitaltransfer_rows", health_only=True),
        ]
        indexes = [models.Index(fields=["person", "happened_at"], name="hospitaltransfer_order")]

    def __str__(self) -> str:
        return self.step
