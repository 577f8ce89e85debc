"""A transfer to hospital: how far it is, its clocks, what delays it, and the next step."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, Sight
from throughcare.care import actions, queries
from throughcare.care.rules.transfer import (
    DELAY_WORDS,
    OF_THE_JOURNEY,
    TRANSFER_WORDS,
    Delay,
    TransferStep,
)
from throughcare.clocks.reckoning import State
from throughcare.clocks.standing import Standing
from throughcare.web import fields
from throughcare.web.door import Request
from throughcare.web.fields import Choice
from throughcare.web.gate import record_page
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.record_frame import record_context
from throughcare.web.pages.release_forms import WhenForm, now
from throughcare.web.words import day

CLOCK_WORDS = {
    State.MET: ("In time", "green"),
    State.BREACHED: ("Over the limit", "red"),
    State.DUE_SOON: ("Due soon", "orange"),
}


class TransferForm(WhenForm):
    """Which step, when, and what delays it?"""

    step = fields.Radios(label="What happened?", missing="Select what happened")
    delay = fields.Radios(
        label="What delays it?",
        missing="Select what delays it",
        choices=[(one.value, words) for one, words in DELAY_WORDS.items()],
    )
    field_order = ("step", "delay", "happened_on", "happened_at", "note")

    def __init__(self, *args: Any, steps: tuple[TransferStep, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["step"].offer(  # type: ignore[attr-defined]
            Choice(
                one,
                TRANSFER_WORDS[one],
                reveals=("delay",) if one is TransferStep.DELAYED else (),
            )
            for one in steps
        )
        if TransferStep.DELAYED not in steps:
            del self.fields["delay"]
        if set(steps) <= set(OF_THE_JOURNEY):
            del self.fields["note"]


@record_page(Category.NEED)
def transfer(request: Request, sight: Sight) -> HttpResponse:
    """How far a transfer is, how its clocks stand, and every step with who recorded it."""
    found = queries.transfer(sight)
    context = {
        "clocks": [_clock(each) for each in found.clocks],
        "thread": [
            {
                "title": TRANSFER_WORDS[one.step]
                + (f": {DELAY_WORDS[Delay(one.delay)].lower()}" if one.delay else ""),
                "detail": one.note,
                "moment": one.at,
                "who": one.who,
                "verb": "Recorded",
            }
            for one in reversed(found.happened)
        ],
        "may_write": sight.may(Category.NEED, Act.WRITE),
        "begun": bool(found.happened),
        "may_follow": bool(found.next_steps),
    }
    return render(
        request, "transfer.html.jinja", record_context(request, sight, tab="needs") | context
    )


def _clock(one: Standing) -> dict[str, Any]:
    words, colour = CLOCK_WORDS.get(one.state, ("Running", "blue"))
    return {
        "name": one.limit.name,
        "words": words,
        "colour": colour,
        "due": day(one.due_at),
        "met": day(one.met_at) if one.met_at else "Not yet",
        "source": one.source,
        "verified": one.verified,
    }


@record_page(Category.NEED, Act.WRITE)
def transfer_step(request: Request, sight: Sight) -> HttpResponse:
    """Record the next step, or what delays it."""
    found = queries.transfer(sight)
    if not found.next_steps:
        return redirect("transfer", person_id=sight.person_id)
    form = TransferForm(sent(request), steps=found.next_steps, initial=fresh() | now(request.at))

    def act() -> None:
        given = form.cleaned_data
        actions.record_transfer_step(
            by=request.viewer,
            at=request.at,
            person_id=sight.person_id,
            step=given["step"],
            happened_at=given["moment"],
            delay=given.get("delay") or "",
            note=given.get("note") or "",
        )

    if request.method == "POST" and done(form, act):
        messages.success(request, "Recorded.")
        return redirect("transfer", person_id=sight.person_id)
    context = {
        "form": form,
        "title": "Transfer to hospital: what happened?",
        "submit": "Save",
        "about": "Referral, assessment and “not needed” go into the journey, without a note. Bed,"
        " warrant and delays stay here. That the person left, and came back, is recorded in the"
        " journey, and opens a handover.",
        "back": reverse("transfer", args=[sight.person_id]),
    }
    return render(
        request, "handover_form.html.jinja", record_context(request, sight, tab="needs") | context
    )


BASE = "record/<uuid:person_id>/hospital-transfer"
urlpatterns = [
    path(BASE, transfer, name="transfer"),
    path(f"{BASE}/step", transfer_step, name="transfer_step"),
]
