"""Fields for text, passwords, numbers, a file and a box to tick."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from throughcare.web.fields.drawn import Drawn


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


class Upload(Drawn, forms.FileField):
    """One file; what was chosen is not sent back, so it is chosen again after an error."""

    component = "file-upload"
    verb = "Select"

    def params(self, bound: BoundField) -> dict[str, Any]:
        """As any field, without a value."""
        params = super().params(bound)
        del params["value"]
        return params


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
