"""What waits for somebody: urgent answers until it is said what was done, and asking again."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Recorded, Team, Worker
from throughcare.access.rows import of_person
from throughcare.access.rules import Category
from throughcare.access.sealed import SealedText
from throughcare.pathway.models import Episode
from throughcare.people.models import Person
from throughcare.screening.models.screenings import Screening
from throughcare.screening.rules import NotNow, WasDone


class UrgentClock(Recorded):
    """An urgent answer, and what was done about it; open until somebody says so."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    screening = models.ForeignKey(
        Screening,
        on_delete=models.PROTECT,
        related_name="clocks",
        db_comment=technical("The screening"),
    )
    team = models.ForeignKey(
        Team,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # only what is open is looked for
        db_comment=technical("The team that asked"),
    )
    limit = models.TextField(db_comment=says(Category.SCREENING, "The limit that the clock has"))
    flags = ArrayField(
        models.TextField(db_comment=technical("Flag id within the instrument")),
        db_comment=says(Category.SCREENING, "The urgent answers that it is about"),
    )
    began_at = models.DateTimeField(
        db_comment=says(Category.SCREENING, "When the first of these answers was given")
    )
    done = models.TextField(
        choices=[(done.value, done.value) for done in WasDone],
        blank=True,
        default="",
        db_comment=says(Category.SCREENING, "What was done, '' while nobody has said"),
    )
    done_note = SealedText(
        blank=True,
        default="",
        db_comment=says(Category.SCREENING, "What was done, in words", sealed=True),
    )
    done_at = models.DateTimeField(
        null=True, blank=True, db_comment=says(Category.SCREENING, "When it was said, if it was")
    )
    done_by = models.ForeignKey(
        Worker,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=says(Category.STAFF, "Who said so", collected_for=None),
    )

    class Meta:
        db_table_comment = "Clocks of urgent answers; open while nothing is said to be done"
        constraints = [
            models.UniqueConstraint(
                fields=["screening", "limit"], condition=Q(done=""), name="urgentclock_one_open"
            ),
            models.CheckConstraint(
                condition=Q(done="", done_at__isnull=True)
                | (~Q(done="") & Q(done_at__isnull=False)),
                name="urgentclock_done_with_moment",
            ),
            of_person("urgentclock_rows", writes="update", health_only=True),
        ]
        indexes = [
            models.Index(
                fields=["team", "began_at"], condition=Q(done=""), name="urgentclock_open"
            ),
        ]

    def __str__(self) -> str:
        return self.limit


class Attempt(Recorded):
    """Somebody was to be asked and was not: they said no, or could not be asked then."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    team = models.ForeignKey(
        Team,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # only what is open is looked for
        db_comment=technical("The team that tried"),
    )
    episode = models.ForeignKey(
        Episode,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The episode it was tried in, if any"),
    )
    instrument = models.TextField(db_comment=says(Category.SCREENING, "Instrument id"))
    why = models.TextField(
        choices=[(why.value, why.value) for why in NotNow],
        db_comment=says(Category.SCREENING, "Why they were not asked"),
    )
    note = SealedText(
        blank=True,
        default="",
        db_comment=says(Category.SCREENING, "Why, in words", sealed=True),
    )
    again_at = models.DateTimeField(
        null=True, blank=True, db_comment=says(Category.SCREENING, "When to try again, if so")
    )
    settled_at = models.DateTimeField(
        null=True,
        blank=True,
        db_comment=technical("When they were asked after all, or another attempt took its place"),
    )

    class Meta:
        db_table_comment = "Attempts to ask that did not begin"
        constraints = [of_person("attempt_rows", writes="update", health_only=True)]
        indexes = [
            models.Index(
                fields=["team", "again_at"],
                condition=Q(settled_at__isnull=True, again_at__isnull=False),
                name="attempt_again",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument}: {self.why}"
