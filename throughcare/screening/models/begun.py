"""What a worker has begun to type on a page and not sent; it is no part of the record."""

from django.db import models

from throughcare.access.classes import says, technical
from throughcare.access.models import Worker
from throughcare.access.rows import MOMENT, RELATED, SECTOR, RowSecurity
from throughcare.access.rules import Category
from throughcare.access.sealed import SealedText
from throughcare.people.models import Person

OWN = (
    "ROW.worker_id = nullif(current_setting('throughcare.worker', true), '')::uuid"
    f" AND {RELATED.format(column='person_id')}"
)
# What has run out is nobody's any more: whoever types next clears it away, unopened.
OVER = f"ROW.until <= {MOMENT}"


class Begun(models.Model):
    """One page of one form that one worker has begun to fill in about one person."""

    id = models.UUIDField(
        primary_key=True,
        editable=False,
        db_comment=technical("Made from worker, person, work item and page: one row for each"),
    )
    worker = models.ForeignKey(
        Worker, on_delete=models.PROTECT, related_name="+", db_comment=technical("Who typed it")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    work_item = models.TextField(
        db_comment=technical("The screening, or the instrument of a paper that is entered")
    )
    page = models.TextField(db_comment=technical("Which page of it"))
    text = SealedText(db_comment=says(Category.SCREENING, "What was typed so far", sealed=True))
    kept_at = models.DateTimeField(db_comment=technical("When it was last kept"))
    until = models.DateTimeField(
        db_index=True, db_comment=technical("When it is not offered any more, and is cleared away")
    )

    class Meta:
        db_table_comment = "Pages begun and not sent; no part of the record, gone after hours"
        constraints = [
            RowSecurity(
                name="begun_rows",
                see=f"{SECTOR} = 'health' AND ({OVER} OR ({OWN}))",
                make=f"{SECTOR} = 'health' AND {OWN}",
                writes="all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.work_item} {self.page}"
