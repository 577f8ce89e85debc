"""One page of an instrument as a form: each question with its answers, and what was told before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from throughcare.screening.instrument import Answer, Item, Kind
from throughcare.screening.queries import Held
from throughcare.screening.rules import (
    AnswerState,
    WrongAnswers,
    answer_from_form,
    is_answered,
    state_of,
)
from throughcare.screening.rules.answers import LONGEST_TEXT
from throughcare.web import fields
from throughcare.web.fields import Choice
from throughcare.web.forms import PageForm
from throughcare.web.pages.screening_forms import AsWritten, NoteInWords

PREFIX = "q-"
SEEN = re.compile(r"(\w+):([0-9]{1,5})\b")
STILL_RIGHT, NOTHING_TO_ADD = "still-right", "nothing-to-add"
STILL_RIGHT_SAID = "Still right"
NOTHING_TO_ADD_SAID = "Nothing to add"
INLINE = {"classes": "nhsuk-radios--inline tc-answers"}
NO_ANSWER = (
    Choice(AnswerState.DECLINED, "Prefer not to say"),
    Choice(AnswerState.UNABLE, "Could not answer"),
)
WITHOUT_WORDS = (Choice(NOTHING_TO_ADD, NOTHING_TO_ADD_SAID), *NO_ANSWER)
REASON = "Why is the answer changed?"


@dataclass(frozen=True)
class Question:
    """One question as this page asks it: what is answered, what may be confirmed, what was said."""

    item: Item
    hint: str
    answer: Answer = None
    number: int = 0
    held: Held | None = None
    """An earlier answer that may be confirmed, while there is none in this screening."""

    @property
    def name(self) -> str:
        """What its field is called."""
        return f"{PREFIX}{self.item.id}"


class _One(AsWritten, fields.Radios):
    """One answer from those of the question."""


class _Several(AsWritten, fields.Checkboxes):
    """Any number of answers, or one that stands alone."""

    def params(self, bound: BoundField) -> dict[str, Any]:
        """The answers, with one "or" between those that go together and those that stand alone."""
        params = super().params(bound)
        items = [item for item in params["items"] if "divider" not in item]
        together = [not item["behaviour"] for item in items]
        last = max((at for at, goes in enumerate(together) if goes), default=len(items))
        params["items"] = [*items[: last + 1], {"divider": "or"}, *items[last + 1 :]]
        return params


class Questions(PageForm):
    """The questions of one page. `given` and `confirmed` hold the answers once it is valid."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = NoteInWords(
        label=REASON,
        hint="The first answer is kept as well.",
        required=False,
        max_length=500,
        draw={"rows": 2},
    )

    def __init__(self, questions: Sequence[Question], data: QueryDict | None, **more: Any) -> None:
        self.questions = questions
        self.given: dict[str, Answer] = {}
        self.confirmed: list[str] = []
        self.ask_reason = False
        initial = {
            "seen": " ".join(f"{q.item.id}:{q.number}" for q in questions),
            **{name: value for q in questions for name, value in _shown(q).items()},
            **more.pop("initial", {}),
        }
        super().__init__(data, initial=initial, **more)
        reason = self.fields.pop("reason")
        for question in questions:
            self.fields.update(_fields(question))
        self.fields["reason"] = reason

    def drawn(self) -> list[BoundField]:
        """The questions; the reason for a change only where one is changed."""
        return [bound for bound in super().drawn() if bound.name != "reason" or self.ask_reason]

    def clean(self) -> dict[str, Any]:
        """Read every answer; a question that is not on this page is an error, not ignored."""
        for question in self.questions:
            if question.name not in self.errors:
                self._read(question)
        sent = {name for name in self.data if name.startswith(PREFIX)}
        for name in sorted(sent - set(self.fields)):
            self.add_error(
                None,
                f"“{name.removeprefix(PREFIX)[:60]}” is not a question on this page. "
                "Nothing was saved: check your answers and send them again",
            )
        return self.cleaned_data

    def seen_numbers(self) -> dict[str, int]:
        """How many answers to each question the page was drawn with."""
        return {
            item: int(number) for item, number in SEEN.findall(self.cleaned_data.get("seen", ""))
        }

    def _read(self, question: Question) -> None:
        item, name = question.item, question.name
        chosen = self.cleaned_data.get(name)
        if item.kind is Kind.TEXT:
            without = self.cleaned_data.get(f"{name}-none")
            if chosen and without:
                wrong = f"Write an answer to “{item.text}”, or choose why there is none"
                self.add_error(name, wrong)
                return
            chosen = NOTHING_TO_ADD_SAID if without == NOTHING_TO_ADD else chosen or without
        if question.held is not None and chosen in (STILL_RIGHT, [STILL_RIGHT]):
            self.confirmed.append(item.id)
            return
        try:
            self.given[item.id] = _answer(item, chosen)
        except WrongAnswers as wrong:
            self.add_error(name, " ".join(wrong.problems))


