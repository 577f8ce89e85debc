"""Handing a need to another team in two steps, and closing a team only once it holds nothing."""

from datetime import datetime
from uuid import UUID

from throughcare.access.actions import employment
from throughcare.access.actions.acting import action
from throughcare.access.actions.relationships import Reason, end_relationships, relate
from throughcare.access.policy import may
from throughcare.access.roles import Purpose
from throughcare.access.rules import (
    NO_RELATIONSHIP,
    OWN,
    Act,
    Category,
    NotPermitted,
    Refused,
    RelationshipKind,
    Verb,
    Viewer,
)
from throughcare.care.actions.letting_go import keep_knowing, let_go
from throughcare.care.actions.need_history import changed
from throughcare.care.actions.writing import day_of, noted, permitted
from throughcare.care.models import Need, NeedOffer
from throughcare.care.queries.responsibility import held_by, offer_team
from throughcare.care.rules import (
    OPEN_NEEDS,
    NeedStatus,
    NotTaken,
    OfferAnswer,
    published,
    refuse_answer,
    refuse_closing,
    refuse_offer,
)
from throughcare.pathway.actions import leave_places


@action
def offer_need(
    *,
    by: Viewer,
    at: datetime,
    need_id: UUID,
    to_team_id: UUID,
    reason: str,
    urgent: bool = False,
) -> UUID:
    """Ask another team to take over a need. The giver stays responsible until they accept.

    From now on the other team knows the person.
    """
    need = _need(need_id)
    sight = permitted(by, at, need.person_id, Category.NEED)
    to_team = offer_team(by, to_team_id)
    waiting = NeedOffer.objects.filter(need=need, answer="").exists()
    wrong = refuse_offer(
        is_open=NeedStatus(need.status) in OPEN_NEEDS,
        same_team=need.responsible_team_id == to_team_id,
        own=need.responsible_team.organisation_id == by.organisation_id,
        waiting=waiting,
        reason=reason,
    )
    if to_team is None:
        wrong = "That team does not take over needs here. Choose another."
    if wrong or to_team is None:
        raise Refused(wrong)
    offer = NeedOffer(
        person_id=need.person_id,
        need=need,
        organisation_id=by.organisation_id,
        from_team_id=need.responsible_team_id,
        to_team_id=to_team_id,
        reason=reason.strip(),
        answer_by=published().day("answer", day_of(at), urgent=urgent),
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.CARE,
    )
    if to_team.organisation_id != by.organisation_id:
        because = "Asked to take over a need"
        kind = RelationshipKind.REFERRED
        reason_to_know = Reason(need.person_id, to_team.organisation_id, kind, because, offer.id)
        relate(by=by, at=at, reasons=[reason_to_know])
    NeedOffer.objects.bulk_create([offer])
    noted(sight, "offer-need", Category.NEED, offer.id, verb=Verb.DISCLOSE)
    return offer.id


@action
def accept_need(*, by: Viewer, at: datetime, offer_id: UUID, note: str = "") -> UUID:
    """The other team takes the need over; from this moment it is responsible, and no other."""
    offer, need = _answer(by, at, offer_id, OfferAnswer.ACCEPTED, note=note)
    need.responsible_team_id, need.version = offer.to_team_id, need.version + 1
    need.save(update_fields=["responsible_team", "version"])
    sight = permitted(by, at, need.person_id, Category.REFERRAL)
    keep_knowing(sight, need, changed(sight, need, "Taken over"))
    let_go(sight, offer.organisation_id)
    noted(sight, "accept-need", Category.REFERRAL, offer.id)
    return need.id


@action
def decline_need(
    *, by: Viewer, at: datetime, offer_id: UUID, because: NotTaken | str, note: str = ""
) -> UUID:
    """The other team says no and why; the need is where it was, and comes back on the list."""
    reason = NotTaken(because).value if because else ""
    offer, need = _answer(by, at, offer_id, OfferAnswer.DECLINED, because=reason, note=note)
    sight = permitted(by, at, need.person_id, Category.REFERRAL)
    _forget(by, at, offer)
    noted(sight, "decline-need", Category.REFERRAL, offer.id)
    return need.id


@action
def withdraw_offer(*, by: Viewer, at: datetime, offer_id: UUID, note: str = "") -> UUID:
    """The team that offered takes the offer back before it is answered."""
    offer, need = _answer(by, at, offer_id, OfferAnswer.WITHDRAWN, note=note)
    sight = permitted(by, at, need.person_id, Category.REFERRAL)
    _forget(by, at, offer)
    noted(sight, "withdraw-offer", Category.REFERRAL, offer.id)
    return need.id


@action
def close_team(*, by: Viewer, at: datetime, team_id: UUID) -> None:
    """A team works no longer. Refused, with what is left, while it holds anything of anybody."""
    team_of = employment.organisation_of(team_id)
    if team_of is None:
        raise Refused("There is no such team.")
    own = OWN if team_of == by.organisation_id else NO_RELATIONSHIP
    decision = may(by, Act.WRITE, Category.STAFF, own)
    if not decision.permitted:
        raise NotPermitted(decision)
    if reasons := refuse_closing(held_by(by, team_id)):
        raise Refused(*reasons)
    employment.close_team(by=by, at=at, team_id=team_id, on=day_of(at))
    leave_places(by=by, at=at, team_id=team_id, last_day=day_of(at))


def _need(need_id: UUID) -> Need:
    need = (
        Need.objects.select_for_update(of=("self",))
        .select_related("responsible_team")
        .filter(pk=need_id)
        .first()
    )
    if need is None:
        raise Refused("There is no such need.")
    return need


def _answer(
    by: Viewer,
    at: datetime,
    offer_id: UUID,
    answer: OfferAnswer,
    *,
    because: str = "",
    note: str = "",
) -> tuple[NeedOffer, Need]:
    """Whoever answers first is answered to; a later one is told who that was."""
    offer = (
        NeedOffer.objects.select_for_update(of=("self",))
        .select_related("to_team")
        .filter(pk=offer_id)
        .first()
    )
    if offer is None:
        raise Refused("There is no such offer.")
    permitted(by, at, offer.person_id, Category.REFERRAL)
    withdrawing = answer is OfferAnswer.WITHDRAWN
    theirs = offer.organisation_id if withdrawing else offer.to_team.organisation_id
    if theirs != by.organisation_id:
        raise Refused("Only the other side of this offer can do that.")
    now = OfferAnswer(offer.answer)
    wrong = refuse_answer(now, answer, who=offer.answered_by_name, because=because)
    if wrong:
        raise Refused(wrong)
    offer.answer, offer.because, offer.note = answer, because, note
    offer.answered_at, offer.answered_by_name = at, by.name
    offer.save(update_fields=["answer", "because", "note", "answered_at", "answered_by_name"])
    return offer, _need(offer.need_id)


def _forget(by: Viewer, at: datetime, offer: NeedOffer) -> None:
    tail = published().days("record-stays-open")
    end_relationships(by=by, at=at, made_by_events=[offer.id], tail=tail)
