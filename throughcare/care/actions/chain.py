"""Adding one link to the chain of a referral: who may, what it leads to, who is told by when."""

from datetime import datetime
from uuid import UUID

from throughcare.access.actions.relationships import end_relationships
from throughcare.access.roles import Purpose
from throughcare.access.rules import Category, ChangedMeanwhile, Refused, Sight, Viewer
from throughcare.care.actions.letting_go import let_go
from throughcare.care.actions.writing import after, day_of, noted, permitted
from throughcare.care.models import Referral, ReferralEvent
from throughcare.care.rules import (
    ENDED,
    ReferralEventKind,
    ReferralStatus,
    Side,
    next_step,
    published,
    referral_status,
    refuse_move,
    sentence,
)

KEEP_THE_DAY = (
    ReferralEventKind.RECEIVED,
    ReferralEventKind.CHASED,
    ReferralEventKind.GETTING_THERE,
)
"""Opening a referral, asking again and saying who goes along put off nothing: what is due stays due
when it was.
"""


def move(
    by: Viewer,
    at: datetime,
    referral_id: UUID,
    kind: ReferralEventKind,
    side: Side | None,
    *,
    version: int | None = None,
    reason: str = "",
    note: str = "",
    appointment_at: datetime | None = None,
    happened_at: datetime | None = None,
) -> UUID:
    """Add a link; `side` None: either side may. Raises `ChangedMeanwhile` for an old version."""
    referral = (
        Referral.objects.select_for_update(of=("self",))
        .select_related("to_team")
        .filter(pk=referral_id)
        .first()
    )
    if referral is None:
        raise Refused("There is no such referral.")
    sight = permitted(by, at, referral.person_id, Category.REFERRAL)
    acting = _side(by, referral)
    if acting is None or side not in (None, acting):
        raise Refused("Only the other side of this referral can record that.")
    if version is not None and version != referral.version:
        raise _changed(referral)
    wrong = refuse_move(
        ReferralStatus(referral.status),
        kind,
        acting,
        relink=referral.relink,
        reason=reason,
        appointment_on=day_of(appointment_at) if appointment_at else None,
        on=day_of(happened_at or at),
    )
    if wrong:
        raise Refused(wrong)
    happened(
        sight,
        referral,
        kind,
        happened_at or at,
        reason=reason,
        note=note,
        appointment_at=appointment_at,
    )
    _lead_on(sight, referral, appointment_at)
    noted(sight, f"referral-{kind}", Category.REFERRAL, referral.id)
    return referral.id


def happened(
    sight: Sight,
    referral: Referral,
    kind: ReferralEventKind,
    happened_at: datetime,
    *,
    reason: str = "",
    note: str = "",
    appointment_at: datetime | None = None,
) -> None:
    """Keep the link itself, in its place in the chain."""
    last = referral.events.order_by("-happened_at").first()
    ReferralEvent.objects.bulk_create(
        [
            ReferralEvent(
                person_id=referral.person_id,
                referral=referral,
                kind=kind,
                happened_at=after(last.happened_at if last else None, happened_at),
                reason=reason,
                note=note,
                appointment_at=appointment_at,
                recorded_at=sight.at,
                recorded_by_id=sight.viewer.worker_id,
                collected_for=Purpose.CARE,
            )
        ]
    )


def end_knowing(sight: Sight, referral: Referral) -> None:
    """What the referral made known closes after the tail, with what the sender had closed before.

    The sender's own knowing lasts while another referral or need of theirs is open.
    """
    tail = published().days("record-stays-open")
    end_relationships(by=sight.viewer, at=sight.at, made_by_events=[referral.id], tail=tail)
    let_go(sight, referral.organisation_id)


def _lead_on(sight: Sight, referral: Referral, appointment_at: datetime | None) -> None:
    kinds = referral.events.order_by("happened_at").values_list("kind", flat=True)
    was_open = referral.status not in ENDED
    status = referral_status(ReferralEventKind(kind) for kind in kinds)
    if kinds.last() in KEEP_THE_DAY and status not in ENDED:
        referral.status = status
        referral.version += 1
        referral.save(update_fields=["status", "version"])
        return
    step = next_step(
        status,
        published(),
        on=day_of(sight.at),
        urgent=referral.urgent,
        relink=referral.relink,
        appointment_on=day_of(appointment_at) if appointment_at else None,
    )
    holder = {Side.SENDER: referral.from_team_id, Side.SERVICE: referral.to_team_id}
    referral.status = step.status
    referral.held_by_id = holder[step.held_by] if step.held_by else None
    referral.next_action, referral.next_action_on = step.action, step.on
    referral.version += 1
    referral.save(update_fields=["status", "held_by", "next_action", "next_action_on", "version"])
    if was_open and status in ENDED:
        end_knowing(sight, referral)


def _side(by: Viewer, referral: Referral) -> Side | None:
    if referral.to_team.organisation_id == by.organisation_id:
        return Side.SERVICE
    return Side.SENDER if referral.organisation_id == by.organisation_id else None


def _changed(referral: Referral) -> ChangedMeanwhile:
    last = referral.events.select_related("recorded_by").order_by("-happened_at").first()
    return ChangedMeanwhile(
        {"status": sentence(ReferralStatus(referral.status)), "version": str(referral.version)},
        last.recorded_by.name if last else "",
        last.recorded_at if last else referral.recorded_at,
    )
