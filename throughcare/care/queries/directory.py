"""The directory: who could take a need, one service's own entry, and what is known of a person."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from throughcare.access.rules import Viewer
from throughcare.care.models import ServiceEntry
from throughcare.care.rules import (
    ENDED,
    KEPT_NEEDS,
    OPEN_NEEDS,
    ForWhom,
    ServiceSaid,
    Suited,
    Wanted,
    rank,
    suits,
)
from throughcare.care.rules.directory import out_soon, setting_at
from throughcare.clocks.lengths import LOCAL
from throughcare.pathway.rules import PlaceKind
from throughcare.people.rules import age_on
from throughcare.screening.rules import NeedType


@dataclass(frozen=True, slots=True)
class Found:
    """Who could take somebody, who not and why, and how many services help with other needs."""

    wanted: Wanted
    could: tuple[Suited, ...]
    cannot: tuple[Suited, ...]
    others: int


@dataclass(frozen=True, slots=True)
class EntryNow:
    """Everything that a service says of itself, with who said so and when."""

    service: ServiceSaid
    organisation: str
    organisation_id: UUID
    exclusions_in_words: str
    how_to_refer: str
    hours: str
    languages: tuple[str, ...]
    cost: str
    waiting_here: int
    who: str
    at: datetime


ENTRIES = """
SELECT e.team_id, t.name, e.about, e.needs, e.for_whom, e.youngest, e.oldest, e.areas,
       e.settings, e.excluding, e.places, e.wait_days, e.checked_on
FROM care_serviceentry e JOIN access_team t ON t.id = e.team_id AND t.takes_referrals
WHERE e.superseded_at IS NULL
"""
ABOUT_PERSON = """
SELECT p.born_on, b.sex,
       h.kind, h.likely_release_at,
       ARRAY(SELECT k.kind FROM care_risk k WHERE k.person_id = p.id AND k.superseded_at IS NULL),
       ARRAY(SELECT n.type FROM care_need n WHERE n.person_id = p.id AND n.status = ANY (%s))
FROM people_person p
LEFT JOIN people_particulars b ON b.person_id = p.id AND b.superseded_at IS NULL
LEFT JOIN LATERAL (SELECT g.kind, s.likely_release_at
                   FROM pathway_stay s JOIN pathway_place g ON g.id = s.place_id
                   WHERE s.person_id = p.id AND s.left_at IS NULL
                   ORDER BY s.arrived_at DESC LIMIT 1) h ON true
WHERE p.id = %s
"""
HAS = {
    "violence-by": "violence",
    "fire": "fire",
    "suicide": "risk-of-suicide",
    "alcohol": "active-drinking",
    "opioids": "active-drugs",
    "crack_or_cocaine": "active-drugs",
    "psychosis": "psychosis",
}
"""Which risks and needs are what a service may say it cannot take."""


def who_could_take(viewer: Viewer, wanted: Wanted, *, on: date) -> Found:
    """Who could take a need, ranked, and why not the rest of those that help with it. 2 queries."""
    with connection.cursor() as cursor:
        cursor.execute(f"{ENTRIES} AND e.needs @> ARRAY[%s]::text[]", [wanted.need])
        rows = cursor.fetchall()
        cursor.execute("SELECT count(*) FROM care_serviceentry WHERE superseded_at IS NULL")
        (total,) = cursor.fetchone() or (0,)
    could, cannot = rank([_service(row) for row in rows], wanted, on)
    return Found(wanted, tuple(could), tuple(cannot), total - len(rows))


def suited(viewer: Viewer, team_id: UUID, wanted: Wanted, *, on: date) -> Suited | None:
    """One service seen for one person; nothing where the service says nothing of itself."""
    with connection.cursor() as cursor:
        cursor.execute(f"{ENTRIES} AND e.team_id = %s", [team_id])
        row = cursor.fetchone()
    return suits(_service(row), wanted, on) if row else None


def wanted_for(
    viewer: Viewer, person_id: UUID, need: NeedType | str, *, on: date, area: str = ""
) -> Wanted:
    """What is known of a person that decides who could take a need of theirs."""
    statuses = [status.value for status in (*OPEN_NEEDS, *KEPT_NEEDS)]
    with connection.cursor() as cursor:
        cursor.execute(ABOUT_PERSON, [statuses, person_id])
        row = cursor.fetchone()
    if row is None:
        return Wanted(str(need), area=area)
    born_on, sex, kind, leaves_at, risks, needs = row
    setting = setting_at(PlaceKind(kind) if kind else None)
    leaves_on = leaves_at.astimezone(LOCAL).date() if leaves_at else None
    soon = out_soon(setting, leaves_on, on)
    has = frozenset(HAS[one] for one in (*risks, *needs) if one in HAS)
    age = age_on(born_on, on) if born_on else None
    return Wanted(str(need), age, sex, area.strip(), setting, soon, has)


def directory(
    viewer: Viewer, *, need: str = "", area: str = "", words: str = "", offset: int = 0, limit: int
) -> tuple[list[EntryNow], int]:
    """One page of the services that help with a need in an area, by name, and how many."""
    rows = ServiceEntry.objects.filter(superseded_at__isnull=True, team__takes_referrals=True)
    if need:
        rows = rows.filter(needs__contains=[need])
    if area:
        rows = rows.filter(areas__contains=[area.casefold()]) | rows.filter(areas=[])
    if words:
        rows = rows.filter(team__name__icontains=words) | rows.filter(about__icontains=words)
    page = rows.select_related("team", "organisation", "recorded_by").order_by("team__name", "id")
    return [_entry(row) for row in page[offset : offset + limit]], rows.count()


def entry(viewer: Viewer, team_id: UUID) -> EntryNow | None:
    """What one service says of itself now."""
    row = (
        ServiceEntry.objects.filter(superseded_at__isnull=True, team_id=team_id)
        .select_related("team", "organisation", "recorded_by")
        .first()
    )
    if row is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM care_referral WHERE to_team_id = %s AND NOT status = ANY (%s)",
            [team_id, [status.value for status in ENDED]],
        )
        (waiting,) = cursor.fetchone() or (0,)
    return _entry(row, waiting)


def areas(viewer: Viewer) -> list[str]:
    """Every place that some service says it serves, by name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT unnest(areas) FROM care_serviceentry WHERE superseded_at IS NULL"
        )
        return sorted(row[0] for row in cursor.fetchall())


def _service(row: tuple[Any, ...]) -> ServiceSaid:
    return ServiceSaid(
        row[0],
        row[1],
        row[2],
        frozenset(row[3]),
        ForWhom(row[4]),
        row[5],
        row[6],
        frozenset(row[7]),
        frozenset(row[8]),
        frozenset(row[9]),
        row[10],
        row[11],
        row[12],
    )


def _entry(row: ServiceEntry, waiting: int = 0) -> EntryNow:
    service = _service(
        (
            row.team_id, row.team.name, row.about, row.needs, row.for_whom, row.youngest,
            row.oldest, row.areas, row.settings, row.excluding, row.places, row.wait_days,
            row.checked_on,
        )
    )  # fmt: skip
    return EntryNow(
        service,
        row.organisation.name,
        row.organisation_id,
        row.exclusions_in_words,
        row.how_to_refer,
        row.hours,
        tuple(row.languages),
        row.cost,
        waiting,
        row.recorded_by.name,
        row.recorded_at,
    )
