"""Recording what happened: first what, in words; then when, and only what that event needs."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, OrganisationKind, Sight
from throughcare.care import actions as care
from throughcare.pathway import actions, queries
from throughcare.pathway.queries import Happening
from throughcare.pathway.rules import (
    ESTABLISHMENTS,
    EVENT_WORDS,
    EVENTS,
    FAMILIES,
    OFFENCE_WORDS,
    EventKind,
    Exactness,
    Happened,
    PlaceKind,
    category_of,
)
from throughcare.web.door import Request
from throughcare.web.gate import record_page
from throughcare.web.pages.doing import done, sent
from throughcare.web.pages.happened_forms import CorrectForm, HappenedForm
from throughcare.web.pages.record_frame import record_context
from throughcare.web.words import day, day_and_time

WRITES = record_page(Category.WHEREABOUTS, Act.WRITE)
OF_CASES = FAMILIES["court"][1] | {
    EventKind.CHARGE_DECISION,
    EventKind.BAILED,
    EventKind.BAIL_EXTENDED,
    EventKind.BAIL_ANSWERED,
    EventKind.BAIL_ENDED,
}
"""Events that are about a case."""
TRANSFER = frozenset(
    {EventKind.TRANSFER_REFERRED, EventKind.TRANSFER_ASSESSED, EventKind.TRANSFER_WITHDRAWN}
)
NOT_HERE = TRANSFER | {EventKind.ALERTED}
"""Events that have pages of their own."""
OWN = {
    OrganisationKind.POLICE: ("police", "safety"),
    OrganisationKind.COURT: ("court",),
    OrganisationKind.PRISON: ("secure", "self-harm", "safety"),
    OrganisationKind.IMMIGRATION_REMOVAL: ("secure", "self-harm", "safety"),
    OrganisationKind.DETENTION_HEALTH: ("secure", "self-harm", "safety", "community"),
}
"""Which groups of events somebody of an organisation records; others record all of them."""


@WRITES
def happened(request: Request, sight: Sight) -> HttpResponse:
    """What happened? Grouped, with those first that fit where the person is now.

    Only what can happen at a place of the worker is offered.
    """
    place_code = request.GET.get("place", "")
    here = queries.current_episode(sight)
    at_place = here.place_kind if here else None
    own = {PlaceKind(place.kind) for place in queries.places(request.viewer)}
    tail = f"?place={place_code}" if place_code else ""
    groups = []
    for name in OWN.get(request.viewer.organisation_kind, tuple(FAMILIES)):
        title, kinds = FAMILIES[name]
        rows = [
            (
                reverse("happened_kind", kwargs={"person_id": sight.person_id, "kind": kind.value})
                + tail,
                EVENT_WORDS[kind],
            )
            for kind in EventKind
            if kind in kinds and EVENTS[kind].where & own and _records(sight, kind)
        ]
        if TRANSFER <= kinds and ESTABLISHMENTS & own and sight.may(Category.NEED, Act.WRITE):
            page = reverse("transfer", args=[sight.person_id])
            rows.append((page, "Transfer to hospital: referred, assessed or not needed"))
        if rows:
            fits = at_place is not None and any(at_place in EVENTS[k].where for k in kinds)
            groups.append((not fits, {"title": title, "id": name, "rows": rows}))
    groups.sort(key=lambda group: group[0])
    context = {"groups": [group for _, group in groups]}
    return render(
        request, "happened.html.jinja", record_context(request, sight, tab="journey") | context
    )


@WRITES
def happened_kind(request: Request, sight: Sight, kind: str) -> HttpResponse:
    """When did it happen, where, and what else this event needs."""
    if kind not in set(EventKind) or not _records(sight, EventKind(kind)):
        raise Http404
    event = EventKind(kind)
    places = _places(request, event)
    form = HappenedForm(
        sent(request),
        at=request.at,
        event=event,
        places=places,
        others=_others(request, event),
        place=_place_id(places, request, sight),
        cases=open_cases(sight) if event in OF_CASES else (),
    )

    def act() -> None:
        became = actions.record_event(
            by=request.viewer, at=request.at, event=_event(form, sight, event)
        )
        care.follow_moves(by=request.viewer, at=request.at, people=[sight.person_id])
        messages.success(request, f"Recorded: {EVENT_WORDS[event]}. {' '.join(became.notes)}")

    if request.method == "POST" and done(form, act):
        return redirect("journey", person_id=sight.person_id)
    context = {
        "form": form,
        "title": EVENT_WORDS[event],
        "nowhere": not places,
        "back": reverse("happened", kwargs={"person_id": sight.person_id}),
    }
    return render(
        request, "happened_kind.html.jinja", record_context(request, sight, tab="journey") | context
    )


@WRITES
def correct(request: Request, sight: Sight, event_id: UUID) -> HttpResponse:
    """Correct when something happened, or say that it did not; the old row stays to be read."""
    event = _find(sight, event_id)
    form = CorrectForm(sent(request), at=request.at, event=event)

    def act() -> None:
        given = form.cleaned_data
        actions.correct_event(
            by=request.viewer,
            at=request.at,
            event_id=event_id,
            reason=given["reason"],
            happened_at=given.get("moment"),
            exactness=given.get("exactness") or Exactness.MINUTE,
            struck_out=given["what"] == "struck-out",
        )
        care.take_back_moves(by=request.viewer, at=request.at, person_id=sight.person_id)
        messages.success(request, "Corrected. What was said before stays in the journey.")

    if request.method == "POST" and done(form, act):
        return redirect("journey", person_id=sight.person_id)
    context = {
        "form": form,
        "title": f"Correct: {EVENT_WORDS[event.kind]}",
        "said": f"{EVENT_WORDS[event.kind]}, {event.place_name}, "
        f"{day_and_time(event.happened_at) if event.happened_at else 'time not known'}.",
        "back": reverse("journey", kwargs={"person_id": sight.person_id}),
    }
    return render(
        request, "happened_kind.html.jinja", record_context(request, sight, tab="journey") | context
    )


def _records(sight: Sight, kind: EventKind) -> bool:
    """Whether the worker records such an event of this person here."""
    return kind not in NOT_HERE and sight.may(category_of(kind), Act.WRITE)


def _find(sight: Sight, event_id: UUID) -> Happening:
    for episode in queries.episodes(sight):
        for event in episode.events:
            if event.event_id == event_id and not event.corrected_by and not event.struck_out:
                return event
    raise Http404


def _places(request: Request, event: EventKind) -> list[Any]:
    """The worker's own places at which such an event can happen."""
    where = EVENTS[event].where
    return [p for p in queries.places(request.viewer) if PlaceKind(p.kind) in where]


