"""Getting ready to leave prison, being reached afterwards, and what a death teaches."""

from django.db import models
from django.db.models import Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Recorded, Team
from throughcare.access.rows import of_person
from throughcare.access.rules import Category
from throughcare.access.sealed import SealedText
from throughcare.care.rules.release import Contact, Matter, MatterState
from throughcare.pathway.models import Episode, Event
from throughcare.people.models import Person


class Preparation(Recorded):
    """One matter of one term in an establishment; the row not superseded counts.

    What has no row is not known.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    episode = models.ForeignKey(
        Episode,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("The term that ends with the release"),
    )
    matter = models.TextField(
        choices=[(one.value, one.value) for one in Matter],
        db_comment=says(Category.NEED, "Which matter"),
    )
    state = models.TextField(
        choices=[(one.value, one.value) for one in MatterState],
        db_comment=says(Category.NEED, "How far it is"),
    )
    words = SealedText(
        blank=True,
        default="",
        db_comment=says(Category.NEED, "Where, with whom, or why not needed", sealed=True),
    )
    day = models.DateField(
        null=True, blank=True, db_comment=says(Category.NEED, "The day of an appointment, if any")
    )
    who = models.TextField(
        blank=True,
        default="",
        db_comment=says(Category.STAFF, "Who does it, by name or post", collected_for=None),
    )
    by_on = models.DateField(
        null=True, blank=True, db_comment=says(Category.NEED, "By when it is done")
    )
    team = models.ForeignKey(
        Team,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The team that said so"),
    )
    superseded_at = models.DateTimeField(
        null=True, blank=True, db_comment=technical("When a later row took its place")
    )

    class Meta:
        db_table_comment = "Preparation of releases, matter by matter"
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "matter"],
                condition=Q(superseded_at__isnull=True),
                name="preparation_one_current",
            ),
            models.CheckConstraint(
                condition=~Q(state=MatterState.TO_DO) | (Q(by_on__isnull=False) & ~Q(who="")),
                name="preparation_to_do_has_somebody",
            ),
            of_person("preparation_rows", writes="update", health_only=True),
        ]

    def __str__(self) -> str:
        return f"{self.matter}: {self.state}"


class ReleaseContact(Recorded):
    """Somebody tried to reach a person after release, and what came of it. Never changed."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    episode = models.ForeignKey(
        Episode,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("The term that ended with the release"),
    )
    kind = models.TextField(
        choices=[(one.value, one.value) for one in Contact],
        db_comment=says(Category.NEED, "What came of it"),
    )
    happened_at = models.DateTimeField(db_comment=says(Category.NEED, "When"))
    note = SealedText(
        blank=True,
        default="",
        db_comment=says(Category.NEED, "How, where, or who was told", sealed=True),
    )

    class Meta:
        db_table_comment = "Contacts after release: append only"
        constraints = [of_person("releasecontact_rows", health_only=True)]
        indexes = [models.Index(fields=["episode", "happened_at"], name="releasecontact_order")]

    def __str__(self) -> str:
        return self.kind


class DeathLearning(Recorded):
    """What a death after release teaches: what happened and what changes. It blames nobody."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    event = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The record of the death"),
    )
    known = SealedText(
        db_comment=says(Category.NEED, "What was known, and what was done", sealed=True)
    )
    learnt = SealedText(db_comment=says(Category.NEED, "What we learn from it", sealed=True))
    changes = SealedText(
        blank=True,
        default="",
        db_comment=says(Category.NEED, "What changes, by whom and by when", sealed=True),
    )

    class Meta:
        db_table_comment = "What deaths after release teach: append only"
        constraints = [of_person("deathlearning_rows", health_only=True)]

    def __str__(self) -> str:
        return "learning"
