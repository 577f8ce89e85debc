"""Receptions and establishments: who came, who is there, who leaves soon, who left lately."""

from datetime import datetime, timedelta

from django.http import HttpResponse
from django.urls import path

from throughcare.pathway import queries
from throughcare.pathway.queries import PageOfPeople
from throughcare.pathway.rules import ESTABLISHMENTS, detail_words
from throughcare.web import words as say
from throughcare.web.door import Request
from throughcare.web.pages.list_frame import Cell, ListPage, Row, asked, link, shown, tag, words
from throughcare.web.pages.list_parts import (
    DUE,
    NAME,
    PRESENT,
    clocks_shown,
    due_cell,
    happened,
    place_of,
    preparation_shown,
    reach_shown,
    safety_shown,
)

HALF_A_YEAR = timedelta(days=183)
"""About as long as those who meet people at the gate stay with them (RECONNECT, partly read)."""
FIRST = {"prison.first", "cyp.chat.reception", "irc.nurse"}
LIKELY = "Dates are as they were recorded. A court or a parole decision may change them."


@PRESENT
def reception(request: Request, place_code: str) -> HttpResponse:
    """Who came in the last seven days, who is expected, and whose first health screen is due."""
    place = place_of(request, place_code, ESTABLISHMENTS)
    found = queries.reception(request.viewer, place.id, at=request.at, **asked(request))
    safety, clocks = safety_shown(request, found.rows), clocks_shown(request, found.rows)

    def cells(row: Row) -> list[Cell]:
        if row["arrived_at"] is None:
            return [
                words(f"Expected {say.day_in_words(row['expected_on'], request.at)}"),
                link("Record that they came", happened(row, "received", place_code), says=False),
                words("After they came"),
                safety(row),
            ]
        return [
            words(say.when(row["arrived_at"], request.at)),
            tag("Done", "green")
            if row["first_done"]
            else _due(row, "first-health-screen-done", place_code, request.at),
            tag("Done", "green")
            if row["second_done"]
            else due_cell([c for c in clocks(row) if c.limit.id not in FIRST], "Not due"),
            safety(row),
        ]

    return shown(
        request,
        ListPage(
            title=f"Reception of {place.name}",
            everybody="new or expected",
            filters={
                "expected": "expected",
                "screen": "first health screen due",
                "second": "second health screen due",
            },
            orders={"": "What is due first", **NAME, "arrived": "Newest first"},
            columns=("Came", "First health screen", "Second health screen", "Alerts"),
            cells=cells,
            empty="Nobody came in the last seven days, and nobody is expected.",
            note="The first health screen is due before the first night in a cell "
            "(NICE guideline NG57), the second within seven days.",
        ),
        found,
    )


@PRESENT
def establishment(request: Request, place_code: str) -> HttpResponse:
    """Everybody in one establishment now."""
    place = place_of(request, place_code, ESTABLISHMENTS)
    found = queries.establishment(request.viewer, place.id, at=request.at, **asked(request))
    safety, clocks = safety_shown(request, found.rows), clocks_shown(request, found.rows)

    def cells(row: Row) -> list[Cell]:
        return [
            words(say.day(row["arrived_at"]), say.duration(request.at - row["arrived_at"])),
            words(say.day(row["likely_release_at"])),
            tag("Done", "green")
            if row["first_done"]
            else link("Record", happened(row, "first-health-screen-done", place_code), says=False),
            due_cell(clocks(row)),
            safety(row),
            link("Record what happened", happened(row, "", place_code), says=False),
        ]

    return shown(
        request,
        ListPage(
            title=f"Everybody in {place.name}",
            everybody="there now",
            filters={
                "new": "came in the last seven days",
                "leaving": "leaving within twelve weeks",
                "no-date": "without a release date",
            },
            orders={
                "": "Name",
                "release": "Release date",
                "arrived": "Longest there first",
                **DUE,
            },
            columns=(
                "Since",
                "Release date",
                "First health screen",
                "Due next",
                "Alerts",
                "Something new",
            ),
            cells=cells,
            empty="Nobody is recorded there now.",
        ),
        found,
    )


