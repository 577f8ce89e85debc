"""A release: what is settled and what is not, who reached the person since, what a death taught."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, Sight
from throughcare.care import actions, queries
from throughcare.care.queries import Release
from throughcare.care.rules.release import (
    CONTACT_WORDS,
    MATTER_WORDS,
    REACH_WORDS,
    STATE_WORDS,
    Matter,
    MatterState,
    Reach,
)
from throughcare.web.door import Request
from throughcare.web.gate import record_page
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.record_frame import record_context
from throughcare.web.pages.release_forms import ContactForm, LearningForm, MatterForm, now
from throughcare.web.words import day, exact

COLOURS = {
    MatterState.NOT_KNOWN: "orange",
    MatterState.TO_DO: "blue",
    MatterState.DONE: "green",
    MatterState.NOT_NEEDED: "white",
}
REACH_COLOURS = {
    Reach.REACHED: "green",
    Reach.DUE: "yellow",
    Reach.OVERDUE: "red",
    Reach.ESCALATE: "red",
    Reach.ESCALATED: "orange",
}


@record_page(Category.NEED)
def release(request: Request, sight: Sight) -> HttpResponse:
    """How ready somebody is to leave prison, or how it stands since they left."""
    found = queries.release_of(sight)
    context = {
        "found": found,
        "rows": _rows(sight, found) if found else [],
        "may_write": sight.may(Category.NEED, Act.WRITE),
        "contacts": [
            {
                "title": CONTACT_WORDS[one.kind],
                "detail": one.note,
                "moment": one.at,
                "who": one.who,
                "verb": "Recorded",
            }
            for one in reversed(found.contacts)
        ]
        if found
        else [],
        "reach": {"words": REACH_WORDS[found.reach], "colour": REACH_COLOURS[found.reach]}
        if found and found.reach
        else None,
        "back": reverse("needs", args=[sight.person_id]),
    }
    return render(
        request, "release.html.jinja", record_context(request, sight, tab="needs") | context
    )


def _rows(sight: Sight, found: Release) -> list[dict[str, Any]]:
    rows = []
    for one in found.prepared:
        said = one.settled
        detail = [
            said.words,
            f"Appointment on {day(said.day)}" if said.day else "",
            f"{said.who}, by {day(said.by_on)}" if said.by_on else "",
        ]
        rows.append(
            {
                "matter": MATTER_WORDS[said.matter],
                "tag": STATE_WORDS[said.state],
                "colour": COLOURS[said.state],
                "detail": ". ".join(part for part in detail if part),
                "who": one.who_said,
                "at": one.at,
                "href": reverse("release_matter", args=[sight.person_id, said.matter.value]),
            }
        )
    return rows


@record_page(Category.NEED, Act.WRITE)
def release_matter(request: Request, sight: Sight, matter: str) -> HttpResponse:
    """Say how far one matter is."""
    found = queries.release_of(sight)
    if found is None or matter not in set(Matter):
        raise Http404
    which = Matter(matter)
    before = next(one.settled for one in found.prepared if one.settled.matter is which)
    form = MatterForm(sent(request), matter=which, before=before, initial=fresh())

    def act() -> None:
        given = form.cleaned_data
        actions.prepare(
            by=request.viewer,
            at=request.at,
            person_id=sight.person_id,
            matter=which,
            state=given["state"],
            words=given["words"] or "",
            day=given["day"],
            who=given["who"] or "",
            by_on=given["by_on"],
        )

    if request.method == "POST" and done(form, act):
        messages.success(request, f"Recorded: {MATTER_WORDS[which]}.")
        return redirect("release", person_id=sight.person_id)
    return _form(request, sight, form, MATTER_WORDS[which], "Save", "")


@record_page(Category.NEED, Act.WRITE)
def release_contact(request: Request, sight: Sight) -> HttpResponse:
    """Say that somebody tried, spoke with or saw the person after release."""
    found = queries.release_of(sight)
    if found is None or found.term.released_at is None:
        return redirect("release", person_id=sight.person_id)
    form = ContactForm(sent(request), initial=fresh() | now(request.at))

    def act() -> None:
        given = form.cleaned_data
        actions.record_contact(
            by=request.viewer,
            at=request.at,
            person_id=sight.person_id,
            kind=given["kind"],
            happened_at=given["moment"],
            note=given["note"] or "",
        )

    if request.method == "POST" and done(form, act):
        messages.success(request, "Recorded.")
        return redirect("release", person_id=sight.person_id)
    left = f"They left {found.term.place} on {exact(found.term.released_at, request.at)}."
    return _form(request, sight, form, "Record a contact after release", "Save", left)


@record_page(Category.NEED, Act.WRITE)
def release_learning(request: Request, sight: Sight) -> HttpResponse:
    """Write down what a death after release teaches."""
    found = queries.release_of(sight)
    if found is None or found.term.died_event_id is None or found.term.released_at is None:
        return redirect("release", person_id=sight.person_id)
    form = LearningForm(sent(request), initial=fresh())

    def act() -> None:
        given = form.cleaned_data
        actions.record_learning(
            by=request.viewer,
            at=request.at,
            person_id=sight.person_id,
            known=given["known"],
            learnt=given["learnt"],
            changes=given["changes"] or "",
        )

    if request.method == "POST" and done(form, act):
        messages.success(request, "Recorded. What was open stays open until somebody ends it.")
        return redirect("release", person_id=sight.person_id)
    about = (
        "This is for learning. It says what was known and done, and what changes; it does not look"
        " for somebody at fault."
    )
    return _form(request, sight, form, "What we learn from this death", "Save", about)


def _form(
    request: Request, sight: Sight, form: Any, title: str, submit: str, about: str
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "about": about,
        "back": reverse("release", args=[sight.person_id]),
    }
    return render(
        request, "handover_form.html.jinja", record_context(request, sight, tab="needs") | context
    )


BASE = "record/<uuid:person_id>/release"
urlpatterns = [
    path(BASE, release, name="release"),
    path(f"{BASE}/contact", release_contact, name="release_contact"),
    path(f"{BASE}/learning", release_learning, name="release_learning"),
    path(f"{BASE}/<slug:matter>", release_matter, name="release_matter"),
]
