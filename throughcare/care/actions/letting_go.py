"""When an organisation stops knowing somebody: once nothing of theirs is open any more."""

from uuid import UUID

from throughcare.access.actions.relationships import end_relationships
from throughcare.access.rules import Sight
from throughcare.care.models import Liaison, LiaisonEvent, Need, NeedOffer, Referral
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


def let_go(sight: Sight, organisation_id: UUID) -> None:
    """What made the person known closes after the tail, unless the organisation holds something.

    That is each passage that the team has closed, and each need that it had taken over.
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
    if events:
        tail = published().days("record-stays-open")
        end_relationships(by=sight.viewer, at=sight.at, made_by_events=events, tail=tail)
