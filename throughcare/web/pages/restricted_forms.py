"""The questions that are asked before a restricted record is opened, marked or reviewed."""

from typing import Any

from throughcare.codes import KINDS, Kind
from throughcare.people.rules import NUMBERS_OF_A_PERSON, GivenNumber
from throughcare.people.rules.restricted import (
    OPENED_WORDS,
    RESTRICTED_WORDS,
    REVIEWED_WORDS,
    OpenedFor,
    RestrictedFor,
)
from throughcare.web import fields
from throughcare.web.forms import PageForm


def _which() -> fields.Select:
    return fields.Select(
        label="Which number do you have?",
        missing="Select which number you have",
        choices=[(kind.value, KINDS[kind].name) for kind in NUMBERS_OF_A_PERSON],
    )


def _number() -> fields.Text:
    return fields.Text(label="Number", missing="Enter the number", max_length=40)


class OpenForm(PageForm):
    """Why is it opened?"""

    kind = fields.Radios(
        label="Why do you need to open it now?",
        missing="Select why you need to open it",
        choices=[(kind.value, words) for kind, words in OPENED_WORDS.items()],
    )
    because = fields.TextArea(
        label="What is happening?",
        hint="The governance lead reads this. Without details of the offence",
        missing="Enter what is happening",
        max_length=300,
    )

    def why(self) -> dict[str, Any]:
        """The reason, as the action takes it."""
        given = self.cleaned_data
        return {"kind": OpenedFor(given["kind"]), "because": given["because"]}


class OpenByNumberForm(OpenForm):
    """Whose record, and why?"""

    which = _which()
    value = _number()
    field_order = ("which", "value", "kind", "because")

    def number(self) -> GivenNumber:
        """The number that was entered."""
        return GivenNumber(Kind(self.cleaned_data["which"]), self.cleaned_data["value"])


class RestrictForm(PageForm):
    """Which record, and why?"""

    which = _which()
    value = _number()
    kind = fields.Radios(
        label="Why should few people see it?",
        missing="Select why few people should see it",
        choices=[(kind.value, words) for kind, words in RESTRICTED_WORDS.items()],
    )
    because = fields.TextArea(
        label="The reason in your words",
        hint="For whoever reviews it later",
        missing="Enter the reason",
        max_length=300,
    )
    own_team = fields.Tick(
        label="Practitioners of my organisation work with this person and go on doing so",
        required=False,
    )

    def number(self) -> GivenNumber:
        """The number that was entered."""
        return GivenNumber(Kind(self.cleaned_data["which"]), self.cleaned_data["value"])

    def said(self) -> dict[str, Any]:
        """The rest, as the action takes it."""
        given = self.cleaned_data
        return {
            "kind": RestrictedFor(given["kind"]),
            "because": given["because"],
            "own_team": bool(given["own_team"]),
        }


class LiftForm(PageForm):
    """Why may more people see it again?"""

    because = fields.TextArea(
        label="Why need it no longer be restricted?", missing="Enter why", max_length=300
    )


class ReviewForm(PageForm):
    """Was it right?"""

    found = fields.Radios(
        label="What did you find?",
        missing="Select what you found",
        choices=[(each.value, words) for each, words in REVIEWED_WORDS.items()],
    )
    words = fields.TextArea(label="In your words", required=False, max_length=300)
