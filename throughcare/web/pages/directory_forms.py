"""The form in which a service says what it does, for whom, and how long people wait."""

from typing import Any

from throughcare.care.actions import Entry
from throughcare.care.queries import EntryNow
from throughcare.care.rules import EXCLUDING_WORDS, FOR_WORDS, SETTING_WORDS
from throughcare.screening.rules import NeedType
from throughcare.web import fields
from throughcare.web.forms import PageForm

LINES = "One on each line"


class EntryForm(PageForm):
    """What the service says of itself."""

    about = fields.TextArea(
        label="What do you do?", missing="Say what you do, in a few sentences", max_length=600
    )
    needs = fields.Checkboxes(
        label="With which needs do you help?",
        missing="Select at least one need",
        choices=[(need.value, f"{need.domain.label}: {need.label}") for need in NeedType],
    )
    for_whom = fields.Radios(
        label="For whom?",
        missing="Select for whom",
        choices=[(one.value, words) for one, words in FOR_WORDS.items()],
    )
    youngest = fields.Number(label="Youngest age", min_value=0, max_value=120, required=False)
    oldest = fields.Number(label="Oldest age", min_value=0, max_value=120, required=False)
    areas = fields.TextArea(
        label="Which places do you serve?", hint=f"{LINES}. Empty: everywhere", required=False
    )
    settings = fields.Checkboxes(
        label="Where do you see people?",
        required=False,
        choices=[(one.value, words) for one, words in SETTING_WORDS.items()],
    )
    excluding = fields.Checkboxes(
        label="What can you not take?",
        hint="Select only what you turn people away for",
        required=False,
        choices=[(one.value, words) for one, words in EXCLUDING_WORDS.items()],
    )
    exclusions_in_words = fields.TextArea(
        label="Anybody else whom you cannot help?", required=False, max_length=300
    )
    places = fields.Number(label="Free places now", min_value=0, max_value=9999, required=False)
    wait_days = fields.Number(
        label="Days until a first appointment", min_value=0, max_value=9999, required=False
    )
    how_to_refer = fields.TextArea(
        label="How do people refer, besides here?", required=False, max_length=300
    )
    hours = fields.TextArea(label="When are you open?", required=False, max_length=300)
    languages = fields.TextArea(label="In which languages do you work?", hint=LINES, required=False)
    cost = fields.Text(label="What does it cost the person?", required=False)

    def entry(self) -> Entry:
        """The answers as the directory keeps them."""
        said = self.cleaned_data
        return Entry(
            about=said["about"],
            needs=said["needs"],
            for_whom=said["for_whom"],
            youngest=said["youngest"],
            oldest=said["oldest"],
            areas=(said["areas"] or "").splitlines(),
            settings=said["settings"],
            excluding=said["excluding"],
            exclusions_in_words=said["exclusions_in_words"] or "",
            places=said["places"],
            wait_days=said["wait_days"],
            how_to_refer=said["how_to_refer"] or "",
            hours=said["hours"] or "",
            languages=(said["languages"] or "").splitlines(),
            cost=said["cost"] or "",
        )


def first_answers(found: EntryNow) -> dict[str, Any]:
    """What the service said before, as the first answers of the form."""
    one = found.service
    return {
        "about": one.about,
        "needs": sorted(one.needs),
        "for_whom": one.for_whom.value,
        "youngest": one.youngest,
        "oldest": one.oldest,
        "areas": "\n".join(area.title() for area in sorted(one.areas)),
        "settings": sorted(one.settings),
        "excluding": sorted(one.excluding),
        "exclusions_in_words": found.exclusions_in_words,
        "places": one.places,
        "wait_days": one.wait_days,
        "how_to_refer": found.how_to_refer,
        "hours": found.hours,
        "languages": "\n".join(found.languages),
        "cost": found.cost,
    }
