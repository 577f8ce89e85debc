"""Form fields that know the design system: each carries its words and draws its own component."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from throughcare.web import words
from throughcare.web.dates import NotRead, PartialDate, read_date, read_time


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


def _how_to_answer(label: str, verb: str) -> str:
    if label.endswith("?"):
        return f"Answer the question “{label}”"
    return f"{verb} {label[0].lower()}{label[1:]}"


class Drawn(forms.Field):
    """What every field has: label, hint, what to say when it is missing, and a component.

    `missing` tells the person how to put an empty answer right; `page_heading` makes the label
    the h1 of a page that asks one thing.
    """

    component = "input"
    verb = "Enter"

    def __init__(
        self,
        *,
        label: str,
        hint: str = "",
        missing: str = "",
        page_heading: bool = False,
        draw: dict[str, Any] | None = None,
        **options: Any,
    ) -> None:
        messages = {"required": missing or _how_to_answer(label, self.verb)}
        messages.update(options.pop("error_messages", {}))
        super().__init__(label=label, help_text=hint, error_messages=messages, **options)
        self.page_heading = page_heading
        self.draw = draw or {}

    def words_of_label(self) -> dict[str, Any]:
        """The label or legend, which says when an answer is optional."""
        text = str(self.label) if self.required else f"{self.label} (optional)"
        size = "l" if self.page_heading else "s"
        return {"text": text, "size": size, "isPageHeading": self.page_heading}

    def anchor(self, bound: BoundField) -> str:
        """The id of the element that an error should take the person to."""
        return str(bound.auto_id)

    def params(self, bound: BoundField) -> dict[str, Any]:
        """Everything that the design system's component needs to draw this field."""
        return {
            "id": bound.auto_id,
            "name": bound.html_name,
            "label": self.words_of_label(),
            "hint": {"text": self.help_text} if self.help_text else None,
            "errorMessage": {"text": bound.errors[0]} if bound.errors else None,
            "value": words.known(bound.value(), ""),
            **self.draw,
        }


class Text(Drawn, forms.CharField):
    """One line of text."""


class TextArea(Drawn, forms.CharField):
    """Several lines of text; shows how many characters are left where there is a limit."""

    component = "textarea"

    def params(self, bound: BoundField) -> dict[str, Any]:
        """As any field, with the number of rows."""
        return {"rows": 4, **super().params(bound)}


class Password(Drawn, forms.CharField):
    """A password, which is never sent back to the page."""

    component = "password-input"

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)

    def params(self, bound: BoundField) -> dict[str, Any]:
        """As any field, without the value."""
        return super().params(bound) | {"value": "", "autocomplete": "current-password"}


class Number(Drawn, forms.IntegerField):
    """A whole number between limits."""

    def __init__(self, *, label: str, **options: Any) -> None:
        low, high = options.get("min_value"), options.get("max_value")
        limits = f" from {low} to {high}" if low is not None and high is not None else ""
        message = f"{label} must be a whole number{limits}, like {low or 1}"
        options["error_messages"] = {
            "invalid": message, "min_value": message, "max_value": message,
        }  # fmt: skip
        super().__init__(label=label, **options)

    def params(self, bound: BoundField) -> dict[str, Any]:
        """As any field, narrow and with number keys on a phone."""
        return super().params(bound) | {"inputmode": "numeric", "width": 4} | self.draw


class TimeOfDay(Drawn, forms.Field):
    """A time as people write it: "14:30", "2.30pm", "midday"; gives a `time`."""

    def to_python(self, value: Any) -> time | None:
        """Read what was typed."""
        if not value or isinstance(value, time):
            return value or None
        try:
            return read_time(value)
        except NotRead as problem:
            raise ValidationError(problem.message) from None

    def prepare_value(self, value: Any) -> Any:
        """Show a known time as hours and minutes, and what was typed as it was typed."""
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def params(self, bound: BoundField) -> dict[str, Any]:
        """As any field, narrow."""
        return super().params(bound) | {"width": 5} | self.draw


