"""What happens between an L&D team and a person in custody, from the alert to the end."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from throughcare.access.actions.acting import action
from throughcare.access.actions.relationships import Reason, relate
from throughcare.access.roles import Purpose
from throughcare.access.rules import Category, Refused, RelationshipKind, Sight, Verb, Viewer
from throughcare.care.actions.handovers import seen_by_team
from throughcare.care.actions.letting_go import let_go
from throughcare.care.actions.writing import after, day_of, noted, permitted
from throughcare.care.models import Liaison, LiaisonEvent
from throughcare.care.rules import (
    AlertReason,
    DeclineReason,
    FollowUpReason,
    LiaisonEventKind,
    liaison_status,
    may_follow,
)
from throughcare.pathway import actions as pathway
from throughcare.pathway.queries.covering import covering_teams, own_team

OFFERED = (
    LiaisonEventKind.OFFERED_ACCEPTED,
    LiaisonEventKind.OFFERED_DECLINED,
    LiaisonEventKind.OFFERED_DEFERRED,
    LiaisonEventKind.UNABLE_TO_DECIDE,
)
HERS = "Your team is looking after this person"


@action
def alert(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    episode_id: UUID,
    reasons: Iterable[AlertReason | str],
) -> list[UUID]:
    """Custody asks the teams that cover the place to see somebody; gives the liaisons.

    Alerting again adds reasons, and is one more moment of the journey.
    """
    sight = permitted(by, at, person_id, Category.ENGAGEMENT)
    words = [AlertReason(reason).value for reason in reasons]
    teams = covering_teams(by, episode_id, on=day_of(at))
    if not teams:
        raise Refused("No Liaison and Diversion team covers this place. Telephone them instead.")
    made = []
    for team in teams:
        liaison = _liaison(sight, episode_id, team.team_id, team.organisation_id)
        liaison.alerted_for = [*dict.fromkeys([*liaison.alerted_for, *words])]
        liaison.save(update_fields=["alerted_for"])
        _happened(
            sight, liaison, LiaisonEventKind.ALERTED, at, " ".join(words), collected_for=by.purpose
        )
        made.append(liaison.id)
    pathway.alerted(by=by, at=at, episode_id=episode_id)
    noted(sight, "alert", Category.ENGAGEMENT, *made, verb=Verb.COLLECT)
    return made


@action
def offer(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    episode_id: UUID,
    response: LiaisonEventKind | str,
    reason: DeclineReason | str = "",
    offered_at: datetime | None = None,
) -> UUID:
    """The service was offered and the person answered; a declined offer has a reason."""
    kind = LiaisonEventKind(response)
    if kind not in OFFERED:
        raise Refused("Say what the person answered.")
    if kind is LiaisonEventKind.OFFERED_DECLINED and not reason:
        raise Refused("Say why they declined, or that they gave no reason.")
    sight = permitted(by, at, person_id, Category.ENGAGEMENT)
    liaison = _own(sight, episode_id)
    coded = DeclineReason(reason).value if reason else ""
    _happened(sight, liaison, kind, offered_at or at, coded)
    if kind is LiaisonEventKind.OFFERED_ACCEPTED:
        _allocate(sight, liaison)
    noted(sight, "offer", Category.ENGAGEMENT, liaison.id, kind, verb=Verb.COLLECT)
    return liaison.id


@action
def begin(*, by: Viewer, at: datetime, person_id: UUID, episode_id: UUID) -> UUID:
    """A practitioner goes in to see the person now, so that no colleague goes in as well."""
    return _see(by, at, person_id, episode_id, LiaisonEventKind.BEGUN)


@action
def see(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    episode_id: UUID,
    seen_at: datetime | None = None,
) -> UUID:
    """The person was seen, in custody or after they left."""
    return _see(by, at, person_id, episode_id, LiaisonEventKind.SEEN, seen_at)


@action
def left(*, by: Viewer, at: datetime, person_id: UUID, episode_id: UUID) -> list[UUID]:
    """The person leaves custody: whoever was not seen and did not decline stays on a list.

    Teams that were never alerted get a liaison too, because nobody who leaves unseen is forgotten.
    To be called before `pathway.actions.leave`, which ends what custody may know of the person.
    """
    sight = permitted(by, at, person_id, Category.ENGAGEMENT)
    unseen = []
    for team in covering_teams(by, episode_id, on=day_of(at)):
        _liaison(sight, episode_id, team.team_id, team.organisation_id)
    for liaison in Liaison.objects.select_for_update().filter(episode_id=episode_id):
        before = [LiaisonEventKind(kind) for kind in _kinds(liaison)]
        done = {LiaisonEventKind.SEEN, LiaisonEventKind.LEFT_UNSEEN, LiaisonEventKind.CLOSED}
        declined = liaison_status(before) == "declined"
        if declined or done & set(before):
            continue
        _happened(sight, liaison, LiaisonEventKind.LEFT_UNSEEN, at, collected_for=by.purpose)
        _allocate(sight, liaison)
        unseen.append(liaison.id)
    noted(sight, "left", Category.ENGAGEMENT, *unseen, verb=Verb.COLLECT)
    return unseen


@action
def close(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    episode_id: UUID,
    reason: FollowUpReason | str = FollowUpReason.DONE,
) -> UUID:
    """The team has nothing more to do; the record closes to it after the tail, if nothing is open.

    Open needs and referrals stay on the worklist, and the record stays open while there is one.
    """
    sight = permitted(by, at, person_id, Category.ENGAGEMENT)
    liaison = _own(sight, episode_id)
    _happened(sight, liaison, LiaisonEventKind.CLOSED, at, FollowUpReason(reason).value)
    let_go(sight, by.organisation_id)
    noted(sight, "close", Category.ENGAGEMENT, liaison.id)
    return liaison.id


def _see(
    by: Viewer,
    at: datetime,
    person_id: UUID,
    episode_id: UUID,
    kind: LiaisonEventKind,
    happened_at: datetime | None = None,
) -> UUID:
    sight = permitted(by, at, person_id, Category.ENGAGEMENT)
    liaison = _own(sight, episode_id)
    _happened(sight, liaison, kind, happened_at or at)
    _allocate(sight, liaison)
    if kind is LiaisonEventKind.SEEN:
        seen_by_team(sight, happened_at or at)
    noted(sight, kind.value, Category.ENGAGEMENT, liaison.id, verb=Verb.COLLECT)
    return liaison.id


def _own(sight: Sight, episode_id: UUID) -> Liaison:
    """The liaison of the viewer's own team in this episode, made if there is none yet."""
    viewer = sight.viewer
    found = (
        Liaison.objects.select_for_update()
        .filter(episode_id=episode_id, organisation_id=viewer.organisation_id)
        .order_by("recorded_at")
        .first()
    )
    if found:
        return found
    team_id = own_team(viewer, sight.at, episode_id)
    return _liaison(sight, episode_id, team_id, viewer.organisation_id)


