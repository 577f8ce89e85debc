"""Wrong passwords of the last day, so that whoever guesses has to wait."""

from uuid import uuid4

from django.db import models

from throughcare.access.classes import technical
from throughcare.access.rows import ORGANISATION, RowSecurity
from throughcare.access.rules import INSTALLATION

BY_INSTALLATION = f"{ORGANISATION} = '{INSTALLATION.organisation_id}'::uuid"
"""Only at the door itself, before there is a viewer: no worker's page can read who mistyped."""


class SignInTry(models.Model):
    """A password that was tried and was not right, or not yet found to be. Names nobody."""

    id = models.UUIDField(
        primary_key=True, default=uuid4, editable=False, db_comment=technical("Random id")
    )
    at = models.DateTimeField(db_comment=technical("When"))
    account = models.TextField(
        db_comment=technical("Keyed digest of the account that was typed, whether it exists or not")
    )
    asked_from = models.TextField(db_comment=technical("Keyed digest of the network address"))

    class Meta:
        db_table_comment = "Wrong passwords of the last day"
        constraints = [
            RowSecurity(
                name="signintry_rows", see=BY_INSTALLATION, make=BY_INSTALLATION, writes="all"
            )
        ]
        indexes = [
            models.Index(fields=["account", "at"], name="signintry_account"),
            models.Index(fields=["asked_from", "at"], name="signintry_address"),
            models.Index(fields=["at"], name="signintry_at"),
        ]

    def __str__(self) -> str:
        return self.account[:8]
