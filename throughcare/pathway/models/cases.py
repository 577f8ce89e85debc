"""Cases of a person: of what they are suspected or accused; several may go on at once."""

from django.db import models
from django.db.models import Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Recorded
from throughcare.access.roles import Purpose
from throughcare.access.rows import of_person
from throughcare.access.rules import Category
from throughcare.pathway.rules import OffenceGroup
from throughcare.people.models import Person

DECIDES = Purpose.JUSTICE_DECISION


class Case(Recorded):
    """One case against one person, from suspicion to its result."""

    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("The person"),
    )
    reference = models.TextField(
        blank=True,
        default="",
        db_comment=says(
            Category.OFFENCE, "Case number of police or court, if known", collected_for=DECIDES
        ),
    )
    offence_group = models.TextField(
        choices=[(group.value, group.value) for group in OffenceGroup],
        default=OffenceGroup.UNKNOWN,
        db_comment=says(
            Category.OFFENCE, "Suspected or accused of, by group", collected_for=DECIDES
        ),
    )
    offence_code = models.TextField(
        blank=True,
        default="",
        db_comment=says(Category.OFFENCE, "CJS offence code, if supplied", collected_for=DECIDES),
    )
    opened_on = models.DateField(
        db_comment=says(Category.OFFENCE, "Since when it is known", collected_for=DECIDES)
    )
    closed_on = models.DateField(
        null=True,
        blank=True,
        db_comment=says(Category.OFFENCE, "When it came to its end", collected_for=DECIDES),
    )

    class Meta:
        db_table_comment = "Cases against people"
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=models.F("opened_on")),
                name="case_closes_after_opening",
            ),
            of_person("case_rows", writes="update"),
        ]
        indexes = [models.Index(fields=["person", "-opened_on"], name="case_person")]

    def __str__(self) -> str:
        return f"{self.offence_group} since {self.opened_on}"
