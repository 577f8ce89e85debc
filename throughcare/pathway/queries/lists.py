"""One page of a list of people: filtered, counted and in order, in two statements.

A list is a statement that gives a row for each person, with conditions to filter it by and ways to
order it. However many people, it is asked twice: once for the counts, once for the page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Viewer

PAGE = 50
PERSON = """
coalesce(p.shown_name, '') AS name, p.born_on,
coalesce(d.born_precision, 'unknown') AS born_precision, coalesce(p.restricted, true) AS restricted
"""
SORT_NAME, EMPTY = "coalesce(n.sort_name, '')", "''"
NAME_JOIN = "LEFT JOIN people_person n ON n.id = w.person_id"
PERSON_JOIN = """
LEFT JOIN people_person p ON p.id = w.person_id
LEFT JOIN people_particulars d ON d.person_id = w.person_id AND d.superseded_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A statement that gives `person_id` and more for each row `w`, with filters and orders.

    The first order is the usual one.
    """

    base: str
    filters: Mapping[str, str]
    orders: Mapping[str, str]


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
    """One page of a list. An unknown filter or order is the usual one. Two queries."""
    decision = may(viewer, Act.READ, Category.WHEREABOUTS, RelationshipKind.PRESENT)
    if not decision.permitted:
        raise NotPermitted(decision)
    given = {"viewer": viewer.organisation_id, **given}
    filters = list(people.filters)
    # Conditions and orders are our own words; whatever anybody typed goes in as a parameter.
    counted = ", ".join(f"count(*) FILTER (WHERE {people.filters[name]})" for name in filters)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*){', ' if counted else ''}{counted} FROM ({people.base}) w",  # noqa: S608
            given,
        )
        found = cursor.fetchone() or (0,)
        counts = dict(zip(["", *filters], found, strict=True))
        condition = people.filters.get(show, "true")
        order = people.orders.get(sort) or next(iter(people.orders.values()))
        by_name = "sort_name" in order
        # Names are read of everybody only where they decide the order: the wall asks for each.
        cursor.execute(
            f"SELECT w.*, {PERSON} FROM (SELECT w.*,"  # noqa: S608
            f" {SORT_NAME if by_name else EMPTY} AS sort_name FROM ({people.base}) w"
            f" {NAME_JOIN if by_name else ''} WHERE {condition}"
            f" ORDER BY {order}, w.person_id LIMIT %(size)s OFFSET %(start)s) w {PERSON_JOIN}"
            f" ORDER BY {order}, w.person_id",
            given | {"size": size, "start": (max(page, 1) - 1) * size},
        )
        names = [column.name for column in cursor.description or ()]
        rows = tuple(dict(zip(names, row, strict=True)) for row in cursor.fetchall())
    return PageOfPeople(rows, counts, counts.get(show, counts[""]))
