"""Offers to take over a need: the giver keeps it until the receiver has accepted."""

from django.db import models
from django.db.models import F, Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Organisation, Recorded, Team
from throughcare.access.rows import of_person
from throughcare.access.rules import Category
from throughcare.access.sealed import SealedText
from throughcare.care.models.needs import Need
from throughcare.care.rules import NotTaken, OfferAnswer
from throughcare.people.models import Person


class NeedOffer(Recorded):
    """One team asks another to take over a need, and the answer.

    There is one unanswered offer at a time; `responsible_team` of the need changes with the yes.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    need = models.ForeignKey(
        Need, on_delete=models.PROTECT, related_name="offers", db_comment=technical("The need")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The organisation that offered"),
    )
    from_team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", db_comment=technical("Who gives it")
    )
    to_team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", db_comment=technical("Who may take it")
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
    note = SealedText(
        blank=True, default="", db_comment=says(Category.REFERRAL, "In a few words", sealed=True)
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
        db_table_comment = "Offers of one team to another to take over a need"
        constraints = [
            models.UniqueConstraint(
                fields=["need"], condition=Q(answer=""), name="needoffer_one_waiting"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="needoffer_answer_has_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(answer=OfferAnswer.DECLINED) | ~Q(because=""),
                name="needoffer_no_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(from_team=F("to_team")), name="needoffer_between_two_teams"
            ),
            of_person("needoffer_rows", writes="update", health_only=True),
        ]
        indexes = [
            models.Index(
                fields=["to_team", "answer_by"], condition=Q(answer=""), name="needoffer_waiting"
            ),
        ]

    def __str__(self) -> str:
        return self.answer or "waiting"
