"""Lists to work from all day: courts, receptions, establishments, releases, clinics."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from throughcare.access.rules import Viewer
from throughcare.clocks.lengths import LOCAL
from throughcare.pathway.queries.boards import places
from throughcare.pathway.queries.lists import PageOfPeople, PeopleList, page_of
from throughcare.pathway.rules import ESTABLISHMENTS

SOON = timedelta(weeks=12)
FIRST_DAYS = timedelta(days=14)
NEW = timedelta(days=7)
EXPECTED_FOR = timedelta(days=3)
DIARY = timedelta(days=28)

# An event counts when it was neither struck out nor corrected since.
COUNTS = (
    "NOT e.struck_out AND NOT EXISTS"
    " (SELECT 1 FROM pathway_event later WHERE later.corrects_id = e.id)"
)
KNOWN = """
EXISTS (SELECT 1 FROM access_relationship r WHERE r.person_id = l.person_id
        AND r.organisation_id = %(viewer)s AND r.kind IN ('allocated', 'referred', 'sending')
        AND (r.ends_at IS NULL OR r.ends_at > %(at)s)) AS known
"""


REPORT_DUE = "(SELECT c.due_at FROM pathway_runningclock c WHERE c.about = w.id)"


SINCE = (
    "e.episode_id = s.episode_id AND e.place_id = %(place)s"
    f" AND coalesce(e.happened_at, e.recorded_at) >= s.arrived_at AND {COUNTS}"
)
SCREENED = f"""
EXISTS (SELECT 1 FROM pathway_event e WHERE e.kind = 'first-health-screen-done'
        AND {SINCE.replace("s.", "w.")}) AS first_done
"""  # noqa: S608 - own words only


COURT = PeopleList(
    base=f"""
SELECT l.id, l.person_id, l.starts_at, l.room, l.appears_from, l.report_due_at, l.state, {KNOWN},
       l.report_sent_at
FROM pathway_listing l
WHERE l.place_id = %(place)s AND l.listed_on = %(on)s AND l.kind = 'hearing'
  AND l.state <> 'cancelled'
""",  # noqa: S608 - own words only
    filters={
        "known": "w.known",
        "report": "w.report_due_at IS NOT NULL",
        "cells": "w.appears_from = 'police-cells'",
        "waiting": "w.state = 'listed'",
    },
    orders={
        "": "w.starts_at NULLS LAST, sort_name",
        "name": "sort_name",
        "room": "w.room, w.starts_at NULLS LAST",
        "due": "w.due NULLS LAST, w.starts_at NULLS LAST",
    },
    shows=f"""
{REPORT_DUE} AS due_at,
EXISTS (SELECT 1 FROM pathway_event e WHERE e.person_id = w.person_id
        AND e.place_id = %(place)s AND e.kind = 'verbal-report-given'
        AND e.happened_at >= %(day)s AND e.happened_at < %(next_day)s AND {COUNTS}) AS verbal
""",  # noqa: S608 - own words only
    due=REPORT_DUE,
)
RECEPTION = PeopleList(
    base=f"""
SELECT s.id, s.person_id, s.episode_id, s.arrived_at, NULL::date AS expected_on,
       coalesce(d.first, false) AS first_done, coalesce(d.second, false) AS second_done
FROM pathway_stay s
LEFT JOIN LATERAL (
  SELECT bool_or(e.kind = 'first-health-screen-done') AS first,
         bool_or(e.kind = 'second-health-screen-done') AS second
  FROM pathway_event e
  WHERE e.kind IN ('first-health-screen-done', 'second-health-screen-done') AND {SINCE}) d ON true
WHERE s.place_id = %(place)s AND s.left_at IS NULL AND s.arrived_at > %(new)s
  AND s.arrived_at <= %(at)s
UNION ALL
SELECT l.id, l.person_id, NULL, NULL, l.listed_on, false, false
FROM pathway_listing l
WHERE l.place_id = %(place)s AND l.kind = 'reception' AND l.state = 'listed'
  AND l.listed_on >= %(since)s
""",  # noqa: S608 - own words only
    filters={
        "expected": "w.arrived_at IS NULL",
        "screen": "w.arrived_at IS NOT NULL AND NOT w.first_done",
        "second": "w.first_done AND NOT w.second_done",
    },
    orders={
        "": "(w.arrived_at IS NULL), w.first_done, w.due NULLS LAST, w.arrived_at, w.expected_on",
        "name": "sort_name",
        "arrived": "w.arrived_at DESC NULLS LAST",
    },
)
ESTABLISHMENT = PeopleList(
    base="""
SELECT s.id, s.person_id, s.episode_id, s.arrived_at, s.likely_release_at
FROM pathway_stay s
WHERE s.place_id = %(place)s AND s.left_at IS NULL AND s.arrived_at <= %(at)s
""",
    filters={
        "new": "w.arrived_at > %(new)s",
        "leaving": "w.likely_release_at <= %(soon)s",
        "no-date": "w.likely_release_at IS NULL",
    },
    orders={
        "": "sort_name",
        "release": "w.likely_release_at NULLS LAST",
        "arrived": "w.arrived_at",
        "due": "w.due NULLS LAST, w.arrived_at",
    },
    shows=SCREENED,
)
RELEASES = PeopleList(
    base="""
