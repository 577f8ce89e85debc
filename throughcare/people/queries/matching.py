"""Is somebody who comes in already known? One question to the database for any number of people."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import connection

from throughcare.access.arrays import array_of
from throughcare.access.rules import Viewer
from throughcare.codes import Kind
from throughcare.people.matching.candidates import EQUAL, LIKE, VERY_LIKE, days_to_look_at, turned
from throughcare.people.matching.incoming import Answer, Incoming, incoming, judge_answer
from throughcare.people.matching.model import load
from throughcare.people.queries.recognising import require_finding
from throughcare.people.rules import BornPrecision, Candidate, Match, NewPerson, Verdict, choose


def match(viewer: Viewer, new: NewPerson, *, at: datetime) -> Match:
    """Who the incoming person is among the people known, with slips in dates considered too."""
    (found,) = match_many(viewer, [new], at=at, thorough=True)
    return found


def match_many(
    viewer: Viewer, people: Sequence[NewPerson], *, at: datetime, thorough: bool = False
) -> list[Match]:
    """Who each incoming person is, in the order given, by the weights that were learnt.

    Compares with everybody who has one of their valid numbers, their name, or a like name and the
    same date of birth; `thorough` also those with a like name and a date that differs by a slip.
    People in one batch are not compared with each other, and whoever is said twice in one way is
    looked for once. People with a restricted record are not recognised.
    """
    said = dict.fromkeys(people)
    asked = [incoming(new, on=at.date(), synthetic=settings.DEMONSTRATION) for new in said]
    found = {} if thorough else _by_number(viewer, asked)
    rest = [ix for ix in range(len(asked)) if ix not in found]
    judged = judged_candidates(viewer, [asked[ix] for ix in rest], thorough=thorough)
    found |= {ix: choose(candidates) for ix, candidates in zip(rest, judged, strict=True)}
    by_person = {new: found[ix] for ix, new in enumerate(said)}
    return [by_person[new] for new in people]


def _by_number(viewer: Viewer, asked: Sequence[Incoming]) -> dict[int, Match]:
    """Those of whom a number says who they are. Nobody found by a name alone would change that, and
    to look for like names takes longest.
    """
    numbered = [ix for ix, one in enumerate(asked) if one.numbers]
    judged = judged_candidates(viewer, [replace(asked[ix], keys=()) for ix in numbered])
    matches = zip(numbered, map(choose, judged), strict=True)
    return {ix: match for ix, match in matches if match.verdict is Verdict.SAME}


def judged_candidates(
    viewer: Viewer, asked: Sequence[Incoming], *, thorough: bool = False
) -> list[list[Candidate]]:
    """Everybody on record who may be meant by each, judged by the weights that were learnt."""
    require_finding(viewer)
    if not asked:
        return []
    known: dict[int, list[Candidate]] = {}
    model = load()
    for ix, rows in groupby(_rows(asked, thorough), key=lambda row: row[0]):
        known[ix] = [
            Candidate(row[1], judge_answer(asked[ix], _answer(row), model)) for row in rows
        ]
    return [known.get(ix, []) for ix in range(len(asked))]


def _answer(row: Sequence[Any]) -> Answer:
    given, family, born_on, precision, sex, postcode, agreeing, disagreeing, confirmed = row[2:]
    return Answer(
        names=tuple(zip(given or (), family or (), strict=True)),
        born_on=born_on,
        born_precision=BornPrecision(precision or BornPrecision.UNKNOWN),
        sex=sex,
        postcode=postcode,
        agreeing=frozenset(Kind(kind) for kind in agreeing),
        disagreeing=frozenset(Kind(kind) for kind in disagreeing) - set(agreeing),
        confirmed=frozenset(Kind(kind) for kind in confirmed),
    )


def _rows(asked: Sequence[Incoming], thorough: bool) -> list[Sequence[Any]]:
    numbers = [(ix, *number) for ix, one in enumerate(asked) for number in sorted(one.numbers)]
    names = [named for ix, one in enumerate(asked) for named in _named(ix, one, thorough)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM people_match(%s::int[], %s::text[], %s::text[],"
            " %s::int[], %s::text[], %s::date[], %s::real[], %s::text[], %s::text[], %s::text[])",
            [
                *_columns(numbers, 3),
                *_columns(names, 4),
                array_of([_held(one) for one in asked]),
                array_of([one.somebody.sex for one in asked]),
                array_of([one.somebody.rows[0].postcode for one in asked]),
            ],
        )
        return sorted(cursor.fetchall(), key=lambda row: (row[0], row[1]))


def _named(ix: int, one: Incoming, thorough: bool) -> Iterator[tuple[int, str, date | None, float]]:
    exactly = one.born_precision is BornPrecision.DAY
    for key in one.keys:
        if one.born_on is None:
            yield ix, key, None, LIKE
            continue
        for day, least in days_to_look_at(one.born_on, thorough=thorough and exactly):
            # Names shown begin with the family name, and beside another day they must begin alike.
            yield ix, key if least < VERY_LIKE else turned(key), day, least
        if thorough and turned(key) != key:
            yield ix, turned(key), one.born_on, EQUAL


def _held(one: Incoming) -> str:
    """All numbers in one text, a bar around each, as the database is asked."""
    return "|" + "".join(f"{kind} {number}|" for kind, number in sorted(one.numbers))


def _columns(rows: Sequence[tuple[Any, ...]], width: int) -> list[str]:
    return [array_of([row[column] for row in rows]) for column in range(width)]
