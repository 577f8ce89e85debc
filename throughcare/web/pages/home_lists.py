"""The parts of the first page for receptions and courts: who is expected, whose screen is due."""

from typing import Any

from django.urls import reverse

from throughcare.access.rules import Category
from throughcare.pathway import queries
from throughcare.pathway.rules import COURTS, ESTABLISHMENTS, PlaceKind
from throughcare.web.door import Request
from throughcare.web.gate import showing
from throughcare.web.pages.health_list import WHERE
from throughcare.web.words import london_date

ONE = {"show": "", "sort": "", "page": 1}


def receptions(request: Request) -> dict[str, Any]:
    """Whose first health screen is due and who is expected, in the worker's establishments."""
    showing(request, (), Category.WHEREABOUTS)
    counts, links, due = [], [], 0
    for place in queries.places(request.viewer).filter(kind__in=ESTABLISHMENTS):
        found = queries.reception(request.viewer, place.id, at=request.at, **ONE).counts
        here = reverse("reception", kwargs={"place_code": place.code})
        counts += [
            {"number": found["screen"], "words": "first health screen due",
             "href": f"{here}?show=screen"},
            {"number": found["expected"], "words": f"expected at {place.name}",
             "href": f"{here}?show=expected"},
        ]  # fmt: skip
        due += found["screen"] + found["expected"]
        links.append((here, f"Open the reception of {place.name}"))
    return {
        "title": "Reception",
        "counts": counts,
        "empty": "" if due else "Nobody is expected, and everybody who came was screened.",
        "links": [*links, (reverse("lists"), "All lists")],
    }


def health_teams(request: Request) -> dict[str, Any]:
    """Where the health team works, each place with the list of what is due there."""
    places = [one for one in queries.places(request.viewer) if PlaceKind(one.kind) in WHERE]
    links = [
        (reverse("health_due", kwargs={"place_code": one.code}), f"Health in {one.name}")
        for one in places
    ]
    return {
        "title": "Health: what is due",
        "counts": [],
        "empty": "" if places else "Your team covers no prison, centre or suite yet.",
        "links": links,
    }


def court_today(request: Request) -> dict[str, Any]:
    """How many are listed today at the worker's courts, and how many are still to be heard."""
    showing(request, (), Category.WHEREABOUTS)
    counts, links, listed = [], [], 0
    for place in queries.places(request.viewer).filter(kind__in=COURTS):
        found = queries.court_list(
            request.viewer, place.id, on=london_date(request.at), at=request.at, **ONE
        ).counts
        here = reverse("court", kwargs={"place_code": place.code})
        counts += [
            {"number": found[""], "words": "listed today", "href": here},
            {"number": found["waiting"], "words": "not yet heard", "href": f"{here}?show=waiting"},
        ]
        listed += found[""]
        links.append((here, f"Open the list of {place.name}"))
    return {
        "title": "In court today",
        "counts": counts,
        "empty": "" if listed else "Nobody is listed today, as far as this record says.",
        "links": [*links, (reverse("lists"), "All lists")],
    }
