"""What somebody takes, what happened to each dose, and when the list was checked."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Recorded, Team
from throughcare.access.rows import of_person
from throughcare.access.rules import Category
from throughcare.access.sealed import SealedText
from throughcare.care.rules import DoseState, Holding, MedicineKind, ToldBy
from throughcare.pathway.models import Place
from throughcare.people.models import Person


def _told_by() -> "ArrayField[list[str], list[str]]":
    return ArrayField(
        models.TextField(choices=[(one.value, one.value) for one in ToldBy]),
        db_comment=says(Category.MEDICINE, "Who says so"),
    )


class Medicine(Recorded):
    """A medicine that somebody takes or took. It belongs to the person and outlives every move."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    name = SealedText(db_comment=says(Category.MEDICINE, "Which medicine, with form", sealed=True))
    dose = models.TextField(db_comment=says(Category.MEDICINE, "How much at a time"))
    how_often = models.TextField(db_comment=says(Category.MEDICINE, "How often it is taken"))
    route = models.TextField(
        blank=True, default="", db_comment=says(Category.MEDICINE, "By which way it is taken")
    )
    taken_for = SealedText(
        blank=True, default="", db_comment=says(Category.MEDICINE, "For what", sealed=True)
    )
    kind = models.TextField(
        choices=[(one.value, one.value) for one in MedicineKind],
        db_comment=says(Category.MEDICINE, "Regularly, when needed, or opioid substitution"),
    )
    critical = models.BooleanField(
        db_comment=says(Category.MEDICINE, "Whether a missed dose is dangerous")
    )
    told_by = _told_by()
    holding = models.TextField(
        choices=[(one.value, one.value) for one in Holding],
        db_comment=says(Category.MEDICINE, "Who holds it"),
    )
    holding_note = models.TextField(
        blank=True, default="", db_comment=says(Category.MEDICINE, "How many days' supply, or why")
    )
    holding_at = models.DateTimeField(
        db_comment=says(Category.MEDICINE, "Since when they hold it so, or when that was asked")
    )
    stopped_at = models.DateTimeField(
        null=True, blank=True, db_comment=says(Category.MEDICINE, "When it was stopped")
    )
    stopped_because = models.TextField(
        blank=True, default="", db_comment=says(Category.MEDICINE, "Why it was stopped")
    )
    version = models.PositiveIntegerField(
        default=1, db_comment=technical("Raised by every change, to notice two people editing")
    )

    class Meta:
        db_table_comment = "Medicines that people take or took"
        constraints = [
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True) | ~Q(stopped_because=""),
                name="medicine_stopped_for_a_reason",
            ),
            of_person("medicine_rows", writes="update", health_only=True),
        ]

    def __str__(self) -> str:
        return f"{self.kind} medicine"


class MedicineChange(Recorded):
    """A medicine changed: what is different and why. Never changed itself."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    medicine = models.ForeignKey(
        Medicine,
        on_delete=models.PROTECT,
        related_name="changes",
        db_comment=technical("The medicine"),
    )
    what = models.TextField(db_comment=says(Category.MEDICINE, "What is different from then on"))
    why = models.TextField(blank=True, default="", db_comment=says(Category.MEDICINE, "Why"))

    class Meta:
        db_table_comment = "Changes of medicines: append only"
        constraints = [of_person("medicinechange_rows", health_only=True)]

    def __str__(self) -> str:
        return self.what


class Dose(Recorded):
    """One dose that was given, refused or missed, and when the next is due. Never changed."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    medicine = models.ForeignKey(
        Medicine,
        on_delete=models.PROTECT,
        related_name="doses",
        db_index=False,  # another index begins with it
        db_comment=technical("The medicine"),
    )
    state = models.TextField(
        choices=[(one.value, one.value) for one in DoseState],
        db_comment=says(Category.MEDICINE, "What happened to the dose"),
    )
    taken_at = models.DateTimeField(
        db_comment=says(Category.MEDICINE, "When it was given, refused or missed")
    )
    next_at = models.DateTimeField(
        null=True, blank=True, db_comment=says(Category.MEDICINE, "When the next is due, if known")
    )
    why = models.TextField(
        blank=True, default="", db_comment=says(Category.MEDICINE, "Why it was not taken")
    )

    class Meta:
        db_table_comment = "Doses given, refused and missed: append only"
        constraints = [of_person("dose_rows", health_only=True)]
        indexes = [models.Index(fields=["medicine", "-taken_at"], name="dose_newest")]

    def __str__(self) -> str:
        return self.state


class Reconciliation(Recorded):
    """The list of somebody's medicines was checked with these sources at this moment."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", db_comment=technical("Which team did")
    )
    place = models.ForeignKey(
        Place,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=technical("Where the person was, if in a place"),
    )
    done_at = models.DateTimeField(db_comment=says(Category.MEDICINE, "When it was checked"))
    told_by = _told_by()
    takes_none = models.BooleanField(
        db_comment=says(Category.MEDICINE, "Whether the sources say that nothing is taken")
    )
    differences = SealedText(
        blank=True,
        default="",
        db_comment=says(Category.MEDICINE, "What was different, and what was done", sealed=True),
    )

    class Meta:
        db_table_comment = "Checks of the list of medicines: append only"
        constraints = [of_person("reconciliation_rows", health_only=True)]

    def __str__(self) -> str:
        return "medicines checked"
