"""Why an organisation may know a person: a dated relationship with the event that made it."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from throughcare.access.classes import says, technical
from throughcare.access.models.organisations import Organisation, Worker
from throughcare.access.rows import KNOWN_VIEWER, ORGANISATION, RowSecurity
from throughcare.access.rules import Category, RelationshipKind


class Relationship(models.Model):
    """One reason, from a moment until a moment, why one organisation may know one person.

    The person is named by id and not by key: `people` is above this room, and the reason must
    outlive a merge of records.
    """

    id = models.UUIDField(
        primary_key=True, default=uuid4, editable=False, db_comment=technical("Random id")
    )
    person_id = models.UUIDField(db_comment=technical("The person"))
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=technical("The organisation that may know the person"),
    )
    kind = models.TextField(
        choices=[(kind.value, kind.value) for kind in RelationshipKind],
        db_comment=says(Category.ENGAGEMENT, "Kind of relationship"),
    )
    because = models.TextField(
        db_comment=says(Category.ENGAGEMENT, "What made it, in a few words without clinical detail")
    )
    made_by_event = models.UUIDField(
        null=True, blank=True, db_comment=technical("The stay, referral or document that made it")
    )
    starts_at = models.DateTimeField(db_comment=says(Category.ENGAGEMENT, "From when"))
    ends_at = models.DateTimeField(
        null=True, blank=True, db_comment=says(Category.ENGAGEMENT, "Until when, tail included")
    )
    recorded_by = models.ForeignKey(
        Worker,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=says(Category.STAFF, "Whose action made it", collected_for=None),
    )
    recorded_by_organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=technical("The organisation whose action made it"),
    )

    class Meta:
        db_table_comment = "Why an organisation may know a person"
        constraints = [
            # The policies of all rows look here, so it begins with the person: beginning with the
            # organisation it made the database read everybody whom that knows for one board. What
            # they ask of a relationship is included, so that they need not open its row.
            models.UniqueConstraint(
                fields=["person_id", "organisation", "kind", "made_by_event"],
                name="relationship_once_per_event",
                nulls_distinct=False,
                include=["recorded_by_organisation", "ends_at"],
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=models.F("starts_at")),
                name="relationship_ends_after_start",
            ),
            RowSecurity(
                name="relationship_rows",
                see=f"organisation_id = {ORGANISATION}"
                f" OR recorded_by_organisation_id = {ORGANISATION}",
                make=KNOWN_VIEWER,
                writes="update",
            ),
        ]
        indexes = [
            models.Index(fields=["made_by_event"], name="relationship_event"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} since {self.starts_at:%Y-%m-%d}"
