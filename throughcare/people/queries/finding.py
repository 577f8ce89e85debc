"""Who could this be? Search by number, name or date of birth, and matching of who comes in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from throughcare.access.policy import may
from throughcare.access.rules import (
    NO_RELATIONSHIP,
    Act,
    Category,
    NotPermitted,
    Viewer,
    strongest,
)
from throughcare.codes import KINDS, Kind
from throughcare.people.rules import BornPrecision, search_key
from throughcare.people.rules.asked import Asked, read_search

MOST = 50
LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The least that is needed to tell one person from another."""

    person_id: UUID
    name: str
    known_as: str
    born_on: date | None
    born_precision: BornPrecision
    relationship: str

    @property
    def related(self) -> bool:
        """Whether the viewer's organisation has a relationship to the person now."""
        return self.relationship != NO_RELATIONSHIP


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody whom a search found, why, and whether the viewer's organisation knows them now."""

    person: Recognised
    reasons: tuple[str, ...]
    closeness: float

    @property
    def person_id(self) -> UUID:
        """The person."""
        return self.person.person_id


def may_find(viewer: Viewer) -> bool:
    """Whether the viewer may look for people whom their organisation does not know."""
    return may(viewer, Act.FIND, Category.IDENTITY, NO_RELATIONSHIP).permitted


def require_finding(viewer: Viewer) -> None:
    """Raise `NotPermitted` unless the viewer may look for people."""
    decision = may(viewer, Act.FIND, Category.IDENTITY, NO_RELATIONSHIP)
    if not decision.permitted:
        raise NotPermitted(decision)


def recognise(viewer: Viewer, people: Iterable[UUID]) -> dict[UUID, Recognised]:
    """Who these people are, in the least words; those with a restricted record are not told."""
    require_finding(viewer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_recognise(%s)", [list(people)])
        return {row[0]: _recognised(row) for row in cursor.fetchall()}


def _recognised(row: Sequence[Any]) -> Recognised:
    person_id, name, known_as, born_on, precision, kinds = row
    born = BornPrecision(precision or BornPrecision.UNKNOWN)
    return Recognised(person_id, name, known_as or "", born_on, born, strongest(frozenset(kinds)))


def find(viewer: Viewer, text: str, *, at: datetime, most: int = MOST) -> list[Found]:
    """People whom what was typed may mean, best first; never more than `most`.

    A list of exactly `most` may be cut off. People with a restricted record are not found.
    """
    require_finding(viewer)
    asked = read_search(text, on=at.astimezone(LONDON).date())
    if asked.empty:
        return []
    rows = _rows_found(asked, most)
    known = recognise(viewer, {row[0] for row in rows})
    found: dict[UUID, Found] = {}
    for person_id, found_by, found_as, closeness in rows:
        if person_id not in known:
            continue
        one = Found(known[person_id], _why(asked, known[person_id], found_by, found_as), closeness)
        earlier = found.get(person_id)
        found[person_id] = _joined(earlier, one) if earlier else one
    ranked = sorted(found.values(), key=lambda one: (-_rank(asked, one), one.person.name))
    return ranked[:most]


def _rows_found(asked: Asked, most: int) -> list[tuple[UUID, str, str, float]]:
    numbers = sorted(asked.numbers)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM people_find(%s::text[], %s::text[], %s, %s::text[], %s::date[],"
            " %s::date, %s::date, %s)",
            [
                [kind for kind, _ in numbers],
                [canonical for _, canonical in numbers],
                asked.name,
                list(asked.orders),
                list(asked.born),
                date(asked.year, 1, 1) if asked.year else None,
                date(asked.year, 12, 31) if asked.year else None,
                most,
            ],
        )
        return cursor.fetchall()


def _why(asked: Asked, person: Recognised, found_by: str, found_as: str) -> tuple[str, ...]:
    if found_by == "number":
        return (f"{KINDS[Kind(found_as)].name} is the same",)
    reasons = []
    if found_as:
        words = set(asked.name.split())
        exact = words == set(_folded(found_as)) or asked.name == " ".join(_folded(found_as))
        called = "" if found_as == person.name else f" ({found_as})"
        reasons.append(f"name is {'the same' if exact else 'similar'}{called}")
    if asked.born and person.born_on in asked.born:
        exact = person.born_on == asked.born[0] and person.born_precision is BornPrecision.DAY
        reasons.append(f"date of birth is {'the same' if exact else 'close'}")
    if asked.year and person.born_on and person.born_on.year == asked.year:
        reasons.append("year of birth is the same")
    return tuple(reasons)


def _folded(name: str) -> list[str]:
    return search_key(name).split()


def _joined(one: Found, other: Found) -> Found:
    reasons = tuple(dict.fromkeys((*one.reasons, *other.reasons)))
    return replace(one, reasons=reasons, closeness=max(one.closeness, other.closeness))


def _rank(asked: Asked, found: Found) -> float:
    rank = found.closeness + 2 * ("number" in " ".join(found.reasons))
    born = found.person.born_on
    if asked.born and born in asked.born:
        rank += 1 if born == asked.born[0] else 0.5
    if asked.year and born and born.year == asked.year:
        rank += 0.5
    return rank