def _others(request: Request, event: EventKind) -> list[Any]:
    """Where the event can send somebody, in the whole installation."""
    goes_to = EVENTS[event].goes_to
    return queries.places_of_kinds(request.viewer, goes_to) if goes_to else []


def open_cases(sight: Sight) -> list[tuple[str, str]]:
    """The person's cases that go on, to choose from; none for those who may not know of them."""
    if not sight.may(Category.OFFENCE):
        return []
    return [
        (str(one.case_id), f"{OFFENCE_WORDS[one.offence_group]}, since {day(one.opened_on)}")
        for one in queries.cases(sight)
        if one.closed_on is None
    ]


def _place_id(places: Iterable[Any], request: Request, sight: Sight) -> str:
    """The place that is meant most likely: the one the worker came from, or where they are."""
    places = list(places)
    asked_for = request.GET.get("place", "")
    here = queries.current_episode(sight)
    for place in places:
        if place.code == asked_for or (here and not asked_for and place.id == here.place_id):
            return str(place.id)
    return str(places[0].id) if len(places) == 1 else ""


def _event(form: HappenedForm, sight: Sight, kind: EventKind) -> Happened:
    given = form.cleaned_data
    moment: datetime | None = given.get("moment")
    return Happened(
        person_id=sight.person_id,
        kind=kind,
        place_id=UUID(given["place"]),
        happened_at=moment,
        exactness=given["exactness"],
        detail=given.get("detail") or "",
        to_place_id=UUID(given["to_place"]) if given.get("to_place") else None,
        case_id=UUID(given["case"]) if given.get("case") else None,
        planned_for=given.get("planned_for"),
    )


urlpatterns = [
    path("record/<uuid:person_id>/happened", happened, name="happened"),
    path("record/<uuid:person_id>/happened/<slug:kind>", happened_kind, name="happened_kind"),
    path("record/<uuid:person_id>/event/<uuid:event_id>", correct, name="correct_event"),
]
