"""Which NHS number may somebody have? A trace in the national register, step by wider step.

Every step and what came of it is recorded. A trace only proposes a number: a person accepts it or
not, and nothing that the register says takes the place of what the person says. A step that matches
by sound alone is taken only when somebody is there to look at what it finds.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from throughcare.codes import Kind, check
from throughcare.people.rules.name_likeness import How, alike
from throughcare.people.rules.new_person import NewPerson, born_in_words
from throughcare.people.rules.terms import BornPrecision, search_key

Parameters = tuple[tuple[str, str], ...]


class Step(StrEnum):
    """The steps of a trace, the narrowest first."""

    WHOLE = "whole"
    BEGINNINGS = "beginnings"
    WITHOUT_POSTCODE = "without-postcode"
    BY_SOUND = "by-sound"


STEP_WORDS = {
    Step.WHOLE: "Name, date of birth and postcode, earlier ones too",
    Step.BEGINNINGS: "Family name, date of birth, first letters of given name and postcode",
    Step.WITHOUT_POSTCODE: "Name and date of birth, earlier names too",
    Step.BY_SOUND: "Names that sound alike or stand the other way round",
}


class Came(StrEnum):
    """What came of a step."""

    ONE = "one"
    NOBODY = "nobody"
    SEVERAL = "several"
    NOT_ASKED = "not-asked"
    NO_ANSWER = "no-answer"


class Sensitivity(StrEnum):
    """How far a record of the register is kept from eyes: unrestricted, restricted, very."""

    UNRESTRICTED = "U"
    RESTRICTED = "R"
    VERY_RESTRICTED = "V"
    NOT_SAID = ""

    @property
    def open(self) -> bool:
        """Whether where the person lives may be shown; not where the register does not say so."""
        return self is Sensitivity.UNRESTRICTED


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known here of the person to trace."""

    given: str
    family: str
    born_on: date | None
    born_precision: BornPrecision = BornPrecision.DAY
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Registered:
    """What the register says of somebody; of where they live only what may be shown.

    `practice` is the ODS code of their GP practice, `emergency` the number of an emergency contact,
    whose name the register does not keep.
    """

    nhs_number: str
    given: str = ""
    family: str = ""
    born_on: str = ""
    gender: str = ""
    sensitivity: Sensitivity = Sensitivity.NOT_SAID
    died: bool = False
    postcode: str = ""
    practice: str = ""
    emergency: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the register answered to one search."""

    came: Came
    person: Registered | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """One step of a trace that was taken, or why it was not."""

    step: Step
    came: Came
    reason: str = ""

    @property
    def said(self) -> str:
        """The step and what came of it, in words."""
        words = {
            Came.ONE: "one person",
            Came.NOBODY: "nobody",
            Came.SEVERAL: "more than one person",
            Came.NOT_ASKED: "not asked",
            Came.NO_ANSWER: "no answer",
        }[self.came]
        return f"{STEP_WORDS[self.step]}: {words}{f' ({self.reason})' if self.reason else ''}"


@dataclass(frozen=True, slots=True)
class Trace:
    """A whole trace: the steps that were taken, and whom they found, if one person alone.

    `differences` are what the register says otherwise, for whoever decides. `sure` says that the
    trace was narrow enough to propose the number; otherwise somebody compares first.
    """

    steps: tuple[Taken, ...]
    found: Registered | None = None
    differences: tuple[str, ...] = ()
    sure: bool = False

    @property
    def answered(self) -> bool:
        """Whether the register answered at all, so that nobody found means that nobody was."""
        return not any(taken.came is Came.NO_ANSWER for taken in self.steps)


def wanted(person: NewPerson) -> Wanted:
    """What the register is asked about somebody: name, date of birth and postcode."""
    return Wanted(
        given=person.main_name.given,
        family=person.main_name.family,
        born_on=person.born_on,
        born_precision=person.born_precision,
        postcode=person.address.postcode if person.address else "",
    )


def needs_trace(numbers: Iterable[tuple[Kind, str]], *, on: date, synthetic: bool = False) -> bool:
    """Whether somebody has no NHS number, or none that can be right."""
    return not any(
        kind is Kind.NHS_NUMBER and check(kind, given, on=on, synthetic=synthetic).valid
        for kind, given in numbers
    )


def parameters(step: Step, wanted: Wanted) -> Parameters | str:
    """What to ask the register in a step, or why the step cannot be taken."""
    if not wanted.family or wanted.born_on is None:
        return "a family name and a date of birth are needed"
    if wanted.born_precision is not BornPrecision.DAY:
        return "the day of birth is not known"
    if not wanted.given:
        return "a given name is needed"
    if step in (Step.WHOLE, Step.BEGINNINGS) and not wanted.postcode:
        return "there is no postcode"
    born = ("birthdate", f"eq{wanted.born_on.isoformat()}")
    family, given = ("family", wanted.family), ("given", wanted.given.split()[0])
    match step:
        case Step.WHOLE:
            return (family, given, born, ("address-postalcode", wanted.postcode), HISTORY)
        case Step.BEGINNINGS:
            start, area = f"{given[1][:3]}*", f"{wanted.postcode[:2]}*"
            if len(given[1]) < 2:
                return "the given name is too short"
            return (family, ("given", start), born, ("address-postalcode", area), HISTORY)
        case Step.WITHOUT_POSTCODE:
            return (family, given, born, HISTORY)
        case Step.BY_SOUND:
            return (family, given, born, ("_fuzzy-match", "true"))


HISTORY = ("_history", "true")


def trace(
    wanted: Wanted, ask: Callable[[Parameters], Answer], *, somebody_looks: bool = False
) -> Trace:
    """Ask step by step until one person is found, or the register has more than one.

    A search with a postcode finds no restricted person, so that nobody there is not the end. Once
    there is no answer no further step is taken: a wider one might find somebody else.
    """
    steps: list[Taken] = []
    for step in Step:
        if step is Step.BY_SOUND and not somebody_looks:
            steps.append(Taken(step, Came.NOT_ASKED, "only when somebody looks at it"))
            continue
        question = parameters(step, wanted)
        if isinstance(question, str):
            steps.append(Taken(step, Came.NOT_ASKED, question))
            continue
        answer = ask(question)
        steps.append(Taken(step, answer.came, answer.reason))
        if answer.person is not None:
            differences = compared(wanted, answer.person)
            sure = step is not Step.BY_SOUND and not differences
            return Trace(tuple(steps), answer.person, differences, sure)
        if answer.came in (Came.SEVERAL, Came.NO_ANSWER):
            break
    return Trace(tuple(steps))


def verified(held: str, wanted: Wanted, found: Registered | None) -> tuple[str, ...]:
    """What to look at when the register is asked for the number on record; nothing if it agrees."""
    if found is None:
        return ("The register has nobody with this NHS number, or no longer.",)
    replaced = f"The register has another NHS number in its place: {found.nhs_number}."
    return (*([replaced] if found.nhs_number != held else []), *compared(wanted, found))


def compared(wanted: Wanted, found: Registered) -> tuple[str, ...]:
    """What the register says otherwise, in sentences that name no address."""
    said = []
    if not _words_alike(wanted.given.split()[:1], found.given):
        said.append(f"The register has another given name: {found.given or 'none'}.")
    if not _words_alike([wanted.family], found.family):
        said.append(f"The register has another family name: {found.family or 'none'}.")
    if wanted.born_on is None or found.born_on != wanted.born_on.isoformat():
        said.append(
            f"The register has another date of birth: {born_as_told(found.born_on) or 'none'}."
        )
    if found.died:
        said.append("The register says that this person has died.")
    return tuple(said)


def born_as_told(told: str) -> str:
    """A date of birth as the register writes it, in words where it is a whole day."""
    with suppress(ValueError):
        return born_in_words(date.fromisoformat(told), BornPrecision.DAY)
    return told


def _words_alike(wanted: Sequence[str], found: str) -> bool:
    words = search_key(found).split()
    asked = search_key(*wanted).split()
    near = (How.SAME, How.SHORT, How.WRITTEN)
    return bool(asked) and all(
        any((one := alike(word, other)) and one.how in near for other in words) for word in asked
    )
