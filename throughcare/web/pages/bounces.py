"""Who turns whom away: nos by reason, teams that exclude each other, and how long people wait."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from throughcare.access.actions.acting import viewing
from throughcare.access.rules import Category
from throughcare.care import queries
from throughcare.care.rules import DECLINED_WORDS, NOT_TAKEN_WORDS, DeclinedBecause, NotTaken
from throughcare.web.door import Request
from throughcare.web.gate import page


@page(Category.FIGURE)
def bounces(request: Request) -> HttpResponse:
    """The register of a year, in counts without names; for those who run the service."""
    with viewing(request.viewer, request.at, extract=True):
        turned = queries.bounces(request.viewer, request.at)
        excluding = queries.exclusions(request.viewer, request.at)
        waiting = queries.waits(request.viewer, request.at)
    rows = [
        {
            "asked_by": one.asked_by,
            "turned_away_by": one.turned_away_by,
            "what": "Taking over a need" if one.of_a_need else "A referral",
            "reason": _reason(one.reason, of_a_need=one.of_a_need),
            "number": one.number,
            "people": one.people,
        }
        for one in turned
    ]
    context = {"rows": rows, "exclusions": excluding, "waits": waiting}
    return render(request, "bounces.html.jinja", context)


def _reason(coded: str, *, of_a_need: bool) -> str:
    return NOT_TAKEN_WORDS[NotTaken(coded)] if of_a_need else DECLINED_WORDS[DeclinedBecause(coded)]


urlpatterns = [path("bounces", bounces, name="bounces")]
