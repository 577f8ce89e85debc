"""The forms of sharing: what the person says, what is left out, and telling in words."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast
from uuid import uuid4

from throughcare.sharing.queries import Answer, Destination
from throughcare.sharing.rules import FIELDS, Book, Field, Ground, PermissionState, Recipient
from throughcare.web.fields import Checkboxes, Choice, DateParts, Radios, Select, Text, TextArea
from throughcare.web.forms import PageForm
from throughcare.web.pages.sharing_words import beyond_the_floor, capital, grounds, in_profile

SMALL = {"classes": "nhsuk-checkboxes--small"}
MOST_WORDS = 2000
SAID_YES = (PermissionState.GIVEN, PermissionState.LIMITED)


def _choices(fields: list[Field]) -> list[Choice]:
    return [Choice(field.value, FIELDS[field].label) for field in fields]


def _offer(form: PageForm, name: str, choices: Iterable[Choice | tuple[str, str]]) -> None:
    cast(Select, form.fields[name]).offer(choices)


class AskForm(PageForm):
    """What the person says when asked."""

    answer = Radios(label="What did they say?", missing="Select what they said")
    limited_to = Checkboxes(
        label="What did they say yes to?", missing="Select what they said yes to", draw=SMALL
    )
    how_asked = Text(
        label="How was it asked?",
        hint="For example, with an interpreter, in easy words, with an appropriate adult there",
        required=False,
        max_length=300,
    )
    until = DateParts(
        label="On which day does their yes end?",
        what="day on which their yes ends",
        hint="For example, 31 December 2026. Leave it empty if they set no end. A no has no end",
        required=False,
    )

    def __init__(
        self, *args: Any, book: Book, recipient: Recipient, last: Answer | None, on: date
    ) -> None:
        super().__init__(*args, initial={"form_key": uuid4()})
        cast(DateParts, self.fields["until"]).earliest = on
        choices = [
            Choice(PermissionState.GIVEN, "Yes"),
            Choice(PermissionState.LIMITED, "Yes, but only some things", reveals=("limited_to",)),
            Choice(PermissionState.REFUSED, "No"),
            Choice(
                PermissionState.UNABLE_TO_DECIDE,
                "They are not able to decide about this now",
                hint="Ask again later. Until then you can only decide in their best interests",
            ),
        ]
        if last is not None and last.said.state in SAID_YES:
            words = "They take back what they said before"
            choices.insert(3, Choice(PermissionState.WITHDRAWN, words))
        _offer(self, "answer", choices)
        _offer(self, "limited_to", _choices(beyond_the_floor(book, recipient)))

    def clean(self) -> dict[str, Any]:
        """Only a yes has an end."""
        answers: dict[str, Any] = self.cleaned_data
        said, until = answers.get("answer"), answers.get("until")
        if until and said and said not in SAID_YES:
            self.add_error("until", "Remove the day: only a yes ends on a day")
        return answers


class PreviewForm(PageForm):
    """What is left out, another ground, and why something is not sent at all."""

    leave_out = Checkboxes(
        label="Leave out",
        hint="What keeps the person safe cannot be left out",
        required=False,
        draw=SMALL,
    )
    ground = Select(
        label="Share more without their permission",
        hint="Only where the law allows it. It is kept, and somebody reviews it",
        required=False,
    )
    written_reason = TextArea(
        label="Reason for that ground",
        hint="What would happen otherwise, to whom, and why less is not enough",
        required=False,
        max_length=MOST_WORDS,
    )
    refusal = TextArea(
        label="Reason for not sending anything",
        required=False,
        max_length=MOST_WORDS,
        draw={"rows": 2},
    )

    def __init__(self, *args: Any, book: Book, recipient: Recipient) -> None:
        super().__init__(*args, initial={"form_key": uuid4()})
        self.all = frozenset(in_profile(book, recipient))
        _offer(self, "leave_out", _choices(beyond_the_floor(book, recipient)))
        _offer(self, "ground", grounds(book, recipient))

    def options(self) -> dict[str, Any]:
        """What was chosen, as a preview and a sending take it."""
        found = getattr(self, "cleaned_data", {})
        out = {Field(each) for each in found.get("leave_out") or ()}
        ground = found.get("ground")
        return {
            "ground": Ground(ground) if ground else None,
            "written_reason": found.get("written_reason") or "",
            "chosen": self.all - out if out else None,
        }


class TellForm(PageForm):
    """Who is told, what, and why."""

    to = Radios(label="Who do you tell?", missing="Select who you tell")
    said = Checkboxes(
        label="What do you tell them?",
        hint="Name, date of birth and your name go with it",
        missing="Select what you tell them",
        draw=SMALL,
    )
    why = Text(
        label="Why do they need to know?",
        missing="Enter why they need to know",
        max_length=MOST_WORDS,
    )
    ground = Select(
        label="If they did not agree: on which ground?",
        hint="Not needed for what keeps somebody safe in custody",
        required=False,
    )

    def __init__(self, *args: Any, book: Book, destinations: list[Destination]) -> None:
        super().__init__(*args, initial={"form_key": uuid4()})
        named = {f"{each.recipient}:{each.organisation_id}": each for each in destinations}
        self.destinations = named
        _offer(
            self,
            "to",
            [Choice(value, capital(each.words)) for value, each in named.items()],
        )
        recipients = list(dict.fromkeys(each.recipient for each in destinations))
        may = {field for each in recipients for field in in_profile(book, each)}
        _offer(self, "said", _choices([field for field in SAFETY_FIRST if field in may]))
        offered = {value: words for each in recipients for value, words in grounds(book, each)}
        _offer(self, "ground", offered.items())
        if len(named) == 1:
            self.initial["to"] = next(iter(named))


SAFETY_FIRST = sorted(Field, key=lambda field: not field.value.startswith("safety."))
