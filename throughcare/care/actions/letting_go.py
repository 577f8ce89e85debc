"""When an organisation stops knowing somebody: once nothing of theirs is open any more."""

from uuid import UUID

from throughcare.access.actions.relationships import Reason, end_relationships, relate
from throughcare.access.rules import RelationshipKind, Sight
from throughcare.care.models import (
    CaseOffer,
    Liaison,
    LiaisonEvent,
    Need,
    NeedChange,
    NeedOffer,
    Referral,
)
from throughcare.care.rules import (
    ENDED,
    KEPT_NEEDS,
    OPEN_NEEDS,
    LiaisonEventKind,
    OfferAnswer,
    published,
)


def holds(person_id: UUID, organisation_id: UUID) -> bool:
    """Whether an organisation is responsible for a need, or sent a referral that is still open."""
    needs = Need.objects.filter(
        person_id=person_id,
        responsible_team__organisation_id=organisation_id,
        status__in=[*OPEN_NEEDS, *KEPT_NEEDS],
    )
    if needs.exists():
        return True
    sent = Referral.objects.filter(person_id=person_id, organisation_id=organisation_id)
    return sent.exclude(status__in=ENDED).exists()


def keep_knowing(sight: Sight, need: Need, change_id: UUID) -> None:
    """Whoever is responsible for a need knows the person for as long as it is theirs.

    The change made it theirs. What made them known first, a stay or an offer, may be over long
    before the need is met.
    """
    organisation_id = need.responsible_team.organisation_id
    knows = RelationshipKind.ALLOCATED
    because = "Your team is responsible for a need"
    reason = Reason(need.person_id, organisation_id, knows, because, made_by_event=change_id)
    relate(by=sight.viewer, at=sight.at, reasons=[reason])


def let_go(sight: Sight, organisation_id: UUID) -> None:
    """What made the person known closes after the tail, unless the organisation holds something.

    That is each passage that the team has closed, and each need that was theirs.
    """
    if holds(sight.person_id, organisation_id):
        return
    closed = LiaisonEvent.objects.filter(kind=LiaisonEventKind.CLOSED)
    events = list(
        Liaison.objects.filter(
            person_id=sight.person_id,
            organisation_id=organisation_id,
            id__in=closed.values("liaison_id"),
        ).values_list("id", flat=True)
    )
    events += NeedOffer.objects.filter(
        person_id=sight.person_id,
        to_team__organisation_id=organisation_id,
        answer=OfferAnswer.ACCEPTED,
    ).values_list("id", flat=True)
    events += CaseOffer.objects.filter(
        person_id=sight.person_id,
        to_team__organisation_id=organisation_id,
        answer=OfferAnswer.ACCEPTED,
    ).values_list("id", flat=True)
    events += NeedChange.objects.filter(person_id=sight.person_id).values_list("id", flat=True)
    if events:
        tail = published().days("record-stays-open")
        end_relationships(by=sight.viewer, at=sight.at, made_by_events=events, tail=tail)
