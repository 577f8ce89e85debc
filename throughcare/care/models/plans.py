"""The plan of a person, version by version, and its steps, each of a team and with a day."""

from django.db import models
from django.db.models import Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Recorded, Team, Worker
from throughcare.access.rows import of_person
from throughcare.access.rules import Category
from throughcare.access.sealed import SealedText
from throughcare.care.models.needs import Need
from throughcare.care.rules import OPEN_STEPS, PlanAgreement, StepStatus
from throughcare.people.models import Person


class Plan(Recorded):
    """One version of a person's plan; the row not superseded counts.

    It belongs to the person and not to a stay, so that a move ends nothing of it.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    version = models.PositiveIntegerField(db_comment=technical("Which version it is, from 1"))
    goals = SealedText(
        db_comment=says(Category.NEED, "Goals and hopes, in the person's words", sealed=True)
    )
    strengths = SealedText(
        blank=True, default="", db_comment=says(Category.NEED, "What helps them", sealed=True)
    )
    crisis = SealedText(
        blank=True,
        default="",
        db_comment=says(Category.NEED, "What to do in a crisis, and whom to call", sealed=True),
    )
    safeguarding = SealedText(
        blank=True,
        default="",
        db_comment=says(Category.NEED, "What keeps others safe", sealed=True),
    )
    lead_team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", db_comment=technical("Who leads")
    )
    lead = models.ForeignKey(
        Worker,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nothing is looked for by it alone
        db_comment=says(Category.STAFF, "The lead practitioner", collected_for=None),
    )
    lead_contact = models.TextField(
        blank=True, default="", db_comment=says(Category.NEED, "How to reach the lead")
    )
    agreement = models.TextField(
        choices=[(one.value, one.value) for one in PlanAgreement],
        db_comment=says(Category.NEED, "What the person says to it"),
    )
    agreement_words = SealedText(
        blank=True, default="", db_comment=says(Category.NEED, "In their words", sealed=True)
    )
    review_on = models.DateField(db_comment=says(Category.NEED, "When it is looked at again"))
    why = models.TextField(
        blank=True, default="", db_comment=says(Category.NEED, "Why it was changed")
    )
    superseded_at = models.DateTimeField(
        null=True, blank=True, db_comment=technical("When a later version took its place")
    )

    class Meta:
        db_table_comment = "Plans, version by version; the row not superseded counts"
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(superseded_at__isnull=True),
                name="plan_one_current",
            ),
            of_person("plan_rows", writes="update", health_only=True),
        ]
        indexes = [
            models.Index(
                fields=["lead_team", "review_on"],
                condition=Q(superseded_at__isnull=True),
                name="plan_review",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version}"


class PlanStep(Recorded):
    """What one team does for the person by a day. It stands through every version of the plan."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    need = models.ForeignKey(
        Need,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The need that it helps with, if one"),
    )
    what = SealedText(db_comment=says(Category.NEED, "What is done", sealed=True))
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", db_comment=technical("Who does it")
    )
    by_on = models.DateField(db_comment=says(Category.NEED, "By when"))
    status = models.TextField(
        choices=[(one.value, one.value) for one in StepStatus],
        db_comment=says(Category.NEED, "Where it stands"),
    )
    why = models.TextField(
        blank=True, default="", db_comment=says(Category.NEED, "Why it was dropped, or what came")
    )
    changed_at = models.DateTimeField(
        null=True, blank=True, db_comment=technical("When it was agreed, done or dropped")
    )
    changed_by_name = models.TextField(
        blank=True,
        default="",
        db_comment=says(Category.STAFF, "Who said so, as they were called", collected_for=None),
    )

    class Meta:
        db_table_comment = "Steps of plans, each of a team and with a day"
        constraints = [of_person("planstep_rows", writes="update", health_only=True)]
        indexes = [
            models.Index(
                fields=["team", "by_on"], condition=Q(status__in=OPEN_STEPS), name="planstep_open"
            ),
        ]

    def __str__(self) -> str:
        return self.status


class PlanFromElsewhere(Recorded):
    """A plan that another service made, kept as it came, with whose it is and of which day."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    made_by = models.TextField(db_comment=says(Category.NEED, "Which service made it"))
    made_on = models.DateField(db_comment=says(Category.NEED, "Of which day it is"))
    words = SealedText(db_comment=says(Category.NEED, "The plan, as it came", sealed=True))

    class Meta:
        db_table_comment = "Plans that other services made, as they came: append only"
        constraints = [of_person("planfromelsewhere_rows", health_only=True)]

    def __str__(self) -> str:
        return f"from {self.made_by}"
