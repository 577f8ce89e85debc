"""One person's way: every episode as a picture and a list, the time in each place, the events."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, Sight
from throughcare.care import queries as care
from throughcare.care.rules import LiaisonEventKind, liaison_reason
from throughcare.pathway import queries
from throughcare.pathway.queries import Happening, Passage
from throughcare.pathway.rules import (
    EPISODE_WORDS,
    EVENT_WORDS,
    EVENTS,
    FAMILIES,
    LEAVING_WORDS,
    OFFENCE_WORDS,
    EpisodeKind,
    EventKind,
    Leaving,
    category_of,
    detail_words,
)
from throughcare.web.door import Request
from throughcare.web.gate import record_page, showing
from throughcare.web.pages.board_rows import keeps_custody
from throughcare.web.pages.clocks_shown import clock_explained
from throughcare.web.pages.record_frame import record_context
from throughcare.web.pages.timeline import picture
from throughcare.web.words import day, plural

Alerts = Mapping[UUID, list[tuple[datetime, str]]]
BREATH = timedelta(seconds=1)


@record_page(Category.WHEREABOUTS)
def journey(request: Request, sight: Sight) -> HttpResponse:
    """Every episode, as a picture and newest first as a list, filtered by sort of event."""
    episodes = queries.episodes(sight)
    known = queries.cases(sight) if sight.may(Category.OFFENCE) else []
    cases = {one.case_id: OFFENCE_WORDS[one.offence_group] for one in known}
    if sight.may(Category.OFFENCE):
        showing(request, (), Category.OFFENCE)
    tells = {EVENTS[event.kind].tells for each in episodes for event in each.events}
    showing(request, (), *sorted(tells - {Category.WHEREABOUTS}))
    why = _why_alerted(request, sight)
    family = request.GET.get("kind", "")
    family = family if family in FAMILIES else ""
    shown = [_shown(each, why, family, sight, cases) for each in episodes]
    hidden = sum(one["hidden"] for one in shown)
    open_stays = [stay for each in episodes for stay in each.stays if stay.left_at is None]
    here_now = reverse("journey", kwargs={"person_id": sight.person_id})
    in_custody = any(e.ended_at is None and e.kind is EpisodeKind.CUSTODY for e in episodes)
    return render(
        request,
        "journey.html.jinja",
        record_context(request, sight, tab="journey")
        | {
            "clocks": [clock_explained(one.clock) for one in queries.clocks_of(sight)],
            "picture": picture(episodes, request.at),
            "passages": [one for one in shown if one["events"] or not family],
            "here": open_stays[-1] if open_stays else None,
            "may_record": in_custody
            and keeps_custody(request.viewer)
            and sight.may(Category.WHEREABOUTS, Act.WRITE),
            "may_write": sight.may(Category.WHEREABOUTS, Act.WRITE),
            "may_cases": sight.may(Category.OFFENCE, Act.WRITE),
            "open_cases": sum(one.closed_on is None for one in known),
            "filters": [
                {
                    "name": "kind",
                    "label": "Show",
                    "value": family,
                    "options": [
                        ("", "Everything"),
                        *(
                            (name, title)
                            for name, (title, kinds) in FAMILIES.items()
                            if any(sight.may(EVENTS[kind].tells) for kind in kinds)
                        ),
                    ],
                }
            ],
            "hides": f"{plural(hidden, 'event')} hidden." if hidden else "",
            "clear": here_now,
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


def _shown(
    passage: Passage, why: Alerts, family: str, sight: Sight, cases: Mapping[UUID, str]
) -> dict[str, Any]:
    kept = [each for each in passage.events if not family or each.kind in FAMILIES[family][1]]
    writes = sight.may(Category.WHEREABOUTS, Act.WRITE)
    alerts = why.get(passage.episode_id, ())
    return {
        "id": passage.episode_id,
        "words": EPISODE_WORDS[passage.kind],
        "reference": passage.reference,
        "offence": OFFENCE_WORDS[passage.offence_group] if passage.offence_group else None,
        "started_at": passage.started_at,
        "ended_at": passage.ended_at,
        "leaving": LEAVING_WORDS[passage.leaving] if passage.leaving else None,
        "stays": passage.stays,
        "hidden": len(passage.events) - len(kept),
        "events": [
            _event(each, alerts, cases)
            | {"correct": _correct(each, sight) if writes and _may_correct(each, sight) else ""}
            for each in reversed(kept)
        ],
    }


def _may_correct(event: Happening, sight: Sight) -> bool:
    if event.corrected_by or event.struck_out or event.kind is EventKind.ALERTED:
        return False
    return sight.may(category_of(event.kind), Act.WRITE)


def _correct(event: Happening, sight: Sight) -> str:
    given = {"person_id": sight.person_id, "event_id": event.event_id}
    return reverse("correct_event", kwargs=given)


def _event(
    event: Happening, alerts: Iterable[tuple[datetime, str]], cases: Mapping[UUID, str]
) -> dict[str, Any]:
    said = [_detail(event, alerts)]
    if event.case_id is not None and event.case_id in cases:
        said.append(f"Case: {cases[event.case_id]}.")
    if event.to_place:
        said.append(f"To {event.to_place}.")
    if event.planned_for:
        said.append(f"For {day(event.planned_for)}.")
    if event.reason:
        said.append(f"Correction: {event.reason}.")
    title = EVENT_WORDS[event.kind]
    if event.struck_out:
        title = f"Did not happen: {title}"
    return {
        "title": title,
        "moment": event.happened_at,
        "exact": event.exactness.value,
        "recorded_at": event.recorded_at,
        "old": bool(event.corrected_by),
        "who": event.recorded_by,
        "where": event.place_name,
        "detail": " ".join(filter(None, said)),
    }


def _detail(event: Happening, alerts: Iterable[tuple[datetime, str]]) -> str:
    """What is said beside the event: why, how, or the answer from its list."""
    if event.kind is EventKind.ALERTED:
        # A liaison that had an event at that very moment keeps the alert a breath later.
        moment = event.happened_at or event.recorded_at
        said = [why for at, why in alerts if moment <= at < moment + BREATH]
        return f"{said[0]}." if said and said[0] else ""
    if event.kind is EventKind.LEFT and event.note:
        return f"{LEAVING_WORDS[Leaving(event.note)]}."
    listed = EVENTS[event.kind].detail
    return f"{detail_words(listed, event.note)}." if listed and event.note else ""


urlpatterns = [path("record/<uuid:person_id>/journey", journey, name="journey")]
