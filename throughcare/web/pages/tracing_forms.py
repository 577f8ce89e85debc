"""What to ask the national register about somebody, and what of its answer to take over."""

from typing import Any

from django import forms

from throughcare.people.rules.tracing import Registered
from throughcare.web import fields
from throughcare.web.forms import PageForm

NUMBER, DETAILS, SOUND = "number", "details", "sound"


class AskForm(PageForm):
    """What to ask the register."""

    how = fields.Radios(label="What do you want to ask?", missing="Select what you want to ask")

    def __init__(self, *args: Any, numbered: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        how = self.fields["how"]
        assert isinstance(how, fields.Radios)
        about = [(NUMBER, "Is the NHS number on this record theirs?")] if numbered else []
        how.offer(
            [
                *about,
                (DETAILS, "Which NHS number do they have, by name, date of birth and postcode?"),
                (SOUND, "The same, and if nobody is found, by names that sound alike"),
            ]
        )


class AcceptForm(PageForm):
    """Whether it is the same person, and what to take over."""

    compared = fields.Tick(
        label="I compared the two, and asked the person where I could: it is the same person",
        missing="Compare the two, then confirm that it is the same person",
    )
    practice = fields.Tick(label="Keep the GP practice too", required=False)
    emergency = fields.Tick(label="Keep the emergency contact too", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, found: Registered, contact: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("practice", "emergency"):
            if not (contact and getattr(found, name)):
                del self.fields[name]
