"""The forms of a release: how far a matter is, a contact afterwards, what a death teaches."""

from datetime import datetime
from typing import Any

from throughcare.care.rules.release import (
    CONTACT_WORDS,
    MATTER_WORDS,
    STATE_WORDS,
    Contact,
    Matter,
    MatterState,
    Settled,
)
from throughcare.web import fields
from throughcare.web.dates import NotRead, moment_in_london
from throughcare.web.fields import Choice
from throughcare.web.forms import PageForm
from throughcare.web.words import LONDON

IN_WORDS = 300
LONG = 2000
DAYS = {Matter.SUBSTANCE, Matter.MENTAL_HEALTH, Matter.PROBATION, Matter.GP, Matter.MONEY}
"""Matters that have an appointment."""


class MatterForm(PageForm):
    """How far is it?"""

    state = fields.Radios(
        label="How far is it?",
        missing="Select how far it is",
        choices=[
            Choice(MatterState.DONE, STATE_WORDS[MatterState.DONE]),
            Choice(MatterState.TO_DO, STATE_WORDS[MatterState.TO_DO], reveals=("who", "by_on")),
            Choice(
                MatterState.NOT_NEEDED,
                STATE_WORDS[MatterState.NOT_NEEDED],
                hint="Say below why it is not needed",
            ),
            Choice(
                MatterState.NOT_KNOWN,
                STATE_WORDS[MatterState.NOT_KNOWN],
                hint="Nobody counts as ready while it is not known",
            ),
        ],
    )
    who = fields.Text(label="Who does it?", missing="Enter who does it", max_length=100)
    by_on = fields.DateParts(label="By which day?", what="day by which it is done")
    day = fields.DateParts(
        label="Day of the first appointment",
        what="day of the first appointment",
        hint="For example, 31 12 2026. Leave it empty if there is none",
        required=False,
    )
    words = fields.TextArea(
        label="In a few words",
        hint="Where, with whom, or why it is not needed",
        required=False,
        max_length=IN_WORDS,
    )
    field_order = ("state", "who", "by_on", "day", "words")

    def __init__(
        self, *args: Any, matter: Matter, before: Settled, initial: dict[str, Any]
    ) -> None:
        known = {
            "state": before.state.value if before.words or before.who else "",
            "words": before.words,
            "who": before.who,
            "by_on": before.by_on,
            "day": before.day,
        }
        super().__init__(*args, initial=initial | known)
        if matter not in DAYS:
            del self.fields["day"]
        self.fields["words"].label = MATTER_WORDS[matter]

    def clean(self) -> dict[str, Any]:
        """What was not asked is not answered."""
        given: dict[str, Any] = self.cleaned_data
        return {"who": None, "by_on": None, "day": None, "words": None} | given


class WhenForm(PageForm):
    """When was it, and anything to say?"""

    happened_on = fields.DateParts(label="Date", what="date")
    happened_at = fields.TimeOfDay(
        label="Time", hint="For example, 14:30 or 2:30 pm", missing="Enter the time"
    )
    note = fields.TextArea(label="In a few words", required=False, max_length=IN_WORDS)

    def clean(self) -> dict[str, Any]:
        """Put date and time together."""
        given: dict[str, Any] = self.cleaned_data
        on, clock = given.get("happened_on"), given.get("happened_at")
        if on and clock:
            try:
                given["moment"] = moment_in_london(on, clock)
            except NotRead as problem:
                self.add_error("happened_at", problem.message)
        return given


class ContactForm(WhenForm):
    """What came of it, and when?"""

    kind = fields.Radios(
        label="What came of it?",
        missing="Select what came of it",
        choices=[(one.value, CONTACT_WORDS[one]) for one in Contact],
    )
    field_order = ("kind", "happened_on", "happened_at", "note")


class LearningForm(PageForm):
    """What does this death teach?"""

    known = fields.TextArea(
        label="What was known, and what was done?",
        missing="Say what was known and what was done",
        max_length=LONG,
    )
    learnt = fields.TextArea(
        label="What do we learn from it?",
        missing="Say what we learn from it",
        max_length=LONG,
    )
    changes = fields.TextArea(
        label="What changes, by whom and by when?", required=False, max_length=LONG
    )


def now(at: datetime) -> dict[str, Any]:
    """The present moment, as the two fields of a time want it."""
    local = at.astimezone(LONDON)
    clock = local.time().replace(second=0, microsecond=0)
    return {"happened_on": local.date(), "happened_at": clock}
