"""Names and numbers of a person. Every one says its source, time and recorder."""

from django.db import models
from django.db.models import F, Q

from throughcare import codes
from throughcare.access.classes import says, technical
from throughcare.access.models import Recorded
from throughcare.access.rows import of_person
from throughcare.access.rules import Category
from throughcare.people.models.person import Person
from throughcare.people.rules import NameKind, Source


class PersonName(Recorded):
    """One name of a person."""

    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="names",
        db_index=False,  # another index begins with it
        db_comment=technical("The person"),
    )
    kind = models.TextField(
        choices=[(kind.value, kind.value) for kind in NameKind],
        db_comment=says(Category.IDENTITY, "Legal, known as, or alias"),
    )
    given = models.TextField(blank=True, db_comment=says(Category.IDENTITY, "Given names"))
    family = models.TextField(blank=True, db_comment=says(Category.IDENTITY, "Family name"))
    key = models.TextField(
        db_comment=says(Category.IDENTITY, "The name folded for search: no accents, lower case")
    )
    source = models.TextField(
        choices=[(source.value, source.value) for source in Source],
        db_comment=says(Category.IDENTITY, "Who says so", collected_for=None),
    )
    superseded_at = models.DateTimeField(
        null=True, blank=True, db_comment=technical("When a later row took its place")
    )

    class Meta:
        db_table_comment = "Names of people"
        constraints = [
            models.CheckConstraint(
                condition=~Q(given="") | ~Q(family=""), name="personname_not_empty"
            ),
            of_person("personname_rows", writes="update"),
        ]
        indexes = [
            models.Index(fields=["key"], name="personname_key"),
            models.Index(fields=["person"], name="personname_person"),
        ]

    def __str__(self) -> str:
        return f"{self.given} {self.family}".strip()


class Identifier(Recorded):
    """A number that somebody gave for a person: NHS number, PNC, CRO, prison number, CRN, ASN."""

    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="identifiers",
        db_index=False,  # another index begins with it
        db_comment=technical("The person"),
    )
    kind = models.TextField(
        choices=[(kind.value, kind.value) for kind in codes.Kind],
        db_comment=says(Category.IDENTIFIER, "Which kind of number"),
    )
    given = models.TextField(db_comment=says(Category.IDENTIFIER, "As it was written down"))
    canonical = models.TextField(
        blank=True,
        default="",
        db_comment=says(Category.IDENTIFIER, "Canonical form; '' if invalid"),
    )
    source = models.TextField(
        choices=[(source.value, source.value) for source in Source],
        db_comment=says(Category.IDENTIFIER, "Who says so", collected_for=None),
    )
    verified = models.BooleanField(
        default=False, db_comment=says(Category.IDENTIFIER, "Confirmed with the issuer")
    )
    from_on = models.DateField(
        null=True,
        blank=True,
        db_comment=says(Category.IDENTIFIER, "First day on which it is theirs"),
    )
    until_on = models.DateField(
        null=True,
        blank=True,
        db_comment=says(Category.IDENTIFIER, "Last day on which it was theirs"),
    )
    superseded_at = models.DateTimeField(
        null=True, blank=True, db_comment=technical("When a later row took its place")
    )

    counts_first = ("verified", ("true", "false"))
    """Where two merged records both hold a number: the confirmed one counts."""

    class Meta:
        db_table_comment = "Identifiers of people, as supplied and as checked"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "given"],
                condition=Q(superseded_at__isnull=True),
                name="identifier_once_per_person",
            ),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True)
                | Q(until_on__isnull=True)
                | Q(until_on__gte=F("from_on")),
                name="identifier_period",
            ),
            of_person("identifier_rows", writes="update"),
        ]
        indexes = [
            models.Index(
                fields=["kind", "canonical"],
                condition=~Q(canonical=""),
                name="identifier_canonical",
            ),
            # The current ones are found by their constraint.
            models.Index(
                fields=["person"],
                condition=Q(superseded_at__isnull=False),
                name="identifier_superseded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.given}"
