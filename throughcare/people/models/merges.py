"""Two records that were of one person: who merged them and why, and every row that moved."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Organisation, Worker
from throughcare.access.rows import RELATED, RowSecurity
from throughcare.access.rules import Category
from throughcare.people.models.particulars import Particulars
from throughcare.people.models.person import Person


class Merge(models.Model):
    """One record was merged into another, and perhaps taken apart again. Never removed."""

    id = models.UUIDField(
        primary_key=True, default=uuid4, editable=False, db_comment=technical("Random id")
    )
    kept = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The record that stayed"),
    )
    other = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The record that was merged into it"),
    )
    merged_at = models.DateTimeField(db_comment=says(Category.IDENTITY, "When they were merged"))
    merged_by = models.ForeignKey(
        Worker,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=says(Category.STAFF, "Who merged them", collected_for=None),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=technical("For which organisation"),
    )
    because = models.TextField(
        db_comment=says(Category.IDENTITY, "Why they are one person, without clinical detail")
    )
    merged_as = models.TextField(
        db_comment=says(Category.IDENTITY, "Name that the merged record was shown under")
    )
    although = models.TextField(
        blank=True,
        default="",
        db_comment=says(
            Category.IDENTITY, "Why they are one person although confirmed numbers differ"
        ),
    )
    filled = models.ForeignKey(
        Particulars,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=technical("The statement that joins what both records knew"),
    )
    filled_over = models.ForeignKey(
        Particulars,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=technical("The statement that the joined one took the place of"),
    )
    unmerged_at = models.DateTimeField(
        null=True, blank=True, db_comment=says(Category.IDENTITY, "When it was undone")
    )
    unmerged_by = models.ForeignKey(
        Worker,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=says(Category.STAFF, "Who undid it", collected_for=None),
    )
    unmerged_because = models.TextField(
        blank=True,
        default="",
        db_comment=says(Category.IDENTITY, "Why they are two people after all"),
    )

    class Meta:
        db_table_comment = "Records merged into others, and taken apart again"
        constraints = [
            models.UniqueConstraint(
                fields=["other"], condition=Q(unmerged_at__isnull=True), name="merge_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(kept=F("other")), name="merge_of_two"),
            RowSecurity(
                name="merge_rows",
                see=f"{RELATED.format(column='kept_id')} OR {RELATED.format(column='other_id')}",
                make=RELATED.format(column="kept_id"),
                writes="update",
                columns=("unmerged_at", "unmerged_by_id", "unmerged_because"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.other_id} into {self.kept_id}"


class MergedRow(models.Model):
    """A row that a merge moved or closed, as it was before. Written by the database itself."""

    id = models.BigAutoField(primary_key=True, db_comment=technical("Order of writing"))
    merge = models.ForeignKey(
        Merge,
        on_delete=models.PROTECT,
        related_name="rows",
        db_index=False,  # another index begins with it
        db_comment=technical("The merge"),
    )
    table = models.TextField(db_comment=technical("The table of the row"))
    row = models.TextField(db_comment=technical("The id of the row"))
    moved = models.BooleanField(
        db_comment=technical("Whether it came from the record that was merged")
    )
    before = models.JSONField(
        default=dict, db_comment=technical("What the merge changed beside the person, as it was")
    )

    class Meta:
        db_table_comment = "Rows that merges moved, so that each can go back"
        constraints = [
            models.UniqueConstraint(fields=["merge", "table", "row"], name="mergedrow_once"),
            RowSecurity(
                name="mergedrow_rows",
                see="EXISTS (SELECT 1 FROM people_merge m WHERE m.id = ROW.merge_id)",
                make="merge_id IS NULL",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"
