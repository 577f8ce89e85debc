"""A worker's alerts: what is near or past, read or not; an e-mail a day, and a calendar."""

import secrets
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.actions import trail
from throughcare.access.actions.acting import viewing
from throughcare.access.queries import at_the_door, viewer_in
from throughcare.access.rules import INSTALLATION, Category, NotPermitted, Viewer
from throughcare.care import actions, queries
from throughcare.care.rules.alerts import (
    Alert,
    AlertKind,
    Digest,
    reference_of,
)
from throughcare.pathway import queries as pathway
from throughcare.web import fields
from throughcare.web.calendar_feed import Entry, calendar
from throughcare.web.door import Request
from throughcare.web.forms import PageForm
from throughcare.web.gate import public, showing
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.list_parts import PRESENT
from throughcare.web.words import exact, london_date, plural

COLOURS = {
    AlertKind.OVER: "red",
    AlertKind.SOON: "yellow",
    AlertKind.RELEASE: "orange",
    AlertKind.SAFETY: "red",
    AlertKind.URGENT: "red",
}


class DigestForm(PageForm):
    """Do you want an e-mail?"""

    digest = fields.Radios(
        label="Do you want an e-mail about alerts that you have not read?",
        missing="Select whether you want an e-mail",
        choices=[
            (Digest.OFF.value, "No"),
            (Digest.DAILY.value, "Once a day, if there are any"),
        ],
    )


@PRESENT
def alerts(request: Request) -> HttpResponse:
    """What the worker should know now, unread first; and a button that says they have read it."""
    found = queries.alerts(request.viewer, at=request.at)
    if request.method == "POST":
        asked = request.POST.get("key", "")
        keys = [one.key for one in found if not one.read and asked in ("", one.key)]
        actions.read_alerts(by=request.viewer, at=request.at, keys=keys)
        return redirect("alerts")
    showing(request, [one.person_id for one in found], Category.IDENTITY, Category.WHEREABOUTS)
    if any(one.kind is AlertKind.SAFETY for one in found):
        showing(request, (), Category.SAFETY)
    if any(one.kind is AlertKind.URGENT for one in found):
        showing(request, (), Category.SCREENING)
    unread = sum(not one.read for one in found)
    context = {
        "at": request.at,
        "counts": [
            {"number": unread, "words": "not read"},
            {"number": len(found) - unread, "words": "read"},
        ],
        "rows": [_row(one, request) for one in found],
        "unread": unread,
        "parked": _parked(request.viewer),
    }
    return render(request, "alerts.html.jinja", context)


def _parked(viewer: Viewer) -> int | None:
    """How much of what other systems told is to be settled; None for those who may not."""
    try:
        return pathway.parked(viewer)[1]
    except NotPermitted:
        return None


def _row(one: Alert, request: Request) -> dict[str, Any]:
    due = f"due {exact(one.due, request.at)}" if one.due else exact(one.since, request.at)
    return {
        "key": one.key,
        "line": one.line,
        "colour": COLOURS[one.kind],
        "person": one.person or "a restricted record",
        "href": reverse("journey", kwargs={"person_id": one.person_id}) if one.person else "",
        "detail": f"{one.place}, {due}" if one.place else due,
        "read": one.read,
    }


@PRESENT
def alert_choices(request: Request) -> HttpResponse:
    """An e-mail a day or none, and the address of the worker's calendar."""
    choice = queries.alert_choice(request.viewer)
    form = DigestForm(sent(request), initial=fresh() | {"digest": choice.digest.value})

    def act() -> None:
        digest = Digest(form.cleaned_data["digest"])
        actions.choose_digest(by=request.viewer, at=request.at, digest=digest)
        messages.success(request, "Your choice is saved.")

    if request.method == "POST" and done(form, act):
        return redirect("alert_choices")
    context = {"form": form, "has_calendar": choice.has_calendar, "back": reverse("alerts")}
    return render(request, "alert_choices.html.jinja", context)


@PRESENT
def alert_calendar(request: Request) -> HttpResponse:
    """Make the address of the calendar, which is shown once, or end it."""
    given: dict[str, Any] = {"by": request.viewer, "at": request.at}
    if request.method == "POST" and request.POST.get("do") == "end":
        actions.end_calendar(**given)
        messages.success(request, "The address of your calendar opens no more.")
    elif request.method == "POST":
        secret = secrets.token_urlsafe(32)
        actions.make_calendar(**given, secret=secret)
        address = request.build_absolute_uri(reverse("calendar", args=[secret]))
        messages.success(
            request,
            f"The address of your calendar is {address} Keep it to yourself: whoever has it sees"
            " when something of yours is due. It is not shown again; an earlier one opens no more.",
        )
    return redirect("alert_choices")


@public
def due_calendar(request: Request, secret: str) -> HttpResponse:
    """What is due for the worker to whom the address was given, without anybody's name."""
    with viewing(INSTALLATION, request.at):
        worker_id = queries.whose_calendar(INSTALLATION, secret)
    viewer = worker_id and viewer_in(at_the_door(worker_id, on=london_date(request.at)))
    if not viewer:
        raise Http404
    with viewing(viewer, request.at, channel="calendar"):
        entries = list(_entries(request, viewer))
        trail.consulted(
            by=viewer,
            at=request.at,
            what="calendar",
            people=[],
            categories=[Category.WHEREABOUTS],
        )
    response = HttpResponse(
        calendar(entries, request.at), content_type="text/calendar; charset=utf-8"
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _entries(request: Request, viewer: Viewer) -> Iterator[Entry]:
    try:
        address = request.build_absolute_uri(reverse("alerts"))
        for item, due in queries.due_items(viewer, at=request.at):
            yield Entry(reference_of(item), "a time limit ends", due, address)
    except NotPermitted:
        pass  # this role keeps no time limits
    try:
        address = request.build_absolute_uri(reverse("worklist"))
        for one in queries.worklist(viewer, on=london_date(request.at), limit=500).items:
            if one.when is not queries.When.OTHERS:
                reference = reference_of(UUID(str(one.id)))
                yield Entry(reference, "something on your worklist is due", one.due, address)
    except NotPermitted:
        pass  # this role has no worklist


def alerts_part(request: Request) -> dict[str, Any]:
    """How many alerts the worker has not read, for the first page."""
    found = [one for one in queries.alerts(request.viewer, at=request.at) if not one.read]
    showing(request, (), Category.WHEREABOUTS)
    here = reverse("alerts")
    return {
        "title": "Alerts",
        "counts": [{"number": len(found), "words": "not read", "href": here}],
        "empty": "" if found else "You have read every alert.",
        "links": [(here, f"Read {plural(len(found), 'alert')}" if found else "All alerts")],
    }


urlpatterns = [
    path("alerts", alerts, name="alerts"),
    path("alerts/choices", alert_choices, name="alert_choices"),
    path("alerts/calendar", alert_calendar, name="alert_calendar"),
    path("calendar/<str:secret>.ics", due_calendar, name="calendar"),
]
