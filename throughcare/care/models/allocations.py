"""Who in a team works with whom, and who covers while a worker is on leave."""

from django.db import models
from django.db.models import F, Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Organisation, Recorded, Team, Worker
from throughcare.access.rows import ORGANISATION, RowSecurity, of_person
from throughcare.access.rules import Category
from throughcare.people.models import Person


class Allocation(Recorded):
    """One worker of a team works with the person; the row not superseded counts.

    It counts only while the worker is in the team: whoever leaves has nobody allocated.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", db_comment=technical("The team")
    )
    worker = models.ForeignKey(
        Worker,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=says(Category.STAFF, "Who works with the person", collected_for=None),
    )
    superseded_at = models.DateTimeField(
        null=True, blank=True, db_comment=technical("When it ended or another took its place")
    )

    class Meta:
        db_table_comment = "Who works with whom; the row not superseded counts"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "team"],
                condition=Q(superseded_at__isnull=True),
                name="allocation_one_current",
            ),
            of_person("allocation_rows", writes="update", health_only=True),
        ]
        indexes = [models.Index(fields=["worker", "team"], name="allocation_worker")]

    def __str__(self) -> str:
        return "allocation"


class LeaveCover(Recorded):
    """From a day to a day, somebody's people are on a colleague's list as well."""

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("Whose staff"),
    )
    worker = models.ForeignKey(
        Worker,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=says(Category.STAFF, "Who is on leave", collected_for=None),
    )
    covered_by = models.ForeignKey(
        Worker,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=says(Category.STAFF, "Who covers", collected_for=None),
    )
    from_on = models.DateField(db_comment=says(Category.STAFF, "First day", collected_for=None))
    until_on = models.DateField(db_comment=says(Category.STAFF, "Last day", collected_for=None))

    class Meta:
        db_table_comment = "Who covers for whom"
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="leavecover_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(worker=F("covered_by")), name="leavecover_by_somebody_else"
            ),
            RowSecurity(
                name="leavecover_rows",
                see=f"organisation_id = {ORGANISATION}",
                make=f"organisation_id = {ORGANISATION}",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_on} to {self.until_on}"
