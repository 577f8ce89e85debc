"""The questions of an arrival: who it is, what custody knows, whether to alert."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from throughcare.care.rules import ALERT_WORDS, SafetyKind
from throughcare.codes import Kind
from throughcare.pathway.rules import OFFENCE_WORDS, EventKind, OffenceGroup
from throughcare.people.rules import (
    SEX_IN_WORDS,
    BornPrecision,
    GivenNumber,
    NameKind,
    NewName,
    NewPerson,
    Sex,
    Source,
)
from throughcare.web import fields
from throughcare.web.dates import NotRead, PartialDate, moment_in_london
from throughcare.web.forms import PageForm
from throughcare.web.words import LONDON, clock_time, day, known, london_date

SAFETY_ASKED: dict[str, tuple[SafetyKind, str]] = {
    "self_harm": (SafetyKind.SELF_HARM, "Is there a risk of self-harm?"),
    "appropriate_adult": (
        SafetyKind.APPROPRIATE_ADULT,
        "Do they need an appropriate adult?",
    ),
    "interpreter": (SafetyKind.INTERPRETER, "Do they need an interpreter?"),
    "pregnancy": (SafetyKind.PREGNANCY, "Are they pregnant?"),
    "medicines": (SafetyKind.MEDICINES, "Do they need medicine while they are here?"),
}
CAME: dict[str, tuple[EventKind | None, str]] = {
    "arrested": (None, "Arrested"),
    "bail": (EventKind.BAIL_ANSWERED, "Came back to answer police bail"),
    "breach": (EventKind.BAIL_BREACHED, "Arrested for breach of police bail"),
}
"""How somebody came in, and what is recorded of it beside the arrival."""
BAIL_HINT = "Whether bail goes on, was changed or ended is recorded on their journey afterwards"
INLINE = {"classes": "nhsuk-radios--inline"}


class ArrivalForm(PageForm):
    """A step of an arrival; what was typed before comes back with it."""

    def __init__(self, *args: Any, at: datetime, **options: Any) -> None:
        options["initial"] = {"form_key": uuid4()} | options.get("initial", {})
        super().__init__(*args, **options)
        self.at = at

    def put_together(self, on: str, time: str) -> datetime | None:
        """The moment that a date and a time give; says what is missing where only one is there."""
        given = self.cleaned_data
        if given.get(on) and given.get(time):
            try:
                return moment_in_london(given[on], given[time])
            except NotRead as problem:
                self.add_error(time, problem.message)
        elif given.get(on) and time not in self.errors:
            self.add_error(time, "Enter the time as well")
        elif given.get(time) and on not in self.errors:
            self.add_error(on, "Enter the date as well")
        return None


class WhoForm(ArrivalForm):
    """Who is it?"""

    given_names = fields.Text(label="Given names", required=False, max_length=100)
    family_name = fields.Text(label="Family name", required=False, max_length=100)
    known_as = fields.Text(
        label="Known as", hint="The name they use, if it is another", required=False, max_length=100
    )
    born = fields.DateParts(
        label="Date of birth",
        what="date of birth",
        partial=True,
        required=False,
        hint="For example, 27 March 1992. Leave empty what is not known",
    )
    sex = fields.Radios(
        label="Sex",
        required=False,
        choices=[(sex.value, words) for sex, words in SEX_IN_WORDS.items()],
    )
    pnc = fields.Text(label="PNC number", required=False, max_length=20)
    nhs_number = fields.Text(label="NHS number", required=False, max_length=20)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        born = self.fields["born"]
        assert isinstance(born, fields.DateParts)
        born.latest = london_date(self.at)

    def clean(self) -> dict[str, Any]:
        """At least one name is needed, even if it is a description."""
        given = self.cleaned_data
        if not given.get("given_names") and not given.get("family_name"):
            self.add_error(
                "family_name",
                "Enter a given name or a family name. If no name is known, enter “Unknown”",
            )
        return given

    def person(self) -> NewPerson:
        """Who custody says this is."""
        given = self.cleaned_data
        names = [NewName(given["given_names"], given["family_name"])]
        if given["known_as"]:
            names.append(NewName(given["known_as"], kind=NameKind.KNOWN_AS))
        born_on, precision = _born(given["born"])
        numbers = ((Kind.PNC, given["pnc"]), (Kind.NHS_NUMBER, given["nhs_number"]))
        return NewPerson(
            names=names,
            source=Source.CUSTODY_RECORD,
            born_on=born_on,
            born_precision=precision,
            sex=Sex(given["sex"]) if given["sex"] else Sex.UNKNOWN,
            identifiers=[GivenNumber(kind, number) for kind, number in numbers if number],
        )


class ChoiceForm(ArrivalForm):
    """Is it somebody who is known already?"""

    person = fields.Radios(
        label="Who is it?", missing="Select who it is, or that it is somebody else"
    )


class DetailsForm(ArrivalForm):
    """What custody knows of the arrival, and what keeps them safe."""

    place = fields.Select(label="Custody suite", missing="Select the custody suite")
    reference = fields.Text(
        label="Custody record number", missing="Enter the custody record number", max_length=40
    )
    arrived_on = fields.DateParts(label="Date of arrival", what="date of arrival")
    arrived_at = fields.TimeOfDay(
        label="Time of arrival", hint="For example, 14:30 or 2:30 pm", missing="Enter the time"
    )
    came = fields.Radios(
        label="How did they come in?",
        required=False,
        choices=[
            fields.Choice(value, words, BAIL_HINT if value == "bail" else "")
            for value, (_, words) in CAME.items()
        ],
        initial="arrested",
    )
    authorised_at = fields.TimeOfDay(
        label="Time when detention was authorised",
        hint="Leave empty if it has not been authorised yet",
        required=False,
    )
    offence_group = fields.Select(
        label="Arrested on suspicion of",
        choices=[(group.value, words) for group, words in OFFENCE_WORDS.items()],
        missing="Select what they were arrested on suspicion of, or “Not known”",
    )
    release_on = fields.DateParts(
        label="Date of the likely release", what="date of the likely release", required=False
    )
    release_at = fields.TimeOfDay(label="Time of the likely release", required=False)
    self_harm = fields.Radios(
        label=SAFETY_ASKED["self_harm"][1], choices=fields.YES_NO_NOT_KNOWN, draw=INLINE
    )
    appropriate_adult = fields.Radios(
        label=SAFETY_ASKED["appropriate_adult"][1],
        hint="Everybody under 18 does, and any adult who may find it hard to follow what happens",
        choices=fields.YES_NO_NOT_KNOWN,
        draw=INLINE,
    )
    interpreter = fields.Radios(
        label=SAFETY_ASKED["interpreter"][1], choices=fields.YES_NO_NOT_KNOWN, draw=INLINE
    )
    pregnancy = fields.Radios(
        label=SAFETY_ASKED["pregnancy"][1], choices=fields.YES_NO_NOT_KNOWN, draw=INLINE
    )
    medicines = fields.Radios(
        label=SAFETY_ASKED["medicines"][1], choices=fields.YES_NO_NOT_KNOWN, draw=INLINE
    )

    def __init__(
        self, *args: Any, places: list[tuple[str, str]], custody: bool, **options: Any
    ) -> None:
        at: datetime = options["at"]
        local = at.astimezone(LONDON)
        options["initial"] = {
            "arrived_on": local.date(),
            "arrived_at": local.time().replace(second=0, microsecond=0),
            "place": places[0][0] if len(places) == 1 else "",
        } | options.get("initial", {})
        super().__init__(*args, **options)
        place, arrived = self.fields["place"], self.fields["arrived_on"]
        assert isinstance(place, fields.Select)
        assert isinstance(arrived, fields.DateParts)
        place.offer(places)
        if not custody:  # that somebody broke bail is for the police alone to say
            came = self.fields["came"]
            assert isinstance(came, fields.Radios)
            came.offer([(value, CAME[value][1]) for value in ("arrested", "bail")])
        arrived.latest = london_date(at)

    def clean(self) -> dict[str, Any]:
        """Put dates and times together and refuse those that cannot all be true."""
        given = self.cleaned_data
        arrived = given["arrived"] = self.put_together("arrived_on", "arrived_at")
        if arrived and arrived > self.at:
            self.add_error("arrived_at", "The time of arrival must not be in the future")
        given["release"] = self.put_together("release_on", "release_at")
        given["authorised"] = None
        if arrived and given.get("authorised_at"):
            given["authorised"] = self._authorised(arrived)
        return given

    def _authorised(self, arrived: datetime) -> datetime | None:
        """Detention is authorised on the day of arrival, or past midnight on the day after."""
        time = self.cleaned_data["authorised_at"]
        on: date = self.cleaned_data["arrived_on"]
        days = [on, date.fromordinal(on.toordinal() + 1)]
        for each in days:
            try:
                moment = moment_in_london(each, time)
            except NotRead as problem:
                self.add_error("authorised_at", problem.message)
                return None
            if arrived <= moment <= self.at:
                return moment
        came = clock_time(arrived)
        self.add_error(
            "authorised_at", f"Detention must be authorised between the arrival ({came}) and now"
        )
        return None


class AlertForm(ArrivalForm):
    """Should Liaison and Diversion be alerted?"""

    alert = fields.Radios(
        label="Do you want to alert Liaison and Diversion?",
        missing="Select whether to alert Liaison and Diversion",
        choices=[
            fields.Choice("yes", "Yes, alert them", reveals=("reasons",)),
            fields.Choice(
                "no", "No", hint="Liaison and Diversion still sees this person on its board"
            ),
        ],
    )
    reasons = fields.Checkboxes(
        label="Why?",
        missing="Select at least one reason",
        choices=[(reason.value, words) for reason, words in ALERT_WORDS.items()],
    )


class CheckForm(ArrivalForm):
    """Is everything right?"""


def _born(given: PartialDate | None) -> tuple[date | None, BornPrecision]:
    if given is None:
        return None, BornPrecision.UNKNOWN
    precision = BornPrecision.YEAR
    if given.month:
        precision = BornPrecision.DAY if given.day else BornPrecision.MONTH
    return date(given.year, given.month or 1, given.day or 1), precision


def offence_words(value: str) -> str:
    """An offence group in words."""
    return OFFENCE_WORDS[OffenceGroup(value)]


def moment_words(moment: datetime | None) -> str:
    """A moment in words, or nothing."""
    return f"{clock_time(moment)} on {day(moment)}" if moment else known(None, "")
