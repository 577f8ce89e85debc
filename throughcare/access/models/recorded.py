"""What every item of a record says of itself: who recorded it, when, and for which purpose."""

from uuid import uuid4

from django.db import models

from throughcare.access.classes import says, technical
from throughcare.access.models.organisations import Worker
from throughcare.access.roles import Purpose
from throughcare.access.rules import Category


class Recorded(models.Model):
    """An item of a record. Rows are added and superseded, not overwritten."""

    id = models.UUIDField(
        primary_key=True, default=uuid4, editable=False, db_comment=technical("Random id")
    )
    recorded_at = models.DateTimeField(
        db_comment=technical("When it was entered, which may be later than when it happened")
    )
    recorded_by = models.ForeignKey(
        Worker,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=says(Category.STAFF, "Who recorded it", collected_for=None),
    )
    collected_for = models.TextField(
        choices=[(purpose.value, purpose.value) for purpose in Purpose],
        db_comment=technical("Purpose of collection, which governs every later use"),
    )

    class Meta:
        abstract = True
