"""Asking the national register for an NHS number from the record, and accepting what it says.

Only where the register may be asked here; otherwise no page says anything of it.
"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, Sight
from throughcare.codes import Kind, display
from throughcare.people.actions.tracing import accept_trace, record_trace
from throughcare.people.pds import Pds, Told, ask
from throughcare.people.queries import Identity
from throughcare.people.rules import born_in_words
from throughcare.people.rules.tracing import Registered, Sensitivity, born_as_told, wanted
from throughcare.people.rules.tracing_accepted import refuse_accepting
from throughcare.web import words
from throughcare.web.configuration import pds_token
from throughcare.web.door import Errand, Request
from throughcare.web.gate import record_page
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.record_frame import record_context
from throughcare.web.pages.tracing_forms import NUMBER, SOUND, AcceptForm, AskForm
from throughcare.web.pages.tracing_kept import forget, keep, kept

WITHIN = 15
"""Seconds that somebody waits for the page at most, whatever the register does."""
PATIENCE: dict[str, Any] = {"timeout": 4, "attempts": 2, "longest_pause": 2, "within": WITHIN}
ASKED = "Asked the register"

ACCEPTED = "The NHS number is confirmed. What was recorded before is kept."
RESTRICTED = {Sensitivity.RESTRICTED, Sensitivity.VERY_RESTRICTED, Sensitivity.NOT_SAID}


@record_page(Category.IDENTIFIER, Act.WRITE)
def trace_number(request: Request, sight: Sight) -> HttpResponse:
    """Ask the national register about somebody, compare what it says, and accept it or not."""
    if not settings.PDS_ADDRESS:
        return redirect("person", person_id=sight.person_id)
    context = record_context(request, sight, tab="person")
    held: Identity = context["identity"]
    told = kept(request, sight)
    if request.POST.get("do") == "ask":
        return _ask(request, sight, context, held)
    form = _accept_form(request, sight, held, told.found) if told and told.found else None
    if told and told.found and form and request.method == "POST":
        if done(form, lambda: _accept(request, sight, form, told)):
            forget(request)
            messages.success(request, ACCEPTED)
            return redirect("person", person_id=sight.person_id)
    return _shown(request, sight, context, held, told, form)


def _ask(request: Request, sight: Sight, context: dict[str, Any], held: Identity) -> HttpResponse:
    form = AskForm(request.POST, numbered=held.nhs_number is not None)
    if not form.is_valid():
        return _shown(request, sight, context, held, None, None, asking=form)
    how = form.cleaned_data["how"]
    pds = Pds(settings.PDS_ADDRESS, token=pds_token, **PATIENCE)
    number = held.nhs_number if how == NUMBER else None
    who: dict[str, Any] = {"by": request.viewer, "at": request.at, "person_id": sight.person_id}
    asked = wanted(held.details)

    def record(told: Told) -> None:
        record_trace(**who, came=told.steps)
        keep(request, sight, told)

    # That it is asked stands on the trail before it is asked, and nothing is held open meanwhile.
    record_trace(**who, came=[ASKED])
    request.errand = Errand(lambda: ask(pds, asked, number, somebody_looks=how == SOUND), record)
    return redirect("trace_number", person_id=sight.person_id)


def _accept_form(request: Request, sight: Sight, held: Identity, found: Registered) -> AcceptForm:
    return AcceptForm(
        sent(request),
        found=found,
        contact=sight.may(Category.CONTACT, Act.WRITE),
        initial=fresh() | {"version": held.version},
    )


def _accept(request: Request, sight: Sight, form: AcceptForm, told: Told) -> None:
    assert told.found is not None
    given = form.cleaned_data
    accept_trace(
        by=request.viewer,
        at=request.at,
        person_id=sight.person_id,
        version=given["version"],
        found=told.found,
        replaces=told.asked_about,
        practice=bool(given.get("practice")),
        emergency=bool(given.get("emergency")),
    )


def _shown(
    request: Request,
    sight: Sight,
    context: dict[str, Any],
    held: Identity,
    told: Told | None,
    form: AcceptForm | None,
    asking: AskForm | None = None,
) -> HttpResponse:
    found = told.found if told else None
    context |= {
        "told": told,
        "within": WITHIN,
        "found": found,
        "sides": _sides(sight, held, found) if found else (),
        "restricts": found is not None and found.sensitivity in RESTRICTED,
        "refused": _refused(request, held, told) if told else (),
        "accepting": form,
        "form": asking or form,
        "asking": asking or AskForm(initial=fresh(), numbered=held.nhs_number is not None),
        "back": reverse("person", args=[sight.person_id]),
    }
    return render(request, "trace_number.html.jinja", context)


def _refused(request: Request, held: Identity, told: Told) -> tuple[str, ...]:
    if told.found is None:
        return ()
    return refuse_accepting(
        told.found,
        held.details.numbers,
        replaces=told.asked_about,
        on=words.london_date(request.at),
        synthetic=settings.DEMONSTRATION,
    )


def _sides(sight: Sight, held: Identity, found: Registered) -> list[tuple[str, str, str]]:
    """What both say beside each other; of where they live only what the viewer may read."""
    said = wanted(held.details)
    ours = ", ".join(n.shown for n in held.numbers if n.kind is Kind.NHS_NUMBER)
    sides = [
        ("NHS number", ours, display(Kind.NHS_NUMBER, found.nhs_number)),
        ("Given names", said.given, found.given),
        ("Family name", said.family, found.family),
        (
            "Date of birth",
            born_in_words(said.born_on, said.born_precision),
            born_as_told(found.born_on),
        ),
    ]
    if sight.may(Category.CONTACT):
        sides.append(("Postcode", said.postcode, found.postcode))
        sides.append(("GP practice", "", f"Code {found.practice}" if found.practice else ""))
        sides.append(("Emergency contact", "", found.emergency))
    return [side for side in sides if side[1] or side[2]]


urlpatterns = [path("record/<uuid:person_id>/person/nhs-number", trace_number, name="trace_number")]
