"""The questions of the small pages on which one group of details about somebody is changed."""

from datetime import date
from typing import Any

from django import forms

from throughcare.codes import KINDS, Kind, check
from throughcare.people.rules import (
    ADDRESS_KIND_WORDS,
    ADJUSTMENT_WORDS,
    ANSWER_WORDS,
    ANSWERS,
    BACKGROUND_WORDS,
    CONTACT_WORDS,
    IMMIGRATION_WORDS,
    NUMBERS_OF_A_PERSON,
    PRACTICE_WORDS,
    AddressKind,
    Adjustment,
    Answer,
    Background,
    ContactKind,
    GivenNumber,
    Immigration,
    NameKind,
    NewAddress,
    NewContact,
    NewPractice,
    PracticeStatus,
    Said,
    Source,
)
from throughcare.web import fields
from throughcare.web.forms import PageForm
from throughcare.web.pages.person_fields import TOLD_BY, YES_OR_NO, PersonFields

NOT_ASKED = "not-asked"
MOVED, WRONG = "moved", "wrong"


def _told_by() -> fields.Radios:
    return fields.Radios(
        label="Who says so?",
        missing="Select who says so",
        choices=[(source.value, said) for source, said in TOLD_BY.items()],
    )


class SaidForm(PageForm):
    """What every change says: who says so."""

    told_by = _told_by()

    def source(self) -> Source:
        """Who says so."""
        return Source(self.cleaned_data["told_by"])


class ChangeForm(PersonFields):
    """One group of details, on top of what is held at a version."""

    told_by = _told_by()
    version = forms.IntegerField(widget=forms.HiddenInput)


class NameForm(SaidForm):
    """One more name."""

    kind = fields.Radios(
        label="Which kind of name?",
        missing="Select which kind of name it is",
        choices=[
            (NameKind.ALIAS.value, "A name they also use or gave elsewhere"),
            (NameKind.PREVIOUS.value, "A name they had before"),
        ],
    )
    given_names = fields.Text(label="Given names", required=False, max_length=100)
    family_name = fields.Text(
        label="Family name",
        hint="In any script, with accents as they write them",
        required=False,
        max_length=100,
    )
    field_order = ("kind", "given_names", "family_name", "told_by")

    def clean(self) -> dict[str, Any]:
        """One of the two parts is needed."""
        given = self.cleaned_data
        if not given.get("given_names") and not given.get("family_name"):
            self.add_error("family_name", "Enter a given name or a family name")
        return given


