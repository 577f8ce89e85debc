"""Recording needs and strengths, and changing how sure we are and how much they weigh."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from throughcare.access.actions.acting import action
from throughcare.access.roles import Purpose
from throughcare.access.rules import Category, Refused, Sight, Verb, Viewer
from throughcare.care.actions.letting_go import keep_knowing, let_go
from throughcare.care.actions.need_history import changed, changed_meanwhile
from throughcare.care.actions.writing import day_of, noted, permitted
from throughcare.care.models import Need, NeedOffer, Strength
from throughcare.care.rules import (
    KEPT_NEEDS,
    OPEN_NEEDS,
    NeedSource,
    NeedStatus,
    OfferAnswer,
    Severity,
    Urgency,
    refuse_change,
    refuse_status,
)
from throughcare.pathway.queries.covering import own_team
from throughcare.screening.rules import NeedType
from throughcare.screening.rules import Strength as StrengthKind

SUSPECTED = NeedStatus.SUSPECTED


@dataclass(frozen=True, slots=True)
class Found:
    """A need as it is first recorded."""

    type: NeedType
    status: NeedStatus
    known_before: bool | None = None
    note: str = ""
    severity: Severity = Severity.NOT_KNOWN
    urgency: Urgency = Urgency.NOT_KNOWN
    source: NeedSource = NeedSource.PROFESSIONAL
    reason: str = ""
    review_on: date | None = None


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
    """A screen or a worker suspects a need; one that is already open is left as it stands.

    One that was kept because nobody met it is open again, so that it is not recorded twice.
    """
    sight = permitted(by, at, person_id, Category.NEED)
    found = _open(person_id, NeedType(need))
    if found is not None:
        noted(sight, "suspect-need", Category.NEED, found.id)
        return found.id
    kept = _kept(person_id, NeedType(need))
    if kept is not None:
        kept.status, kept.review_on, kept.version = SUSPECTED, None, kept.version + 1
        kept.save(update_fields=["status", "review_on", "version"])
        changed(sight, kept, "Found again")
        noted(sight, "suspect-need", Category.NEED, kept.id)
        return kept.id
    source = NeedSource.SCREENING if screening_id else NeedSource.PROFESSIONAL
    found_need = Found(
        NeedType(need), SUSPECTED, known_before=known_before, note=note, source=source
    )
    return _add(sight, found_need, episode_id, screening_id)


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
    severity: Severity | str = Severity.NOT_KNOWN,
    urgency: Urgency | str = Urgency.NOT_KNOWN,
    source: NeedSource | str = NeedSource.PROFESSIONAL,
    reason: str = "",
    review_on: date | None = None,
) -> UUID:
    """A worker records a need by hand. `known_before` None: nobody knows.

    A need below the threshold of services, or that the person wants no help with, is recorded too,
    with the reason and the day on which somebody looks at it again.
    """
    sight = permitted(by, at, person_id, Category.NEED)
    found = Found(
        NeedType(need),
        NeedStatus(status),
        known_before=known_before,
        note=note,
        severity=Severity(severity),
        urgency=Urgency(urgency),
        source=NeedSource(source),
        reason=reason,
        review_on=review_on,
    )
    if _open(person_id, found.type) is not None:
        raise Refused(f"“{found.type.label}” is already open. Change that need instead.")
    if _kept(person_id, found.type) is not None:
        raise Refused(f"“{found.type.label}” is recorded as not being met. Change that instead.")
    if found.status not in (*OPEN_NEEDS, *KEPT_NEEDS):
        raise Refused("A new need is there: it cannot be recorded as met or ruled out.")
    wrong = refuse_status(found.status, reason=reason, review_on=review_on, on=day_of(at))
    if wrong:
        raise Refused(wrong)
    return _add(sight, found, episode_id, None, responsible_team_id)


@action
def change_need(
    *,
    by: Viewer,
    at: datetime,
    need_id: UUID,
    version: int,
    status: NeedStatus | str,
    responsible_team_id: UUID | None = None,
    reason: str = "",
    severity: Severity | str | None = None,
    urgency: Urgency | str | None = None,
    review_on: date | None = None,
) -> UUID:
    """Change how sure we are of a need or how it weighs; None: as it was.

    Another `responsible_team_id` is refused: a need is handed over by `offer_need`.

    Raises `ChangedMeanwhile` when `version` is not the one in the record, with what it says now.
    """
    need = Need.objects.select_for_update().filter(pk=need_id).first()
    if need is None:
        raise Refused("There is no such need.")
    sight = permitted(by, at, need.person_id, Category.NEED)
    if need.version != version:
        raise changed_meanwhile(need)
    before, to = NeedStatus(need.status), NeedStatus(status)
    if responsible_team_id not in (None, need.responsible_team_id):
        raise Refused("Offer the need to that team: until they accept, yours is responsible.")
    was = (need.severity, need.urgency, need.review_on)
    need.severity = Severity(severity) if severity else need.severity
    need.urgency = Urgency(urgency) if urgency else need.urgency
    need.review_on = (review_on or need.review_on) if to in KEPT_NEEDS else None
    now = (need.severity, need.urgency, need.review_on)
    wrong = refuse_change(
        before,
        to,
        otherwise_same=was == now,
        reason=reason,
        review_on=need.review_on,
        on=day_of(at),
    )
    if wrong:
        raise Refused(wrong)
    if before not in OPEN_NEEDS and to in OPEN_NEEDS:
        other = _open(need.person_id, NeedType(need.type))
        if other is not None:
            raise Refused("The same need is open in a later entry. Change that one instead.")
    need.status, need.version = to, version + 1
    need.save(
        update_fields=[
            "status", "version", "severity", "urgency", "review_on",
        ]
    )  # fmt: skip
    change_id = changed(sight, need, reason)
    if before in OPEN_NEEDS and to not in OPEN_NEEDS:
        _take_back_offer(sight, need)
    still_theirs = (*OPEN_NEEDS, *KEPT_NEEDS)
    if to in still_theirs and before not in still_theirs:
        keep_knowing(sight, need, change_id)
    elif to not in still_theirs:
        let_go(sight, need.responsible_team.organisation_id)
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


def _take_back_offer(sight: Sight, need: Need) -> None:
    """A need that is no longer open waits for nobody's answer."""
    NeedOffer.objects.filter(need=need, answer="").update(
        answer=OfferAnswer.WITHDRAWN, answered_at=sight.at, answered_by_name=sight.viewer.name
    )


