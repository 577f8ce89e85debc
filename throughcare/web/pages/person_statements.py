"""Small pages for what shapes a person's life: what helps, background, GP, people around them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path

from throughcare.access.rules import Act, Category, Sight
from throughcare.people import actions, queries
from throughcare.people.rules import CONTACT_WORDS
from throughcare.web.door import Request
from throughcare.web.gate import record_page, showing
from throughcare.web.pages.doing import fresh, sent
from throughcare.web.pages.person_changes import changed, removed
from throughcare.web.pages.person_forms import (
    AdjustmentsForm,
    BackgroundForm,
    ContactForm,
    ImmigrationForm,
    PracticeForm,
)
from throughcare.web.pages.record_frame import record_context


@record_page(Category.COMMUNICATION, Act.WRITE)
def adjustments(request: Request, sight: Sight) -> HttpResponse:
    """What others do differently, so that the person can take part."""
    held = queries.adjustments(sight)
    initial: dict[str, Any] = {"needed": [kind.value for kind, _, _ in held]}
    initial |= {f"how_{kind.name.lower()}": how for kind, how, _ in held}
    form = AdjustmentsForm(sent(request), initial=fresh() | initial)

    def act() -> None:
        actions.state_adjustments(
            **_given(request, sight), needed=form.said(), source=form.source()
        )

    context = record_context(request, sight, tab="person")
    return changed(request, sight, context, form, act, "What helps them to take part")


@record_page(Category.BACKGROUND, Act.WRITE)
def background(request: Request, sight: Sight) -> HttpResponse:
    """Armed forces, care, pregnancy, dependants, nationality: only what they want to say."""
    initial: dict[str, Any] = {}
    for about, said, _ in queries.around(sight).background:
        initial[about.name.lower()] = said.answer.value
        initial[f"{about.name.lower()}_words"] = said.words
    showing(request, (), Category.BACKGROUND)
    form = BackgroundForm(sent(request), initial=fresh() | initial)

    def act() -> None:
        actions.state_background(
            **_given(request, sight), answers=form.said(), source=form.source()
        )

    context = record_context(request, sight, tab="person")
    return changed(request, sight, context, form, act, "Background")


@record_page(Category.IMMIGRATION, Act.WRITE)
def immigration(request: Request, sight: Sight) -> HttpResponse:
    """By which right they are here, where they want to say it."""
    held = queries.around(sight).immigration
    initial = {"status": held[0].value, "words": held[1]} if held else {}
    form = ImmigrationForm(sent(request), initial=fresh() | initial)

    def act() -> None:
        actions.state_immigration(
            **_given(request, sight),
            status=form.status_said(),
            words=form.cleaned_data["words"] or "",
            source=form.source(),
        )

    context = record_context(request, sight, tab="person")
    return changed(request, sight, context, form, act, "Immigration status")


@record_page(Category.CONTACT, Act.WRITE)
def practice(request: Request, sight: Sight) -> HttpResponse:
    """Whether they have a GP practice, and which."""
    held = queries.around(sight).practice
    initial = (
        {"status": held[0].status.value, "name": held[0].name, "ods_code": held[0].ods_code}
        if held
        else {}
    )
    form = PracticeForm(sent(request), initial=fresh() | initial)

    def act() -> None:
        actions.state_practice(
            **_given(request, sight), practice=form.practice(), source=form.source()
        )

    context = record_context(request, sight, tab="person")
    return changed(request, sight, context, form, act, "GP practice")


@record_page(Category.CONTACT, Act.WRITE)
def contacts(request: Request, sight: Sight) -> HttpResponse:
    """People around the person: add one, or end one."""
    listed = queries.around(sight).contacts
    gone = request.POST.get("remove", "")
    if gone.isdecimal() and int(gone) < len(listed):
        contact_id = listed[int(gone)][0]
        given = _given(request, sight)
        return removed(
            request,
            sight,
            lambda: actions.end_contact(**given, contact_id=contact_id),
            "contacts",
        )
    form = ContactForm(sent(request), initial=fresh())

    def act() -> None:
        same = [held for held, whom, _ in listed if _same(whom, form.contact())]
        instead: UUID | None = same[0] if same else None
        actions.state_contact(
            **_given(request, sight),
            contact=form.contact(),
            source=form.source(),
            instead_of=instead,
        )

    context = record_context(request, sight, tab="person")
    context["listed"] = [(CONTACT_WORDS[whom.kind], whom.name) for _, whom, _ in listed]
    return changed(request, sight, context, form, act, "People around them")


def _same(one: Any, other: Any) -> bool:
    """Whether an entry is about somebody who is on the list already."""
    return (one.kind, one.name.casefold()) == (other.kind, other.name.casefold())


def _given(request: Request, sight: Sight) -> dict[str, Any]:
    return {"by": request.viewer, "at": request.at, "person_id": sight.person_id}


BASE = "record/<uuid:person_id>/person"
urlpatterns = [
    path(f"{BASE}/what-helps", adjustments, name="adjustments"),
    path(f"{BASE}/background", background, name="background"),
    path(f"{BASE}/immigration", immigration, name="immigration"),
    path(f"{BASE}/practice", practice, name="practice"),
    path(f"{BASE}/around", contacts, name="contacts"),
]
