"""Forms of the plan: the plan itself, a step, its change, and a plan from elsewhere."""

import json
from datetime import date
from typing import Any

from django import forms

from throughcare.care.rules import AGREEMENT_WORDS
from throughcare.fhir.mapping.care_plan import read_care_plan
from throughcare.fhir.mapping.shape import is_text
from throughcare.web import fields
from throughcare.web.forms import PageForm

LONG, SHORT = 4000, 300
WHOLE, LARGEST, LONGEST_NAME = 20_000, 200_000, 300


class PlanForm(PageForm):
    """What does the person want, and what do they say to the plan?"""

    version = forms.IntegerField(widget=forms.HiddenInput)
    goals = fields.TextArea(
        label="What do they want and hope for?",
        hint="In their own words, the most important first",
        missing="Write what they want, in their own words",
        max_length=LONG,
    )
    strengths = fields.TextArea(label="What helps them?", required=False, max_length=LONG)
    crisis = fields.TextArea(
        label="What to do in a crisis, and whom to call?",
        hint="Early signs, what helped before, what made it worse, who may be told",
        required=False,
        max_length=LONG,
    )
    safeguarding = fields.TextArea(label="What keeps others safe?", required=False, max_length=LONG)
    lead_contact = fields.Text(
        label="How do they reach you, the lead?", hint="Telephone and hours", required=False
    )
    agreement = fields.Radios(
        label="What do they say to the plan?",
        missing="Select what they say to it",
        choices=[(one.value, words) for one, words in AGREEMENT_WORDS.items()],
    )
    agreement_words = fields.TextArea(label="In their words", required=False, max_length=LONG)
    review_on = fields.DateParts(label="When is it looked at again?", what="day of the review")
    why = fields.TextArea(label="What changed, and why?", required=False, max_length=SHORT)


class StepForm(PageForm):
    """What is done, by whom and by when?"""

    what = fields.TextArea(label="What is done?", missing="Say what is done", max_length=SHORT)
    team_id = fields.Select(label="Which team does it?", missing="Select a team")
    by_on = fields.DateParts(label="By when?", what="day by which it is done")
    need_id = fields.Select(label="With which need does it help?", required=False)


class ChangeStepForm(PageForm):
    """Where does the step stand?"""

    to = fields.Radios(label="Where does it stand?", missing="Select where it stands")
    why = fields.TextArea(label="Anything to say?", required=False, max_length=SHORT)


class ElsewhereForm(PageForm):
    """A plan that another service made: a file of it, or its words."""

    file = fields.Upload(
        label="Do you have it as a file?",
        hint="A FHIR CarePlan (JSON), or plain text",
        required=False,
    )
    made_by = fields.Text(
        label="Which service made it?", hint="A FHIR CarePlan says it itself", required=False
    )
    made_on = fields.DateParts(
        label="Of which day is it?",
        what="day of the plan",
        hint="A FHIR CarePlan says it itself",
        required=False,
    )
    words = fields.TextArea(
        label="What does it say?",
        hint="As it came. It is kept beside the plan and never changed",
        required=False,
        max_length=WHOLE,
    )

    def __init__(self, *args: Any, on: date, nhs_number: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.on, self.nhs_number = on, nhs_number

    def clean(self) -> dict[str, Any]:
        """Read the file, if one came; then say what is missing."""
        given = self.cleaned_data
        file = given.get("file")
        if file is not None and not self.errors:
            self._read(file)
        for name, missing in (
            ("made_by", "Enter which service made it"),
            ("made_on", "Enter the day of the plan"),
            ("words", "Put in what it says, or choose a file of it"),
        ):
            if not given.get(name) and name not in self.errors and "file" not in self.errors:
                self.add_error(name, missing)
        return given

    def _read(self, file: Any) -> None:
        if file.size > LARGEST:
            self.add_error("file", f"The file must be smaller than {LARGEST // 1000} kB")
            return
        try:
            written = file.read().decode("utf-8-sig").strip()
        except UnicodeDecodeError:
            self.add_error("file", "The file must be text or JSON, written in UTF-8")
            return
        if not is_text(written):
            self.add_error("file", "The file must be text. It holds characters that are none")
            return
        if not written.startswith("{"):
            self._keep(words=written)
            return
        try:
            read = read_care_plan(json.loads(written), on=self.on)
        except (ValueError, RecursionError):
            self.add_error("file", "The file is no JSON document that can be read")
            return
        for reason in read.refused:
            self.add_error("file", reason)
        if read.plan is None:
            return
        if read.plan.nhs_number and self.nhs_number not in ("", read.plan.nhs_number):
            self.add_error("file", "The plan is of another NHS number than this record")
            return
        plan = read.plan
        self._keep(made_by=plan.made_by, made_on=plan.made_on, words=plan.words)

    def _keep(self, words: str, **said: Any) -> None:
        """Take what was read; a plan that is too long is refused and never cut short."""
        if len(words) > WHOLE or len(said.get("made_by", "")) > LONGEST_NAME:
            self.add_error("file", f"The plan must be shorter than {WHOLE:,} characters")
            return
        self.cleaned_data |= said | {"words": words}
