"""Referrals as both sides see them: where each stands, what happens next, by whom, by when."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from throughcare.access.rules import Act, Category, NotPermitted, Sight
from throughcare.care.models import Referral
from throughcare.care.models.referrals import ReferralNeed
from throughcare.care.rules import (
    ENDED,
    Consent,
    Escort,
    ReferralEventKind,
    ReferralStatus,
    Side,
    moves,
    reason_words,
)
from throughcare.screening.rules import NeedType


@dataclass(frozen=True, slots=True)
class ReferralHappening:
    """One link of the chain, in words."""

    kind: ReferralEventKind
    at: datetime
    reason: str
    note: str
    appointment_at: datetime | None
    who: str


@dataclass(frozen=True, slots=True)
class ReferralNow:
    """A referral as it stands, with its chain, oldest first.

    `needs` are those that the sender chose to tell the service of; `moves` is what the viewer's
    side may record next. `later_id` is the referral that took this one's place, if any.
    """

    referral_id: UUID
    person_id: UUID
    episode_id: UUID | None
    from_team: str
    to_team: str
    to_team_id: UUID
    side: Side | None
    relink: bool
    reason: str
    urgent: bool
    status: ReferralStatus
    held_by: str
    next_action: str
    next_action_on: date | None
    version: int
    made_by: str
    made_at: datetime
    consent: Consent
    escort: Escort
    getting_there: str
    needs: tuple[NeedType, ...]
    instead_of_id: UUID | None
    later_id: UUID | None
    events: tuple[ReferralHappening, ...]
    moves: tuple[ReferralEventKind, ...]

    @property
    def open(self) -> bool:
        """Whether the service has not yet seen the person and nobody closed it."""
        return self.status not in ENDED

    @property
    def who(self) -> str:
        """The professional to get back in touch with, where one was named."""
        return self.events[0].note if self.events else ""

    @property
    def appointment_at(self) -> datetime | None:
        """The appointment that was booked last."""
        booked = [event.appointment_at for event in self.events if event.appointment_at]
        return booked[-1] if booked else None


def referrals(sight: Sight) -> list[ReferralNow]:
    """The person's referrals that concern the viewer's organisation: open first, newest first.

    A receiving service sees those sent to it; the care team sees every one.
    """
    if not sight.may(Category.REFERRAL):
        raise NotPermitted(sight.decisions[(Act.READ, Category.REFERRAL)])
    found = (
        Referral.objects.filter(person_id=sight.person_id)
        .select_related("from_team", "to_team", "held_by", "recorded_by")
        .prefetch_related("events__recorded_by")
        .order_by("-recorded_at")
    )
    if not sight.may(Category.NEED):
        own = sight.viewer.organisation_id
        found = found.filter(to_team__organisation_id=own).exclude(status=ReferralStatus.DRAFT)
    about: dict[UUID, list[NeedType]] = {}
    for referral_id, need in ReferralNeed.objects.filter(person_id=sight.person_id).values_list(
        "referral_id", "need__type"
    ):
        about.setdefault(referral_id, []).append(NeedType(need))
    later = {one.instead_of_id: one.id for one in found if one.instead_of_id}
    rows = [_now(sight, one, about.get(one.id, []), later.get(one.id)) for one in found]
    return sorted(rows, key=lambda row: not row.open)


def referral(sight: Sight, referral_id: UUID) -> ReferralNow | None:
    """One referral of the person, if the viewer may see it."""
    return next((row for row in referrals(sight) if row.referral_id == referral_id), None)


def _now(sight: Sight, one: Referral, needs: list[NeedType], later_id: UUID | None) -> ReferralNow:
    own = sight.viewer.organisation_id
    side = Side.SERVICE if one.to_team.organisation_id == own else None
    if side is None and one.organisation_id == own:
        side = Side.SENDER
    status = ReferralStatus(one.status)
    return ReferralNow(
        one.id,
        one.person_id,
        one.episode_id,
        one.from_team.name,
        one.to_team.name,
        one.to_team_id,
        side,
        one.relink,
        one.reason,
        one.urgent,
        status,
        one.held_by.name if one.held_by else "",
        one.next_action,
        one.next_action_on,
        one.version,
        one.recorded_by.name,
        one.recorded_at,
        Consent(one.consent),
        Escort(one.escort),
        one.getting_there,
        tuple(needs),
        one.instead_of_id,
        later_id,
        tuple(
            ReferralHappening(
                ReferralEventKind(event.kind),
                event.happened_at,
                reason_words(ReferralEventKind(event.kind), event.reason),
                event.note,
                event.appointment_at,
                event.recorded_by.name,
            )
            for event in sorted(one.events.all(), key=lambda event: event.happened_at)
        ),
        moves(status, side, relink=one.relink)
        if side and sight.may(Category.REFERRAL, Act.WRITE)
        else (),
    )