def _answer(item: Item, chosen: str | list[str] | None) -> Answer:
    if isinstance(chosen, list):
        if chosen in ([AnswerState.DECLINED], [AnswerState.UNABLE]):
            return AnswerState(chosen[0])
        return answer_from_form(item, chosen)
    return answer_from_form(item, [chosen] if chosen else [])


def _shown(question: Question) -> dict[str, Any]:
    """What the fields of a question show when the page opens."""
    answer, name = question.answer, question.name
    if question.item.kind is Kind.SEVERAL:
        values = answer if isinstance(answer, tuple) else (answer,) if answer is not None else ()
        return {name: [str(value) for value in values]}
    if question.item.kind is Kind.TEXT:
        words = str(answer) if is_answered(answer) else ""
        if words == NOTHING_TO_ADD_SAID:
            return {name: "", f"{name}-none": NOTHING_TO_ADD}
        none = "" if is_answered(answer) or answer is None else state_of(answer).value
        return {name: words, f"{name}-none": none}
    return {name: "" if answer is None else str(answer)}


def _fields(question: Question) -> dict[str, forms.Field]:
    return {question.name: _field(question)} | _without_words(question)


def _field(question: Question) -> forms.Field:
    item = question.item
    given: dict[str, Any] = {"label": item.text, "hint": question.hint, "required": False}
    if item.kind is Kind.TEXT:
        return NoteInWords(**given, max_length=LONGEST_TEXT, draw={"rows": 2})
    several = item.kind is Kind.SEVERAL
    # What is confirmed counts as not asked again, so the same answer is not offered beside it.
    held = None if several or question.held is None else str(question.held.value)
    offered = [
        Choice(str(option.value), option.label, exclusive=option.exclusive)
        for option in item.options
        if str(option.value) != held
    ]
    offered += [
        Choice(choice.value, choice.words, exclusive=several)
        for choice in NO_ANSWER
        if choice.value not in {option.value for option in offered}
    ]
    if question.held is not None:
        offered.insert(0, Choice(STILL_RIGHT, STILL_RIGHT_SAID, exclusive=several))
    if several:
        return _naming(_Several(**given, choices=offered), item)
    return _naming(_One(**given, choices=offered, draw=INLINE), item)


def without_an_answer(item: Item) -> list[str]:
    """What may be chosen where there is no answer, unless the question itself offers it."""
    offered = {option.value for option in item.options}
    return [choice.words for choice in NO_ANSWER if choice.value not in offered]


def _naming(field: forms.Field, item: Item) -> forms.Field:
    """A page has many questions: an error says which one it means."""
    wrong = f"Select one of the answers to “{item.text}”"
    field.error_messages.update(invalid_choice=wrong, invalid_list=wrong)
    return field


def _without_words(question: Question) -> dict[str, forms.Field]:
    if question.item.kind is not Kind.TEXT:
        return {}
    still = () if question.held is None else (Choice(STILL_RIGHT, STILL_RIGHT_SAID),)
    field = _One(
        label="Or, if there is no answer in words" if not still else "Or, if nothing is written",
        required=False,
        choices=[*still, *WITHOUT_WORDS],
        draw=INLINE,
    )
    return {f"{question.name}-none": _naming(field, question.item)}
