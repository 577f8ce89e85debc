"""Referrals: open until the service has seen the person, always on somebody's list."""

from django.db import models
from django.db.models import Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Organisation, Recorded, Team
from throughcare.access.rows import of_person
from throughcare.access.rules import Category
from throughcare.access.sealed import SealedText
from throughcare.care.models.needs import Need
from throughcare.care.rules import ENDED, Consent, Escort, ReferralEventKind, ReferralStatus
from throughcare.pathway.models import Episode
from throughcare.people.models import Person


class Referral(Recorded):
    """One person referred by one team to one service, or put back in touch with it.

    `status`, `held_by` and `next_action_on` repeat what the events lead to, because worklists
    sort and filter on them. While it is open, somebody holds it and a next action has a date.
    """

    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("The person"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The organisation that referred"),
    )
    episode = models.ForeignKey(
        Episode,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The episode it was made in, if any"),
    )
    from_team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", db_comment=technical("Who referred")
    )
    to_team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", db_comment=technical("To which service")
    )
    instead_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The referral that this one took the place of, if it did"),
    )
    relink = models.BooleanField(
        default=False,
        db_comment=says(
            Category.REFERRAL, "Put back in touch with a professional who already knows the person"
        ),
    )
    needs = models.ManyToManyField(Need, through="ReferralNeed", related_name="referrals")
    reason = SealedText(
        db_comment=says(Category.REFERRAL, "Why, as the service will read it", sealed=True)
    )
    consent = models.TextField(
        choices=[(one.value, one.value) for one in Consent],
        default=Consent.NOT_ASKED,
        db_comment=says(Category.REFERRAL, "What the person said to this referral"),
    )
    escort = models.TextField(
        choices=[(one.value, one.value) for one in Escort],
        default=Escort.NOT_SAID,
        db_comment=says(Category.REFERRAL, "Who goes along to the first appointment"),
    )
    getting_there = SealedText(
        blank=True,
        default="",
        db_comment=says(Category.REFERRAL, "What makes travel or the telephone hard", sealed=True),
    )
    although = models.TextField(
        blank=True,
        default="",
        db_comment=says(Category.REFERRAL, "Why a service is asked that says it cannot"),
    )
    urgent = models.BooleanField(default=False, db_comment=says(Category.REFERRAL, "Needed soon"))
    status = models.TextField(
        choices=[(status.value, status.value) for status in ReferralStatus],
        default=ReferralStatus.WAITING_FOR_ANSWER,
        db_comment=says(Category.REFERRAL, "Where it stands"),
    )
    held_by = models.ForeignKey(
        Team,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("Whose turn it is, while it is open"),
    )
    next_action = models.TextField(
        blank=True, default="", db_comment=says(Category.REFERRAL, "What happens next")
    )
    next_action_on = models.DateField(
        null=True, blank=True, db_comment=says(Category.REFERRAL, "By when, while it is open")
    )
    version = models.PositiveIntegerField(
        default=1, db_comment=technical("Raised by every change, to notice two people editing")
    )

    class Meta:
        db_table_comment = "Referrals"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ENDED)
                | (Q(held_by__isnull=False) & Q(next_action_on__isnull=False) & ~Q(next_action="")),
                name="referral_open_has_holder_and_date",
            ),
            models.UniqueConstraint(
                fields=["person", "to_team"],
                condition=~Q(status__in=ENDED) & ~Q(status=ReferralStatus.BACK_WITH_SENDER),
                name="referral_open_once_per_service",
            ),
            of_person("referral_rows", writes="update", health_only=True),
        ]
        indexes = [
            models.Index(
                fields=["held_by", "next_action_on"],
                condition=~Q(status__in=ENDED),
                name="referral_worklist",
            ),
            models.Index(
                fields=["from_team", "next_action_on"],
                condition=~Q(status__in=ENDED),
                name="referral_sent",
            ),
            models.Index(fields=["person"], name="referral_person"),
        ]

    def __str__(self) -> str:
        return self.status


class ReferralNeed(models.Model):
    """A referral is about a need."""

    id = models.BigAutoField(primary_key=True, db_comment=technical("Order of arrival"))
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    referral = models.ForeignKey(
        Referral,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("The referral"),
    )
    need = models.ForeignKey(
        Need, on_delete=models.PROTECT, related_name="+", db_comment=technical("The need")
    )

    class Meta:
        db_table_comment = "Which needs a referral is about: append only"
        constraints = [
            models.UniqueConstraint(fields=["referral", "need"], name="referralneed_once"),
            of_person("referralneed_rows", health_only=True),
        ]

    def __str__(self) -> str:
        return f"{self.referral_id} about {self.need_id}"


class ReferralEvent(Recorded):
    """A link in the chain of a referral. Never changed."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    referral = models.ForeignKey(
        Referral,
        on_delete=models.PROTECT,
        related_name="events",
        db_index=False,  # another index begins with it
        db_comment=technical("The referral"),
    )
    kind = models.TextField(
        choices=[(kind.value, kind.value) for kind in ReferralEventKind],
        db_comment=says(Category.REFERRAL, "What happened"),
    )
    happened_at = models.DateTimeField(db_comment=says(Category.REFERRAL, "When it happened"))
    reason = models.TextField(
        blank=True, default="", db_comment=says(Category.REFERRAL, "Coded reason, if any")
    )
    note = SealedText(
        blank=True, default="", db_comment=says(Category.REFERRAL, "In a few words", sealed=True)
    )
    appointment_at = models.DateTimeField(
        null=True, blank=True, db_comment=says(Category.REFERRAL, "Appointment, if one was booked")
    )

    class Meta:
        db_table_comment = "What happened with referrals: append only"
        constraints = [of_person("referralevent_rows", health_only=True)]
        indexes = [models.Index(fields=["referral", "happened_at"], name="referralevent_order")]

    def __str__(self) -> str:
        return self.kind
