"""A service says what it does, for whom, and how long people wait; it alone says so."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from throughcare.access.actions import employment, trail
from throughcare.access.actions.acting import action
from throughcare.access.roles import Purpose
from throughcare.access.rules import Category, Refused, Verb, Viewer
from throughcare.care.actions.writing import day_of
from throughcare.care.models import ServiceEntry
from throughcare.care.queries.directory import suited, wanted_for, who_could_take
from throughcare.care.rules import Excluding, ForWhom, Setting, Wanted, refuse_referral
from throughcare.screening.rules import NeedType


@dataclass(frozen=True, slots=True)
class Entry:
    """What a service says of itself. None: it does not say."""

    about: str
    needs: Iterable[NeedType | str]
    for_whom: ForWhom | str = ForWhom.ANYBODY
    youngest: int | None = None
    oldest: int | None = None
    areas: Iterable[str] = ()
    settings: Iterable[Setting | str] = ()
    excluding: Iterable[Excluding | str] = ()
    exclusions_in_words: str = ""
    places: int | None = None
    wait_days: int | None = None
    how_to_refer: str = ""
    hours: str = ""
    languages: Iterable[str] = field(default=())
    cost: str = ""


@action
def describe_service(
    *, by: Viewer, at: datetime, team_id: UUID, entry: Entry, checked_on: date | None = None
) -> UUID:
    """The service says what it does, as of a day; what it said before is kept."""
    owner = employment.organisation_of(team_id)
    if owner is None or owner != by.organisation_id:
        raise Refused("Only the service itself says what it does.")
    needs = sorted({NeedType(need).value for need in entry.needs})
    if not entry.about.strip() or not needs:
        raise Refused("Say what the service does and with which needs it helps.")
    if entry.youngest is not None and entry.oldest is not None and entry.youngest > entry.oldest:
        raise Refused("The youngest age is above the oldest.")
    ServiceEntry.objects.select_for_update().filter(
        team_id=team_id, superseded_at__isnull=True
    ).update(superseded_at=at)
    row = ServiceEntry(
        organisation_id=owner,
        team_id=team_id,
        about=entry.about.strip(),
        needs=needs,
        for_whom=ForWhom(entry.for_whom),
        youngest=entry.youngest,
        oldest=entry.oldest,
        areas=sorted({area.strip().casefold() for area in entry.areas if area.strip()}),
        settings=sorted({Setting(one).value for one in entry.settings}),
        excluding=sorted({Excluding(one).value for one in entry.excluding}),
        exclusions_in_words=entry.exclusions_in_words.strip(),
        places=entry.places,
        wait_days=entry.wait_days,
        how_to_refer=entry.how_to_refer.strip(),
        hours=entry.hours.strip(),
        languages=[one.strip() for one in entry.languages if one.strip()],
        cost=entry.cost.strip(),
        checked_on=checked_on or day_of(at),
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.RUNNING_THE_SERVICE,
    )
    ServiceEntry.objects.bulk_create([row])
    trail.write(
        by=by, at=at, verb=Verb.ALTER, what="describe-service",
        categories=[Category.ORGANISATION], items=[str(row.id)],
    )  # fmt: skip
    return row.id


def refuse_unsuited(
    by: Viewer, at: datetime, person_id: UUID, team_id: UUID, needs: Iterable[str], although: str
) -> tuple[str, ...]:
    """Why a service is not asked for somebody, with who could be; none where it may be asked.

    A service that says nothing of itself excludes nobody.
    """
    on = day_of(at)
    reasons: dict[str, None] = {}
    for need in needs:
        wanted: Wanted = wanted_for(by, person_id, need, on=on)
        seen = suited(by, team_id, wanted, on=on)
        if seen is None or not seen.why_not:
            continue
        could = who_could_take(by, wanted, on=on).could
        reasons |= dict.fromkeys(refuse_referral(seen, could, although=although))
    return tuple(reasons)
