"""Work in groups that are due alike: counted as a whole, and read for one page alone.

What is due depends on the sort of work and its day, seldom on a moment. A team with ten thousand
things to do has a few hundred such groups.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple

from django.db import connection

from throughcare.access.rules import Viewer
from throughcare.care.queries.work_words import When, Work
from throughcare.care.rules import published
from throughcare.clocks.lengths import LOCAL
from throughcare.screening.rules import clock_of

DUE_AFTER = {
    Work.NEED: "unreferred-need",
    Work.RETURNED: "back-with-sender",
    Work.LEFT_UNSEEN: "left-unseen",
    Work.FINISH: "unreferred-need",
}
"""By which deadline each sort of work is due that does not say itself when."""
TIMED = (Work.URGENT, Work.ASK_AGAIN)
"""Sorts of work that are due at a moment, which stands in the last column."""
ORDER = {when: place for place, when in enumerate(When)}
# What is alike in everything that decides when it is due is counted as one group; `MARK` is the
# moment, and the limit, of those sorts of work that have one.
ITEMS = """
WITH items (work, id, person_id, episode_id, task, status, team, day, urgent, others, detail)
AS (SORTS), marked AS (
  SELECT *, CASE WHEN work = ANY (%(timed)s) THEN detail ELSE '' END AS moment,
         CASE WHEN work = 'urgent-answer' THEN task ELSE '' END AS clock
  FROM items WHERE %(apart_from)s::text IS NULL OR status <> %(apart_from)s
)
"""
GROUPS = """
SELECT work, day, urgent, others, moment, clock,
       %(status)s::text IS NULL OR status = %(status)s, count(*)
FROM marked GROUP BY 1, 2, 3, 4, 5, 6, 7
"""
ONE_PAGE = """
SELECT m.work, m.id, m.person_id, m.episode_id, m.task, m.status, m.team, m.day, m.urgent,
       m.others, m.detail
FROM marked m
JOIN unnest(%(works)s::text[], %(days)s::date[], %(urgents)s::boolean[], %(turns)s::boolean[],
            %(moments)s::text[], %(clocks)s::text[], %(places)s::integer[])
  AS g (work, day, urgent, others, moment, clock, place)
  ON (m.work, m.day, m.urgent, m.others, m.moment, m.clock)
   = (g.work, g.day, g.urgent, g.others, g.moment, g.clock)
WHERE %(status)s::text IS NULL OR m.status = %(status)s
ORDER BY g.place, m.id OFFSET %(skip)s LIMIT %(limit)s
"""


class Group(NamedTuple):
    """Items that are due alike, and how many they are; `wanted`, whether a filter asks for them."""

    work: str
    day: date
    urgent: bool
    others: bool
    moment: str
    clock: str
    wanted: bool
    many: int

    def stands(self, on: date, at: datetime | None) -> "Standing":
        """When it is due, seen from a day and, where it matters, from a moment."""
        work, day, due_at = Work(self.work), self.day, None
        if self.moment:
            due_at = datetime.fromisoformat(self.moment)
            if work is Work.URGENT:
                due_at = clock_of(self.clock, due_at, due_at, None).due_at
            day = due_at.astimezone(LOCAL).date() if due_at else day
        due = _due(DUE_AFTER[work], day) if work in DUE_AFTER else day
        passed = due < on or (due_at is not None and at is not None and due_at < at)
        when = When.OVERDUE if passed else When.TODAY if due == on else When.LATER
        if work is Work.HANDOVER and self.urgent:
            when = When.NOW
        return Standing(When.OTHERS if self.others else when, due, due_at)


class Standing(NamedTuple):
    """When items are due, seen from a day."""

    when: When
    due: date
    due_at: datetime | None


def rows_of(
    viewer: Viewer, sorts: Mapping[Work, str], select: str, given: Mapping[str, Any]
) -> list[tuple[Any, ...]]:
    """The rows that a statement selects from these sorts of work."""
    # Row security is asked once for each row, so the rows are read without names.
    with connection.cursor() as cursor:
        cursor.execute(ITEMS.replace("SORTS", " UNION ALL ".join(sorts.values())) + select, given)
        return cursor.fetchall()


def page_of(
    viewer: Viewer,
    sorts: Mapping[Work, str],
    given: Mapping[str, Any],
    wanted: Mapping[Group, Standing],
    offset: int,
    limit: int,
) -> list[tuple[Any, ...]]:
    """The rows of one page: only of those groups that it reaches into, in their order."""
    keys = sorted({_key(*one) for one in wanted.items()})
    places = {key: place for place, key in enumerate(keys)}
    many = Counter[int]()
    for group, stands in wanted.items():
        many[places[_key(group, stands)]] += group.many
    starts = list(accumulate((many[place] for place in range(len(keys))), initial=0))
    on_page = {
        place
        for place in range(len(keys))
        if starts[place] < offset + limit and starts[place + 1] > offset
    }
    shown = [
        (group, place)
        for group, stands in wanted.items()
        if (place := places[_key(group, stands)]) in on_page
    ]
    if not shown:
        return []
    works = {group.work for group, _ in shown}
    return rows_of(
        viewer,
        {one: sql for one, sql in sorts.items() if one in works},
        ONE_PAGE,
        {**given} | {
            "works": [group.work for group, _ in shown],
            "days": [group.day for group, _ in shown],
            "urgents": [group.urgent for group, _ in shown],
            "turns": [group.others for group, _ in shown],
            "moments": [group.moment for group, _ in shown],
            "clocks": [group.clock for group, _ in shown],
            "places": [place for _, place in shown],
            "skip": offset - starts[min(on_page)],
            "limit": limit,
        },
    )  # fmt: skip


def _key(group: Group, stands: Standing) -> tuple[Any, ...]:
    soonest = stands.due_at.timestamp() if stands.due_at else 0.0
    return ORDER[stands.when], not group.urgent, stands.due, soonest


@cache
def _due(which: str, began: date) -> date:
    return published().day(which, began)
