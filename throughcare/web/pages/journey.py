"""One person's way: passages through custody, the time in each place, and what happened there."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from throughcare.access.rules import Act, Category, Sight
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
from throughcare.web.pages.record_frame import record_context


@record_page(Category.WHEREABOUTS)
def journey(request: Request, sight: Sight) -> HttpResponse:
    """Every passage, newest first, with its stays and events."""
    passages = queries.episodes(sight)
    if sight.may(Category.OFFENCE):
        showing(request, (), Category.OFFENCE)
    here = next((each for each in passages if each.ended_at is None), None)
    return render(
        request,
        "journey.html.jinja",
        record_context(request, sight, tab="journey")
        | {
            "passages": [_shown(each) for each in passages],
            "here": here.stays[-1] if here and here.stays else None,
            "may_record": bool(here) and sight.may(Category.WHEREABOUTS, Act.WRITE),
        },
    )


def _shown(passage: Passage) -> dict[str, Any]:
    return {
        "id": passage.episode_id,
        "reference": passage.reference,
        "offence": OFFENCE_WORDS[passage.offence_group] if passage.offence_group else None,
        "started_at": passage.started_at,
        "ended_at": passage.ended_at,
        "leaving": LEAVING_WORDS[passage.leaving] if passage.leaving else None,
        "stays": passage.stays,
        "events": [_event(each) for each in reversed(passage.events)],
    }


def _event(event: Happening) -> dict[str, Any]:
    detail = ""
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
