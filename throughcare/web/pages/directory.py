"""The directory of services, and who could take a need of somebody: near home, now, or why not."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, Sight
from throughcare.care import actions, queries
from throughcare.care.queries import EntryNow
from throughcare.care.rules import (
    EXCLUDING_WORDS,
    FOR_WORDS,
    SETTING_WORDS,
    Excluding,
    Setting,
    Suited,
)
from throughcare.screening.rules import NeedType
from throughcare.web.door import Request
from throughcare.web.gate import record_page, signed_in
from throughcare.web.pages.directory_forms import EntryForm, first_answers
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.record_frame import record_context
from throughcare.web.words import day, london_date, plural

PAGE, LAST_PAGE = 50, 10_000
REST = 30
NEEDS = {need.value for need in NeedType}
NO_WAIT = "no wait"


@signed_in
def services(request: Request) -> HttpResponse:
    """The services that say what they do, by name, for a need and a place."""
    need, area, words = (request.GET.get(one, "").strip() for one in ("need", "area", "words"))
    need = need if need in NEEDS else ""
    number = request.GET.get("page", "")
    now = min(max(1, int(number)), LAST_PAGE) if number.isdecimal() else 1
    first = (now - 1) * PAGE
    found, total = queries.directory(
        request.viewer, need=need, area=area, words=words, offset=first, limit=PAGE
    )
    asked = {"need": need, "area": area, "words": words}
    context = {
        "rows": [_shown(one) for one in found],
        "filters": [_need_filter(need), _area_filter(request, area)],
        "hides": f"Only what fits these choices: {plural(total, 'service')}."
        if need or area or words
        else "",
        "clear": reverse("services"),
        "shown": f"Showing {first + 1:,} to {first + len(found):,} of {total:,}" if found else "",
        "previous": _address(asked, now - 1) if now > 1 else "",
        "next": _address(asked, now + 1) if first + PAGE < total else "",
    }
    return render(request, "services.html.jinja", context)


@signed_in
def service(request: Request, team_id: UUID) -> HttpResponse:
    """What one service says of itself, and when it said so."""
    found = queries.entry(request.viewer, team_id)
    if found is None:
        raise Http404
    own = found.organisation_id == request.viewer.organisation_id
    context = {"one": _shown(found), "own": own, "team_id": team_id, "at": request.at}
    return render(request, "service.html.jinja", context)


@signed_in
def edit_service(request: Request, team_id: UUID) -> HttpResponse:
    """The service says what it does; nobody else may."""
    if team_id not in request.viewer.team_ids:
        raise Http404
    found = queries.entry(request.viewer, team_id)
    form = EntryForm(sent(request), initial=fresh() | (first_answers(found) if found else {}))
    if request.method == "POST" and done(
        form,
        lambda: actions.describe_service(
            by=request.viewer, at=request.at, team_id=team_id, entry=form.entry()
        ),
    ):
        messages.success(request, "Saved, as of today. Everybody who refers sees it now.")
        return redirect("service", team_id=team_id)
    context = {"form": form, "back": reverse("services")}
    return render(request, "service_form.html.jinja", context)


@record_page(Category.NEED)
def who_could_take(request: Request, sight: Sight) -> HttpResponse:
    """Who could take a need of this person, ranked; and why not the rest."""
    open_needs = [one for one in queries.needs(sight) if one.open or one.kept]
    asked = request.GET.get("need", "")
    need = asked if asked in NEEDS else open_needs[0].type.value if open_needs else ""
    area = request.GET.get("area", "").strip()
    on = london_date(request.at)
    context: dict[str, Any] = {
        "filters": [
            {
                "name": "need",
                "label": "Need",
                "value": need,
                "options": [(one.type.value, one.type.label) for one in open_needs]
                or [("", "No need is open")],
            },
            _area_filter(request, area),
        ],
        "may_refer": sight.may(Category.REFERRAL, Act.WRITE),
    }
    if need:
        wanted = queries.wanted_for(request.viewer, sight.person_id, need, on=on, area=area)
        found = queries.who_could_take(request.viewer, wanted, on=on)
        context |= {
            "could": [_suited(one) for one in found.could],
            "cannot": [_suited(one) for one in found.cannot[:REST]],
            "more": max(0, len(found.cannot) - REST),
            "others": found.others,
            "need": NeedType(need).label,
        }
    return render(
        request,
        "who_could_take.html.jinja",
        record_context(request, sight, tab="referrals") | context,
    )


def _suited(one: Suited) -> dict[str, Any]:
    service = one.service
    wait = "it does not say how long people wait"
    if service.wait_days is not None:
        wait = f"about {plural(service.wait_days, 'day')} to wait" if service.wait_days else NO_WAIT
    return {
        "href": reverse("service", args=[service.team_id]),
        "name": service.name,
        "about": service.about,
        "why_not": [why.words for why in one.why_not],
        "can_be_asked": all(why.can_be_asked for why in one.why_not),
        "to_ask": one.to_ask,
        "near": "in their area" if one.local else "serves everywhere" if not service.areas else "",
        "wait": wait,
        "said": f"said so on {day(service.checked_on)}"
        + (", more than half a year ago: ask first" if one.stale else ""),
        "team_id": str(service.team_id),
    }


def _ages(youngest: int | None, oldest: int | None) -> str:
    if youngest is None:
        return "Any age" if oldest is None else f"Up to {oldest} years old"
    return f"{youngest} and over" if oldest is None else f"{youngest} to {oldest} years old"


def _wait(days: int | None) -> str | None:
    if days is None:
        return None
    return plural(days, "day") if days else NO_WAIT.capitalize()


def _shown(found: EntryNow) -> dict[str, Any]:
    one = found.service
    excluding = [EXCLUDING_WORDS[Excluding(each)] for each in sorted(one.excluding)]
    return {
        "href": reverse("service", args=[one.team_id]),
        "name": one.name,
        "organisation": found.organisation,
        "about": one.about,
        "needs": ", ".join(sorted(NeedType(each).label for each in one.needs)),
        "whom": FOR_WORDS[one.for_whom],
        "ages": _ages(one.youngest, one.oldest),
        "areas": ", ".join(each.title() for each in sorted(one.areas)) or "Everywhere",
        "settings": ", ".join(SETTING_WORDS[Setting(each)] for each in sorted(one.settings)),
        "excluding": "; ".join([*excluding, *filter(None, [found.exclusions_in_words])]),
        "places": one.places,
        "wait": _wait(one.wait_days),
        "waiting_here": found.waiting_here,
        "how": found.how_to_refer,
        "hours": found.hours,
        "languages": ", ".join(found.languages),
        "cost": found.cost,
        "checked_on": day(one.checked_on),
        "who": found.who,
        "moment": found.at,
    }


def _need_filter(need: str) -> dict[str, Any]:
    options = [("", "Every need"), *((one.value, one.label) for one in NeedType)]
    return {"name": "need", "label": "Need", "value": need, "options": options}


def _area_filter(request: Request, area: str) -> dict[str, Any]:
    known = [(one, one.title()) for one in queries.areas(request.viewer)]
    options = [("", "Home not known"), *known]
    return {"name": "area", "label": "Home", "value": area.casefold(), "options": options}


def _address(asked: dict[str, str], number: int) -> str:
    said = {name: value for name, value in asked.items() if value} | {"page": str(number)}
    return f"{reverse('services')}?{urlencode(said)}"


urlpatterns = [
    path("services", services, name="services"),
    path("services/<uuid:team_id>", service, name="service"),
    path("services/<uuid:team_id>/edit", edit_service, name="edit_service"),
    path("record/<uuid:person_id>/who-could-help", who_could_take, name="who_could_take"),
]
