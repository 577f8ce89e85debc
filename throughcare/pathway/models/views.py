"""What a worker keeps for themself: the filters of a board under a name."""

from uuid import uuid4

from django.db import models

from throughcare.access.classes import technical
from throughcare.access.models import Worker
from throughcare.access.rows import RowSecurity

WORKER = "nullif(current_setting('throughcare.worker', true), '')::uuid"


class SavedView(models.Model):
    """One named filter of one worker; nobody else sees it."""

    id = models.UUIDField(
        primary_key=True, default=uuid4, editable=False, db_comment=technical("Random id")
    )
    worker = models.ForeignKey(
        Worker,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("Whose it is"),
    )
    page = models.TextField(db_comment=technical("The address of the board"))
    name = models.TextField(db_comment=technical("What the worker calls it"))
    query = models.TextField(db_comment=technical("Filters and order, as in the address"))

    class Meta:
        db_table_comment = "Named filters of workers"
        constraints = [
            models.UniqueConstraint(fields=["worker", "page", "name"], name="view_once"),
            RowSecurity(
                name="view_rows",
                see=f"ROW.worker_id = {WORKER}",
                make=f"ROW.worker_id = {WORKER}",
                writes="all",
            ),
        ]

    def __str__(self) -> str:
        return self.name
