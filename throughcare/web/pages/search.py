"""Finding a person by whatever is known of them, and saying why one must open a record."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, path, reverse

from throughcare.access.actions import relationships
from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, RelationshipKind, Viewer
from throughcare.people import queries as people
from throughcare.people.rules import read_search
from throughcare.web import fields, words
from throughcare.web.door import Request
from throughcare.web.forms import PageForm
from throughcare.web.gate import page, showing
from throughcare.web.pages.record_frame import born_and_age
from throughcare.web.pages.restricted import may_open_restricted

LAST_SEARCH = "find"
OTHER = "other"
REASONS = {
    "with-me": "They are with me, or I am about to meet them",
    "asked": "A colleague or another service asked me about them",
    "sent-on": "They were referred to my team",
    "correct": "I need to put something right in their record",
}
FINDING = page(Category.IDENTITY, Act.FIND)


class WhyForm(PageForm):
    """Why do you need to open this record?"""

    why = fields.Radios(
        label="Why do you need to open this record?",
        missing="Select why you need to open this record",
        choices=[
            *REASONS.items(),
            fields.Choice(OTHER, "Another reason", reveals=("reason",)),
        ],
    )
    reason = fields.Text(
        label="What is the reason?",
        hint="In a few words, without details of health or of the offence",
        missing="Enter the reason in a few words",
        max_length=120,
    )

    def because(self) -> str:
        """The reason in words."""
        given = self.cleaned_data
        return given["reason"] if given["why"] == OTHER else REASONS[given["why"]]


@FINDING
def search(request: Request) -> HttpResponse:
    """Search. What was typed is kept in the session, so that it stands in no address."""
    if request.method == "POST":
        request.session[LAST_SEARCH] = request.POST.get("q", "")
        return redirect("search")
    text = request.session.get(LAST_SEARCH, "")
    asked = read_search(text, on=words.london_date(request.at))
    found = people.find(request.viewer, text, at=request.at, most=people.MOST + 1)
    shown = found[: people.MOST]
    showing(request, [one.person_id for one in shown], Category.IDENTITY)
    return render(
        request,
        "search.html.jinja",
        {
            "at": request.at,
            "text": text,
            "asked": asked,
            "rows": [_row(request, one) for one in shown],
            "most": people.MOST if len(found) > people.MOST else None,
            "add": _add(request.viewer),
            "may_open_restricted": may_open_restricted(request.viewer),
        },
    )


def _row(request: Request, found: people.Found) -> dict[str, Any]:
    person = found.person
    on = words.london_date(request.at)
    return {
        "name": person.name,
        "known_as": person.known_as if person.known_as != person.name else "",
        "born": born_and_age(person.born_on, person.born_precision, on),
        "why": sentence(found.reasons),
        **_way_in(request.viewer, person),
    }


def sentence(reasons: Sequence[str]) -> str:
    """Why somebody was found, as one line."""
    text = "; ".join(reasons)
    return text[:1].upper() + text[1:]


def _way_in(viewer: Viewer, person: people.Recognised) -> dict[str, str]:
    """Where this viewer can go from here, and in words, how."""
    if _may_read(viewer, person.relationship):
        return {"href": reverse("record", args=[person.person_id]), "way": "", "action": ""}
    if _may_read(viewer, RelationshipKind.SELF_CLAIMED):
        return {
            "href": reverse("why_open", args=[person.person_id]),
            "way": "Your team is not working with this person.",
            "action": "Say why you need to open this record",
        }
    return {
        "href": "",
        "way": "You can open this record while they are in your suite.",
        "action": "",
    }


def _may_read(viewer: Viewer, relationship: str) -> bool:
    return may(viewer, Act.READ, Category.IDENTITY, relationship).permitted


def _add(viewer: Viewer) -> dict[str, str]:
    """What to do when nobody fits."""
    if may(viewer, Act.WRITE, Category.IDENTITY, RelationshipKind.SELF_CLAIMED).permitted:
        return {"href": reverse("register"), "words": "Register a new person"}
    try:
        return {"href": reverse("arrive") + "?start=1", "words": "Record an arrival"}
    except NoReverseMatch:
        return {}


@FINDING
def why_open(request: Request, person_id: UUID) -> HttpResponse:
    """Say why, before a record opens that the worker's team is not working with."""
    person = people.recognise(request.viewer, [person_id]).get(person_id)
    if person is None or not _may_read(request.viewer, RelationshipKind.SELF_CLAIMED):
        raise Http404
    if _may_read(request.viewer, person.relationship):
        return redirect("record", person_id=person_id)
    showing(request, [person_id], Category.IDENTITY)
    form = WhyForm(request.POST or None, initial={"form_key": uuid4()})
    if request.method == "POST" and form.is_valid():
        relationships.claim(
            by=request.viewer, at=request.at, person_id=person_id, because=form.because()
        )
        return redirect("record", person_id=person_id)
    on = words.london_date(request.at)
    born = born_and_age(person.born_on, person.born_precision, on)
    return render(
        request,
        "why_open.html.jinja",
        {
            "at": request.at,
            "form": form,
            "name": person.name,
            "born": born,
            "back": reverse("search"),
        },
    )


urlpatterns = [
    path("find", search, name="search"),
    path("record/<uuid:person_id>/why", why_open, name="why_open"),
]
