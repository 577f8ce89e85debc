"""What a worker has read of their alerts, how often they want an e-mail, and their calendar."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from throughcare.access.classes import technical
from throughcare.access.models import Worker
from throughcare.access.rows import RowSecurity
from throughcare.care.rules.alerts import Digest

OWN = "ROW.worker_id = nullif(current_setting('throughcare.worker', true), '')::uuid"


class AlertRead(models.Model):
    """One alert that one worker has read; nobody else sees that they did."""

    id = models.UUIDField(
        primary_key=True, default=uuid4, editable=False, db_comment=technical("Random id")
    )
    worker = models.ForeignKey(
        Worker,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("Who read it"),
    )
    key = models.TextField(db_comment=technical("Which alert it was"))
    read_at = models.DateTimeField(db_comment=technical("When"))

    class Meta:
        db_table_comment = "Alerts that workers have read"
        constraints = [
            models.UniqueConstraint(fields=["worker", "key"], name="alert_read_once"),
            RowSecurity(name="alert_read_rows", see=OWN, make=OWN, writes="all"),
        ]

    def __str__(self) -> str:
        return self.key


class AlertChoice(models.Model):
    """How one worker wants to hear of alerts outside the service."""

    id = models.UUIDField(
        primary_key=True, default=uuid4, editable=False, db_comment=technical("Random id")
    )
    worker = models.OneToOneField(
        Worker, on_delete=models.PROTECT, related_name="+", db_comment=technical("Whose choice")
    )
    digest = models.TextField(
        choices=[(each.value, each.value) for each in Digest],
        default=Digest.OFF,
        db_comment=technical("How often an e-mail is sent"),
    )
    sent_on = models.DateField(
        null=True, db_comment=technical("The day of the last e-mail, or on which none was needed")
    )
    calendar_hash = models.TextField(
        blank=True,
        default="",
        db_comment=technical("SHA-256 of the secret of the calendar's address; '' for none"),
    )

    class Meta:
        db_table_comment = "How workers want to hear of alerts"
        constraints = [
            models.UniqueConstraint(
                fields=["calendar_hash"], condition=~Q(calendar_hash=""), name="calendar_once"
            ),
            RowSecurity(name="alert_choice_rows", see=OWN, make=OWN, writes="update"),
        ]

    def __str__(self) -> str:
        return self.digest
