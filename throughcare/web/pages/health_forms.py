"""The form of one step of a health programme, and of taking an answer back."""

from datetime import datetime
from typing import Any

from throughcare.care.rules import (
    STEP_ANSWER_WORDS,
    TOLD_WORDS,
    StepAnswer,
)
from throughcare.care.rules.programme_file import Step
from throughcare.web import fields
from throughcare.web.fields import Choice
from throughcare.web.forms import PageForm
from throughcare.web.pages.record_form import moment_of

SHORT, LONG = 200, 2000


class StepAnswerForm(PageForm):
    """What became of it, and when?"""

    answer = fields.Radios(label="What became of it?", missing="Select what became of it")
    result = fields.Radios(label="What was the result?", missing="Select the result")
    on = fields.DateParts(label="On which day?", what="day")
    time = fields.TimeOfDay(
        label="At what time?", hint="Leave it empty if it is not known", required=False
    )
    again_on = fields.DateParts(
        label="When is it asked or done again?",
        what="day to ask again",
        hint="Leave it empty for the usual time, or if it is not asked again",
        required=False,
    )
    told_by = fields.Select(
        label="Who says so?",
        hint="Leave it empty if your team did it here",
        required=False,
        choices=[(one.value, words) for one, words in TOLD_WORDS.items()],
    )
    note = fields.TextArea(
        label="Anything to say?",
        hint="If it was not possible or is not needed, say why",
        required=False,
        max_length=LONG,
    )

    def __init__(self, *args: Any, step: Step, **options: Any) -> None:
        super().__init__(*args, **options)
        results = step.results.items()
        self.fields["answer"].offer(  # type: ignore[attr-defined]
            Choice(
                one.value,
                words,
                reveals=("result",) if results and one is StepAnswer.DONE else (),
            )
            for one, words in STEP_ANSWER_WORDS.items()
        )
        if results:
            self.fields["result"].offer(list(results))  # type: ignore[attr-defined]
        else:
            del self.fields["result"]

    def clean(self) -> dict[str, Any]:
        """Put the day and the time together; a day without a time is its beginning."""
        moment: datetime | None = moment_of(self, "on", "time")
        self.cleaned_data["moment"] = moment
        return self.cleaned_data


class TakeBackForm(PageForm):
    """Why was it wrong?"""

    because = fields.TextArea(
        label="Why was it wrong?",
        hint="It counts no longer, and stays to be read with your reason",
        missing="Say why it was wrong",
        max_length=SHORT,
    )
