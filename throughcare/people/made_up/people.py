"""Made-up people and what was written down of them, each time with its own slips."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate

from throughcare.codes import (
    synthetic_crn,
    synthetic_cro,
    synthetic_nhs_number,
    synthetic_pnc,
    synthetic_prison_number,
)
from throughcare.people.made_up.names import Tradition, traditions
from throughcare.people.made_up.slips import Written, written

NHS_NUMBERS = 909_091
"""So many made-up NHS numbers there are; people after these have none."""

PNC_NUMBERS = 10**7
"""So many made-up PNC numbers a year has; people that far apart may have the same."""

TIMES_SEEN, TIMES_SEEN_SHARES = (1, 2, 3, 4, 5), (0.62, 0.22, 0.09, 0.045, 0.025)
MALE, ALIAS, TWIN, SIBLING, NAMESAKE = 0.83, 0.18, 0.012, 0.05, 0.007
AREAS = "ZA ZB ZC ZD ZF ZG".split()
UNITS = "ABDEFGHJLNPQRSTUWXYZ"
HOSTELS = tuple(f"ZH{n} {n % 9 + 1}{UNITS[n % 20]}A" for n in range(1, 41))
IN_A_HOSTEL = 0.06


@dataclass(frozen=True, slots=True)
class Truth:
    """Who somebody is, as nobody ever wrote it down whole."""

    person: int
    tradition: Tradition
    ethnic_group: str
    sex: str
    given: str
    middle: str
    family: str
    born_on: date
    new_year: bool
    other_name: tuple[str, str] | None
    postcodes: tuple[str, ...]
    no_fixed_abode: bool
    nhs_number: str
    pnc: str
    cro: str
    prison_number: str
    crn: str


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One record of a made-up person, and whose it is."""

    id: int
    truth: Truth
    written: Written


def made_up_records(
    records: int, *, rng: random.Random, on: date, first: int = 0
) -> Iterator[MadeUp]:
    """That many records of made-up people, seen once to five times each, in no order.

    `on` is the day on which they are of the age that people in custody have. `first` is the
    number of the first person, so that two sets have nobody in common.
    """
    found: list[Truth] = []
    for truth in made_up_people(rng=rng, on=on, first=first):
        found += [truth] * rng.choices(TIMES_SEEN, TIMES_SEEN_SHARES)[0]
        if len(found) >= records:
            break
    del found[records:]
    rng.shuffle(found)
    for number, truth in enumerate(found):
        yield MadeUp(number, truth, written(truth, rng))


def made_up_people(*, rng: random.Random, on: date, first: int = 0) -> Iterator[Truth]:
    """Made-up people without end; some are twins, brothers and sisters, or father and son."""
    known = traditions()
    totals = tuple(accumulate(tradition.share for tradition in known))
    number = first
    while True:
        tradition = rng.choices(known, cum_weights=totals)[0]
        truth = _somebody(number, tradition, rng, on)
        yield truth
        number += 1
        chance = rng.random()
        if chance < TWIN + SIBLING + NAMESAKE:
            yield _relative(truth, number, chance, rng, on)
            number += 1


def _somebody(number: int, tradition: Tradition, rng: random.Random, on: date) -> Truth:
    sex = "male" if rng.random() < MALE else "female"
    born_on = _born(rng, on)
    new_year = rng.random() < tradition.new_year
    homes = tuple(_postcode(rng) for _ in range(rng.choices((1, 2, 3), (0.55, 0.3, 0.15))[0]))
    year = min(on.year, born_on.year + rng.randint(14, 30))
    return Truth(
        person=number,
        tradition=tradition,
        ethnic_group=rng.choices(*zip(*tradition.ethnicity, strict=True))[0],
        sex=sex,
        given=tradition.given[sex].one(rng),
        middle=tradition.given[sex].one(rng) if rng.random() < 0.6 else "",
        family=_family(tradition, rng),
        born_on=born_on.replace(month=1, day=1) if new_year else born_on,
        new_year=new_year,
        other_name=_other_name(tradition, sex, rng) if rng.random() < ALIAS else None,
        postcodes=homes,
        no_fixed_abode=rng.random() < 0.15,
        nhs_number=synthetic_nhs_number(number) if number < NHS_NUMBERS else "",
        pnc=synthetic_pnc(year, number % PNC_NUMBERS),
        # The year stands for the million, so that no two people have one number.
        cro=synthetic_cro(*divmod(number, 10**6)) if rng.random() < 0.5 else "",
        prison_number=synthetic_prison_number(number) if rng.random() < 0.55 else "",
        crn=synthetic_crn(number) if rng.random() < 0.6 else "",
    )


def _family(tradition: Tradition, rng: random.Random) -> str:
    name = tradition.family.one(rng)
    return f"{name}-{tradition.family.one(rng)}" if rng.random() < tradition.double else name


def _other_name(tradition: Tradition, sex: str, rng: random.Random) -> tuple[str, str]:
    return tradition.given[sex].one(rng), tradition.family.one(rng)


def _born(rng: random.Random, on: date) -> date:
    age = min(90.0, max(10.0, rng.gammavariate(6.5, 5.2)))
    return on - timedelta(days=int(age * 365.25))


def _postcode(rng: random.Random) -> str:
    """A postcode of an area that does not exist."""
    if rng.random() < IN_A_HOSTEL:
        return rng.choice(HOSTELS)
    end = rng.choice(UNITS) + rng.choice(UNITS[:6])
    return f"{rng.choice(AREAS)}{rng.randint(1, 25)} {rng.randint(1, 3)}{end}"


def _relative(truth: Truth, number: int, chance: float, rng: random.Random, on: date) -> Truth:
    """Somebody who is easily taken for the one before."""
    other = replace(
        _somebody(number, truth.tradition, rng, on),
        family=truth.family,
        ethnic_group=truth.ethnic_group,
        postcodes=truth.postcodes,
    )
    if chance < TWIN:
        return replace(other, born_on=truth.born_on, new_year=truth.new_year)
    if chance < TWIN + NAMESAKE:
        older = truth.born_on - timedelta(days=rng.randint(20 * 365, 35 * 365))
        return replace(other, given=truth.given, sex=truth.sex, born_on=older)
    apart = rng.choice((-1, 1)) * rng.randint(330, 4000)
    born_on = min(truth.born_on + timedelta(days=apart), on - timedelta(days=3653))
    return replace(other, born_on=born_on)
