"""The first page after signing in: what needs me now, by role."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from throughcare.access.roles import Role
from throughcare.web.door import Request
from throughcare.web.gate import signed_in
from throughcare.web.pages import home_parts as parts
from throughcare.web.pages import restricted
from throughcare.web.pages.alerts import alerts_part
from throughcare.web.pages.home_lists import court_today, health_teams, receptions

PARTS: dict[Role, tuple[Callable[[Request], dict[str, Any]], ...]] = {
    Role.CUSTODY_OFFICER: (parts.suites, parts.summaries, alerts_part),
    Role.PRACTITIONER: (parts.to_offer, parts.work, alerts_part),
    Role.SUPPORT_WORKER: (parts.work, alerts_part),
    Role.COURT_OFFICER: (court_today, parts.summaries, alerts_part),
    Role.ESTABLISHMENT_WORKER: (receptions, parts.handovers, parts.summaries, alerts_part),
    Role.HEALTHCARE_WORKER: (health_teams, receptions, parts.work, parts.summaries, alerts_part),
    Role.SERVICE_WORKER: (parts.to_answer, parts.other_work, parts.summaries),
    Role.MANAGER: (parts.promises,),
    Role.GOVERNANCE_LEAD: (restricted.to_review, parts.trail),
}


@signed_in
def home(request: Request) -> HttpResponse:
    """What needs this worker now; each part is decided like the page it leads to."""
    sections = [part(request) for part in PARTS.get(request.viewer.role, ())]
    return render(request, "home.html.jinja", {"at": request.at, "sections": sections})


urlpatterns = [path("", home, name="home")]
