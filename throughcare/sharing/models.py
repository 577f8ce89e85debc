"""Records of the room: what the person permits, and what left, to whom, on what ground."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from throughcare.access.classes import says, technical
from throughcare.access.models import Organisation, Recorded
from throughcare.access.roles import Purpose
from throughcare.access.rows import ORGANISATION, RELATED, RowSecurity
from throughcare.access.rules import Category
from throughcare.access.sealed import SealedText
from throughcare.people.models import Person
from throughcare.sharing.rules import How, PermissionState, Recipient

HELD_BY = f"organisation_id = {ORGANISATION}"


class Permission(Recorded):
    """What the person said about sharing with one kind of recipient. Never bundled with care."""

    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("The person"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The organisation that asked"),
    )
    recipient = models.TextField(
        choices=[(recipient.value, recipient.value) for recipient in Recipient],
        db_comment=says(Category.PERMISSION, "Which kind of recipient it is about"),
    )
    state = models.TextField(
        choices=[(state.value, state.value) for state in PermissionState],
        db_comment=says(Category.PERMISSION, "What the person said"),
    )
    limited_to = ArrayField(
        models.TextField(db_comment=technical("A field")),
        default=list,
        blank=True,
        db_comment=says(Category.PERMISSION, "Where limited: the fields the person agreed to"),
    )
    how_asked = models.TextField(
        blank=True,
        default="",
        db_comment=says(
            Category.PERMISSION, "How it was asked: language, interpreter, who was there"
        ),
    )
    until = models.DateTimeField(
        null=True,
        blank=True,
        db_comment=says(Category.PERMISSION, "Until when it holds, if limited"),
    )

    class Meta:
        db_table_comment = "What people permit: append only, the latest counts"
        constraints = [
            RowSecurity(
                name="permission_rows",
                see=f"({HELD_BY} OR current_setting('throughcare.sector', true) = 'health')"
                f" AND {RELATED.format(column='person_id')}",
                make=HELD_BY,
            )
        ]
        indexes = [
            models.Index(fields=["person", "recipient", "-recorded_at"], name="permission_latest")
        ]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.state}"


class Disclosure(Recorded):
    """Something left, or was refused, to one recipient: what, why, on what ground.

    Closed to the recipient, who would learn from it what was held back.
    """

    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("The person"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The organisation that disclosed or refused"),
    )
    recipient = models.TextField(
        choices=[(recipient.value, recipient.value) for recipient in Recipient],
        db_comment=says(Category.DISCLOSURE, "Which kind of recipient"),
    )
    to_organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The organisation that received it"),
    )
    how = models.TextField(
        choices=[(how.value, how.value) for how in How],
        db_comment=says(Category.DISCLOSURE, "In writing, or told by word of mouth"),
    )
    purpose = models.TextField(
        choices=[(purpose.value, purpose.value) for purpose in Purpose],
        db_comment=says(Category.DISCLOSURE, "What the recipient may use it for"),
    )
    permission = models.ForeignKey(
        Permission,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("What the person had last said about this recipient, if asked"),
    )
    refused = models.BooleanField(
        default=False, db_comment=says(Category.DISCLOSURE, "True when it was decided not to send")
    )
    ground = models.TextField(
        blank=True,
        default="",
        db_comment=says(Category.DISCLOSURE, "The ground relied on; '' where nothing left"),
    )
    because = ArrayField(
        models.TextField(db_comment=technical("A sentence")),
        default=list,
        db_comment=says(Category.DISCLOSURE, "The rules' own sentences for letting it leave"),
    )
    profile = models.TextField(
        db_comment=says(Category.DISCLOSURE, "The profile and its version that limits the content")
    )
    edition = models.TextField(
        db_comment=says(Category.DISCLOSURE, "The edition of the rules of sharing of that day")
    )
    fields = ArrayField(
        models.TextField(db_comment=technical("A field")),
        default=list,
        db_comment=says(Category.DISCLOSURE, "The fields that left"),
    )
    withheld = ArrayField(
        models.TextField(db_comment=technical("A field")),
        default=list,
        db_comment=says(Category.DISCLOSURE, "The fields that were held back"),
    )
    reason = SealedText(
        blank=True,
        default="",
        db_comment=says(Category.DISCLOSURE, "Why, in the worker's words", sealed=True),
    )
    content_hash = models.TextField(
        blank=True, default="", db_comment=technical("SHA-256 of what left")
    )

    class Meta:
        db_table_comment = "What left and what was refused: append only"
        constraints = [
            RowSecurity(
                name="disclosure_rows",
                see=HELD_BY,
                make=HELD_BY,
            )
        ]
        indexes = [models.Index(fields=["person", "-recorded_at"], name="disclosure_person")]

    def __str__(self) -> str:
        return f"{self.recipient} {'refused' if self.refused else 'sent'}"
