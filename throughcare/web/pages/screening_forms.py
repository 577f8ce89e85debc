"""The small forms around a screening: agreement before it, a reason to stop or to call it wrong."""

from datetime import datetime
from typing import Any

from throughcare.screening.rules import (
    SAID_BY_A_WORKER,
    Agreement,
    Mode,
    NotNow,
    Present,
    StoppedReason,
)
from throughcare.screening.rules import may_ask as may_ask_rule
from throughcare.web import fields
from throughcare.web.dates import NotRead, moment_in_london
from throughcare.web.fields import Choice
from throughcare.web.forms import PageForm

NOTES = {
    Agreement.WITH_HELP: "Who or what helped them to understand?",
    Agreement.PARENT: "Who agreed?",
    Agreement.BEST_INTERESTS: "Why could they not decide, and why ask now?",
}


class AsWritten(fields.Drawn):
    """A field whose label is shown as it is written, never marked as optional."""

    def words_of_label(self) -> dict[str, Any]:
        """The words of the label."""
        return {"text": str(self.label), "size": "s", "isPageHeading": False}


class NoteInWords(AsWritten, fields.TextArea):
    """A few words that are only sometimes needed."""


class AgreementForm(PageForm):
    """How the person agreed, how the questions are put, and who else is there."""

    agreed = fields.Radios(
        label="Did they agree to be asked?",
        missing="Select how they agreed, or why they could not decide",
        choices=[
            Choice(
                agreement.value,
                agreement.label,
                reveals=(f"note_{agreement.value}",) if agreement in NOTES else (),
            )
            for agreement in Agreement
            if agreement is not Agreement.NOT_KNOWN
        ],
    )
    mode = fields.Radios(
        label="How do you ask?",
        missing="Select how you ask the questions",
        choices=[Choice(mode.value, mode.label) for mode in Mode],
        initial=Mode.INTERVIEW.value,
    )
    present = fields.Checkboxes(
        label="Who else is there?",
        hint="Leave empty if nobody else is there.",
        required=False,
        choices=[Choice(who.value, who.label) for who in Present],
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for agreement, label in NOTES.items():
            self.fields[f"note_{agreement.value}"] = NoteInWords(
                label=label, required=False, max_length=500, draw={"rows": 2}
            )

    def note(self) -> str:
        """What was written about the agreement that was chosen."""
        return self.cleaned_data.get(f"note_{self.cleaned_data.get('agreed')}") or ""

    def clean(self) -> dict[str, Any]:
        """Ask who helped or agreed, or why nobody could, where that must be said."""
        agreed = self.cleaned_data.get("agreed")
        if agreed:
            decision = may_ask_rule(Agreement(agreed), note=self.note())
            for reason in decision.reasons if not decision.allowed else ():
                self.add_error(f"note_{agreed}", reason.rstrip("."))
        return self.cleaned_data


class LaterForm(PageForm):
    """When does somebody try again, and what should they know?"""

    note = fields.TextArea(
        label="What should the next worker know?",
        hint="Such as: the interpreter comes at two. Needed where the reason is another one, or"
        " where nobody tries again.",
        required=False,
        max_length=500,
        draw={"rows": 2},
    )
    again = fields.Radios(
        label="Should somebody try again?",
        missing="Select whether somebody should try again",
        choices=[
            Choice("yes", "Yes", "It is on the worklist for then.", reveals=("on", "clock")),
            Choice("no", "No, do not ask again unless they want it"),
        ],
    )
    on = fields.DateParts(label="Day", what="day to try again", required=False)
    clock = fields.TimeOfDay(label="Time", hint="For example, 14:30 or 2:30 pm", required=False)
    moment: datetime | None = None

    def clean(self) -> dict[str, Any]:
        """Put day and time together."""
        given = self.cleaned_data
        if given.get("again") == "yes" and not {"on", "clock"} & set(self.errors):
            self.moment = put_together(self, "on", "clock")
        return given


class StopForm(LaterForm):
    """Why does it stop here, and who goes on?"""

    field_order = ("reason", "note", "again")

    reason = fields.Radios(
        label="Why do you stop here?",
        missing="Select why you stop here",
        choices=[Choice(reason.value, reason.label) for reason in StoppedReason],
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["note"].help_text = ""
        self.fields["again"].label = "Should somebody go on later?"


class ErrorForm(PageForm):
    """Why should it not count?"""

    reason = fields.TextArea(
        label="Why should it not count?",
        hint="Such as: these are another person's answers.",
        missing="Say why this screening should not count",
        max_length=500,
        draw={"rows": 2},
    )


class NotNowForm(LaterForm):
    """Why are they not asked, and when does somebody try again?"""

    field_order = ("why", "note", "again")

    why = fields.Radios(
        label="Why are they not asked now?",
        missing="Select why they are not asked now",
        choices=[Choice(why.value, why.label) for why in NotNow],
    )


class DoneForm(PageForm):
    """What was done about an urgent answer?"""

    done = fields.Radios(
        label="What was done?",
        missing="Select what was done",
        choices=[Choice(each.value, each.label) for each in SAID_BY_A_WORKER],
    )
    note = fields.TextArea(
        label="In a few words",
        hint="Needed for “something else” and where nothing more is needed.",
        required=False,
        max_length=500,
        draw={"rows": 2},
    )


def put_together(form: PageForm, on: str, clock: str) -> datetime | None:
    """The moment that a day and a time of a form make; without one, the form says what is wrong."""
    day, at = form.cleaned_data.get(on), form.cleaned_data.get(clock)
    if day is None:
        form.add_error(on, "Enter the date")
        return None
    if at is None:
        form.add_error(clock, "Enter the time")
        return None
    try:
        return moment_in_london(day, at)
    except NotRead as problem:
        form.add_error(clock, problem.message)
        return None


class ReadForm(PageForm):
    """A button to go on with, once something was read."""