class NumberForm(SaidForm):
    """One more number."""

    kind = fields.Select(
        label="Which number?",
        missing="Select which number it is",
        choices=[(kind.value, KINDS[kind].name) for kind in NUMBERS_OF_A_PERSON],
    )
    number = fields.Text(label="Number", missing="Enter the number", max_length=40)
    confirmed = fields.Tick(
        label="It is confirmed with whoever issued it, for example on the NHS Spine", required=False
    )
    as_given = fields.Tick(
        label="Keep the number as it was given, though it cannot be right", required=False
    )
    from_on = fields.DateParts(
        label="Since when is it theirs?", what="first day", required=False, hint="If you know it"
    )
    until_on = fields.DateParts(
        label="Until when was it theirs?",
        what="last day",
        required=False,
        hint="Only if it is no longer in use",
    )
    field_order = ("kind", "number", "confirmed", "as_given", "from_on", "until_on", "told_by")

    def __init__(self, *args: Any, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.on = on

    def clean(self) -> dict[str, Any]:
        """A number that cannot be right is kept only when somebody says so, and never confirmed."""
        given = self.cleaned_data
        if given.get("kind") and given.get("number"):
            checked = check(Kind(given["kind"]), given["number"], on=self.on, synthetic=True)
            if not checked.valid and not given.get("as_given"):
                self.add_error("number", f"{checked.reason} Check it, or keep it as it was given")
            if not checked.valid and given.get("confirmed"):
                self.add_error("confirmed", "A number that cannot be right cannot be confirmed")
        if given.get("from_on") and given.get("until_on") and given["until_on"] < given["from_on"]:
            self.add_error("until_on", "The last day must be the same as or after the first day")
        return given

    def said(self) -> GivenNumber:
        """The number as it was said."""
        given = self.cleaned_data
        return GivenNumber(
            Kind(given["kind"]),
            given["number"],
            bool(given["confirmed"]),
            given["from_on"],
            given["until_on"],
        )


class AddressForm(SaidForm):
    """Where somebody lives now."""

    no_fixed_abode = fields.Tick(label="They have no fixed address", required=False)
    kind = fields.Radios(
        label="What kind of address is it?",
        required=False,
        choices=[(kind.value, words) for kind, words in ADDRESS_KIND_WORDS.items()],
    )
    lines = fields.TextArea(label="Address", required=False, max_length=300)
    postcode = fields.Text(label="Postcode", required=False, max_length=10, draw={"width": 10})
    from_on = fields.DateParts(label="Since when?", what="date they came there", required=False)
    before = fields.Radios(
        label="What about the address that was recorded before?",
        missing="Select what about the address before",
        choices=[
            fields.Choice(MOVED, "They lived there until they moved", reveals=("left_on",)),
            (WRONG, "It was wrong, or there was none"),
        ],
    )
    left_on = fields.DateParts(
        label="Until when did they live there?", what="date they left", required=False
    )
    field_order = (
        *("no_fixed_abode", "kind", "lines", "postcode", "from_on", "before", "left_on"),
        "told_by",
    )

    def clean(self) -> dict[str, Any]:
        """An address, or that there is none."""
        given = self.cleaned_data
        somewhere = given.get("lines") or given.get("postcode")
        if given.get("no_fixed_abode") and somewhere:
            self.add_error("no_fixed_abode", "Enter an address, or tick that they have none")
        if not given.get("no_fixed_abode") and not somewhere:
            self.add_error("lines", "Enter an address, or tick that they have none")
        return given

    def address(self) -> NewAddress:
        """The address as it was said."""
        given = self.cleaned_data
        return NewAddress(
            (given["lines"] or "").replace("\r\n", "\n"),
            given["postcode"] or "",
            bool(given["no_fixed_abode"]),
            AddressKind(given["kind"] or AddressKind.HOME),
            given["from_on"],
        )


class AdjustmentsForm(SaidForm):
    """What helps them."""

    needed = fields.Checkboxes(
        label="What helps them to take part?",
        hint="Ask them. Custody staff and courts that they allow see this too",
        required=False,
        choices=[
            fields.Choice(kind.value, words, reveals=(f"how_{kind.name.lower()}",))
            for kind, words in ADJUSTMENT_WORDS.items()
        ],
    )
    field_order = ("needed", "told_by")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for kind in Adjustment:
            self.fields[f"how_{kind.name.lower()}"] = fields.Text(
                label="How? In a few words", required=False, max_length=120
            )

    def clean(self) -> dict[str, Any]:
        """Something else needs words."""
        given = self.cleaned_data
        if Adjustment.OTHER in given.get("needed", ()) and not given.get("how_other"):
            self.add_error("how_other", "Enter what helps them")
        return given

    def said(self) -> dict[Adjustment, str]:
        """Each adjustment with how."""
        given = self.cleaned_data
        return {
            Adjustment(kind): given.get(f"how_{Adjustment(kind).name.lower()}") or ""
            for kind in given["needed"]
        }


class BackgroundForm(SaidForm):
    """What shapes their rights, and only where they want to say it."""

    field_order = ("told_by",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        told_by = self.fields.pop("told_by")
        for about, answers in ANSWERS.items():
            name = about.name.lower()
            self.fields[name] = fields.Radios(
                label=BACKGROUND_WORDS[about],
                required=False,
                choices=[
                    *(
                        fields.Choice(
                            answer.value,
                            ANSWER_WORDS[answer] or "They told me",
                            reveals=(f"{name}_words",)
                            if answer in (Answer.YES, Answer.STATED)
                            else (),
                        )
                        for answer in answers
                    ),
                    (NOT_ASKED, "Not asked"),
                ],
            )
            self.fields[f"{name}_words"] = fields.Text(
                label="Which?" if about is Background.NATIONALITY else "What matters about it?",
                required=False,
                max_length=200,
            )
        self.fields["told_by"] = told_by

    def clean(self) -> dict[str, Any]:
        """A nationality that they told needs to be named."""
        given = self.cleaned_data
        if given.get("nationality") == Answer.STATED and not given.get("nationality_words"):
            self.add_error("nationality_words", "Enter the nationality")
        return given

    def said(self) -> dict[Background, Said]:
        """What was answered; what nobody asked is left out."""
        given = self.cleaned_data
        return {
            about: Said(Answer(chosen), given.get(f"{about.name.lower()}_words") or "")
            for about in ANSWERS
            if (chosen := given.get(about.name.lower())) and chosen != NOT_ASKED
        }


class ImmigrationForm(SaidForm):
    """By which right they are here, where they want to say it."""

    status = fields.Radios(
        label="Immigration status",
        hint="Ask only when their care or their rights depend on it",
        missing="Select what they told you",
        choices=[(status.value, words) for status, words in IMMIGRATION_WORDS.items()],
    )
    words = fields.Text(label="What matters about it?", required=False, max_length=200)
    field_order = ("status", "words", "told_by")

    def status_said(self) -> Immigration:
        """The status."""
        return Immigration(self.cleaned_data["status"])


class PracticeForm(SaidForm):
    """Whether they have a GP practice."""

    status = fields.Radios(
        label="Are they registered with a GP practice?",
        missing="Select whether they are registered",
        choices=[(status.value, words) for status, words in PRACTICE_WORDS.items()],
    )
    name = fields.Text(label="Name of the practice", required=False, max_length=120)
    ods_code = fields.Text(
        label="Code of the practice",
        hint="One letter and five digits, for example Y99999",
        required=False,
        max_length=10,
        draw={"width": 10},
    )
    field_order = ("status", "name", "ods_code", "told_by")

    def clean(self) -> dict[str, Any]:
        """A practice where somebody is registered has a name or a code."""
        given = self.cleaned_data
        named = (PracticeStatus.REGISTERED, PracticeStatus.TEMPORARY)
        if given.get("status") in named and not (given.get("name") or given.get("ods_code")):
            self.add_error("name", "Enter the name of the practice, or its code")
        return given

    def practice(self) -> NewPractice:
        """The practice as it was said."""
        given = self.cleaned_data
        return NewPractice(PracticeStatus(given["status"]), given["name"], given["ods_code"])


class ContactForm(SaidForm):
    """Somebody around the person."""

    kind = fields.Select(
        label="Who are they?",
        missing="Select who they are",
        choices=[(kind.value, words) for kind, words in CONTACT_WORDS.items()],
    )
    name = fields.Text(label="Name", missing="Enter their name", max_length=120)
    reached = fields.Text(
        label="Telephone number or other way to reach them", required=False, max_length=120
    )
    safe = fields.Radios(
        label="Is it safe to contact them about the person?",
        hint="They may be a danger to the person, or tell somebody who is",
        required=False,
        choices=fields.YES_NO_NOT_KNOWN,
    )
    agreed = fields.Radios(
        label="Does the person agree that we contact them?",
        required=False,
        choices=fields.YES_NO_NOT_KNOWN,
    )
    field_order = ("kind", "name", "reached", "safe", "agreed", "told_by")

    def contact(self) -> NewContact:
        """Whom it is about."""
        given = self.cleaned_data
        return NewContact(
            ContactKind(given["kind"]),
            given["name"],
            given["reached"] or "",
            YES_OR_NO.get(given["safe"] or ""),
            YES_OR_NO.get(given["agreed"] or ""),
        )
