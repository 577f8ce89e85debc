"""Forms of the plan: the plan itself, a step, its change, and a plan from elsewhere."""

from django import forms

from throughcare.care.rules import AGREEMENT_WORDS
from throughcare.web import fields
from throughcare.web.forms import PageForm

LONG, SHORT = 4000, 300


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
    """A plan that another service made."""

    made_by = fields.Text(label="Which service made it?", missing="Enter which service made it")
    made_on = fields.DateParts(label="Of which day is it?", what="day of the plan")
    words = fields.TextArea(
        label="What does it say?",
        hint="As it came. It is kept beside the plan and never changed",
        missing="Put in what it says",
        max_length=20_000,
    )
