"""What stands open for one person, at a glance: needs with who is responsible, and referrals."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from throughcare.access.rules import Act, Category, NotPermitted, Sight
from throughcare.care.models import Need, Referral
from throughcare.care.rules import ENDED, OPEN_NEEDS, NeedStatus, ReferralStatus
from throughcare.screening.rules import NeedType


@dataclass(frozen=True, slots=True)
class OpenNeed:
    """A need that somebody must be responsible for."""

    need_id: UUID
    type: NeedType
    status: NeedStatus
    team: str


@dataclass(frozen=True, slots=True)
class OpenReferral:
    """A referral that has not ended: where it stands, who acts next, on what and by when."""

    referral_id: UUID
    to_team: str
    status: ReferralStatus
    urgent: bool
    held_by: str
    next_action: str
    next_action_on: date | None


def open_needs(sight: Sight) -> list[OpenNeed]:
    """The needs that stand open, oldest first. One query."""
    if not sight.may(Category.NEED):
        raise NotPermitted(sight.decisions[(Act.READ, Category.NEED)])
    return [
        OpenNeed(row[0], NeedType(row[1]), NeedStatus(row[2]), row[3])
        for row in Need.objects.filter(person_id=sight.person_id, status__in=OPEN_NEEDS)
        .order_by("recorded_at", "type")
        .values_list("id", "type", "status", "responsible_team__name")
    ]


def open_referrals(sight: Sight) -> list[OpenReferral]:
    """The referrals that have not ended, the next due first. One query.

    Somebody who may not read needs sees only referrals to their own organisation.
    """
    if not sight.may(Category.REFERRAL):
        raise NotPermitted(sight.decisions[(Act.READ, Category.REFERRAL)])
    found = Referral.objects.filter(person_id=sight.person_id).exclude(status__in=ENDED)
    if not sight.may(Category.NEED):
        own = sight.viewer.organisation_id
        found = found.filter(to_team__organisation_id=own).exclude(status=ReferralStatus.DRAFT)
    rows = found.order_by("next_action_on", "recorded_at").values_list(
        "id", "to_team__name", "status", "urgent", "held_by__name", "next_action", "next_action_on"
    )
    return [
        OpenReferral(row[0], row[1], ReferralStatus(row[2]), row[3], row[4] or "", row[5], row[6])
        for row in rows
    ]
