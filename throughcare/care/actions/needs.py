"""Recording needs and strengths, and changing how sure we are and who is responsible."""

from datetime import datetime
from uuid import UUID

from throughcare.access.actions.acting import action
from throughcare.access.roles import Purpose
from throughcare.access.rules import Category, ChangedMeanwhile, Refused, Sight, Verb, Viewer
from throughcare.care.actions.writing import noted, own_team, permitted
from throughcare.care.models import Need, NeedChange, Strength
from throughcare.care.rules import NEED_STATUS_WORDS, OPEN_NEEDS, NeedStatus, refuse_change
from throughcare.screening.rules import NeedType
from throughcare.screening.rules import Strength as StrengthKind


@action
def suspect_need(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    need: NeedType | str,
    episode_id: UUID | None = None,
    screening_id: UUID | None = None,
    note: str = "",
    known_before: bool | None = None,
) -> UUID:
    """A screen or a worker suspects a need; one that is already open is left as it stands."""
    sight = permitted(by, at, person_id, Category.NEED)
    found = _open(person_id, NeedType(need))
    if found is not None:
        noted(sight, "suspect-need", Category.NEED, found.id)
        return found.id
    status = NeedStatus.SUSPECTED
    return _add(sight, NeedType(need), status, known_before, episode_id, screening_id, None, note)


@action
def record_need(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    need: NeedType | str,
    status: NeedStatus | str,
    known_before: bool | None = None,
    episode_id: UUID | None = None,
    responsible_team_id: UUID | None = None,
    note: str = "",
) -> UUID:
    """A worker records a need by hand. `known_before` None: nobody knows."""
    sight = permitted(by, at, person_id, Category.NEED)
    if _open(person_id, NeedType(need)) is not None:
        raise Refused(f"“{NeedType(need).label}” is already open. Change that need instead.")
    if NeedStatus(status) not in OPEN_NEEDS:
        raise Refused("A new need is suspected, on a diagnostic pathway or confirmed.")
    return _add(
        sight,
        NeedType(need),
        NeedStatus(status),
        known_before,
        episode_id,
        None,
        responsible_team_id,
        note,
    )


@action
def change_need(
    *,
    by: Viewer,
    at: datetime,
    need_id: UUID,
    version: int,
    status: NeedStatus | str,
    responsible_team_id: UUID,
    reason: str = "",
) -> UUID:
    """Change how sure we are of a need or who is responsible.

    Raises `ChangedMeanwhile` when `version` is not the one in the record, with what it says now.
    """
    need = Need.objects.select_for_update().filter(pk=need_id).first()
    if need is None:
        raise Refused("There is no such need.")
    sight = permitted(by, at, need.person_id, Category.NEED)
    if need.version != version:
        last = need.changes.select_related("recorded_by").order_by("-recorded_at").first()
        raise ChangedMeanwhile(
            {
                "status": NEED_STATUS_WORDS[NeedStatus(need.status)],
                "responsible_team": need.responsible_team.name,
                "reason": last.reason if last else "",
                "version": str(need.version),
            },
            last.recorded_by.name if last else "",
            last.recorded_at if last else need.recorded_at,
        )
    before, to = NeedStatus(need.status), NeedStatus(status)
    same_team = need.responsible_team_id == responsible_team_id
    if wrong := refuse_change(before, to, same_team=same_team, reason=reason):
        raise Refused(wrong)
    if before not in OPEN_NEEDS and to in OPEN_NEEDS:
        other = _open(need.person_id, NeedType(need.type))
        if other is not None:
            raise Refused("The same need is open in a later entry. Change that one instead.")
    need.status, need.responsible_team_id, need.version = to, responsible_team_id, version + 1
    need.save(update_fields=["status", "responsible_team", "version"])
    _changed(sight, need, reason)
    noted(sight, "change-need", Category.NEED, need.id, to)
    return need.id


@action
def note_strength(
    *, by: Viewer, at: datetime, person_id: UUID, kind: StrengthKind | str, note: str = ""
) -> UUID:
    """Something helps the person; said again, the later words take the place of the earlier."""
    sight = permitted(by, at, person_id, Category.NEED)
    kind = StrengthKind(kind)
    current = Strength.objects.select_for_update().filter(
        person_id=person_id, kind=kind, superseded_at__isnull=True
    )
    for found in current:
        if not note or found.note == note:
            noted(sight, "note-strength", Category.NEED, found.id)
            return found.id
    current.update(superseded_at=at)
    strength = Strength(
        person_id=person_id,
        kind=kind,
        note=note,
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.CARE,
    )
    Strength.objects.bulk_create([strength])
    noted(sight, "note-strength", Category.NEED, strength.id, verb=Verb.COLLECT)
    return strength.id


def _open(person_id: UUID, type_: NeedType) -> Need | None:
    return (
        Need.objects.select_for_update()
        .filter(person_id=person_id, type=type_, status__in=OPEN_NEEDS)
        .first()
    )


def _add(
    sight: Sight,
    type_: NeedType,
    status: NeedStatus,
    known_before: bool | None,
    episode_id: UUID | None,
    screening_id: UUID | None,
    team_id: UUID | None,
    note: str,
) -> UUID:
    need = Need(
        person_id=sight.person_id,
        organisation_id=sight.viewer.organisation_id,
        episode_id=episode_id,
        screening_id=screening_id,
        type=type_,
        status=status,
        known_before=known_before,
        responsible_team_id=team_id or own_team(sight.viewer, sight.at, episode_id),
        note=note,
        recorded_at=sight.at,
        recorded_by_id=sight.viewer.worker_id,
        collected_for=Purpose.CARE,
    )
    Need.objects.bulk_create([need])
    _changed(sight, need, "")
    noted(sight, "record-need", Category.NEED, need.id, type_, status, verb=Verb.COLLECT)
    return need.id


def _changed(sight: Sight, need: Need, reason: str) -> None:
    NeedChange.objects.bulk_create(
        [
            NeedChange(
                person_id=need.person_id,
                need=need,
                status=need.status,
                responsible_team_id=need.responsible_team_id,
                reason=reason,
                recorded_at=sight.at,
                recorded_by_id=sight.viewer.worker_id,
                collected_for=Purpose.CARE,
            )
        ]
    )
