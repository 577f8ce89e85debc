"""Secure links: one referral, for a service that has no account; and who tried a wrong one."""

from django.db import models
from django.db.models import Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Organisation, Recorded, Worker
from throughcare.access.rows import KNOWN_VIEWER, RowSecurity, of_person
from throughcare.access.rules import Category
from throughcare.care.models.referrals import Referral
from throughcare.people.models import Person


class ReferralLink(Recorded):
    """An address that opens one referral once. Of the secret, only a hash is kept."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, related_name="+", db_comment=technical("What it opens")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("Who sent it"),
    )
    acts_as = models.ForeignKey(
        Worker,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=technical("The named system that stands for whoever opens it"),
    )
    secret_hash = models.TextField(unique=True, db_comment=technical("SHA-256 of the secret"))
    sent_to = models.TextField(
        db_comment=says(Category.REFERRAL, "To whom it was given, as the sender says")
    )
    expires_at = models.DateTimeField(db_comment=technical("Until when it can be opened and used"))
    opened_at = models.DateTimeField(
        null=True, blank=True, db_comment=technical("When it was opened; it opens once")
    )
    revoked_at = models.DateTimeField(
        null=True, blank=True, db_comment=technical("When the sender took it back")
    )

    class Meta:
        db_table_comment = "Secure links to one referral each"
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("recorded_at")), name="referrallink_expires"
            ),
            of_person("referrallink_rows", writes="update", health_only=True),
        ]

    def __str__(self) -> str:
        return "link"


class LinkTry(models.Model):
    """Somebody asked for a link that there is not. Kept to slow down whoever guesses."""

    id = models.BigAutoField(primary_key=True, db_comment=technical("Order of arrival"))
    at = models.DateTimeField(db_comment=technical("When"))
    asked_from = models.TextField(db_comment=technical("SHA-256 of the network address"))

    class Meta:
        db_table_comment = "Wrong links that were asked for: append only"
        constraints = [RowSecurity(name="linktry_rows", see=KNOWN_VIEWER, make=KNOWN_VIEWER)]
        indexes = [models.Index(fields=["asked_from", "at"], name="linktry_recent")]

    def __str__(self) -> str:
        return self.asked_from[:8]
