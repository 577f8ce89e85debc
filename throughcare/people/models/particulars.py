"""What is known of a person beside names and numbers, as dated statements."""

from django.db import models
from django.db.models import Q

from throughcare import codes
from throughcare.access.classes import says, technical
from throughcare.access.models import Recorded
from throughcare.access.rows import of_person
from throughcare.access.rules import Category
from throughcare.people.models.person import Person
from throughcare.people.rules import AddressKind, BornPrecision, Sex, Source


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
    ethnicity_by_others = models.TextField(
        blank=True,
        default="",
        db_default="",
        db_comment=says(
            Category.EQUALITY, "Ethnicity or appearance as others recorded it, never the person's"
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
    kind = models.TextField(
        choices=[(kind.value, kind.value) for kind in AddressKind],
        default=AddressKind.HOME,
        db_default=AddressKind.HOME,
        db_comment=says(Category.CONTACT, "What kind of address it is"),
    )
    from_on = models.DateField(
        null=True, blank=True, db_comment=says(Category.CONTACT, "From when they live there")
    )
    until_on = models.DateField(
        null=True, blank=True, db_comment=says(Category.CONTACT, "Until when they lived there")
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
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on__isnull=True)
                | Q(until_on__isnull=True)
                | Q(until_on__gte=models.F("from_on")),
                name="address_ends_after_start",
            ),
            of_person("address_rows", writes="update"),
        ]

    def __str__(self) -> str:
        return "no fixed abode" if self.no_fixed_abode else self.postcode
