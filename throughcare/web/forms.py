"""What every form on a page has: a key that makes sending it twice harmless, and its errors."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict

from throughcare.web.fields import Drawn


class PageForm(forms.Form):
    """A form in the design system.

    The page gives a fresh `form_key` as initial value, both when it shows the form and when it
    receives it; the action that the form leads to is done once per key.
    """

    use_required_attribute = False

    form_key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "required": "The page was not complete. Check your answers and send it again",
            "invalid": "The page was not complete. Check your answers and send it again",
        },
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)

    def key(self) -> UUID | None:
        """The key to send: the one that came, or a fresh one where none or a broken one came."""
        came = None
        if self.is_bound:
            self.is_valid()  # reads the answers, the key among them
            came = self.cleaned_data.get("form_key")
        return came or self.initial.get("form_key")

    def only_shown(self) -> None:
        """Show what was typed earlier, without saying yet what is wrong with it."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}

    def revealed_by(self) -> dict[str, tuple[str, str]]:
        """Fields that an answer opens, each with the field and answer that open it."""
        return {
            name: (parent, choice.value)
            for parent, field in self.fields.items()
            for choice in getattr(field, "options", ())
            for name in choice.reveals
        }

    def drawn(self) -> list[BoundField]:
        """The fields to draw from top to bottom; those that an answer opens are drawn under it."""
        opened = self.revealed_by()
        return [bound for bound in self.visible_fields() if bound.name not in opened]

    def other_hidden(self) -> list[BoundField]:
        """Hidden fields besides the key, such as the version of the record that was shown."""
        return [bound for bound in self.hidden_fields() if bound.name != "form_key"]

    def full_clean(self) -> None:
        """Check the answers; a field that stayed closed is neither required nor kept."""
        super().full_clean()
        if not hasattr(self, "cleaned_data"):
            return
        for name, (parent, value) in self.revealed_by().items():
            chosen = self.cleaned_data.get(parent)
            if chosen != value and value not in (chosen if isinstance(chosen, list) else ()):
                self.errors.pop(name, None)
                self.cleaned_data[name] = None

    def error_list(self) -> list[tuple[str, str]]:
        """Every error once, from top to bottom: the id that it leads to (or ""), and its words."""
        found = [("", str(message)) for message in self.non_field_errors()]
        for name in self.fields:
            bound = self[name]
            field = bound.field
            anchor = field.anchor(bound) if isinstance(field, Drawn) else ""
            found += [(anchor, str(message)) for message in bound.errors]
        return found
