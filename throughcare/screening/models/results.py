"""What came of a screening: its results, and which urgent answers somebody has read."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Recorded
from throughcare.access.rows import of_person
from throughcare.access.rules import Category
from throughcare.access.sealed import SealedText
from throughcare.people.models import Person
from throughcare.screening.models.screenings import Screening


class FlagRead(Recorded):
    """A worker read what to do about an urgent answer, before going on with the screening."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    screening = models.ForeignKey(
        Screening,
        on_delete=models.PROTECT,
        related_name="flags_read",
        db_index=False,  # another index begins with it
        db_comment=technical("The screening"),
    )
    flag = models.TextField(db_comment=says(Category.SCREENING, "Flag id within the instrument"))

    class Meta:
        db_table_comment = "Urgent flags that a worker has read: append only"
        constraints = [
            models.UniqueConstraint(fields=["screening", "flag"], name="flagread_once"),
            of_person("flagread_rows", health_only=True),
        ]

    def __str__(self) -> str:
        return self.flag


class Result(Recorded):
    """What an instrument made of its answers, with the arithmetic; the newest counts."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    screening = models.ForeignKey(
        Screening,
        on_delete=models.PROTECT,
        related_name="results",
        db_index=False,  # another index begins with it
        db_comment=technical("The screening"),
    )
    number = models.PositiveSmallIntegerField(
        default=1, db_comment=technical("1 for the first result; each amendment makes another")
    )
    score = models.IntegerField(
        null=True,
        blank=True,
        db_comment=says(Category.SCREENING, "Total, if the instrument has one"),
    )
    band = models.TextField(
        blank=True, default="", db_comment=says(Category.SCREENING, "Band, '' if none may be given")
    )
    scored = models.JSONField(
        db_comment=says(Category.SCREENING, "Working, missing items and flags, as scored")
    )
    answered_no = ArrayField(
        models.TextField(db_comment=technical("Type of need")),
        null=True,
        blank=True,
        db_comment=says(
            Category.SCREENING, "Needs asked about in full and not pointed to, if it is known"
        ),
    )
    because = SealedText(
        blank=True,
        default="",
        db_comment=says(Category.SCREENING, "Why the answers were amended, if so", sealed=True),
    )
    superseded_at = models.DateTimeField(
        null=True, blank=True, db_comment=technical("When an amendment took its place, if one did")
    )

    class Meta:
        db_table_comment = "Results; the row not superseded counts"
        constraints = [
            models.UniqueConstraint(fields=["screening", "number"], name="result_in_order"),
            models.UniqueConstraint(
                fields=["screening"],
                condition=Q(superseded_at__isnull=True),
                name="result_one_counts",
            ),
            of_person("result_rows", health_only=True, writes="update", columns=("superseded_at",)),
        ]

    def __str__(self) -> str:
        return f"{self.score} {self.band}".strip()
