"""Urgent answers: a clock is opened with the answer, and stopped by saying what was done."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from throughcare.access.actions.acting import action
from throughcare.access.roles import Purpose
from throughcare.access.rules import Act, Category, Refused, Sight, Viewer
from throughcare.pathway.queries.covering import own_team
from throughcare.people.queries import require_person
from throughcare.screening.actions.writing import noted
from throughcare.screening.instrument import Flag
from throughcare.screening.models import UrgentClock
from throughcare.screening.rules import WasDone, limit_of, may_say_done


@action
def say_done(
    *, by: Viewer, at: datetime, clock_id: UUID, done: WasDone | str, note: str = ""
) -> None:
    """Say what was done about an urgent answer; saying it again changes nothing.

    Raises `Refused` when it needs a few words more, or when there is no such clock.
    """
    clock = UrgentClock.objects.select_for_update().filter(pk=clock_id).first()
    if clock is None:
        raise Refused("There is no such urgent answer.")
    sight = require_person(by, clock.person_id, Act.WRITE, Category.SCREENING, at=at)
    if not clock.done:
        decision = may_say_done(WasDone(done), note=note)
        if not decision.allowed:
            raise Refused(*decision.reasons)
        _stop(clock, sight, WasDone(done), note)
    noted(sight, "say-what-was-done", clock_id, clock.done)


def open_clocks(
    sight: Sight,
    screening_id: UUID,
    flags: Iterable[Flag],
    *,
    before: Iterable[Flag] = (),
    episode_id: UUID | None,
    began_at: datetime,
) -> None:
    """Open a clock for urgent flags that were not there before; of one matter, one at a time."""
    known = {flag.id for flag in before}
    new: dict[str, list[str]] = {}
    for flag in flags:
        limit = limit_of(flag.id)
        if flag.urgent and limit is not None and flag.id not in known:
            new.setdefault(limit, []).append(flag.id)
    if not new:
        return
    going = {
        clock.limit: clock
        for clock in UrgentClock.objects.select_for_update().filter(
            screening_id=screening_id, done="", limit__in=new
        )
    }
    for limit, clock in going.items():
        clock.flags = [*clock.flags, *new[limit]]
        clock.save(update_fields=["flags"])
    missing = [limit for limit in new if limit not in going]
    if missing:
        team_id = own_team(sight.viewer, sight.at, episode_id)
        UrgentClock.objects.bulk_create(
            [
                UrgentClock(
                    person_id=sight.person_id,
                    screening_id=screening_id,
                    team_id=team_id,
                    limit=limit,
                    flags=new[limit],
                    began_at=began_at,
                    recorded_at=sight.at,
                    recorded_by_id=sight.viewer.worker_id,
                    collected_for=Purpose.CARE,
                )
                for limit in missing
            ]
        )


def stop_clocks(sight: Sight, screening_id: UUID) -> None:
    """The answers were entered in error, so nothing waits for them any more."""
    for clock in UrgentClock.objects.select_for_update().filter(screening_id=screening_id, done=""):
        _stop(clock, sight, WasDone.IN_ERROR, "")


def _stop(clock: UrgentClock, sight: Sight, done: WasDone, note: str) -> None:
    clock.done, clock.done_note = done, note.strip()
    clock.done_at, clock.done_by_id = sight.at, sight.viewer.worker_id
    clock.save(update_fields=["done", "done_note", "done_at", "done_by"])
