"""One page of a list of people: filtered, counted and in order, in one statement.

A list is a statement that gives a row for each person, with conditions to filter it by and ways to
order it. However many people, the wall is asked once for each of them: counts and page come
together, and what only the page shows is read for the page alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Viewer
from throughcare.pathway.queries.clocks import closed_limits

PAGE = 50
PERSON = """
coalesce(p.shown_name, '') AS name, p.born_on,
coalesce(d.born_precision, 'unknown') AS born_precision, coalesce(p.restricted, true) AS restricted
"""
DUE = """
(SELECT min(c.due_at) FROM pathway_runningclock c
 WHERE c.stay_id = w.id AND c.limit_id <> ALL (%(closed)s::text[]))
"""
SORT_NAME, EMPTY = "coalesce(n.sort_name, '')", "''"
NAME_JOIN = "LEFT JOIN people_person n ON n.id = w.person_id"
# To plan a list anew each time took longer than to read a list as long as any in life.
PLANNED = "SELECT set_config('plan_cache_mode', %s, true)"
PERSON_JOIN = """
LEFT JOIN people_person p ON p.id = w.person_id
LEFT JOIN people_particulars d ON d.person_id = w.person_id AND d.superseded_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A statement that gives `person_id` and more for each row `w`, with filters and orders.

    The first order is the usual one. `shows` are more columns, which nothing is filtered or ordered
    by: they are read for the people of the page alone. `due` is when something of a row is due: it
    is read of everybody for an order that says `w.due`, and of nobody for another.
    """

    base: str
    filters: Mapping[str, str]
    orders: Mapping[str, str]
    shows: str = ""
    due: str = DUE


@dataclass(frozen=True, slots=True)
class PageOfPeople:
    """The rows of one page as they were found, and how many there are by filter ('' is all)."""

    rows: tuple[Mapping[str, Any], ...]
    counts: Mapping[str, int]
    shown: int


def page_of(
    viewer: Viewer,
    people: PeopleList,
    given: Mapping[str, Any],
    *,
    show: str = "",
    sort: str = "",
    page: int = 1,
    size: int = PAGE,
) -> PageOfPeople:
    """One page of a list. An unknown filter or order is the usual one. One query."""
    decision = may(viewer, Act.READ, Category.WHEREABOUTS, RelationshipKind.PRESENT)
    if not decision.permitted:
        raise NotPermitted(decision)
    order = people.orders.get(sort) or next(iter(people.orders.values()))
    given = {
        "viewer": viewer.organisation_id,
        "closed": closed_limits(viewer),
        "size": size,
        "start": (max(page, 1) - 1) * size,
        **given,
    }
    with connection.cursor() as cursor:
        cursor.execute(PLANNED, ["force_generic_plan"])
        cursor.execute(_statement(people, people.filters.get(show, "true"), order), given)
        names = [column.name for column in cursor.description or ()]
        found = cursor.fetchall()
        cursor.execute(PLANNED, ["auto"])
    first = len(people.filters) + 1
    counts = dict(zip(["", *people.filters], found[0][:first], strict=True))
    rows = tuple(dict(zip(names[first:], row[first:], strict=True)) for row in found)
    there = tuple(row for row in rows if row["person_id"] is not None)
    return PageOfPeople(there, counts, counts.get(show, counts[""]))


def _statement(people: PeopleList, condition: str, order: str) -> str:
    # Conditions and orders are our own words; whatever anybody typed goes in as a parameter.
    counted = "".join(f", count(*) FILTER (WHERE {each})" for each in people.filters.values())
    named = ", ".join(f"c{place}" for place in range(len(people.filters) + 1))
    # Names and clocks are read of everybody only where they decide the order, for the wall asks for
    # each; and then row by row, because who was let through just now is found at once.
    by_name = "sort_name" in order
    due = f", {people.due} AS due" if "w.due" in order else ""
    return f"""
WITH everybody AS MATERIALIZED (
  SELECT w.*, {SORT_NAME if by_name else EMPTY} AS sort_name{due}
  FROM ({people.base}) w {NAME_JOIN if by_name else ""}),
counted ({named}) AS (SELECT count(*){counted} FROM everybody w)
SELECT counted.*, w.* FROM counted LEFT JOIN (
  SELECT w.*{people.shows and ", "}{people.shows}, {PERSON}
  FROM (SELECT w.* FROM everybody w WHERE {condition}
        ORDER BY {order}, w.person_id LIMIT %(size)s OFFSET %(start)s) w {PERSON_JOIN}
  ) w ON true ORDER BY {order}, w.person_id
"""  # noqa: S608 - own words only