def _liaison(sight: Sight, episode_id: UUID, team_id: UUID, organisation_id: UUID) -> Liaison:
    liaison, _ = Liaison.objects.select_for_update().get_or_create(
        episode_id=episode_id,
        team_id=team_id,
        defaults={
            "person_id": sight.person_id,
            "organisation_id": organisation_id,
            "recorded_at": sight.at,
            "recorded_by_id": sight.viewer.worker_id,
            "collected_for": sight.viewer.purpose,
        },
    )
    return liaison


def _kinds(liaison: Liaison) -> list[str]:
    return list(liaison.events.order_by("happened_at").values_list("kind", flat=True))


def _happened(
    sight: Sight,
    liaison: Liaison,
    kind: LiaisonEventKind,
    happened_at: datetime,
    reason: str = "",
    collected_for: Purpose = Purpose.CARE,
) -> None:
    before = list(liaison.events.order_by("happened_at"))
    if wrong := may_follow((LiaisonEventKind(event.kind) for event in before), kind):
        raise Refused(wrong)
    LiaisonEvent.objects.bulk_create(
        [
            LiaisonEvent(
                person_id=liaison.person_id,
                liaison=liaison,
                kind=kind,
                happened_at=after(before[-1].happened_at if before else None, happened_at),
                reason=reason,
                recorded_at=sight.at,
                recorded_by_id=sight.viewer.worker_id,
                collected_for=collected_for,
            )
        ]
    )
    liaison.status = liaison_status(LiaisonEventKind(kind) for kind in _kinds(liaison))
    liaison.save(update_fields=["status"])


def _allocate(sight: Sight, liaison: Liaison) -> None:
    """From now on the team's organisation knows the person beyond the time in custody."""
    relate(
        by=sight.viewer,
        at=sight.at,
        reasons=[
            Reason(
                liaison.person_id,
                liaison.organisation_id,
                RelationshipKind.ALLOCATED,
                HERS,
                made_by_event=liaison.id,
            )
        ],
    )
