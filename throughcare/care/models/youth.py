"""What is known of a child's family, school and rights; said again, the later row counts."""

from django.db import models
from django.db.models import Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Recorded, Team
from throughcare.access.rows import of_person
from throughcare.access.rules import Category
from throughcare.access.sealed import SealedText
from throughcare.people.models import Person


class YouthFact(Recorded):
    """An answer to one thing that is asked about a child or young person (`youth.yaml`)."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    kind = models.TextField(db_comment=says(Category.NEED, "What was asked"))
    answer = models.TextField(db_comment=says(Category.NEED, "What was answered"))
    words = SealedText(
        blank=True, default="", db_comment=says(Category.NEED, "In a few words", sealed=True)
    )
    due_on = models.DateField(
        null=True, blank=True, db_comment=says(Category.NEED, "The day that it sets, if one")
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", db_comment=technical("Who follows it")
    )
    superseded_at = models.DateTimeField(
        null=True, blank=True, db_comment=technical("When a later row took its place")
    )

    class Meta:
        db_table_comment = "What is known of children and young people; the row not superseded"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(superseded_at__isnull=True),
                name="youthfact_one_current",
            ),
            of_person("youthfact_rows", writes="update", health_only=True),
        ]
        indexes = [
            models.Index(
                fields=["team", "due_on"],
                condition=Q(superseded_at__isnull=True, due_on__isnull=False),
                name="youthfact_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.answer}"
