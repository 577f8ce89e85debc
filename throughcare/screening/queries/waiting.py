"""What waits for somebody: urgent answers with their clocks, and people to be asked again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from throughcare.access.rules import Act, Category, NotPermitted, Sight
from throughcare.clocks.rules import Clock
from throughcare.screening.instrument import on_record, title_of
from throughcare.screening.models import Attempt, UrgentClock
from throughcare.screening.rules import MATTERS, NotNow, WasDone, clock_of


@dataclass(frozen=True, slots=True)
class Urgent:
    """An urgent answer, how its clock stands, and what was done, None while nobody has said."""

    clock_id: UUID
    screening_id: UUID
    matter: str
    says: tuple[str, ...]
    """What the flags say is to be done now."""
    instrument: str
    clock: Clock
    team: str
    done: WasDone | None
    note: str
    done_by: str
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class Unasked:
    """Somebody was to be asked and was not; `again_at` None when nobody tries again."""

    attempt_id: UUID
    instrument_id: str
    title: str
    why: NotNow
    note: str
    again_at: datetime | None
    by: str
    at: datetime


def urgent(
    sight: Sight, *, screening_id: UUID | None = None, open_only: bool = False
) -> list[Urgent]:
    """The urgent answers of the person, of one screening if asked; longest waiting first."""
    _require(sight)
    rows = UrgentClock.objects.filter(person_id=sight.person_id)
    if screening_id is not None:
        rows = rows.filter(screening_id=screening_id)
    if open_only:
        rows = rows.filter(done="")
    found = rows.select_related("screening", "team", "done_by").order_by("began_at", "limit")
    return [_urgent(row, sight.at) for row in found]


def unasked(sight: Sight) -> list[Unasked]:
    """Attempts that nothing has settled since, the soonest to try again first."""
    _require(sight)
    rows = Attempt.objects.filter(person_id=sight.person_id, settled_at__isnull=True)
    return [
        Unasked(
            row.id,
            row.instrument,
            title_of(row.instrument),
            NotNow(row.why),
            row.note,
            row.again_at,
            row.recorded_by.name,
            row.recorded_at,
        )
        for row in rows.select_related("recorded_by").order_by("again_at", "recorded_at")
    ]


def _urgent(row: UrgentClock, at: datetime) -> Urgent:
    asked = row.screening
    instrument = on_record(asked.instrument, asked.version, ())
    sentences = {flag.id: flag.sentence for flag in instrument.flags}
    return Urgent(
        clock_id=row.id,
        screening_id=row.screening_id,
        matter=MATTERS[row.limit],
        says=tuple(sentences[flag] for flag in row.flags if flag in sentences),
        instrument=instrument.title,
        clock=clock_of(row.limit, row.began_at, at, row.done_at),
        team=row.team.name,
        done=WasDone(row.done) if row.done else None,
        note=row.done_note,
        done_by=row.done_by.name if row.done_by else "",
        done_at=row.done_at,
    )


def _require(sight: Sight) -> None:
    if not sight.may(Category.SCREENING):
        raise NotPermitted(sight.decisions[(Act.READ, Category.SCREENING)])
