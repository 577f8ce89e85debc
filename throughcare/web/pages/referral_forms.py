"""The forms of referrals: to whom and why, and each step that one can take."""

from typing import Any

from django import forms

from throughcare.care.rules import (
    CANCELLED_WORDS,
    CLOSE_WORDS,
    CONSENT_WORDS,
    DECLINED_WORDS,
    EARLY_WORDS,
    ESCORT_WORDS,
    CloseReason,
)
from throughcare.web import fields
from throughcare.web.dates import NotRead, moment_in_london
from throughcare.web.fields import Choice
from throughcare.web.forms import PageForm

IN_WORDS = 300


class ReferForm(PageForm):
    """To which service, about which needs, and why?"""

    to_team = fields.Radios(label="Which service?", missing="Select a service")
    needs = fields.Checkboxes(
        label="Which needs is it about?",
        hint="The service is told these, and no other need",
        required=False,
    )
    reason = fields.TextArea(
        label="Why, as the service will read it",
        hint="What would help, and what the person wants. Nothing that they do not need to know",
        missing="Say why, as the service will read it",
        max_length=2000,
    )
    urgent = fields.Tick(
        label="It is urgent: the service should answer on the next working day", required=False
    )
    consent = fields.Radios(
        label="What did they say to this referral?",
        missing="Select what they said",
        required=False,
        choices=[(one.value, words) for one, words in CONSENT_WORDS.items()],
    )
    escort = fields.Radios(
        label="Who goes along to the first appointment?",
        required=False,
        choices=[(one.value, words) for one, words in ESCORT_WORDS.items()],
    )
    getting_there = fields.TextArea(
        label="What makes it hard to get there, or to be reached by telephone?",
        hint="For example no bus, no credit, no voicemail, not alone when the telephone rings",
        required=False,
        max_length=IN_WORDS,
    )
    draft = fields.Tick(label="Keep it as a draft: I will send it later", required=False)
    although = fields.TextArea(
        label="If the service says that it cannot take them: why ask all the same?",
        required=False,
        max_length=IN_WORDS,
    )
    kind = fields.Radios(
        label="Is it new, or do they already know somebody there?",
        missing="Select whether it is new",
        choices=[
            Choice("new", "A new referral"),
            Choice("relink", "Put them back in touch with somebody there", reveals=("who",)),
        ],
    )
    who = fields.Text(label="Who knows them there?", missing="Enter who knows them there")


class ElsewhereForm(PageForm):
    """To which service instead?"""

    version = forms.IntegerField(widget=forms.HiddenInput)
    to_team = fields.Radios(label="Which service instead?", missing="Select a service")
    reason = fields.TextArea(
        label="Why, as the new service will read it",
        missing="Say why, as the new service will read it",
        max_length=2000,
    )


class MoveForm(PageForm):
    """One link of the chain that needs no more than a word."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    note = fields.TextArea(label="Anything to say?", required=False, max_length=IN_WORDS)


class DeclineForm(MoveForm):
    """Why does the service decline?"""

    reason = fields.Radios(
        label="Why?",
        missing="Select why",
        choices=[(reason.value, words) for reason, words in DECLINED_WORDS.items()],
    )
    field_order = ("reason", "note")


class CloseReferralForm(MoveForm):
    """Why does the referral end before the service has seen the person?"""

    reason = fields.Radios(
        label="Why?",
        missing="Select why",
        choices=[
            (reason.value, words)
            for reason, words in CLOSE_WORDS.items()
            if reason is not CloseReason.SENT_ELSEWHERE
        ],
    )
    field_order = ("reason", "note")


class CancelForm(MoveForm):
    """Who cancelled the appointment?"""

    cancelled_by = fields.Radios(
        label="Who cancelled?",
        missing="Select who cancelled",
        choices=[(one.value, words) for one, words in CANCELLED_WORDS.items()],
    )
    field_order = ("cancelled_by", "note")


class EndEarlyForm(MoveForm):
    """Why did the help end early?"""

    reason = fields.Radios(
        label="Why?",
        missing="Select why",
        choices=[(one.value, words) for one, words in EARLY_WORDS.items()],
    )
    field_order = ("reason", "note")


class GettingThereForm(MoveForm):
    """Who goes along, and what makes it hard?"""

    escort = fields.Radios(
        label="Who goes along to the first appointment?",
        missing="Select who goes along",
        choices=[(one.value, words) for one, words in ESCORT_WORDS.items()],
    )
    note = fields.TextArea(
        label="What makes it hard to get there, or to be reached by telephone?",
        hint="For example no bus, no credit, no voicemail. The service reads it too",
        required=False,
        max_length=IN_WORDS,
    )
    field_order = ("escort", "note")


class MoveAreaForm(MoveForm):
    """To which service where they live now?"""

    to_team_id = fields.Radios(label="To which service?", missing="Select a service")
    field_order = ("to_team_id", "note")


class BookForm(MoveForm):
    """When is the appointment?"""

    on = fields.DateParts(label="Date of the appointment", what="date of the appointment")
    time = fields.TimeOfDay(
        label="Time", hint="For example, 14:30 or 2:30 pm", missing="Enter the time"
    )
    note = fields.TextArea(
        label="Where, and what to bring",
        hint="Both sides and the person's worker will read this",
        required=False,
        max_length=IN_WORDS,
    )
    field_order = ("on", "time", "note")

    def clean(self) -> dict[str, Any]:
        """Put date and time together."""
        given = self.cleaned_data
        if given.get("on") and given.get("time"):
            try:
                given["moment"] = moment_in_london(given["on"], given["time"])
            except NotRead as problem:
                self.add_error("time", problem.message)
        return given