class _DateBoxes(forms.Widget):
    """Reads the three boxes of a date as one answer."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str, str]:
        day, month, year = (data.get(f"{name}-{part}") or "" for part in ("day", "month", "year"))
        return day, month, year


class DateParts(Drawn, forms.Field):
    """A date in three boxes; month as number or name.

    Gives a `date`, or with `partial=True` a `PartialDate` whose day, or day and month, may be
    empty. `what` names the date in messages; `earliest` and `latest` may be set per request.
    """

    component = "date-input"
    widget = _DateBoxes

    def __init__(self, *, what: str, partial: bool = False, **options: Any) -> None:
        options.setdefault("missing", f"Enter the {what}")
        super().__init__(**options)
        self.what = what
        self.partial = partial
        self.earliest: date | None = None
        self.latest: date | None = None

    def to_python(self, value: Any) -> date | PartialDate | None:
        """Read the three boxes."""
        if not value or not any(part.strip() for part in value):
            return None
        try:
            found = read_date(*value, what=self.what)
        except NotRead as problem:
            raise ValidationError(problem.message, code=problem.part) from None
        if self.partial:
            return found
        for part in ("month", "day"):
            if getattr(found, part) is None:
                raise ValidationError(f"The {self.what} must include a {part}", code=part)
        return found.complete()

    def validate(self, value: Any) -> None:
        """Refuse a date outside the limits, saying the limit."""
        super().validate(value)
        first, last = _span(value)
        if last and self.earliest and last < self.earliest:
            limit = words.day(self.earliest)
            raise ValidationError(f"The {self.what} must be on or after {limit}", code="year")
        if first and self.latest and first > self.latest:
            limit = words.day(self.latest)
            raise ValidationError(f"The {self.what} must be on or before {limit}", code="year")

    def anchor(self, bound: BoundField) -> str:
        """The first box that is wrong."""
        return f"{bound.auto_id}-{self._wrong(bound) or 'day'}"

    def _wrong(self, bound: BoundField) -> str:
        code = bound.errors.as_data()[0].code if bound.errors else ""
        return code if code in ("day", "month", "year") else ""

    def params(self, bound: BoundField) -> dict[str, Any]:
        """Three boxes under one legend, the wrong one marked."""
        value = bound.value()
        if isinstance(value, date | PartialDate):
            value = (value.day, value.month, value.year)
        wrong = self._wrong(bound)
        boxes = [
            {
                "id": f"{bound.auto_id}-{part}",
                "name": f"{bound.html_name}-{part}",
                "label": part.title(),
                "width": width,
                "value": words.known(typed, ""),
                "inputmode": "text" if part == "month" else "numeric",
                "error": bool(bound.errors) and wrong in ("", part),
            }
            for part, width, typed in zip(
                ("day", "month", "year"), (2, 5, 4), value or ("", "", ""), strict=True
            )
        ]
        params = super().params(bound) | {"items": boxes}
        params["fieldset"] = {"legend": params.pop("label")}
        return params


def _span(value: date | PartialDate | None) -> tuple[date | None, date | None]:
    """The first and last day that a date, known in part, could be."""
    if not isinstance(value, PartialDate):
        return value, value
    month = value.month or 1
    first = date(value.year, month, value.day or 1)
    return first, value.complete() or date(value.year, value.month or 12, value.day or 28)


class _Chosen(Drawn):
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


class Select(_Chosen, forms.ChoiceField):
    """One answer from a long list."""

    component = "select"

    def params(self, bound: BoundField) -> dict[str, Any]:
        """A list that begins with nothing chosen."""
        nothing = {"value": "", "text": "Select one"}
        return super().params(bound) | {"items": [nothing, *self.items()]}


class Radios(_Chosen, forms.ChoiceField):
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


class Tick(Drawn, forms.BooleanField):
    """One box to tick, for a statement that is true or that somebody confirms."""

    component = "checkboxes"

    def params(self, bound: BoundField) -> dict[str, Any]:
        """A single checkbox whose label is the statement."""
        params = super().params(bound)
        item = {"value": "yes", "text": str(self.label), "checked": bool(bound.value())}
        params |= {"idPrefix": bound.auto_id, "items": [item]}
        del params["label"], params["id"], params["value"]
        return params
