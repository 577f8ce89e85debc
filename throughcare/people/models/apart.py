"""Two records that could be of one person, and what somebody decided on them. Remembered."""

from uuid import uuid4

from django.db import models

from throughcare.access.classes import says, technical
from throughcare.access.models import Organisation, Worker
from throughcare.access.rows import RELATED, RowSecurity
from throughcare.access.rules import Category
from throughcare.people.models.person import Person
from throughcare.people.rules.apart import Apart


class PairDecision(models.Model):
    """Somebody looked at two records and decided that they are two people, or could not tell.

    The latest decision on a pair counts. A pair that was decided is not asked about again. The
    first record's rows move when it is merged; where the other one is now is asked of the record
    itself.
    """

    id = models.UUIDField(
        primary_key=True, default=uuid4, editable=False, db_comment=technical("Random id")
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The record from which the other was looked at"),
    )
    other = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The record that could be of the same person"),
    )
    decision = models.TextField(
        choices=[(each.value, each.value) for each in Apart],
        db_comment=says(Category.IDENTITY, "Two people, or not certain"),
    )
    because = models.TextField(
        blank=True,
        default="",
        db_comment=says(Category.IDENTITY, "How they know, without clinical detail"),
    )
    decided_at = models.DateTimeField(db_comment=says(Category.IDENTITY, "When it was decided"))
    decided_by = models.ForeignKey(
        Worker,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=says(Category.STAFF, "Who decided", collected_for=None),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=technical("For which organisation"),
    )

    class Meta:
        db_table_comment = "Decisions on two records that could be of one person"
        constraints = [
            RowSecurity(
                name="pairdecision_rows",
                see=f"{RELATED.format(column='person_id')} OR {RELATED.format(column='other_id')}",
                make=RELATED.format(column="person_id"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} and {self.other_id}: {self.decision}"
