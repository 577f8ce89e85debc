"""What is missing or cannot be right in who somebody is. A gap never keeps anybody from care."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from throughcare.codes import KINDS, Kind, check
from throughcare.people.rules.new_person import GivenNumber, NewPerson
from throughcare.people.rules.terms import BornPrecision


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to find out or to put right: what, and the group of details that it belongs to."""

    words: str
    group: str


@dataclass(frozen=True, slots=True)
class Impossible:
    """A number that cannot be one of its kind, as it was given, and why."""

    kind: Kind
    given: str
    reason: str


def impossible(
    numbers: Sequence[GivenNumber], *, on: date, synthetic: bool
) -> tuple[Impossible, ...]:
    """The numbers that cannot be right, each with the reason."""
    return tuple(
        Impossible(number.kind, number.given, checked.reason)
        for number in numbers
        if not (checked := check(number.kind, number.given, on=on, synthetic=synthetic)).valid
    )


def gaps(
    person: NewPerson,
    *,
    on: date,
    synthetic: bool,
    practice_known: bool,
    numbers_readable: bool = True,
    contact_readable: bool = True,
) -> tuple[Gap, ...]:
    """What is missing or cannot be right, the most useful first.

    What the viewer may not read is not called missing: they cannot tell.
    """
    found = []
    if numbers_readable:
        wrong = impossible(person.numbers, on=on, synthetic=synthetic)
        bad = {(one.kind, one.given) for one in wrong}
        if not any(
            n.kind is Kind.NHS_NUMBER and (n.kind, n.given) not in bad for n in person.numbers
        ):
            found.append(Gap("There is no NHS number yet.", "numbers"))
        found += [
            Gap(f"{_capital(KINDS[one.kind].name)} {one.given}: {one.reason}", "numbers")
            for one in wrong
        ]
        if any(n.kind is Kind.NHS_NUMBER and not n.verified for n in person.numbers):
            found.append(Gap("The NHS number is not confirmed.", "numbers"))
    if person.born_on is None:
        found.append(Gap("The date of birth is not known.", "name"))
    elif person.born_precision is not BornPrecision.DAY:
        found.append(Gap("Only a part of the date of birth is known.", "name"))
    if contact_readable:
        if person.address is None:
            found.append(Gap("No address is recorded, nor that there is none.", "contact"))
        if person.phone and person.safe_to_contact is None:
            found.append(Gap("Nobody asked whether it is safe to telephone.", "contact"))
        if not practice_known:
            found.append(Gap("Nobody recorded whether they have a GP practice.", "practice"))
    return tuple(found)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
