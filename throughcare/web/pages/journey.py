"""One person's way: passages through custody, the time in each place, and what happened there."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from throughcare.access.rules import Act, Category, Sight
from throughcare.care import queries as care
from throughcare.care.rules import LiaisonEventKind, liaison_reason
from throughcare.pathway import queries
from throughcare.pathway.queries import Happening, Passage
from throughcare.pathway.rules import (
    EVENT_WORDS,
    LEAVING_WORDS,
    OFFENCE_WORDS,
    EventKind,
    Leaving,
)
from throughcare.web.door import Request
from throughcare.web.gate import record_page, showing
from throughcare.web.pages.board_rows import keeps_custody
from throughcare.web.pages.record_frame import record_context

Alerts = Mapping[UUID, list[tuple[datetime, str]]]
BREATH = timedelta(seconds=1)


@record_page(Category.WHEREABOUTS)
def journey(request: Request, sight: Sight) -> HttpResponse:
    """Every passage, newest first, with its stays and events."""
    passages = queries.episodes(sight)
    if sight.may(Category.OFFENCE):
        showing(request, (), Category.OFFENCE)
    why = _why_alerted(request, sight)
    here = next((each for each in passages if each.ended_at is None), None)
    return render(
        request,
        "journey.html.jinja",
        record_context(request, sight, tab="journey")
        | {
            "passages": [_shown(each, why) for each in passages],
            "here": here.stays[-1] if here and here.stays else None,
            "may_record": bool(here)
            and keeps_custody(request.viewer)
            and sight.may(Category.WHEREABOUTS, Act.WRITE),
        },
    )


def _why_alerted(request: Request, sight: Sight) -> Alerts:
    """Why Liaison and Diversion was alerted, for those who may know of the engagement."""
    if not sight.may(Category.ENGAGEMENT):
        return {}
    showing(request, (), Category.ENGAGEMENT)
    found: dict[UUID, list[tuple[datetime, str]]] = {}
    for one in care.liaisons(sight):
        for event in one.events:
            if event.kind is LiaisonEventKind.ALERTED:
                said = event.at, liaison_reason(event.kind, event.reason)
                found.setdefault(one.episode_id, []).append(said)
    return found


def _shown(passage: Passage, why: Alerts) -> dict[str, Any]:
    return {
        "id": passage.episode_id,
        "reference": passage.reference,
        "offence": OFFENCE_WORDS[passage.offence_group] if passage.offence_group else None,
        "started_at": passage.started_at,
        "ended_at": passage.ended_at,
        "leaving": LEAVING_WORDS[passage.leaving] if passage.leaving else None,
        "stays": passage.stays,
        "events": [
            _event(each, why.get(passage.episode_id, ())) for each in reversed(passage.events)
        ],
    }


def _event(event: Happening, alerts: Iterable[tuple[datetime, str]]) -> dict[str, Any]:
    detail = ""
    if event.kind is EventKind.ALERTED:
        # A liaison that had an event at that very moment keeps the alert a breath later.
        moment = event.happened_at or event.recorded_at
        said = [why for at, why in alerts if moment <= at < moment + BREATH]
        detail = f"{said[0]}." if said and said[0] else ""
    if event.kind is EventKind.LEFT and event.note:
        detail = f"{LEAVING_WORDS[Leaving(event.note)]}."
    return {
        "title": EVENT_WORDS[event.kind],
        "moment": event.happened_at,
        "who": event.recorded_by,
        "where": event.place_name,
        "detail": detail,
    }


urlpatterns = [path("record/<uuid:person_id>/journey", journey, name="journey")]
