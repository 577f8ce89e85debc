"""Forms of care: the offer and its answer, needs and what helps, and closing."""

from collections import defaultdict
from typing import Any

from django import forms

from throughcare.care.rules import (
    DECLINE_WORDS,
    KEPT_NEEDS,
    NEED_SOURCE_WORDS,
    NEED_STATUS_WORDS,
    OPEN_NEEDS,
    SEVERITY_WORDS,
    URGENCY_WORDS,
    FollowUpReason,
    LiaisonEventKind,
    NeedSource,
    Severity,
    Urgency,
    follow_up_words,
)
from throughcare.screening.rules import NeedDomain, NeedType, Strength
from throughcare.web import fields
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
