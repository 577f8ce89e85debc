"""Lists to work from: courts, receptions, establishments, releases, clinics, who left unseen."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from throughcare.access.rules import Act, Category, RelationshipKind
from throughcare.care import queries as care
from throughcare.documents import queries as documents
from throughcare.pathway import actions, queries
from throughcare.pathway.rules import (
    COURTS,
    ESTABLISHMENTS,
    PLACE_WORDS,
    PlaceKind,
    detail_words,
)
from throughcare.web import words as say
from throughcare.web.door import Request
from throughcare.web.gate import page, showing, signed_in
from throughcare.web.pages.list_frame import (
    Cell,
    ListPage,
    Row,
    asked,
    link,
    may_read,
    shown,
    tag,
    tags,
    words,
)

PRESENT = page(Category.WHEREABOUTS, Act.READ, RelationshipKind.PRESENT)
UNSEEN = page(Category.ENGAGEMENT, Act.READ, RelationshipKind.PRESENT)
NAME = {"name": "Name"}
LIKELY = "Dates are as they were recorded. A court or a parole decision may change them."


@PRESENT
def lists(request: Request) -> HttpResponse:
    """The lists of the worker's places."""
    places = list(queries.places(request.viewer))
    numbers = queries.in_custody(request.viewer, [place.id for place in places])
    rows = []
    for place in places:
        kind = PlaceKind(place.kind)
        links = _links(place.code, kind)
        if links:
            rows.append(
                {
                    "name": place.name,
                    "kind": PLACE_WORDS[kind],
                    "number": numbers.get(place.id, 0) if kind in ESTABLISHMENTS else None,
                    "links": links,
                }
            )
    across = []
    if any(PlaceKind(place.kind) in ESTABLISHMENTS for place in places):
        across += [
            (reverse("releases"), "Releases in the next twelve weeks"),
            (reverse("released"), "The first fourteen days after release"),
        ]
    if may_read(request.viewer, Category.ENGAGEMENT) and any(
        place.kind == PlaceKind.CUSTODY_SUITE for place in places
    ):
        across.append((reverse("unseen"), "Left custody before anybody saw them"))
    return render(request, "lists.html.jinja", {"at": request.at, "places": rows, "across": across})


def _links(code: str, kind: PlaceKind) -> list[tuple[str, str]]:
    given = {"place_code": code}
    if kind in COURTS:
        return [(reverse("court", kwargs=given), "Court list")]
    if kind is PlaceKind.VOLUNTARY_ATTENDANCE:
        return [(reverse("clinic", kwargs=given), "Diary")]
    if kind in ESTABLISHMENTS:
        return [
            (reverse("reception", kwargs=given), "Reception"),
            (reverse("establishment", kwargs=given), "Everybody there"),
        ]
    return []


@PRESENT
def court(request: Request, place_code: str) -> HttpResponse:
    """Whom one court hears on one day: who is known, which report is due, what was said."""
    place = _place(request, place_code, COURTS)
    on = _day(request, say.london_date(request.at))
    found = queries.court_list(request.viewer, place.id, on=on, at=request.at, **asked(request))
    sent = documents.reports_about(request.viewer, [row["person_id"] for row in found.rows])
    here = reverse("court", kwargs={"place_code": place_code})

    def cells(row: Row) -> list[Cell]:
        return [
            words(say.clock_time(row["starts_at"]) if row["starts_at"] else "Time not known"),
            words(row["room"]),
            words(detail_words("appears-from", row["appears_from"]) or "Not known"),
            tag("Known to us", "blue") if row["known"] else words("Not known to us"),
            _report(row, sent, request.at),
            tag("Given", "green")
            if row["verbal"]
            else link("Record", _happened(row, "verbal-report-given", place_code)),
            tag("Heard", "green")
            if row["state"] == "happened"
            else link("Record", _happened(row, "court-hearing", place_code)),
        ]

    return shown(
        request,
        ListPage(
            title=f"{place.name}: {say.day_in_words(on, request.at)}",
            everybody="listed",
            filters={
                "known": "known to us",
                "report": "report asked for",
                "cells": "from police cells",
                "waiting": "not yet heard",
            },
            orders={"": "Time", **NAME, "room": "Room"},
            columns=("Time", "Room", "Comes from", "Known", "Report", "Verbal report", "Hearing"),
            cells=cells,
            empty="Nobody is listed at this court on this day, as far as this record says.",
            more=(
                (f"{here}?on={on - timedelta(days=1)}", "Day before"),
                (f"{here}?on={on + timedelta(days=1)}", "Next day"),
            ),
        ),
        found,
        {"on": on.isoformat()} if request.GET.get("on") else {},
    )


