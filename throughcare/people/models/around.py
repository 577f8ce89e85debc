"""What shapes a person's life: what helps them, their background, their GP, who is around them."""

from django.db import models
from django.db.models import Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Recorded
from throughcare.access.rows import of_person
from throughcare.access.rules import Category
from throughcare.access.sealed import SealedText
from throughcare.people.models.person import Person
from throughcare.people.rules import Source
from throughcare.people.rules.around import (
    Adjustment,
    Answer,
    Background,
    ContactKind,
    Immigration,
    PracticeStatus,
)


class Statement(Recorded):
    """Something that was said of a person, by somebody, at some time. Closed by the next one."""

    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="%(class)s_statements",
        db_index=False,  # another index begins with it
        db_comment=technical("The person"),
    )
    source = models.TextField(
        choices=[(source.value, source.value) for source in Source],
        db_comment=technical("Who says so"),
    )
    superseded_at = models.DateTimeField(
        null=True, blank=True, db_comment=technical("When a later row took its place")
    )

    class Meta:
        abstract = True


class AdjustmentStatement(Statement):
    """What others do differently so that the person can take part. Custody staff see it too."""

    kind = models.TextField(
        choices=[(kind.value, kind.value) for kind in Adjustment],
        db_comment=says(Category.COMMUNICATION, "What is done differently"),
    )
    words = models.TextField(
        blank=True, default="", db_comment=says(Category.COMMUNICATION, "How, in a few words")
    )

    class Meta:
        db_table = "people_adjustment"
        db_table_comment = "Reasonable adjustments and communication needs"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(superseded_at__isnull=True),
                name="adjustment_one_current",
            ),
            of_person("adjustment_rows", writes="update"),
        ]
        indexes = [models.Index(fields=["person"], name="adjustment_person")]

    def __str__(self) -> str:
        return self.kind


class BackgroundStatement(Statement):
    """A part of the person's life that opens rights or duties, as they give it."""

    kind = models.TextField(
        choices=[(kind.value, kind.value) for kind in Background],
        db_comment=says(Category.BACKGROUND, "Which part"),
    )
    answer = models.TextField(
        choices=[(answer.value, answer.value) for answer in Answer],
        db_comment=says(Category.BACKGROUND, "What they answered"),
    )
    words = SealedText(
        blank=True,
        default="",
        db_comment=says(Category.BACKGROUND, "In their words", sealed=True),
    )

    class Meta:
        db_table = "people_background"
        db_table_comment = "Armed forces, care, pregnancy, dependants and nationality"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(superseded_at__isnull=True),
                name="background_one_current",
            ),
            of_person("background_rows", writes="update", health_only=True),
        ]
        indexes = [models.Index(fields=["person"], name="background_person")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.answer}"


class ImmigrationStatement(Statement):
    """Immigration status, where the person gives it."""

    status = models.TextField(
        choices=[(status.value, status.value) for status in Immigration],
        db_comment=says(Category.IMMIGRATION, "Immigration status"),
    )
    words = SealedText(
        blank=True,
        default="",
        db_comment=says(Category.IMMIGRATION, "What matters about it", sealed=True),
    )

    class Meta:
        db_table = "people_immigration"
        db_table_comment = "Immigration status, for rights and care alone"
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(superseded_at__isnull=True),
                name="immigration_one_current",
            ),
            of_person("immigration_rows", writes="update", health_only=True),
        ]
        indexes = [models.Index(fields=["person"], name="immigration_person")]

    def __str__(self) -> str:
        return f"immigration status of {self.person_id}"


class PracticeStatement(Statement):
    """The GP practice where the person is registered, or that there is none."""

    status = models.TextField(
        choices=[(status.value, status.value) for status in PracticeStatus],
        db_comment=says(Category.CONTACT, "Whether they are registered"),
    )
    name = models.TextField(
        blank=True, default="", db_comment=says(Category.CONTACT, "Name of the practice")
    )
    ods_code = models.TextField(
        blank=True, default="", db_comment=says(Category.CONTACT, "ODS code of the practice")
    )

    class Meta:
        db_table = "people_practice"
        db_table_comment = "GP registrations"
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(superseded_at__isnull=True),
                name="practice_one_current",
            ),
            of_person("practice_rows", writes="update", health_only=True),
        ]
        indexes = [models.Index(fields=["person"], name="practice_person")]

    def __str__(self) -> str:
        return self.name or self.status


class ContactStatement(Statement):
    """Somebody around the person, and whether they may be spoken to."""

    kind = models.TextField(
        choices=[(kind.value, kind.value) for kind in ContactKind],
        db_comment=says(Category.CONTACT, "Who they are to the person"),
    )
    name = models.TextField(db_comment=says(Category.CONTACT, "Their name"))
    reached = SealedText(
        blank=True,
        default="",
        db_comment=says(Category.CONTACT, "How they are reached", sealed=True),
    )
    safe = models.BooleanField(
        null=True,
        blank=True,
        db_comment=says(Category.CONTACT, "Safe to contact about the person; null is not asked"),
    )
    agreed = models.BooleanField(
        null=True,
        blank=True,
        db_comment=says(Category.CONTACT, "The person agrees to contact; null is not asked"),
    )

    class Meta:
        db_table = "people_contact"
        db_table_comment = "People around the person"
        constraints = [of_person("contact_rows", writes="update", health_only=True)]
        indexes = [models.Index(fields=["person"], name="contact_person")]

    def __str__(self) -> str:
        return self.kind
