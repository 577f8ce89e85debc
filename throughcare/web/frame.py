"""What the frame of every page needs: who is signed in, where they can go, which configuration."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from throughcare.access.roles import ROLES, Role

PLACES_TO_GO: dict[str, tuple[str, tuple[Role, ...]]] = {
    "home": ("Home", tuple(Role)),
    "board": ("Custody board", (Role.CUSTODY_OFFICER, Role.PRACTITIONER, Role.SUPPORT_WORKER)),
    "arrive": ("Record an arrival", (Role.CUSTODY_OFFICER,)),
    "worklist": (
        "Worklist",
        (
            Role.PRACTITIONER,
            Role.SUPPORT_WORKER,
            Role.HEALTHCARE_WORKER,
            Role.SERVICE_WORKER,
        ),
    ),
    "caseload": (
        "My people",
        (Role.PRACTITIONER, Role.SUPPORT_WORKER, Role.HEALTHCARE_WORKER),
    ),
    "services": (
        "Services",
        (
            Role.PRACTITIONER,
            Role.SUPPORT_WORKER,
            Role.HEALTHCARE_WORKER,
            Role.SERVICE_WORKER,
        ),
    ),
    "handovers": (
        "Handovers",
        (
            Role.PRACTITIONER,
            Role.SUPPORT_WORKER,
            Role.HEALTHCARE_WORKER,
            Role.ESTABLISHMENT_WORKER,
            Role.SERVICE_WORKER,
        ),
    ),
    "alerts": (
        "Alerts",
        (
            Role.CUSTODY_OFFICER,
            Role.PRACTITIONER,
            Role.SUPPORT_WORKER,
            Role.COURT_OFFICER,
            Role.ESTABLISHMENT_WORKER,
            Role.HEALTHCARE_WORKER,
        ),
    ),
    "duplicates": ("Possible duplicates", (Role.PRACTITIONER,)),
    "lists": (
        "Courts, prisons and releases",
        (
            Role.PRACTITIONER,
            Role.SUPPORT_WORKER,
            Role.COURT_OFFICER,
            Role.ESTABLISHMENT_WORKER,
            Role.HEALTHCARE_WORKER,
        ),
    ),
    "received": (
        "Summaries received",
        (
            Role.CUSTODY_OFFICER,
            Role.COURT_OFFICER,
            Role.ESTABLISHMENT_WORKER,
            Role.SERVICE_WORKER,
        ),
    ),
    "figures": ("Figures", (Role.MANAGER,)),
    "bounces": ("Who turns whom away", (Role.MANAGER,)),
    "places": ("Places", (Role.MANAGER,)),
    "teams": ("Teams", (Role.MANAGER,)),
    "trail": ("Who has looked", (Role.GOVERNANCE_LEAD,)),
    "promises": ("Promises", (Role.MANAGER, Role.GOVERNANCE_LEAD)),
}
CAN_FIND = (
    Role.CUSTODY_OFFICER,
    Role.PRACTITIONER,
    Role.SUPPORT_WORKER,
    Role.HEALTHCARE_WORKER,
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The part of a page's context that is the same everywhere."""
    viewer = getattr(request, "viewer", None)
    if viewer is None:
        return {"demonstration": settings.DEMONSTRATION, "messages": []}
    here = request.resolver_match.view_name if request.resolver_match else ""
    return {
        "demonstration": settings.DEMONSTRATION,
        "messages": messages.get_messages(request),
        "viewer": viewer,
        "worker": {"name": viewer.name, "organisation": viewer.organisation_name},
        "role_title": ROLES[viewer.role].title,
        "other_roles": [
            {"value": role.value, "title": ROLES[role].title.lower()}
            for role in getattr(request, "roles", [])
            if role != viewer.role
        ],
        "can_find": viewer.role in CAN_FIND,
        "navigation": [
            {"text": text, "href": reverse(name), "current": name == here}
            for name, (text, roles) in PLACES_TO_GO.items()
            if viewer.role in roles
        ],
    }
