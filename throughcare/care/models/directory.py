"""The directory of services: what each says of itself, with the day on which it said so."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Organisation, Recorded, Team
from throughcare.access.rows import KNOWN_VIEWER, ORGANISATION, RowSecurity
from throughcare.access.rules import INSTALLATION, Category
from throughcare.care.rules import ForWhom

OF = Category.ORGANISATION
OWN = f"organisation_id = {ORGANISATION} OR {ORGANISATION} = '{INSTALLATION.organisation_id}'::uuid"


def _said(sentence: str) -> str:
    return says(OF, sentence, collected_for=None)


def _words(sentence: str) -> Any:
    return ArrayField(
        models.TextField(db_comment=technical("One of them")),
        default=list,
        blank=True,
        db_comment=_said(sentence),
    )


class ServiceEntry(Recorded):
    """What a service says of itself; the row not superseded counts, the earlier ones are kept."""

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("Whose it is"),
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", db_comment=technical("The service")
    )
    about = models.TextField(db_comment=_said("What it does, in a few sentences"))
    needs = _words("The needs it helps with")
    for_whom = models.TextField(
        choices=[(one.value, one.value) for one in ForWhom],
        default=ForWhom.ANYBODY,
        db_comment=_said("For one sex alone, or anybody"),
    )
    youngest = models.PositiveSmallIntegerField(
        null=True, blank=True, db_comment=_said("From which age; null is any")
    )
    oldest = models.PositiveSmallIntegerField(
        null=True, blank=True, db_comment=_said("Up to which age; null is any")
    )
    areas = _words("The places that it serves, in small letters; none is everywhere")
    settings = _words("Where it sees people")
    excluding = _words("What it says it cannot take")
    exclusions_in_words = models.TextField(
        blank=True, default="", db_comment=_said("Whom it cannot help, in its own words")
    )
    places = models.PositiveIntegerField(
        null=True, blank=True, db_comment=_said("Free places; null is not said")
    )
    wait_days = models.PositiveIntegerField(
        null=True,
        blank=True,
        db_comment=_said("Days until the first appointment; null is not said"),
    )
    how_to_refer = models.TextField(
        blank=True, default="", db_comment=_said("How to refer, besides a referral here")
    )
    hours = models.TextField(blank=True, default="", db_comment=_said("When it is open"))
    languages = _words("The languages that it works in")
    cost = models.TextField(
        blank=True, default="", db_comment=_said("What it costs the person; empty is not said")
    )
    checked_on = models.DateField(db_comment=_said("When the service last said that this is right"))
    superseded_at = models.DateTimeField(
        null=True, blank=True, db_comment=technical("When a later row took its place")
    )

    class Meta:
        db_table_comment = "The directory of services; the row not superseded counts"
        constraints = [
            models.UniqueConstraint(
                fields=["team"],
                condition=Q(superseded_at__isnull=True),
                name="serviceentry_one_current",
            ),
            models.CheckConstraint(
                condition=Q(youngest__isnull=True)
                | Q(oldest__isnull=True)
                | Q(youngest__lte=F("oldest")),
                name="serviceentry_ages_in_order",
            ),
            RowSecurity(name="serviceentry_rows", see=KNOWN_VIEWER, make=OWN, writes="update"),
        ]
        indexes = [
            GinIndex(
                fields=["needs"],
                condition=Q(superseded_at__isnull=True),
                name="serviceentry_needs",
            ),
        ]

    def __str__(self) -> str:
        return self.about[:40]
