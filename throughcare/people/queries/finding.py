"""Who could this be? Search by number, name or date of birth, each result with the reasons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from throughcare.access.rules import Viewer
from throughcare.codes import KINDS, Kind
from throughcare.people.queries.recognising import Recognised, recognise, require_finding
from throughcare.people.rules import BornPrecision
from throughcare.people.rules.asked import Asked, read_search
from throughcare.people.rules.name_likeness import (
    ALSO,
    CALLED,
    NameFound,
    compare_name,
    joined,
)
from throughcare.people.rules.name_sounds import in_latin, near_keys, sounds
from throughcare.people.rules.name_words import (
    MOST_MEANINGS,
    MOST_WORDS,
    all_but_one,
    any_of,
    meanings,
    question,
)

MOST = 50
FEW = 5
"""With fewer people than this of the name and born when it was said, others are shown too."""

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody whom a search found, why, and whether the viewer's organisation knows them now."""

    person: Recognised
    reasons: tuple[str, ...]
    closeness: float
    by_number: bool = False

    @property
    def person_id(self) -> UUID:
        """The person."""
        return self.person.person_id


class _Row(NamedTuple):
    person_id: UUID
    found_by: str
    kind: str
    given: str
    family: str


def find(viewer: Viewer, text: str, *, at: datetime, most: int = MOST) -> list[Found]:
    """People whom what was typed may mean, best first; never more than `most`.

    A list of exactly `most` may be cut off. People with a restricted record are not found.
    """
    require_finding(viewer)
    asked = read_search(text, on=at.astimezone(LONDON).date())
    if asked.empty:
        return []
    rows = [(row, _alike(asked, row)) for row in _rows(asked, most)]
    # Who is least alike is not asked about at all; the sort keeps the order of the questions.
    rows.sort(key=lambda each: -each[1].closeness)
    chosen = list(dict.fromkeys(row.person_id for row, _ in rows))[:most]
    known = recognise(viewer, chosen)
    found: dict[UUID, Found] = {}
    for row, name in rows:
        if row.person_id in known:
            one = _found(asked, known[row.person_id], row, name)
            earlier = found.get(row.person_id)
            found[row.person_id] = _joined(earlier, one) if earlier else one
    ranked = sorted(found.values(), key=lambda one: (-_rank(asked, one), one.person.name))
    return ranked[:most]


def _rows(asked: Asked, most: int) -> list[_Row]:
    """What the database finds, the surest question first, and no further once there is enough."""
    words = asked.words[:MOST_WORDS]
    exact = [(word,) for word in words]
    rows = _ask(asked, question(exact), most, numbers=True, dated=asked.dated)
    if not words or len(rows) >= (FEW if asked.dated else most):
        return rows
    groups = _meanings(words)
    if asked.dated:
        # On one day few people were born, so that any part of the name is worth a look.
        any_of_them = bool(asked.born) and not asked.between
        rows += _ask(asked, question(groups, any_of_them=any_of_them), most, dated=True)
        if len(rows) < FEW:
            rows += _ask(asked, question(exact), most)
    if len(rows) < (FEW if asked.dated else most):
        rows += _ask(asked, question(groups), 2 * most)
    if not rows:
        # One name may be one word or two, so that two that were typed are looked for as one too.
        as_one = [typed for _, typed in joined(words)]
        every = list(dict.fromkeys([*words, *(word for typed in as_one for word in typed)]))
        meant = dict(zip(every, _meanings(every, alike=True), strict=True))
        groups = [meant[word] for word in words]
        rows = _ask(asked, any_of([groups, *([meant[w] for w in one] for one in as_one)]), most)
    if not rows and len(words) > 1:
        rows += _ask(asked, all_but_one(exact), most) or _ask(asked, all_but_one(groups), most)
    return rows


def _ask(
    asked: Asked, named: str, most: int, *, numbers: bool = False, dated: bool = False
) -> list[_Row]:
    given = sorted(asked.numbers) if numbers else []
    first, last = asked.between if dated and asked.between else (None, None)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM people_find(%s::text[], %s::text[], %s::tsquery, %s::date[], %s::date,"
            " %s::date, %s)",
            [
                [kind for kind, _ in given],
                [canonical for _, canonical in given],
                named or None,
                list(asked.born) if dated else [],
                first,
                last,
                most,
            ],
        )
        return [_Row(*row) for row in cursor.fetchall()]


def _meanings(words: Sequence[str], *, alike: bool = False) -> list[tuple[str, ...]]:
    """For each typed word the words on record that may be meant; with `alike`, less near ones."""
    asked = [
        [in_latin(word) for word in words],
        [" ".join(sorted(sounds(word))) for word in words],
        [" ".join(sorted(near_keys(word))) for word in words],
    ]
    near: dict[int, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM people_words(%s::text[], %s::text[], %s::text[], %s, %s)",
            [*asked, alike, MOST_MEANINGS],
        )
        for place, word in cursor.fetchall():
            near.setdefault(place, []).append(word)
    return [meanings(word, near.get(place, [])) for place, word in enumerate(words, 1)]


def _alike(asked: Asked, row: _Row) -> NameFound:
    if row.found_by == "number":
        return NameFound(1, (f"{KINDS[Kind(row.kind)].name} is the same",))
    if row.found_by == "born":
        return NameFound(0, ())
    return compare_name(asked.words, row.given, row.family, family_first=asked.family_first)


def _found(asked: Asked, person: Recognised, row: _Row, name: NameFound) -> Found:
    if row.found_by == "number":
        return Found(person, name.reasons, 1, by_number=True)
    born = tuple(_born_reasons(asked, person))
    called = f"{row.given} {row.family}".strip()
    also = called and called != person.name
    said = (f"{CALLED.get(row.kind, ALSO)} {called}",) if also else ()
    return Found(person, (*name.reasons, *said, *born), name.closeness)


def _born_reasons(asked: Asked, person: Recognised) -> Iterable[str]:
    born = person.born_on
    if born is None:
        return
    if asked.between:
        if asked.between[0] <= born <= asked.between[1]:
            yield f"{asked.about} is the same" if asked.about != "age" else "age fits"
        elif born in asked.born and person.born_precision is not BornPrecision.DAY:
            yield "date of birth could be the same"
    elif born in asked.born:
        exact = born == asked.born[0] and person.born_precision is BornPrecision.DAY
        yield f"date of birth is {'the same' if exact else 'close'}"


def _joined(one: Found, other: Found) -> Found:
    """One person found twice: as the closer of two names, and by number and name together."""
    if one.by_number != other.by_number:
        reasons = tuple(dict.fromkeys((*one.reasons, *other.reasons)))
        return replace(one, reasons=reasons, by_number=True)
    return max(one, other, key=lambda found: found.closeness)


def _rank(asked: Asked, found: Found) -> float:
    return found.closeness + 2 * found.by_number + _born_rank(asked, found.person.born_on)


def _born_rank(asked: Asked, born: date | None) -> float:
    if born is None or not asked.dated:
        return 0
    if asked.between:
        return 0.5 if asked.between[0] <= born <= asked.between[1] else 0.1 * (born in asked.born)
    return (1 if born == asked.born[0] else 0.5) if born in asked.born else 0
