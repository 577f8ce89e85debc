"""Clocks that run: one row each, so that boards and lists show them without reckoning."""

from uuid import uuid4

from django.db import models

from throughcare.access.classes import says, technical
from throughcare.access.roles import Purpose
from throughcare.access.rows import of_person
from throughcare.access.rules import Category
from throughcare.pathway.models.episodes import Stay
from throughcare.pathway.models.listings import Listing
from throughcare.pathway.models.places import Place
from throughcare.people.models import Person

SAFETY = Purpose.CUSTODY_SAFETY


class RunningClock(models.Model):
    """One clock that runs for one person at one place; gone once what it waits for is done.

    It is no record of its own: it says what the events say, and is counted from them anew.
    """

    id = models.UUIDField(
        primary_key=True, default=uuid4, editable=False, db_comment=technical("Random id")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("Where it runs; the teams that cover the place see it"),
    )
    stay = models.ForeignKey(
        Stay,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The stay that it counts, or after which it counts"),
    )
    listing = models.ForeignKey(
        Listing,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # the rule that it runs once begins with the same id
        db_comment=technical("The listing whose report it counts"),
    )
    about = models.UUIDField(
        db_comment=technical("The stay, listing or order that it counts; with the limit, once")
    )
    limit_id = models.TextField(
        db_comment=says(Category.WHEREABOUTS, "Which limit it is", collected_for=SAFETY)
    )
    started_at = models.DateTimeField(
        db_comment=says(Category.WHEREABOUTS, "When it started", collected_for=SAFETY)
    )
    started_by = models.TextField(
        db_comment=says(Category.WHEREABOUTS, "By which event it started", collected_for=SAFETY)
    )
    due_at = models.DateTimeField(
        null=True,
        db_comment=says(
            Category.WHEREABOUTS,
            "When it is due; null where nobody sets a length; what it was, while paused",
            collected_for=SAFETY,
        ),
    )
    warn_at = models.DateTimeField(
        null=True,
        db_comment=says(Category.WHEREABOUTS, "From when it warns", collected_for=SAFETY),
    )
    paused_at = models.DateTimeField(
        null=True,
        db_comment=says(Category.WHEREABOUTS, "Since when it is paused", collected_for=SAFETY),
    )
    retimed_at = models.DateTimeField(
        null=True,
        db_comment=technical("When something told late or corrected moved it"),
    )
    due_before = models.DateTimeField(
        null=True,
        db_comment=says(
            Category.WHEREABOUTS, "When it was due before it was moved", collected_for=SAFETY
        ),
    )

    class Meta:
        db_table_comment = "Clocks that run now: counted from what happened, kept for lists"
        constraints = [
            models.UniqueConstraint(fields=["about", "limit_id"], name="clock_runs_once"),
            of_person("running_clock_rows", writes="all"),
        ]
        indexes = [models.Index(fields=["place", "due_at"], name="clock_due_at_place")]

    def __str__(self) -> str:
        return f"{self.limit_id} since {self.started_at:%Y-%m-%d %H:%M}"
