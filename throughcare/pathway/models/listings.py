"""Whom a place expects: hearings of a court, interviews by appointment, people on the way."""

from django.db import models

from throughcare.access.classes import says, technical
from throughcare.access.models import Recorded
from throughcare.access.roles import Purpose
from throughcare.access.rows import of_person
from throughcare.access.rules import Category
from throughcare.pathway.models.cases import Case
from throughcare.pathway.models.places import Place
from throughcare.pathway.rules import ListingKind, ListingState
from throughcare.people.models import Person

SAFETY = Purpose.CUSTODY_SAFETY


class Listing(Recorded):
    """One person is expected at one place on one day, or was."""

    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The person"),
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("Where they are expected"),
    )
    case = models.ForeignKey(
        Case,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # found through the person
        db_comment=technical("The case that a hearing is about"),
    )
    kind = models.TextField(
        choices=[(kind.value, kind.value) for kind in ListingKind],
        db_comment=says(Category.WHEREABOUTS, "For what they are expected", collected_for=SAFETY),
    )
    listed_on = models.DateField(
        db_comment=says(Category.WHEREABOUTS, "On which day", collected_for=SAFETY)
    )
    starts_at = models.DateTimeField(
        null=True,
        blank=True,
        db_comment=says(Category.WHEREABOUTS, "At what time, if known", collected_for=SAFETY),
    )
    room = models.TextField(
        blank=True,
        default="",
        db_comment=says(Category.WHEREABOUTS, "Court room, if known", collected_for=SAFETY),
    )
    appears_from = models.TextField(
        blank=True,
        default="",
        db_comment=says(
            Category.WHEREABOUTS, "Where they come from: cells, bail, prison", collected_for=SAFETY
        ),
    )
    report_due_at = models.DateTimeField(
        null=True,
        blank=True,
        db_comment=says(Category.ENGAGEMENT, "By when the court asked for a report"),
    )
    report_sent_at = models.DateTimeField(
        null=True,
        blank=True,
        db_comment=says(Category.ENGAGEMENT, "When a report was sent to the court"),
    )
    state = models.TextField(
        choices=[(state.value, state.value) for state in ListingState],
        default=ListingState.LISTED,
        db_comment=says(Category.WHEREABOUTS, "Whether it happened", collected_for=SAFETY),
    )

    class Meta:
        db_table_comment = "Whom places expect: hearings, appointments, people on the way"
        constraints = [
            of_person("listing_rows", writes="update"),
        ]
        indexes = [models.Index(fields=["place", "listed_on"], name="listing_of_a_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.listed_on}"
