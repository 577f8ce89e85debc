"""Forms of care: the offer and its answer, needs and what helps, referrals and their answers."""

from collections import defaultdict
from typing import Any

from django import forms

from throughcare.care.rules import (
    CANCELLED_WORDS,
    CLOSE_WORDS,
    CONSENT_WORDS,
    DECLINE_WORDS,
    DECLINED_WORDS,
    EARLY_WORDS,
    ESCORT_WORDS,
    KEPT_NEEDS,
    NEED_SOURCE_WORDS,
    NEED_STATUS_WORDS,
    OPEN_NEEDS,
    SEVERITY_WORDS,
    URGENCY_WORDS,
    CloseReason,
    FollowUpReason,
    LiaisonEventKind,
    NeedSource,
    Severity,
    Urgency,
    follow_up_words,
)
from throughcare.screening.rules import NeedDomain, NeedType, Strength
from throughcare.web import fields
from throughcare.web.dates import NotRead, moment_in_london
from throughcare.web.fields import Choice
from throughcare.web.forms import PageForm

KNOWN_BEFORE = {"yes": True, "no": False, "not_known": None}
IN_WORDS = 300


def _severity() -> fields.Radios:
    return fields.Radios(
        label="How much does it weigh on their life?",
        required=False,
        initial=Severity.NOT_KNOWN.value,
        choices=[(one.value, words) for one, words in SEVERITY_WORDS.items()],
    )


def _urgency() -> fields.Radios:
    return fields.Radios(
        label="How soon must somebody act?",
        required=False,
        initial=Urgency.NOT_KNOWN.value,
        choices=[(one.value, words) for one, words in URGENCY_WORDS.items()],
    )


def _review() -> fields.DateParts:
    return fields.DateParts(
        label="When does somebody look at it again?",
        what="day to look again",
        hint="Needed when nobody meets the need now. It comes back on your list on that day",
        required=False,
    )


class OfferForm(PageForm):
    """What did they answer?"""

    response = fields.Radios(
        label="What did they answer?",
        missing="Select what they answered",
        choices=[
            Choice(LiaisonEventKind.OFFERED_ACCEPTED.value, "Yes, they want to see us"),
            Choice(LiaisonEventKind.OFFERED_DECLINED.value, "No", reveals=("reason",)),
            Choice(
                LiaisonEventKind.OFFERED_DEFERRED.value,
                "Ask again later",
                hint="They stay on the board as waiting",
            ),
            Choice(
                LiaisonEventKind.UNABLE_TO_DECIDE.value,
                "They could not decide",
                hint="For example asleep, or too unwell to understand. Ask again when they can",
            ),
        ],
    )
    reason = fields.Radios(
        label="Why did they say no?",
        hint="You need not press them for a reason",
        missing="Select why they said no, or that they gave no reason",
        choices=[(reason.value, words) for reason, words in DECLINE_WORDS.items()],
    )


class CloseLiaisonForm(PageForm):
    """Why is there nothing more to do?"""

    reason = fields.Radios(
        label="Why is there nothing more to do?",
        missing="Select why there is nothing more to do",
        choices=[(reason.value, follow_up_words(reason)) for reason in FollowUpReason],
    )


class NeedForm(PageForm):
    """A need that a worker records by hand."""

    need = fields.Select(label="What is the need about?", missing="Select what it is about")
    status = fields.Radios(
        label="How sure are we?",
        hint="Only somebody qualified to do so confirms a need",
        missing="Select how sure we are",
        choices=[
            (status.value, NEED_STATUS_WORDS[status]) for status in (*OPEN_NEEDS, *KEPT_NEEDS)
        ],
    )
    review_on = _review()
    reason = fields.TextArea(
        label="If nobody meets it now: why?",
        hint="For example, “The community team said by telephone that it is below their threshold”",
        required=False,
        max_length=IN_WORDS,
    )
    severity = _severity()
    urgency = _urgency()
    source = fields.Radios(
        label="Who says so?",
        required=False,
        initial=NeedSource.PROFESSIONAL.value,
        choices=[
            (one.value, words)
            for one, words in NEED_SOURCE_WORDS.items()
            if one is not NeedSource.NOT_RECORDED
        ],
    )
    known_before = fields.Radios(
        label="Did services know of it before?",
        missing="Select whether services knew of it, or that it is not known",
        choices=fields.YES_NO_NOT_KNOWN,
    )
    note = fields.TextArea(
        label="In a few words",
        hint="What it is like for the person, in their words if you can",
        required=False,
        max_length=IN_WORDS,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        by_domain: dict[NeedDomain, list[NeedType]] = defaultdict(list)
        for need in NeedType:
            by_domain[need.domain].append(need)
        self.fields["need"].offer(  # type: ignore[attr-defined]
            (need.value, f"{domain.label}: {need.label}")
            for domain, needs in by_domain.items()
            for need in needs
        )


class ChangeNeedForm(PageForm):
    """How sure are we now, and how much does it weigh?"""

    version = forms.IntegerField(widget=forms.HiddenInput)
    status = fields.Radios(
        label="How sure are we?",
        missing="Select how sure we are",
        choices=[(status.value, words) for status, words in NEED_STATUS_WORDS.items()],
    )
    review_on = _review()
    severity = _severity()
    urgency = _urgency()
    reason = fields.TextArea(
        label="Why",
        hint="For example, “Assessed by the psychiatrist on Monday”",
        missing="Say why",
        max_length=IN_WORDS,
    )


class StrengthForm(PageForm):
    """Something that helps the person."""

    kind = fields.Radios(
        label="What helps?",
        missing="Select what helps",
        choices=[(kind.value, kind.label) for kind in Strength],
    )
    note = fields.TextArea(label="In their words", required=False, max_length=IN_WORDS)


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
