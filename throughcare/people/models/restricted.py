"""Restrictions of records, and the openings of restricted records that are to be reviewed."""

from django.db import models
from django.db.models import Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Organisation, Recorded, Worker
from throughcare.access.rows import ORGANISATION, RowSecurity
from throughcare.access.rules import Category
from throughcare.access.sealed import SealedText
from throughcare.people.models.person import Person
from throughcare.people.rules.restricted import OpenedFor, RestrictedFor, Reviewed

OWN = f"organisation_id = {ORGANISATION}"


class Restriction(Recorded):
    """A record was restricted, and perhaps opened to all again. Seen by those who did so."""

    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The person"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("Whose governance lead did it"),
    )
    kind = models.TextField(
        choices=[(kind.value, kind.value) for kind in RestrictedFor],
        db_comment=says(Category.AUDIT, "Why it is restricted"),
    )
    because = SealedText(db_comment=says(Category.AUDIT, "The reason in words", sealed=True))
    lifted_at = models.DateTimeField(
        null=True, blank=True, db_comment=says(Category.AUDIT, "When it was lifted")
    )
    lifted_by = models.ForeignKey(
        Worker,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=says(Category.STAFF, "Who lifted it", collected_for=None),
    )
    lifted_because = SealedText(
        blank=True,
        default="",
        db_comment=says(Category.AUDIT, "Why it was lifted", sealed=True),
    )

    class Meta:
        db_table_comment = "Restrictions of records"
        constraints = [
            RowSecurity(
                name="restriction_rows",
                see=OWN,
                make=OWN,
                writes="update",
                columns=("lifted_at", "lifted_by_id", "lifted_because"),
            )
        ]

    def __str__(self) -> str:
        return self.kind


class Opening(Recorded):
    """A worker opened a restricted record for an hour, and said why. Somebody else reviews it."""

    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The person"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("The organisation of the worker"),
    )
    role = models.TextField(db_comment=says(Category.STAFF, "In which role", collected_for=None))
    kind = models.TextField(
        choices=[(kind.value, kind.value) for kind in OpenedFor],
        db_comment=says(Category.AUDIT, "Why it was opened"),
    )
    because = SealedText(db_comment=says(Category.AUDIT, "The reason in words", sealed=True))
    until = models.DateTimeField(db_comment=says(Category.AUDIT, "Until when it is open"))
    reviewed = models.TextField(
        choices=[(each.value, each.value) for each in Reviewed],
        blank=True,
        default="",
        db_comment=says(Category.AUDIT, "What the review came to; empty is not reviewed"),
    )
    reviewed_at = models.DateTimeField(
        null=True, blank=True, db_comment=says(Category.AUDIT, "When it was reviewed")
    )
    reviewed_by = models.ForeignKey(
        Worker,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=says(Category.STAFF, "Who reviewed it", collected_for=None),
    )
    review = SealedText(
        blank=True, default="", db_comment=says(Category.AUDIT, "What was found", sealed=True)
    )

    class Meta:
        db_table_comment = "Openings of restricted records"
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed="", reviewed_at__isnull=True)
                | (~Q(reviewed="") & Q(reviewed_at__isnull=False)),
                name="opening_reviewed_at_some_time",
            ),
            RowSecurity(
                name="opening_rows",
                see=OWN,
                make=OWN,
                writes="update",
                columns=("reviewed", "reviewed_at", "reviewed_by_id", "review"),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-recorded_at"], name="opening_organisation")
        ]

    def __str__(self) -> str:
        return self.kind