def _open(person_id: UUID, type_: NeedType) -> Need | None:
    return (
        Need.objects.select_for_update()
        .filter(person_id=person_id, type=type_, status__in=OPEN_NEEDS)
        .first()
    )


def _kept(person_id: UUID, type_: NeedType) -> Need | None:
    return (
        Need.objects.select_for_update()
        .filter(person_id=person_id, type=type_, status__in=KEPT_NEEDS)
        .order_by("-recorded_at")
        .first()
    )


def _add(
    sight: Sight,
    found: Found,
    episode_id: UUID | None,
    screening_id: UUID | None,
    team_id: UUID | None = None,
) -> UUID:
    need = Need(
        person_id=sight.person_id,
        organisation_id=sight.viewer.organisation_id,
        episode_id=episode_id,
        screening_id=screening_id,
        type=found.type,
        status=found.status,
        known_before=found.known_before,
        severity=found.severity,
        urgency=found.urgency,
        source=found.source,
        review_on=found.review_on if found.status in KEPT_NEEDS else None,
        responsible_team_id=team_id or own_team(sight.viewer, sight.at, episode_id),
        note=found.note,
        recorded_at=sight.at,
        recorded_by_id=sight.viewer.worker_id,
        collected_for=Purpose.CARE,
    )
    Need.objects.bulk_create([need])
    keep_knowing(sight, need, changed(sight, need, found.reason))
    noted(sight, "record-need", Category.NEED, need.id, need.type, need.status, verb=Verb.COLLECT)
    return need.id
