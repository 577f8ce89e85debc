"""Records of the room: a report, exactly as it was released."""

from django.db import models

from throughcare.access.classes import says, technical
from throughcare.access.models import Organisation, Recorded
from throughcare.access.rows import ORGANISATION, RowSecurity
from throughcare.access.rules import Category
from throughcare.access.sealed import SealedText
from throughcare.pathway.models import Episode
from throughcare.people.models import Person
from throughcare.sharing.models import Disclosure


class Report(Recorded):
    """A one-page summary as it left: its content, the hash of it, and when it was opened.

    Seen by the organisation that sent it and the one it was sent to, and by nobody else. Once it
    has left, only the moment of opening may be added: the database refuses any other change.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The organisation that sent it"),
    )
    to_organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("The organisation that received it"),
    )
    episode = models.ForeignKey(
        Episode,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("The episode it is about"),
    )
    disclosure = models.OneToOneField(
        Disclosure,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The decision it left under"),
    )
    title = models.TextField(db_comment=says(Category.DOCUMENT, "Title, without a name"))
    content = SealedText(
        db_comment=says(
            Category.DOCUMENT, "The document as data, from which it is drawn", sealed=True
        )
    )
    content_hash = models.TextField(db_comment=technical("SHA-256 of the content"))
    sent_at = models.DateTimeField(db_comment=says(Category.DOCUMENT, "When it was sent"))
    first_opened_at = models.DateTimeField(
        null=True,
        blank=True,
        db_comment=says(Category.DOCUMENT, "When the recipient first opened it"),
    )

    class Meta:
        db_table_comment = "Reports as released"
        constraints = [
            RowSecurity(
                name="report_rows",
                see=f"organisation_id = {ORGANISATION} OR to_organisation_id = {ORGANISATION}",
                make=f"organisation_id = {ORGANISATION}",
                change=f"organisation_id = {ORGANISATION} OR to_organisation_id = {ORGANISATION}",
                writes="update",
                columns=("first_opened_at",),
            )
        ]
        indexes = [
            models.Index(fields=["to_organisation", "-sent_at"], name="report_received"),
            models.Index(fields=["episode"], name="report_episode"),
        ]

    def __str__(self) -> str:
        return self.title