@PRESENT
def reception(request: Request, place_code: str) -> HttpResponse:
    """Who came in the last seven days, who is expected, and whose first health screen is due."""
    place = _place(request, place_code, ESTABLISHMENTS)
    found = queries.reception(request.viewer, place.id, at=request.at, **asked(request))
    safety = _safety(request, found.rows)

    def cells(row: Row) -> list[Cell]:
        if row["arrived_at"] is None:
            return [
                words(f"Expected {say.day_in_words(row['expected_on'], request.at)}"),
                link("Record that they came", _happened(row, "received", place_code)),
                words("After they came"),
                safety(row),
            ]
        return [
            words(say.when(row["arrived_at"], request.at)),
            tag("Done", "green")
            if row["first_done"]
            else _due(row, "first-health-screen-done", place_code, request.at),
            tag("Done", "green") if row["second_done"] else words("Within seven days"),
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
    place = _place(request, place_code, ESTABLISHMENTS)
    found = queries.establishment(request.viewer, place.id, at=request.at, **asked(request))
    safety = _safety(request, found.rows)

    def cells(row: Row) -> list[Cell]:
        return [
            words(say.day(row["arrived_at"]), say.duration(request.at - row["arrived_at"])),
            words(say.day(row["likely_release_at"])),
            tag("Done", "green")
            if row["first_done"]
            else link("Record", _happened(row, "first-health-screen-done", place_code)),
            safety(row),
            link("Record what happened", _happened(row, "", place_code)),
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
            orders={**{"": "Name"}, "release": "Release date", "arrived": "Longest there first"},
            columns=("Since", "Release date", "First health screen", "Alerts", "Something new"),
            cells=cells,
            empty="Nobody is recorded there now.",
        ),
        found,
    )