@PRESENT
def releases(request: Request) -> HttpResponse:
    """Who leaves an establishment in the next twelve weeks."""
    found = queries.releases(request.viewer, at=request.at, **asked(request))
    safety, clocks = safety_shown(request, found.rows), clocks_shown(request, found.rows)
    prepared = preparation_shown(request, found.rows)

    def cells(row: Row) -> list[Cell]:
        leaves = row["likely_release_at"]
        past = leaves < request.at
        return [
            tag(f"{say.day(leaves)}: not recorded that they left", "orange")
            if past
            else words(say.day(leaves), say.relative(leaves, request.at)),
            words(row["place"]),
            words(say.day(row["arrived_at"])),
            due_cell(clocks(row)),
            prepared(row),
            safety(row),
        ]

    return shown(
        request,
        ListPage(
            title="Releases in the next twelve weeks",
            everybody="leaving",
            filters={"week": "within a week", "month": "within four weeks", "past": "date passed"},
            orders={"": "Release date", **NAME, "place": "Establishment", **DUE},
            columns=("Release date", "From", "There since", "Due next", "Preparation", "Alerts"),
            cells=cells,
            empty="Nobody has a release date in the next twelve weeks, as far as this record says.",
            note=LIKELY,
        ),
        found,
    )


@PRESENT
def released(request: Request) -> HttpResponse:
    """The first fourteen days after release, when the risk is highest."""
    found = queries.released(request.viewer, at=request.at, **asked(request))
    return _after_release(
        request,
        found,
        "The first fourteen days after release",
        "Nobody was released in the last fourteen days, as far as this record says.",
        of=" of 14",
    )


@PRESENT
def after_release(request: Request) -> HttpResponse:
    """Up to six months after release, for as long as people are met and helped."""
    found = queries.released(request.viewer, at=request.at, within=HALF_A_YEAR, **asked(request))
    return _after_release(
        request,
        found,
        "The first six months after release",
        "Nobody was released in the last six months, as far as this record says.",
    )


def _after_release(
    request: Request, found: PageOfPeople, title: str, empty: str, *, of: str = ""
) -> HttpResponse:
    """People after release: whether somebody met and reached them."""
    safety, clocks = safety_shown(request, found.rows), clocks_shown(request, found.rows)
    reached = reach_shown(request, found.rows)

    def cells(row: Row) -> list[Cell]:
        days = (request.at - row["left_at"]).days + 1
        met = tag("Met since", "green") if row["met"] else tag("Nobody met them yet", "orange")
        return [
            words(say.when(row["left_at"], request.at), f"day {days}{of}"),
            words(row["place"], detail_words("release", row["how"])),
            tag("In custody again", "white") if row["back"] else met,
            due_cell(clocks(row)),
            reached(row),
            safety(row),
        ]

    return shown(
        request,
        ListPage(
            title=title,
            everybody="released",
            filters={
                "unmet": "not met yet",
                "unplanned": "released without a plan",
                "back": "in custody again",
            },
            orders={"": "Not met, due first", **NAME, "place": "Establishment"},
            columns=("Released", "From", "Since then", "First contact", "Contact", "Alerts"),
            cells=cells,
            empty=empty,
        ),
        found,
    )


def _due(row: Row, kind: str, place_code: str, at: datetime) -> Cell:
    waited = say.duration(at - row["arrived_at"])
    return link(f"Due now, {waited} after they came: record", happened(row, kind, place_code))


urlpatterns = [
    path("reception/<slug:place_code>", reception, name="reception"),
    path("establishment/<slug:place_code>", establishment, name="establishment"),
    path("releases", releases, name="releases"),
    path("released", released, name="released"),
    path("released/six-months", after_release, name="after_release"),
]
