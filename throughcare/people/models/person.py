"""A person and what is known of who they are. Every value says its source, time and recorder."""

from uuid import uuid4

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from throughcare import codes
from throughcare.access.classes import says, technical
from throughcare.access.models import Recorded
from throughcare.access.rows import RELATED, RowSecurity, of_person
from throughcare.access.rules import Category
from throughcare.people.rules import BornPrecision, NameKind, Sex, Source

ALLOCATED = (
    "(NOT restricted OR EXISTS (SELECT 1 FROM access_relationship a WHERE a.person_id = ROW.id"
    " AND a.kind = 'allocated' AND a.organisation_id ="
    " nullif(current_setting('throughcare.organisation', true), '')::uuid))"
)


class Person(models.Model):
    """Somebody whom the record is for. Names and particulars are rows of their own.

    `shown_name`, `sort_name` and `born_on` repeat the current name and particulars, because lists
    sort and filter on them; the action that changes those changes these.
    """

    id = models.UUIDField(
        primary_key=True, default=uuid4, editable=False, db_comment=technical("Random id")
    )
    registered_at = models.DateTimeField(
        db_comment=says(Category.IDENTITY, "When the record was opened")
    )
    shown_name = models.TextField(db_comment=says(Category.IDENTITY, "Name to show in lists"))
    sort_name = models.TextField(db_comment=says(Category.IDENTITY, "Name to sort lists by"))
    born_on = models.DateField(
        null=True,
        blank=True,
        db_comment=says(Category.IDENTITY, "Date of birth, first day of what is known of it"),
    )
    restricted = models.BooleanField(
        default=False,
        db_comment=says(Category.IDENTITY, "Opened only by the team it is allocated to"),
    )
    version = models.PositiveIntegerField(
        default=1, db_comment=technical("Raised by every change, to notice two people editing")
    )

    class Meta:
        db_table_comment = "People"
        constraints = [
            RowSecurity(
                name="person_rows",
                see=f"{RELATED.format(column='id')} AND {ALLOCATED}",
                make=RELATED.format(column="id"),
                writes="update",
            )
        ]
        indexes = [
            # With what is compared beside it, so that a whole log is matched from the index alone.
            models.Index(fields=["born_on"], include=["sort_name", "id"], name="person_born_on")
        ]

    def __str__(self) -> str:
        return self.shown_name


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
            GinIndex(fields=["key"], opclasses=["gin_trgm_ops"], name="personname_trigrams"),
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
    superseded_at = models.DateTimeField(
        null=True, blank=True, db_comment=technical("When a later row took its place")
    )

    class Meta:
        db_table_comment = "Identifiers of people, as supplied and as checked"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "given"],
                condition=Q(superseded_at__isnull=True),
                name="identifier_once_per_person",
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


class Particulars(Recorded):
    """What is known of a person beside name and numbers, as one dated statement.

    A correction adds a row and closes the one before; nothing is overwritten.
    """

    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="particulars",
        db_index=False,  # another index begins with it
        db_comment=technical("The person"),
    )
    born_on = models.DateField(
        null=True, blank=True, db_comment=says(Category.IDENTITY, "Date of birth")
    )
    born_precision = models.TextField(
        choices=[(precision.value, precision.value) for precision in BornPrecision],
        default=BornPrecision.UNKNOWN,
        db_comment=says(Category.IDENTITY, "How much of the date of birth is known"),
    )
    sex = models.TextField(
        choices=[(sex.value, sex.value) for sex in Sex],
        default=Sex.UNKNOWN,
        db_comment=says(Category.EQUALITY, "Sex as stated"),
    )
    gender = models.TextField(
        blank=True, default="", db_comment=says(Category.EQUALITY, "Gender in the person's words")
    )
    pronouns = models.TextField(
        blank=True, default="", db_comment=says(Category.IDENTITY, "Pronouns the person uses")
    )
    ethnicity = models.TextField(
        choices=[(code.value, code.label) for code in codes.EthnicCategory],
        default=codes.EthnicCategory.NOT_KNOWN,
        db_comment=says(Category.EQUALITY, "Ethnicity as the person describes it, NHS code"),
    )
    ethnicity_given = models.TextField(
        blank=True,
        default="",
        db_comment=says(
            Category.EQUALITY, "The code or words that were supplied, kept as they were"
        ),
    )
    language = models.TextField(
        blank=True, default="", db_comment=says(Category.COMMUNICATION, "First language")
    )
    interpreter = models.BooleanField(
        null=True,
        blank=True,
        db_comment=says(Category.COMMUNICATION, "Interpreter needed; null is not asked"),
    )
    phone = models.TextField(
        blank=True, default="", db_comment=says(Category.CONTACT, "Telephone number")
    )
    safe_to_contact = models.BooleanField(
        null=True,
        blank=True,
        db_comment=says(Category.CONTACT, "Safe to contact there; null is not asked"),
    )
    source = models.TextField(
        choices=[(source.value, source.value) for source in Source],
        db_comment=says(Category.IDENTITY, "Who says so", collected_for=None),
    )
    superseded_at = models.DateTimeField(
        null=True, blank=True, db_comment=technical("When a later row took its place")
    )

    class Meta:
        db_table_comment = "Dated statements of what is known of a person"
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(superseded_at__isnull=True),
                name="particulars_one_current",
            ),
            models.CheckConstraint(
                condition=Q(born_on__isnull=False) | Q(born_precision=BornPrecision.UNKNOWN),
                name="particulars_born_with_precision",
            ),
            of_person("particulars_rows", writes="update"),
        ]

    def __str__(self) -> str:
        return f"particulars of {self.person_id}"


class Address(Recorded):
    """Where a person lives or lived, or that they have no fixed abode."""

    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="addresses",
        db_comment=technical("The person"),
    )
    no_fixed_abode = models.BooleanField(
        default=False, db_comment=says(Category.CONTACT, "The person has no fixed address")
    )
    lines = models.TextField(
        blank=True, default="", db_comment=says(Category.CONTACT, "Address lines")
    )
    postcode = models.TextField(
        blank=True, default="", db_comment=says(Category.CONTACT, "Postcode, as supplied")
    )
    source = models.TextField(
        choices=[(source.value, source.value) for source in Source],
        db_comment=says(Category.CONTACT, "Who says so", collected_for=None),
    )
    superseded_at = models.DateTimeField(
        null=True, blank=True, db_comment=technical("When a later row took its place")
    )

    class Meta:
        db_table_comment = "Addresses of people"
        constraints = [of_person("address_rows", writes="update")]

    def __str__(self) -> str:
        return "no fixed abode" if self.no_fixed_abode else self.postcode
