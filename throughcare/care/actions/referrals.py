"""Referring a person, and every link of the chain until the service has seen them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from throughcare.access import queries as access
from throughcare.access.actions.acting import action
from throughcare.access.actions.relationships import Reason, relate
from throughcare.access.roles import Purpose
from throughcare.access.rules import Category, Refused, RelationshipKind, Verb, Viewer
from throughcare.care.actions.chain import happened, move
from throughcare.care.actions.directory import refuse_unsuited
from throughcare.care.actions.writing import day_of, noted, permitted
from throughcare.care.models import Need, Referral
from throughcare.care.models.referrals import ReferralNeed
from throughcare.care.rules import (
    ENDED,
    CloseReason,
    Consent,
    DeclinedBecause,
    Escort,
    ReferralEventKind,
    ReferralStatus,
    Side,
    next_step,
    published,
)
from throughcare.pathway.queries.covering import own_team


@action
def refer(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    episode_id: UUID | None,
    to_team_id: UUID,
    need_ids: Iterable[UUID],
    reason: str,
    urgent: bool = False,
    relink: bool = False,
    who: str = "",
    instead_of: UUID | None = None,
    although: str = "",
    consent: Consent | str = Consent.NOT_ASKED,
    escort: Escort | str = Escort.NOT_SAID,
    getting_there: str = "",
    draft: bool = False,
) -> UUID:
    """Refer a person to a service, or put them back in touch with it (`relink`, and `who` there).

    `reason` is what the service will read. From now on the service knows the person. A service that
    says it cannot take them is refused, with who could; `although` is why it is asked all the same.
    A `draft` is on one's own list until it is sent, and the service knows nothing of it.
    """
    sight = permitted(by, at, person_id, Category.REFERRAL)
    if not reason.strip():
        raise Refused("Say why you are referring, as the service will read it.")
    team = access.services(by).filter(pk=to_team_id).first()
    if team is None:
        raise Refused("That service does not take referrals here. Choose another.")
    already = Referral.objects.filter(person_id=person_id, to_team_id=to_team_id).exclude(
        status__in=[*ENDED, ReferralStatus.BACK_WITH_SENDER]
    )
    if already.exists():
        raise Refused(f"There is already an open referral to {team.name}. Use that one.")
    needs = set(Need.objects.filter(person_id=person_id, id__in=list(need_ids)))
    about = [need.type for need in needs]
    if unsuited := refuse_unsuited(by, at, person_id, to_team_id, about, although):
        raise Refused(*unsuited)
    if Consent(consent) is Consent.REFUSED:
        raise Refused("They said no to this referral, so it is not made.")
    begun = ReferralStatus.DRAFT if draft else ReferralStatus.WAITING_FOR_ANSWER
    step = next_step(begun, published(), on=day_of(at), urgent=urgent, relink=relink)
    from_team_id = own_team(by, at, episode_id)
    referral = Referral(
        person_id=person_id,
        organisation_id=by.organisation_id,
        episode_id=episode_id,
        from_team_id=from_team_id,
        to_team_id=to_team_id,
        instead_of_id=instead_of,
        relink=relink,
        reason=reason,
        urgent=urgent,
        status=step.status,
        held_by_id=from_team_id if draft else to_team_id,
        consent=Consent(consent),
        escort=Escort(escort),
        getting_there=getting_there.strip(),
        although=although.strip(),
        next_action=step.action,
        next_action_on=step.on,
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.CARE,
    )
    if not draft:
        make_known(by, at, referral, team.organisation_id)
    Referral.objects.bulk_create([referral])
    ReferralNeed.objects.bulk_create(
        [ReferralNeed(person_id=person_id, referral=referral, need=need) for need in needs]
    )
    begins = ReferralEventKind.DRAFTED if draft else ReferralEventKind.MADE
    happened(sight, referral, begins, at, note=who)
    noted(sight, "refer", Category.REFERRAL, referral.id, verb=Verb.DISCLOSE)
    return referral.id


def make_known(by: Viewer, at: datetime, referral: Referral, to_organisation: UUID) -> None:
    """The service knows the person now, and the sender for as long as the referral is open."""
    sides = (
        (to_organisation, RelationshipKind.REFERRED, "Referred to your service"),
        (by.organisation_id, RelationshipKind.SENDING, "Your team referred this person"),
    )
    relate(
        by=by,
        at=at,
        reasons=[
            Reason(referral.person_id, organisation, kind, because, made_by_event=referral.id)
            for organisation, kind, because in sides
        ],
    )


@action
def accept(
    *, by: Viewer, at: datetime, referral_id: UUID, version: int | None = None, note: str = ""
) -> UUID:
    """The service takes the referral on."""
    return move(
        by, at, referral_id, ReferralEventKind.ACCEPTED, Side.SERVICE, version=version, note=note
    )


@action
def decline(
    *,
    by: Viewer,
    at: datetime,
    referral_id: UUID,
    reason: DeclinedBecause | str,
    note: str = "",
    version: int | None = None,
) -> UUID:
    """The service says no and why; the referral goes back on the list of the team that referred."""
    return move(
        by,
        at,
        referral_id,
        ReferralEventKind.DECLINED,
        Side.SERVICE,
        reason=DeclinedBecause(reason).value,
        note=note,
        version=version,
    )


@action
def book(
    *,
    by: Viewer,
    at: datetime,
    referral_id: UUID,
    appointment_at: datetime,
    note: str = "",
    version: int | None = None,
) -> UUID:
    """The service offers an appointment, or another one."""
    return move(
        by,
        at,
        referral_id,
        ReferralEventKind.BOOKED,
        Side.SERVICE,
        appointment_at=appointment_at,
        note=note,
        version=version,
    )


@action
def record_seen(
    *,
    by: Viewer,
    at: datetime,
    referral_id: UUID,
    seen_at: datetime | None = None,
    note: str = "",
    version: int | None = None,
) -> UUID:
    """The service has seen the person: the referral has done its work."""
    return move(
        by,
        at,
        referral_id,
        ReferralEventKind.SEEN,
        Side.SERVICE,
        happened_at=seen_at,
        note=note,
        version=version,
    )


@action
def not_attended(
    *, by: Viewer, at: datetime, referral_id: UUID, note: str = "", version: int | None = None
) -> UUID:
    """The person did not come to the appointment; the service gets in touch."""
    return move(
        by,
        at,
        referral_id,
        ReferralEventKind.NOT_ATTENDED,
        Side.SERVICE,
        note=note,
        version=version,
    )


@action
def record_engaged(
    *, by: Viewer, at: datetime, referral_id: UUID, note: str = "", version: int | None = None
) -> UUID:
    """After being seen, the person takes part in what the service offers."""
    return move(
        by, at, referral_id, ReferralEventKind.ENGAGED, Side.SERVICE, note=note, version=version
    )


@action
def relinked(
    *, by: Viewer, at: datetime, referral_id: UUID, note: str = "", version: int | None = None
) -> UUID:
    """The person is back in touch with the professional who already knew them; either side says."""
    return move(by, at, referral_id, ReferralEventKind.RELINKED, None, note=note, version=version)


@action
def close_referral(
    *,
    by: Viewer,
    at: datetime,
    referral_id: UUID,
    reason: CloseReason | str,
    note: str = "",
    version: int | None = None,
) -> UUID:
    """The team that referred ends the referral before the service saw the person, and says why."""
    return move(
        by,
        at,
        referral_id,
        ReferralEventKind.CLOSED,
        Side.SENDER,
        reason=CloseReason(reason).value,
        note=note,
        version=version,
    )


@action
def send_elsewhere(
    *,
    by: Viewer,
    at: datetime,
    referral_id: UUID,
    to_team_id: UUID,
    reason: str,
    urgent: bool | None = None,
    version: int | None = None,
) -> UUID:
    """Refer to another service instead; the old referral closes and the new one names it."""
    close_referral(
        by=by,
        at=at,
        referral_id=referral_id,
        reason=CloseReason.SENT_ELSEWHERE,
        version=version,
    )
    old = Referral.objects.get(pk=referral_id)
    return refer(
        by=by,
        at=at,
        person_id=old.person_id,
        episode_id=old.episode_id,
        to_team_id=to_team_id,
        need_ids=list(ReferralNeed.objects.filter(referral=old).values_list("need_id", flat=True)),
        reason=reason,
        urgent=old.urgent if urgent is None else urgent,
        instead_of=old.id,
    )
