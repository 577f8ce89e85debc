"""Forms of medicines: one medicine, who holds it, a dose, stopping it, and checking the list."""

from datetime import datetime
from typing import Any

from django import forms

from throughcare.care.actions import MedicineSaid
from throughcare.care.rules import (
    DOSE_WORDS,
    HOLDING_WORDS,
    MEDICINE_KIND_WORDS,
    TAKEN_DOSES,
    TOLD_WORDS,
    DoseState,
    Holding,
    MedicineKind,
    ToldBy,
)
from throughcare.web import fields
from throughcare.web.fields import Choice
from throughcare.web.forms import PageForm
from throughcare.web.pages.record_form import moment_of

SHORT, LONG = 200, 2000
HELD = tuple(one for one in Holding if one is not Holding.NOT_KNOWN)


def _told_by() -> fields.Checkboxes:
    return fields.Checkboxes(
        label="Who says so?",
        missing="Select who says so",
        choices=[(one.value, words) for one, words in TOLD_WORDS.items()],
    )


def _holding(**options: Any) -> fields.Radios:
    return fields.Radios(
        label="Who holds it now?",
        missing="Select who holds it, or that it is not known",
        choices=[(one.value, words) for one, words in HOLDING_WORDS.items()],
        **options,
    )


class MedicineForm(PageForm):
    """What do they take?"""

    name = fields.Text(
        label="Which medicine?",
        hint="Name, strength and form, such as “Sertraline 50 mg tablets”",
        missing="Enter which medicine it is",
        max_length=SHORT,
    )
    dose = fields.Text(
        label="How much at a time?",
        hint="If nobody knows, write “not known”",
        missing="Enter how much at a time, or “not known”",
        max_length=SHORT,
    )
    how_often = fields.Text(
        label="How often?",
        hint="If nobody knows, write “not known”",
        missing="Enter how often, or “not known”",
        max_length=SHORT,
    )
    route = fields.Text(
        label="How is it taken?",
        hint="By mouth, inhaled, injected, on the skin",
        required=False,
        max_length=SHORT,
    )
    taken_for = fields.Text(label="What is it for?", required=False, max_length=SHORT)
    kind = fields.Radios(
        label="Is it taken regularly?",
        missing="Select whether it is taken regularly",
        choices=[(one.value, words) for one, words in MEDICINE_KIND_WORDS.items()],
    )
    critical = fields.Tick(
        label="A missed dose is dangerous",
        required=False,
    )
    told_by = _told_by()
    holding = _holding(initial=Holding.NOT_KNOWN.value)
    holding_note = fields.Text(
        label="How many days' supply is there?", required=False, max_length=SHORT
    )

    def said(self) -> MedicineSaid:
        """What was typed, as the action takes it."""
        given = self.cleaned_data
        return MedicineSaid(
            name=given["name"],
            dose=given["dose"],
            how_often=given["how_often"],
            told_by=[ToldBy(one) for one in given["told_by"]],
            kind=MedicineKind(given["kind"]),
            route=given["route"] or "",
            taken_for=given["taken_for"] or "",
            critical=bool(given["critical"]),
            holding=Holding(given.get("holding") or Holding.NOT_KNOWN),
            holding_note=given.get("holding_note") or "",
        )


class ChangeMedicineForm(MedicineForm):
    """What is different, and why? Who holds it has a form of its own."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    holding = None  # type: ignore[assignment]
    holding_note = None  # type: ignore[assignment]
    why = fields.TextArea(label="Why is it different?", missing="Say why", max_length=SHORT)


class HoldForm(PageForm):
    """Who holds it now?"""

    version = forms.IntegerField(widget=forms.HiddenInput)
    holding = _holding()
    note = fields.Text(
        label="How many days' supply is there?",
        hint="Or why nobody has it",
        required=False,
        max_length=SHORT,
    )


class StopForm(PageForm):
    """Why is it stopped?"""

    version = forms.IntegerField(widget=forms.HiddenInput)
    because = fields.TextArea(
        label="Why is it stopped?", missing="Say why it is stopped", max_length=SHORT
    )


class DoseForm(PageForm):
    """What happened to the dose, and when is the next one due?"""

    state = fields.Radios(
        label="What happened?",
        missing="Select what happened to the dose",
        choices=[
            Choice(one.value, words, reveals=() if one in TAKEN_DOSES else ("why",))
            if one is not DoseState.MISSED
            else Choice(one.value, words, reveals=("why_missed",))
            for one, words in DOSE_WORDS.items()
        ],
    )
    why = fields.Text(label="Why did they refuse it?", missing="Say why", max_length=SHORT)
    why_missed = fields.Text(label="Why was it missed?", missing="Say why", max_length=SHORT)
    on = fields.DateParts(label="On which day?", what="day of the dose")
    time = fields.TimeOfDay(
        label="At what time?", hint="For example, 8am", missing="Enter the time of the dose"
    )
    next_on = fields.DateParts(
        label="On which day is the next due?", what="day of the next dose", required=False
    )
    next_time = fields.TimeOfDay(label="At what time is the next due?", required=False)

    def moments(self) -> tuple[datetime | None, datetime | None]:
        """When the dose was, and when the next is due, once the answers are read."""
        return self.cleaned_data["taken_at"], self.cleaned_data["next_at"]

    def clean(self) -> dict[str, Any]:
        """Put days and times together."""
        given = self.cleaned_data
        given["taken_at"] = moment_of(self, "on", "time")
        given["next_at"] = moment_of(self, "next_on", "next_time")
        if given.get("next_on") and not given.get("next_time") and "next_time" not in self.errors:
            self.add_error("next_time", "Enter the time at which the next dose is due")
        return given


class CheckListForm(PageForm):
    """With whom was the list checked?"""

    told_by = _told_by()
    takes_none = fields.Tick(label="They say that no medicine is taken", required=False)
    differences = fields.TextArea(
        label="What was different, and what did you do?", required=False, max_length=LONG
    )