@PRESENT
def releases(request: Request) -> HttpResponse:
    """Who leaves an establishment in the next twelve weeks."""
    found = queries.releases(request.viewer, at=request.at, **asked(request))
    safety = _safety(request, found.rows)

    def cells(row: Row) -> list[Cell]:
        leaves = row["likely_release_at"]
        past = leaves < request.at
        return [
            tag(f"{say.day(leaves)}: not recorded that they left", "orange")
            if past
            else words(say.day(leaves), say.relative(leaves, request.at)),
            words(row["place"]),
            words(say.day(row["arrived_at"])),
            safety(row),
        ]

    return shown(
        request,
        ListPage(
            title="Releases in the next twelve weeks",
            everybody="leaving",
            filters={"week": "within a week", "month": "within four weeks", "past": "date passed"},
            orders={"": "Release date", **NAME, "place": "Establishment"},
            columns=("Release date", "From", "There since", "Alerts"),
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
    safety = _safety(request, found.rows)

    def cells(row: Row) -> list[Cell]:
        days = (request.at - row["left_at"]).days + 1
        met = tag("Met since", "green") if row["met"] else tag("Nobody met them yet", "orange")
        return [
            words(say.when(row["left_at"], request.at), f"day {days} of 14"),
            words(row["place"], detail_words("release", row["how"])),
            tag("In custody again", "white") if row["back"] else met,
            safety(row),
        ]

    return shown(
        request,
        ListPage(
            title="The first fourteen days after release",
            everybody="released",
            filters={
                "unmet": "not met yet",
                "unplanned": "released without a plan",
                "back": "in custody again",
            },
            orders={"": "Not met first", **NAME, "place": "Establishment"},
            columns=("Released", "From", "Since then", "Alerts"),
            cells=cells,
            empty="Nobody was released in the last fourteen days, as far as this record says.",
        ),
        found,
    )


@UNSEEN
def unseen(request: Request) -> HttpResponse:
    """People who left custody before anybody of the service saw them, to follow up."""
    found = care.left_unseen(request.viewer, at=request.at, **asked(request))
    on = say.london_date(request.at)
    hours = queries.cover_hours(request.viewer, {row["place_id"] for row in found.rows}, on=on)

    def cells(row: Row) -> list[Cell]:
        cover = hours.get(row["place_id"])
        if cover is None:
            covered = words("Cover hours not known")
        elif cover.within(row["arrived_at"], row["left_at"]):
            covered = words("Yes, for part of it")
        else:
            covered = tag("No, out of hours", "orange")
        given = {"person_id": row["person_id"], "episode_id": row["episode_id"]}
        return [
            words(row["place"]),
            words(
                say.when(row["left_at"], request.at),
                f"there for {say.duration(row['left_at'] - row['arrived_at'])}",
            ),
            covered,
            tag("Alerted", "yellow") if row["alerted"] else words("No alert"),
            words("Followed up")
            if row["closed"]
            else link("Follow up", reverse("offering", kwargs=given)),
        ]

    return shown(
        request,
        ListPage(
            title="Left custody before anybody saw them",
            everybody="left in fourteen days",
            filters={
                "alerted": "alerted by custody",
                "open": "to follow up",
                "two-days": "left in the last two days",
            },
            orders={"": "Alerted first", "left": "Last left first", **NAME},
            columns=("Where", "Left", "Was the team there?", "Alert", "Follow-up"),
            cells=cells,
            empty="Everybody who left custody in the last fourteen days was seen, or declined.",
        ),
        found,
    )


@PRESENT
def clinic(request: Request, place_code: str) -> HttpResponse:
    """The diary of a voluntary attendance site: who comes to an interview by appointment."""
    place = _place(request, place_code, {PlaceKind.VOLUNTARY_ATTENDANCE})
    on = _day(request, say.london_date(request.at))
    found = queries.clinic(request.viewer, place.id, on=on, at=request.at, **asked(request))

    def cells(row: Row) -> list[Cell]:
        at = say.clock_time(row["starts_at"]) if row["starts_at"] else "time not known"
        return [
            words(f"{say.day_in_words(row['listed_on'], request.at)}, {at}"),
            tag("Known to us", "blue") if row["known"] else words("Not known to us"),
            tag("Came", "green")
            if row["state"] == "happened"
            else link("Record that they came", _happened(row, "attended-voluntarily", place_code)),
        ]

    return shown(
        request,
        ListPage(
            title=f"Diary of {place.name}",
            everybody="in four weeks",
            filters={
                "today": "on the first day",
                "waiting": "still to come",
                "known": "known to us",
            },
            orders={"": "Time", **NAME},
            columns=("When", "Known", "Came"),
            cells=cells,
            empty="Nobody has an appointment here in the next four weeks.",
        ),
        found,
        {"on": on.isoformat()} if request.GET.get("on") else {},
    )


@signed_in
def save_view(request: Request) -> HttpResponse:
    """Keep the filter and order of a list under a name."""
    back = _back(request)
    if request.method == "POST":
        actions.save_view(
            by=request.viewer,
            at=request.at,
            page=back,
            name=request.POST.get("name", "")[:60],
            query=request.POST.get("query", "")[:300],
        )
    return redirect(f"{back}?{request.POST.get('query', '')[:300]}")


@signed_in
def forget_view(request: Request) -> HttpResponse:
    """A view is no longer wanted."""
    if request.method == "POST":
        try:
            view_id = UUID(request.POST.get("view", ""))
        except ValueError:
            raise Http404 from None
        actions.forget_view(by=request.viewer, at=request.at, view_id=view_id)
    return redirect(_back(request))


def _back(request: Request) -> str:
    """The list that the form came from; never an address elsewhere."""
    asked_for = request.POST.get("page", "")
    fits = asked_for.startswith("/") and url_has_allowed_host_and_scheme(asked_for, None)
    return asked_for if fits and "?" not in asked_for else reverse("home")


def _place(request: Request, code: str, kinds: Iterable[PlaceKind]) -> Any:
    place = queries.place(request.viewer, code)
    if place is None or PlaceKind(place.kind) not in set(kinds):
        raise Http404
    return place


def _day(request: Request, today: date) -> date:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today


def _happened(row: Row, kind: str, place_code: str) -> str:
    name = "happened_kind" if kind else "happened"
    given: dict[str, Any] = {"person_id": row["person_id"]} | ({"kind": kind} if kind else {})
    return f"{reverse(name, kwargs=given)}?{urlencode({'place': place_code})}"


def _due(row: Row, kind: str, place_code: str, at: datetime) -> Cell:
    waited = say.duration(at - row["arrived_at"])
    return link(f"Due now, {waited} after they came: record", _happened(row, kind, place_code))


def _report(row: Row, sent: Mapping[UUID, datetime], at: datetime) -> Cell:
    if row["person_id"] in sent:
        return tag(f"Sent {say.exact(sent[row['person_id']], at)}", "green")
    due = row["report_due_at"]
    if due is None:
        return words("None asked for")
    return tag(say.due("Report", due, at), "red" if due < at else "yellow")


def _safety(request: Request, rows: Iterable[Row]) -> Any:
    """How the alerts of a row are shown, read once for the whole page."""
    if not may_read(request.viewer, Category.SAFETY):
        return lambda row: words("Not shown to you")
    facts = care.safety_of(request.viewer, [row["person_id"] for row in rows])
    showing(request, (), Category.SAFETY)
    return lambda row: tags(
        {"words": fact.words, "risk": fact.risk} for fact in facts.get(row["person_id"], ())
    )


urlpatterns = [
    path("lists", lists, name="lists"),
    path("court/<slug:place_code>", court, name="court"),
    path("reception/<slug:place_code>", reception, name="reception"),
    path("establishment/<slug:place_code>", establishment, name="establishment"),
    path("releases", releases, name="releases"),
    path("released", released, name="released"),
    path("left-unseen", unseen, name="unseen"),
    path("diary/<slug:place_code>", clinic, name="clinic"),
    path("views/keep", save_view, name="save_view"),
    path("views/forget", forget_view, name="forget_view"),
]