SELECT s.id, s.person_id, s.episode_id, s.arrived_at, s.likely_release_at, g.name AS place
FROM pathway_stay s JOIN pathway_place g ON g.id = s.place_id
WHERE s.place_id = ANY (%(places)s) AND s.left_at IS NULL AND s.likely_release_at <= %(soon)s
""",
    filters={
        "week": "w.likely_release_at <= %(week)s",
        "month": "w.likely_release_at <= %(month)s",
        "past": "w.likely_release_at < %(at)s",
    },
    orders={
        "": "w.likely_release_at",
        "name": "sort_name",
        "place": "w.place, w.likely_release_at",
        "due": "w.due NULLS LAST, w.likely_release_at",
    },
)
RELEASED = PeopleList(
    base=f"""
SELECT s.id, s.person_id, s.episode_id, s.left_at, g.name AS place,
       coalesce((SELECT e.note FROM pathway_event e WHERE e.episode_id = s.episode_id
                 AND e.kind = 'released' AND {COUNTS} LIMIT 1), '') AS how,
       EXISTS (SELECT 1 FROM pathway_event e WHERE e.person_id = s.person_id
               AND e.kind = 'street-contact' AND e.happened_at > s.left_at AND {COUNTS}) AS met,
       EXISTS (SELECT 1 FROM pathway_stay later WHERE later.person_id = s.person_id
               AND later.arrived_at >= s.left_at) AS back
FROM pathway_stay s JOIN pathway_place g ON g.id = s.place_id
JOIN pathway_episode x ON x.id = s.episode_id AND x.leaving = 'released'
WHERE s.place_id = ANY (%(places)s) AND s.left_at > %(first)s AND s.left_at <= %(at)s
  AND x.ended_at = s.left_at
""",  # noqa: S608 - own words only
    filters={
        "unmet": "NOT w.met AND NOT w.back",
        "unplanned": "w.how IN ('unplanned', 'from-court')",
        "back": "w.back",
    },
    orders={
        "": "w.met, w.due NULLS LAST, w.left_at",
        "name": "sort_name",
        "place": "w.place, w.left_at",
    },
)
CLINIC = PeopleList(
    base=f"""
SELECT l.id, l.person_id, l.listed_on, l.starts_at, l.state, {KNOWN}
FROM pathway_listing l
WHERE l.place_id = %(place)s AND l.kind = 'voluntary-interview' AND l.state <> 'cancelled'
  AND l.listed_on >= %(on)s AND l.listed_on <= %(until)s
""",  # noqa: S608 - own words only
    filters={
        "today": "w.listed_on = %(on)s",
        "waiting": "w.state = 'listed'",
        "known": "w.known",
    },
    orders={"": "w.listed_on, w.starts_at NULLS LAST, sort_name", "name": "sort_name"},
)


def court_list(
    viewer: Viewer, place_id: UUID, *, on: date, at: datetime, **how: Any
) -> PageOfPeople:
    """Whom one court hears on one day, by time."""
    start = datetime.combine(on, datetime.min.time(), LOCAL)
    given = {"place": place_id, "on": on, "at": at, "day": start, "next_day": start + DAY}
    return page_of(viewer, COURT, given, **how)


def reception(viewer: Viewer, place_id: UUID, *, at: datetime, **how: Any) -> PageOfPeople:
    """Who came in the last seven days or is expected; those not screened yet come first."""
    since = (at - EXPECTED_FOR).astimezone(LOCAL).date()
    given = {"place": place_id, "at": at, "new": at - NEW, "since": since}
    return page_of(viewer, RECEPTION, given, **how)


def establishment(viewer: Viewer, place_id: UUID, *, at: datetime, **how: Any) -> PageOfPeople:
    """Everybody in one establishment now, by name."""
    given = {"place": place_id, "at": at, "new": at - NEW, "soon": at + SOON}
    return page_of(viewer, ESTABLISHMENT, given, **how)


def releases(viewer: Viewer, *, at: datetime, **how: Any) -> PageOfPeople:
    """Who leaves an establishment of the viewer in the next twelve weeks, or should have."""
    given = {
        "places": establishments_of(viewer),
        "at": at,
        "soon": at + SOON,
        "week": at + NEW,
        "month": at + timedelta(days=28),
    }
    return page_of(viewer, RELEASES, given, **how)


def released(
    viewer: Viewer, *, at: datetime, within: timedelta = FIRST_DAYS, **how: Any
) -> PageOfPeople:
    """Who was released in the last days, fourteen unless said; those not met since come first."""
    lately = establishments_of(viewer, since=(at - within).date())
    given = {"places": lately, "at": at, "first": at - within}
    return page_of(viewer, RELEASED, given, **how)


def clinic(viewer: Viewer, place_id: UUID, *, on: date, at: datetime, **how: Any) -> PageOfPeople:
    """The diary of a voluntary attendance site for four weeks."""
    given: Mapping[str, Any] = {"place": place_id, "on": on, "until": on + DIARY, "at": at}
    return page_of(viewer, CLINIC, given, **how)


def establishments_of(viewer: Viewer, *, since: date | None = None) -> Sequence[UUID]:
    """The establishments that the viewer's organisation runs or one of its teams covers.

    With `since`, also those that it covered, or that were open, on that day or after it.
    """
    found = places(viewer, since=since).filter(kind__in=ESTABLISHMENTS)
    return list(found.values_list("id", flat=True))


DAY = timedelta(days=1)
