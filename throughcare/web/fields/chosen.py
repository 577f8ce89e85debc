"""Fields whose answers are chosen from a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from throughcare.web.fields.drawn import Drawn


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen, with the fields it opens when it is chosen.

    `exclusive` marks an answer that excludes all others, like "None of these".
    """

    value: str
    words: str
    hint: str = ""
    reveals: tuple[str, ...] = ()
    exclusive: bool = False


YES_NO_NOT_KNOWN = (
    Choice("yes", "Yes"), Choice("no", "No"), Choice("not_known", "Not known"),
)  # fmt: skip


def _as_choices(given: Iterable[Choice | tuple[str, str]]) -> tuple[Choice, ...]:
    return tuple(one if isinstance(one, Choice) else Choice(*one) for one in given)


class _Chosen(Drawn, forms.ChoiceField):
    """What fields with a list of answers share."""

    verb = "Select"

    def __init__(self, *, choices: Iterable[Choice | tuple[str, str]] = (), **options: Any) -> None:
        self.options = _as_choices(choices)
        super().__init__(choices=self._pairs(), **options)
        self.error_messages["invalid_choice"] = "Select one of the answers in the list"

    def _pairs(self) -> list[tuple[str, str]]:
        return [(choice.value, choice.words) for choice in self.options]

    def offer(self, choices: Iterable[Choice | tuple[str, str]]) -> None:
        """Set the answers for this form, where they depend on the request."""
        self.options = _as_choices(choices)
        self.choices = self._pairs()

    def items(self) -> list[dict[str, Any]]:
        """The answers as the design system's component takes them."""
        return [
            {
                "value": choice.value,
                "text": choice.words,
                "hint": {"text": choice.hint} if choice.hint else None,
                "reveals": choice.reveals,
                "behaviour": "exclusive" if choice.exclusive else None,
            }
            for choice in self.options
        ]


class Select(_Chosen):
    """One answer from a long list."""

    component = "select"

    def params(self, bound: BoundField) -> dict[str, Any]:
        """A list that begins with nothing chosen."""
        nothing = {"value": "", "text": "Select one"}
        return super().params(bound) | {"items": [nothing, *self.items()]}


class Radios(_Chosen):
    """One answer from a short list; an answer may open further fields."""

    component = "radios"

    def params(self, bound: BoundField) -> dict[str, Any]:
        """The answers under one legend."""
        params = super().params(bound) | {"idPrefix": bound.auto_id, "items": self.items()}
        params["fieldset"] = {"legend": params.pop("label")}
        del params["id"]
        return params | self.draw


class Checkboxes(_Chosen, forms.MultipleChoiceField):
    """Any number of answers; an exclusive one cannot stand beside others."""

    component = "checkboxes"

    def validate(self, value: Sequence[str]) -> None:
        """Refuse an exclusive answer beside others."""
        super().validate(value)
        alone = [one.words for one in self.options if one.exclusive and one.value in value]
        if alone and len(value) > 1:
            raise ValidationError(f"Select the answers that apply, or select only “{alone[0]}”")

    def params(self, bound: BoundField) -> dict[str, Any]:
        """The answers under one legend, with "or" before an exclusive one."""
        items: list[dict[str, Any]] = []
        for item in self.items():
            if item["behaviour"] and items:
                items.append({"divider": "or"})
            items.append(item)
        params = super().params(bound) | {
            "idPrefix": bound.auto_id, "items": items, "values": bound.value() or [],
        }  # fmt: skip
        params["fieldset"] = {"legend": params.pop("label")}
        del params["id"], params["value"]
        return params | self.draw
