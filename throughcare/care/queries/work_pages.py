"""Work in groups that are due alike: counted as a whole, and read for one page alone.

What is due depends on the sort of work and its day, seldom on a moment. A team with ten thousand
things to do has a few hundred such groups.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
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
ORDER = {when: place for place, when in enumerate(When)}
# What is alike in everything that decides when it is due is counted as one group. Of each group
# come as many ids as one page may need, so that only the rows of that page are read a second time.
ITEMS = """
WITH items (work, id, person_id, episode_id, task, status, team, day, urgent, others, detail,
            moment)
AS (SORTS)
"""
GROUPS = """
SELECT work, day, urgent, others, moment, CASE WHEN work = 'urgent-answer' THEN task ELSE '' END,
       %(status)s::text IS NULL OR status = %(status)s, count(*),
       ((array_agg(id ORDER BY id))[1:%(upto)s])::text[]
FROM items WHERE %(apart_from)s::text IS NULL OR status <> %(apart_from)s
GROUP BY 2, 3, 4, 1, 5, 6, 7
"""
ROWS = "SELECT * FROM items WHERE id = ANY (%(ids)s::uuid[])"


class Group(NamedTuple):
    """Items that are due alike, how many, and the first of their ids.

    `wanted`: whether the status that is asked for is theirs.
    """

    work: str
    day: date
    urgent: bool
    others: bool
    moment: str
    clock: str
    wanted: bool
    many: int
    ids: tuple[str, ...] = ()

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


def groups_of(viewer: Viewer, sorts: Mapping[Work, str], given: Mapping[str, Any]) -> list[Group]:
    """All work of these sorts, in groups that are due alike."""
    return [Group._make((*said, tuple(ids))) for *said, ids in _read(sorts, GROUPS, given)]


def page_of(
    viewer: Viewer,
    sorts: Mapping[Work, str],
    given: Mapping[str, Any],
    wanted: Mapping[Group, Standing],
    offset: int,
    limit: int,
) -> list[tuple[Any, ...]]:
    """The rows of one page, in order: overdue first, urgent before the rest, then by id."""
    alike: dict[tuple[Any, ...], list[Group]] = defaultdict(list)
    for group, stands in wanted.items():
        alike[_key(group, stands)].append(group)
    shown: list[tuple[str, str]] = []
    passed = 0
    for key in sorted(alike):
        many = sum(group.many for group in alike[key])
        if passed + many > offset:
            first = sorted((id_, group.work) for group in alike[key] for id_ in group.ids)
            start = max(offset - passed, 0)
            shown += first[start : start + limit - len(shown)]
        passed += many
        if len(shown) == limit:
            break
    return _in_this_order(sorts, given, shown)


def _in_this_order(
    sorts: Mapping[Work, str], given: Mapping[str, Any], shown: list[tuple[str, str]]
) -> list[tuple[Any, ...]]:
    if not shown:
        return []
    asked = {one: sql for one, sql in sorts.items() if one in {work for _, work in shown}}
    # One person may be the same sort of work for two teams, so an id may stand there twice.
    found: dict[tuple[str, str], list[tuple[Any, ...]]] = defaultdict(list)
    for row in _read(asked, ROWS, {**given, "ids": [id_ for id_, _ in shown]}):
        found[str(row[1]), row[0]].append(row)
    return [found[one].pop() for one in shown]


def _read(
    sorts: Mapping[Work, str], select: str, given: Mapping[str, Any]
) -> list[tuple[Any, ...]]:
    # Row security is asked once for each row, so the rows are read without names.
    with connection.cursor() as cursor:
        cursor.execute(ITEMS.replace("SORTS", " UNION ALL ".join(sorts.values())) + select, given)
        return cursor.fetchall()


def _key(group: Group, stands: Standing) -> tuple[Any, ...]:
    soonest = stands.due_at.timestamp() if stands.due_at else 0.0
    return ORDER[stands.when], not group.urgent, stands.due, soonest


@cache
def _due(which: str, began: date) -> date:
    return published().day(which, began)
