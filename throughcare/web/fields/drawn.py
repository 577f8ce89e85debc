"""What every field of a form has, whatever it asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from throughcare.web import words


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
        depends: bool = False,
        draw: dict[str, Any] | None = None,
        **options: Any,
    ) -> None:
        messages = {"required": missing or _how_to_answer(label, self.verb)}
        messages.update(options.pop("error_messages", {}))
        super().__init__(label=label, help_text=hint, error_messages=messages, **options)
        self.page_heading = page_heading
        self.depends = depends
        self.draw = draw or {}

    def words_of_label(self) -> dict[str, Any]:
        """The label or legend, which says when an answer is optional.

        Where it `depends` on another answer whether one is needed, the hint says so.
        """
        optional = not self.required and not self.depends
        text = f"{self.label} (optional)" if optional else str(self.label)
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
