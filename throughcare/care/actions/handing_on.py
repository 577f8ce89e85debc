"""Handing everybody of a team or a colleague to another team, in one offer and one answer."""

from datetime import datetime
from uuid import UUID, uuid4

from throughcare.access.actions.acting import action
from throughcare.access.actions.relationships import Reason, end_relationships, relate
from throughcare.access.roles import Purpose
from throughcare.access.rules import Category, Refused, RelationshipKind, Sight, Verb, Viewer
from throughcare.care.actions.letting_go import keep_knowing, let_go
from throughcare.care.actions.need_history import changed
from throughcare.care.actions.writing import day_of, noted, permitted
from throughcare.care.models import (
    Allocation,
    CaseOffer,
    CourtRequirement,
    Need,
    Plan,
    PlanStep,
    Referral,
    Risk,
    YouthFact,
)
from throughcare.care.queries.handing_on import held_people
from throughcare.care.queries.responsibility import offer_team
from throughcare.care.rules import (
    ENDED,
    KEPT_NEEDS,
    OPEN_NEEDS,
    OPEN_ORDERS,
    OPEN_STEPS,
    NotTaken,
    OfferAnswer,
    published,
    refuse_answer,
    refuse_handing_on,
)

CLASS = Category.NEED


@action
def hand_on(
    *,
    by: Viewer,
    at: datetime,
    from_team_id: UUID,
    to_team_id: UUID,
    reason: str,
    worker_id: UUID | None = None,
    everybody: bool = True,
) -> UUID:
    """Ask a team to take over all that one's own team holds: for everybody, or one colleague's.

    With neither, those whom nobody works with, as after somebody left. The giver stays responsible
    until they accept; from now on the other team knows the people. Gives the id of the offer.
    """
    held = held_people(by, from_team_id, on=day_of(at))
    people = held.of(worker_id, everybody=everybody)
    to_team = offer_team(by, to_team_id)
    wrong = refuse_handing_on(
        own=from_team_id in by.team_ids,
        same_team=from_team_id == to_team_id,
        takes=to_team is not None,
        people=len(people),
        waiting=len(held.asked),
        reason=reason,
    )
    if wrong or to_team is None:
        raise Refused(wrong)
    batch = uuid4()
    offers = [
        CaseOffer(
            person_id=person_id,
            batch=batch,
            organisation_id=by.organisation_id,
            from_team_id=from_team_id,
            to_team_id=to_team_id,
            reason=reason.strip(),
            answer_by=published().day("answer", day_of(at)),
            recorded_at=at,
            recorded_by_id=by.worker_id,
            collected_for=Purpose.CARE,
        )
        for person_id in people
    ]
    sights = [permitted(by, at, offer.person_id, CLASS) for offer in offers]
    if to_team.organisation_id != by.organisation_id:
        because, kind = "Asked to take over all that a team holds", RelationshipKind.REFERRED
        reasons = [
            Reason(offer.person_id, to_team.organisation_id, kind, because, offer.id)
            for offer in offers
        ]
        relate(by=by, at=at, reasons=reasons)
    CaseOffer.objects.bulk_create(offers)
    for sight, offer in zip(sights, offers, strict=True):
        noted(sight, "hand-on", CLASS, offer.id, verb=Verb.DISCLOSE)
    return batch


@action
def take_over(*, by: Viewer, at: datetime, batch: UUID) -> int:
    """The other team takes everybody over; from this moment it is responsible. Gives how many."""
    rows = _answer(by, at, batch, OfferAnswer.ACCEPTED)
    for row in rows:
        sight = permitted(by, at, row.person_id, CLASS)
        _move(sight, row)
        let_go(sight, row.organisation_id)
        noted(sight, "take-over", CLASS, row.id)
    return len(rows)


@action
def leave_with_giver(*, by: Viewer, at: datetime, batch: UUID, because: NotTaken | str = "") -> int:
    """The other team says no and why, or the giver takes the offer back; nothing has moved."""
    answer = OfferAnswer.DECLINED if because else OfferAnswer.WITHDRAWN
    rows = _answer(by, at, batch, answer, because=NotTaken(because).value if because else "")
    for row in rows:
        noted(permitted(by, at, row.person_id, CLASS), "leave-with-giver", CLASS, row.id)
    tail = published().days("record-stays-open")
    end_relationships(by=by, at=at, made_by_events=[row.id for row in rows], tail=tail)
    return len(rows)


def _answer(
    by: Viewer, at: datetime, batch: UUID, answer: OfferAnswer, *, because: str = ""
) -> list[CaseOffer]:
    """Whoever answers first is answered to; a later one is told who that was."""
    rows = list(
        CaseOffer.objects.select_for_update(of=("self",))
        .select_related("to_team", "from_team")
        .filter(batch=batch)
        .order_by("person_id")
    )
    if not rows:
        raise Refused("There is no such offer.")
    first = rows[0]
    side = first.from_team_id if answer is OfferAnswer.WITHDRAWN else first.to_team_id
    if side not in by.team_ids:
        raise Refused("Only the other side of this offer can do that.")
    now = OfferAnswer(first.answer)
    if wrong := refuse_answer(now, answer, who=first.answered_by_name, because=because):
        raise Refused(wrong)
    for row in rows:
        row.answer, row.because = answer, because
        row.answered_at, row.answered_by_name = at, by.name
    fields = ["answer", "because", "answered_at", "answered_by_name"]
    CaseOffer.objects.bulk_update(rows, fields)
    return rows


def _move(sight: Sight, row: CaseOffer) -> None:
    """All that the giver holds for the person is the taker's; what is over stays where it was."""
    of = {"person_id": row.person_id}
    needs = Need.objects.select_for_update(of=("self",)).filter(
        **of, responsible_team_id=row.from_team_id, status__in=[*OPEN_NEEDS, *KEPT_NEEDS]
    )
    for need in needs:
        need.responsible_team, need.version = row.to_team, need.version + 1
        need.save(update_fields=["responsible_team", "version"])
        keep_knowing(sight, need, changed(sight, need, "Taken over with others"))
    team = {"team_id": row.from_team_id}
    to = {"team_id": row.to_team_id}
    Risk.objects.filter(**of, **team, superseded_at__isnull=True).update(**to)
    PlanStep.objects.filter(**of, **team, status__in=OPEN_STEPS).update(**to)
    CourtRequirement.objects.filter(**of, **team, state__in=OPEN_ORDERS).update(**to)
    YouthFact.objects.filter(**of, **team, superseded_at__isnull=True).update(**to)
    Plan.objects.filter(**of, lead_team_id=row.from_team_id, superseded_at__isnull=True).update(
        lead_team_id=row.to_team_id
    )
    Allocation.objects.filter(**of, **team, superseded_at__isnull=True).update(
        superseded_at=sight.at
    )
    if row.to_team.organisation_id == row.organisation_id:
        # Sent by another organisation, a referral stays that organisation's until it is answered.
        sent = Referral.objects.filter(**of, from_team_id=row.from_team_id).exclude(
            status__in=ENDED
        )
        sent.filter(held_by_id=row.from_team_id).update(held_by_id=row.to_team_id)
        sent.update(from_team_id=row.to_team_id)
