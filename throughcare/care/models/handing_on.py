"""Everything that a team holds for a person, offered to another team together with other people."""

from django.db import models
from django.db.models import F, Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Organisation, Recorded, Team
from throughcare.access.rows import of_person
from throughcare.access.rules import Category
from throughcare.access.sealed import SealedText
from throughcare.care.rules import NotTaken, OfferAnswer
from throughcare.people.models import Person


class CaseOffer(Recorded):
    """One team asks another to take over all that it holds for a person; the giver keeps it so far.

    Those who are offered together share a `batch` and have one answer.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    batch = models.UUIDField(db_comment=technical("Those who are offered together"))
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The organisation that offered"),
    )
    from_team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", db_comment=technical("Who gives them")
    )
    to_team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", db_comment=technical("Who may take them")
    )
    reason = SealedText(
        db_comment=says(Category.REFERRAL, "Why, as the other team will read it", sealed=True)
    )
    answer_by = models.DateField(db_comment=says(Category.REFERRAL, "By when they answer"))
    answer = models.TextField(
        blank=True,
        default=OfferAnswer.WAITING,
        choices=[(one.value, one.value) for one in OfferAnswer],
        db_comment=says(Category.REFERRAL, "What they answered; nothing while it waits"),
    )
    because = models.TextField(
        blank=True,
        default="",
        choices=[(one.value, one.value) for one in NotTaken],
        db_comment=says(Category.REFERRAL, "Coded reason for a no"),
    )
    answered_at = models.DateTimeField(
        null=True, blank=True, db_comment=says(Category.REFERRAL, "When they answered")
    )
    answered_by_name = models.TextField(
        blank=True,
        default="",
        db_comment=says(Category.STAFF, "Who answered, as they were called", collected_for=None),
    )

    class Meta:
        db_table_comment = "Offers of one team to another to take over all that it holds for people"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "from_team"],
                condition=Q(answer=""),
                name="caseoffer_one_waiting",
            ),
            models.CheckConstraint(
                condition=~Q(from_team=F("to_team")), name="caseoffer_between_two_teams"
            ),
            models.CheckConstraint(
                condition=~Q(answer=OfferAnswer.DECLINED) | ~Q(because=""),
                name="caseoffer_no_has_a_reason",
            ),
            of_person("caseoffer_rows", writes="update", health_only=True),
        ]
        indexes = [
            models.Index(fields=["batch"], name="caseoffer_batch"),
            models.Index(
                fields=["to_team", "answer_by"], condition=Q(answer=""), name="caseoffer_waiting"
            ),
        ]

    def __str__(self) -> str:
        return self.answer or "waiting"
