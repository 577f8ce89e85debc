"""Forms of treatment requirements: whether one would suit, and what happened to it since."""

from typing import Any

from django import forms

from throughcare.care.actions import Assessed
from throughcare.care.rules import (
    MET_WORDS,
    ORDER_EVENT_WORDS,
    ORDER_FROM,
    PROVIDER_WORDS,
    TO_ORDER_WORDS,
    Met,
    OrderEvent,
    OrderState,
    Provider,
    Requirement,
    ToOrder,
)
from throughcare.web import fields
from throughcare.web.fields import Choice
from throughcare.web.forms import PageForm

SHORT, LONG = 200, 2000
CONDITION = "condition_"


class AssessForm(PageForm):
    """Is each condition met, are they willing, and does the service agree?"""

    version = forms.IntegerField(widget=forms.HiddenInput)
    consent = fields.Radios(
        label="Are they willing?",
        hint="Tell them first what it means, and what follows if they do not keep to it",
        missing="Select whether they are willing",
        choices=[(one.value, words) for one, words in TO_ORDER_WORDS.items()],
    )
    consent_words = fields.TextArea(
        label="What do they say, in their words?", required=False, max_length=LONG
    )
    provider = fields.Radios(
        label="Has the service agreed that would treat them?",
        missing="Select what the service says",
        choices=[
            Choice(one.value, words, reveals=("provider_name",) if one is Provider.AGREED else ())
            for one, words in PROVIDER_WORDS.items()
        ],
    )
    provider_name = fields.Text(
        label="Which service, and who there?",
        missing="Enter which service has agreed, and who there",
        max_length=SHORT,
    )

    def __init__(self, *args: Any, kind: Requirement, **options: Any) -> None:
        super().__init__(*args, **options)
        own = self.fields
        for one in kind.criteria:
            own[CONDITION + one.id] = fields.Radios(
                label=one.asks,
                missing=f"Answer: {one.asks}",
                choices=[(met.value, words) for met, words in MET_WORDS.items()],
            )
        first = [name for name in own if name.startswith(CONDITION)]
        self.order_fields([*first, *(name for name in own if name not in first)])
        self.kind = kind

    def assessed(self) -> Assessed:
        """What was answered, as the action takes it."""
        said = self.cleaned_data
        return Assessed(
            answers={one.id: Met(said[CONDITION + one.id]) for one in self.kind.criteria},
            consent=ToOrder(said["consent"]),
            consent_words=said["consent_words"] or "",
            provider=Provider(said["provider"]),
            provider_name=said["provider_name"] or "",
        )


class FollowForm(PageForm):
    """What happened since?"""

    version = forms.IntegerField(widget=forms.HiddenInput)
    event = fields.Radios(label="What happened?", missing="Select what happened")
    on = fields.DateParts(label="On which day?", what="day")
    note = fields.TextArea(
        label="Anything to say?",
        hint="Needed for what was missed, a breach, and what the court did not make or ended",
        required=False,
        max_length=LONG,
    )
    next_on = fields.DateParts(
        label="When do you look at it again?",
        what="day to look again",
        hint="Leave it empty for the usual time",
        required=False,
    )

    def __init__(self, *args: Any, state: OrderState, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["event"].offer(  # type: ignore[attr-defined]
            (event.value, words)
            for event, words in ORDER_EVENT_WORDS.items()
            if state in ORDER_FROM[event] and event is not OrderEvent.ASSESSED
        )
