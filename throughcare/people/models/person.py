"""A person, as lists show them. What is known of who they are is rows of their own."""

from uuid import uuid4

from django.db import models

from throughcare.access.classes import says, technical
from throughcare.access.rows import MOMENT, ORGANISATION, RELATED, RowSecurity
from throughcare.access.rules import Category

# The parts are our own; nothing that anybody typed comes near them.
ALLOCATED = (
    "(NOT restricted OR EXISTS (SELECT 1 FROM access_relationship a WHERE a.person_id = ROW.id"  # noqa: S608
    f" AND (a.kind = 'allocated' OR a.kind = 'break-glass' AND a.ends_at > {MOMENT})"
    f" AND a.organisation_id = {ORGANISATION} OFFSET 0))"
)


class Person(models.Model):
    """Somebody whom the record is for. Names and particulars are rows of their own.

    `shown_name`, `sort_name` and `born_on` repeat the current name and particulars, because lists
    sort and filter on them; the action that changes those changes these. While the record is
    merged into another it has none of them, and no date of birth by which it could be found.
    """

    id = models.UUIDField(
        primary_key=True, default=uuid4, editable=False, db_comment=technical("Random id")
    )
    registered_at = models.DateTimeField(
        db_comment=says(Category.IDENTITY, "When the record was opened")
    )
    shown_name = models.TextField(db_comment=says(Category.IDENTITY, "Name to show in lists"))
    sort_name = models.TextField(db_comment=says(Category.IDENTITY, "Name to sort lists by"))
    born_on = models.DateField(
        null=True,
        blank=True,
        db_comment=says(Category.IDENTITY, "Date of birth, first day of what is known of it"),
    )
    restricted = models.BooleanField(
        default=False,
        db_comment=says(Category.IDENTITY, "Opened only by the team it is allocated to"),
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # few have it, and theirs is an index of those few
        db_comment=technical("The record that this one was merged into, where all of it is now"),
    )
    version = models.PositiveIntegerField(
        default=1, db_comment=technical("Raised by every change, to notice two people editing")
    )

    class Meta:
        db_table_comment = "People"
        constraints = [
            RowSecurity(
                name="person_rows",
                see=f"{RELATED.format(column='id')} AND {ALLOCATED}",
                make=RELATED.format(column="id"),
                writes="update",
            )
        ]
        indexes = [
            # With what is compared beside it, so that a whole log is matched from the index alone.
            models.Index(fields=["born_on"], include=["sort_name", "id"], name="person_born_on"),
            models.Index(
                fields=["merged_into"],
                condition=models.Q(merged_into__isnull=False),
                name="person_merged",
            ),
        ]

    def __str__(self) -> str:
        return self.shown_name
