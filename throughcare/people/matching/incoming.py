"""Somebody who comes in, and what the database answers of somebody known: weighed and judged."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from throughcare.codes import Kind
from throughcare.people.matching.model import Model
from throughcare.people.matching.people import column_of, evidence_of, judged
from throughcare.people.matching.row import NUMBERS, Birth, Row, Somebody, birth, named
from throughcare.people.matching.weighing import found, step
from throughcare.people.rules import (
    BornPrecision,
    Judgement,
    NewPerson,
    Sex,
    Step,
    canonical,
)
from throughcare.people.rules.same_person import UNKNOWN

SEXES = {Sex.FEMALE: "female", Sex.MALE: "male"}


@dataclass(frozen=True, slots=True)
class Incoming:
    """Who comes in, in the forms in which they are looked for and compared."""

    somebody: Somebody
    keys: tuple[str, ...]
    born_on: date | None
    born_precision: BornPrecision
    numbers: frozenset[tuple[Kind, str]]
    confirmed: frozenset[Kind]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the database tells of somebody known: names and date of birth, and of everything else
    only whether it agrees."""

    names: tuple[tuple[str, str], ...]
    born_on: date | None
    born_precision: BornPrecision
    sex: str
    postcode: str
    agreeing: frozenset[Kind]
    disagreeing: frozenset[Kind]
    confirmed: frozenset[Kind]


def birth_of(born_on: date | None, precision: BornPrecision) -> Birth:
    """A date of birth as far as it is known."""
    month = precision in {BornPrecision.DAY, BornPrecision.MONTH}
    return birth(born_on, month=month, day=precision is BornPrecision.DAY)


def incoming(new: NewPerson, *, on: date, synthetic: bool) -> Incoming:
    """Somebody who comes in, ready to be compared; numbers that cannot be right are left out."""
    numbers = {
        (number.kind, value): number.verified
        for number in new.numbers
        if (value := canonical(number, on=on, synthetic=synthetic))
    }
    return Incoming(
        somebody=Somebody(
            names=tuple(dict.fromkeys(named(name.given, name.family) for name in new.names)),
            birth=birth_of(new.born_on, new.born_precision),
            sex=SEXES.get(new.sex, ""),
            postcodes=(_postcode(new),),
            numbers=tuple((column_of(kind), value) for kind, value in sorted(numbers)),
            confirmed=frozenset(column_of(kind) for (kind, _), yes in numbers.items() if yes),
        ),
        keys=tuple(sorted({name.key for name in new.names})),
        born_on=new.born_on,
        born_precision=new.born_precision,
        numbers=frozenset(numbers),
        confirmed=frozenset(kind for (kind, _), confirmed in numbers.items() if confirmed),
    )


def _postcode(new: NewPerson) -> str:
    lives = new.address
    return lives.postcode if lives and not lives.no_fixed_abode else ""


def judge_answer(new: Incoming, known: Answer, model: Model) -> Judgement:
    """Is the known person the one who comes in?"""
    steps = tuple(_steps(new, known, model))
    evidence = evidence_of(
        steps,
        shared=known.agreeing,
        different=known.disagreeing,
        confirmed=known.confirmed & new.confirmed,
    )
    return judged(model.start, steps, evidence, model)


def _steps(new: Incoming, known: Answer, model: Model) -> Iterator[Step]:
    mine = [Row(name, new.somebody.birth) for name in new.somebody.names]
    born = birth_of(known.born_on, known.born_precision)
    theirs = [Row(named(*name), born) for name in known.names] or [Row(named("", ""), born)]
    names = [step("name", one, other, model) for one in mine for other in theirs]
    told = [one for one in names if one.level != UNKNOWN]
    yield max(told, key=lambda one: one.weight) if told else names[0]
    yield step("born", mine[0], theirs[0], model)
    yield found("sex", known.sex, model)
    yield found("postcode", known.postcode, model)
    agreeing = {column_of(kind) for kind in known.agreeing}
    disagreeing = {column_of(kind) for kind in known.disagreeing}
    for kind in NUMBERS:
        level = "same" if kind in agreeing else "else" if kind in disagreeing else UNKNOWN
        yield found(kind, level, model)
