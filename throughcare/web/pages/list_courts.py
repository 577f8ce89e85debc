"""Court lists by court and day, and the diaries of voluntary attendance sites."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.urls import path, reverse

from throughcare.access.rules import Category
from throughcare.care import queries as care
from throughcare.care.rules import ORDER_STATE_WORDS, OrderState, Requirement
from throughcare.documents import queries as documents
from throughcare.pathway import queries
from throughcare.pathway.rules import COURTS, PlaceKind, detail_words
from throughcare.web import words as say
from throughcare.web.door import Request
from throughcare.web.gate import showing
from throughcare.web.pages.list_frame import (
    Cell,
    ListPage,
    Row,
    asked,
    link,
    may_read,
    shown,
    tag,
    words,
)
from throughcare.web.pages.list_parts import NAME, PRESENT, day_of, happened, place_of

WEEK = timedelta(days=7)
Orders = Mapping[UUID, list[tuple[Requirement, OrderState]]]


@PRESENT
def court(request: Request, place_code: str) -> HttpResponse:
    """Whom one court hears on one day: who is known, which report is due, what was said."""
    place = place_of(request, place_code, COURTS)
    on = day_of(request, say.london_date(request.at))
    found = queries.court_list(request.viewer, place.id, on=on, at=request.at, **asked(request))
    sent = documents.reports_about(request.viewer, [row["person_id"] for row in found.rows])
    here = reverse("court", kwargs={"place_code": place_code})
    shows_orders = may_read(request.viewer, Category.NEED)
    people = [row["person_id"] for row in found.rows]
    orders = care.requirements_on_list(request.viewer, people) if shows_orders else {}
    if orders:
        showing(request, (), Category.NEED)

    def cells(row: Row) -> list[Cell]:
        return [
            words(say.clock_time(row["starts_at"]) if row["starts_at"] else "Time not known"),
            words(row["room"]),
            words(detail_words("appears-from", row["appears_from"]) or "Not known"),
            tag("Known to us", "blue") if row["known"] else words("Not known to us"),
            _report(row, sent, request.at),
            *([_requirements(row, orders)] if shows_orders else []),
            tag("Given", "green")
            if row["verbal"]
            else link("Record", happened(row, "verbal-report-given", place_code), says=False),
            tag("Heard", "green")
            if row["state"] == "happened"
            else link("Record", happened(row, "court-hearing", place_code), says=False),
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
            orders={"": "Time", **NAME, "room": "Room", "due": "Report due first"},
            columns=(
                "Time",
                "Room",
                "Comes from",
                "Known",
                "Report",
                *(["Treatment requirement"] if shows_orders else []),
                "Verbal report",
                "Hearing",
            ),
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
def clinic(request: Request, place_code: str) -> HttpResponse:
    """The diary of a voluntary attendance site: who comes to an interview by appointment."""
    place = place_of(request, place_code, {PlaceKind.VOLUNTARY_ATTENDANCE})
    on = day_of(request, say.london_date(request.at))
    found = queries.clinic(request.viewer, place.id, on=on, at=request.at, **asked(request))
    here = reverse("clinic", kwargs={"place_code": place_code})
    today = on == say.london_date(request.at)

    def cells(row: Row) -> list[Cell]:
        at = say.clock_time(row["starts_at"]) if row["starts_at"] else "time not known"
        day = say.day_in_words(row["listed_on"], request.at)
        if row["state"] == "happened":
            came = tag("Came", "green")
        elif row["listed_on"] > say.london_date(request.at):
            came = words("Not yet")
        else:
            came = link(
                "Record that they came",
                happened(row, "attended-voluntarily", place_code),
                says=False,
            )
        return [
            words(f"{day[:1].upper()}{day[1:]}, {at}"),
            tag("Known to us", "blue") if row["known"] else words("Not known to us"),
            came,
        ]

    return shown(
        request,
        ListPage(
            title=f"Diary of {place.name}" + ("" if today else f" from {say.day(on)}"),
            everybody="in four weeks",
            filters={
                "today": "today" if today else f"on {say.day(on)}",
                "waiting": "still to come",
                "known": "known to us",
            },
            orders={"": "Time", **NAME},
            columns=("When", "Known", "Came"),
            cells=cells,
            empty="Nobody has an appointment here in the next four weeks."
            if today
            else f"Nobody has an appointment here in the four weeks from {say.day(on)}.",
            note="An appointment is made on the person's own page, under Journey.",
            more=(
                (f"{here}?on={on - WEEK}", "Week before"),
                *([] if today else [(here, "From today")]),
                (f"{here}?on={on + WEEK}", "Next week"),
            ),
        ),
        found,
        {"on": on.isoformat()} if request.GET.get("on") else {},
    )


def _requirements(row: Row, orders: Orders) -> Cell:
    found = orders.get(row["person_id"], [])
    if not found:
        return words("None assessed")
    said = "; ".join(f"{kind.name}: {ORDER_STATE_WORDS[state].lower()}" for kind, state in found)
    return link(said, reverse("requirements", kwargs={"person_id": row["person_id"]}))


def _report(row: Row, sent: Mapping[UUID, datetime], at: datetime) -> Cell:
    due, when = row["due_at"], row["report_sent_at"] or sent.get(row["person_id"])
    if due is None and when is None:
        asked_for = row["report_due_at"] is not None
        return words("Asked for, not sent before the hearing" if asked_for else "None asked for")
    if due is None:
        return tag(f"Sent {say.exact(when, at)}", "green")
    return tag(say.due("Report", due, at), "red" if due < at else "yellow")


urlpatterns = [
    path("court/<slug:place_code>", court, name="court"),
    path("diary/<slug:place_code>", clinic, name="clinic"),
]
