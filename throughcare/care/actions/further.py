"""Further links of the chain: sending, opening, waiting lists, offers, cancellations, ends."""

from datetime import datetime
from uuid import UUID

from throughcare.access import queries as access
from throughcare.access.actions.acting import action
from throughcare.access.rules import Refused, Viewer
from throughcare.care.actions.chain import move
from throughcare.care.actions.directory import refuse_unsuited
from throughcare.care.actions.referrals import make_known
from throughcare.care.models import Referral, ReferralLink
from throughcare.care.rules import (
    ESCORT_WORDS,
    CancelledBy,
    EndedEarly,
    Escort,
    ReferralEventKind,
    Side,
)

K = ReferralEventKind


@action
def send_draft(
    *, by: Viewer, at: datetime, referral_id: UUID, note: str = "", version: int | None = None
) -> UUID:
    """Send what was written: from now on the service knows the person and answers."""
    move(by, at, referral_id, K.MADE, Side.SENDER, note=note, version=version)
    sent = Referral.objects.select_related("to_team").get(pk=referral_id)
    make_known(by, at, sent, sent.to_team.organisation_id)
    return referral_id


@action
def receive(
    *, by: Viewer, at: datetime, referral_id: UUID, note: str = "", version: int | None = None
) -> UUID:
    """The service has opened the referral; the answer is due when it was due before."""
    return move(by, at, referral_id, K.RECEIVED, Side.SERVICE, note=note, version=version)


@action
def chase(
    *, by: Viewer, at: datetime, referral_id: UUID, note: str = "", version: int | None = None
) -> UUID:
    """The team that referred asks again; what is overdue stays overdue."""
    return move(by, at, referral_id, K.CHASED, Side.SENDER, note=note, version=version)


@action
def arrange_getting_there(
    *,
    by: Viewer,
    at: datetime,
    referral_id: UUID,
    escort: Escort | str,
    note: str = "",
    version: int | None = None,
) -> UUID:
    """Say who goes along to the first appointment, and in `note` what makes it hard to get there.

    The service reads it too, so that it rings when the person can answer.
    """
    along = Escort(escort)
    said = ". ".join(part for part in (ESCORT_WORDS[along], note.strip()) if part)
    move(by, at, referral_id, K.GETTING_THERE, Side.SENDER, note=said, version=version)
    referral = Referral.objects.get(pk=referral_id)
    referral.escort, referral.getting_there = along, note.strip()
    referral.save(update_fields=["escort", "getting_there"])
    return referral_id


@action
def put_on_waiting_list(
    *, by: Viewer, at: datetime, referral_id: UUID, note: str = "", version: int | None = None
) -> UUID:
    """The service has no place yet, and says again after a while where the person stands."""
    return move(by, at, referral_id, K.WAITING, Side.SERVICE, note=note, version=version)


@action
def offer_appointment(
    *,
    by: Viewer,
    at: datetime,
    referral_id: UUID,
    appointment_at: datetime,
    note: str = "",
    version: int | None = None,
) -> UUID:
    """The service offers an appointment; it is booked once the person has agreed."""
    return move(
        by,
        at,
        referral_id,
        K.OFFERED,
        Side.SERVICE,
        appointment_at=appointment_at,
        note=note,
        version=version,
    )


@action
def cancel_appointment(
    *,
    by: Viewer,
    at: datetime,
    referral_id: UUID,
    cancelled_by: CancelledBy | str,
    note: str = "",
    version: int | None = None,
) -> UUID:
    """An appointment was cancelled, and by whom; the service offers another."""
    reason = CancelledBy(cancelled_by).value
    return move(
        by, at, referral_id, K.CANCELLED, Side.SERVICE, reason=reason, note=note, version=version
    )


@action
def complete(
    *, by: Viewer, at: datetime, referral_id: UUID, note: str = "", version: int | None = None
) -> UUID:
    """The help that the person came for is complete."""
    return move(by, at, referral_id, K.COMPLETED, Side.SERVICE, note=note, version=version)


@action
def end_early(
    *,
    by: Viewer,
    at: datetime,
    referral_id: UUID,
    reason: EndedEarly | str,
    note: str = "",
    version: int | None = None,
) -> UUID:
    """The help ended before it was complete, and why."""
    why = EndedEarly(reason).value
    return move(
        by, at, referral_id, K.ENDED_EARLY, Side.SERVICE, reason=why, note=note, version=version
    )


@action
def move_area(
    *,
    by: Viewer,
    at: datetime,
    referral_id: UUID,
    to_team_id: UUID,
    note: str = "",
    version: int | None = None,
) -> UUID:
    """The person moves: the referral goes with them to a service there, with everything so far.

    It is the same referral, so nothing is closed and nobody begins again.
    """
    team = access.services(by).filter(pk=to_team_id).first()
    referral = Referral.objects.select_related("to_team").filter(pk=referral_id).first()
    if team is None or referral is None:
        raise Refused("That service does not take referrals here. Choose another.")
    if referral.to_team_id == to_team_id:
        raise Refused("The referral is with that service already.")
    about = list(referral.needs.values_list("type", flat=True))
    if unsuited := refuse_unsuited(by, at, referral.person_id, to_team_id, about, note):
        raise Refused(*unsuited)
    said = f"From {referral.to_team.name} to {team.name}. {note}".strip()
    move(by, at, referral_id, K.MOVED, Side.SENDER, note=said, version=version)
    moved = Referral.objects.get(pk=referral_id)
    moved.to_team_id = moved.held_by_id = to_team_id
    moved.save(update_fields=["to_team", "held_by"])
    ReferralLink.objects.filter(referral=moved, revoked_at__isnull=True).update(revoked_at=at)
    make_known(by, at, moved, team.organisation_id)
    return referral_id
