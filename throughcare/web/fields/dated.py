"""Fields for dates and times, as people know and write them."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from throughcare.web import words
from throughcare.web.dates import NotRead, PartialDate, read_date, read_time
from throughcare.web.fields.drawn import Drawn


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
