"""Draws one made-up person: who they are as custody would write it down, and nobody real."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from throughcare.codes import EthnicCategory, Kind
from throughcare.codes.synthetic import synthetic_nhs_number, synthetic_pnc
from throughcare.people.rules import (
    BornPrecision,
    NameKind,
    NewAddress,
    NewName,
    NewPerson,
    Sex,
    Source,
)
from throughcare.sourced import load
from throughcare.web.demo.shares import Shares, weighted

FILE = Path(__file__).with_name("names.yaml")
NOWHERE = "ZZ99 3VZ"
"""The postcode of no fixed address; no house has one that begins with ZZ99."""
DAYS_IN_YEAR = 365.25
SURELY_ADULT = 20
SPEAKS_IT_FIRST = 0.35
KNOWN_AS = 0.06
HAS_TELEPHONE = 0.6
SAYS_ONLY_THE_YEAR = 0.015
"""How often a detail of these is drawn; invented, and no figure counts them."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A made-up person, and what the plan of their days asks about them."""

    new: NewPerson
    age: int
    interpreter: bool

    @property
    def child(self) -> bool:
        """Whether they are under 18."""
        return self.age < 18

    @property
    def sex(self) -> Sex:
        """Their sex, as stated."""
        return self.new.sex


@cache
def _names() -> Mapping[str, Any]:
    return load(FILE, {"type": "object"}).data


def draw(
    rng: Random,
    shares: Shares,
    number: int,
    *,
    on: date,
    days: int,
    child: bool | None = None,
) -> Drawn:
    """The person with this number, as they are on a day and the days before it.

    The number makes their identifiers; `child` settles beforehand whether they are under 18.
    """
    sex = Sex.FEMALE if shares.happens(rng, "female") else Sex.MALE
    young = shares.happens(rng, "under-18")
    child = young if child is None else child
    age = _age(rng, shares, child=child)
    # No birthday within these days, so that nobody comes of age between two passages.
    lived = timedelta(days=age * DAYS_IN_YEAR + rng.uniform(days + 2, DAYS_IN_YEAR - 2))
    born_on, precision = on - lived, BornPrecision.DAY
    if age > SURELY_ADULT and rng.random() < SAYS_ONLY_THE_YEAR:
        born_on, precision = date(born_on.year, 1, 1), BornPrecision.YEAR
    group = shares.one_of(rng, "ethnicity")
    category = EthnicCategory(weighted(rng, _names()["within_groups"][group].items()))
    tradition = _tradition(rng, category)
    languages = tradition["languages"]
    language = rng.choice(languages) if languages and rng.random() < SPEAKS_IT_FIRST else "English"
    # Interpreters are for those with another first language, so their share is over all people.
    interpreter = language not in ("English", "Welsh") and rng.random() < 0.75
    if shares.happens(rng, "ethnicity-not-stated"):
        category = EthnicCategory.NOT_STATED
    elif shares.happens(rng, "ethnicity-not-known", among=1 - shares["ethnicity-not-stated"]):
        category = EthnicCategory.NOT_KNOWN
    new = NewPerson(
        names=_names_of(rng, shares, tradition, sex),
        source=Source.CUSTODY_RECORD,
        born_on=born_on,
        born_precision=precision,
        sex=sex,
        ethnicity=category,
        identifiers=_numbers(rng, shares, number, year=max(born_on.year + 14, 1995), on=on),
        language=language,
        interpreter=interpreter,
        phone=f"07700 900{number % 1000:03d}" if rng.random() < HAS_TELEPHONE else "",
        address=_address(rng, shares, child=child),
    )
    return Drawn(new, age, interpreter)


def _age(rng: Random, shares: Shares, *, child: bool) -> int:
    if child:
        return rng.choices(range(10, 18), [1, 1, 3, 5, 9, 14, 18, 20])[0]
    first, last = shares.one_of(rng, "age").split("-")
    return rng.randint(int(first), int(last))


def _tradition(rng: Random, category: EthnicCategory) -> Mapping[str, Any]:
    fitting = [each for each in _names()["traditions"] if category.value in each["ethnicity"]]
    weights = [each["ethnicity"][category.value] for each in fitting]
    chosen: Mapping[str, Any] = rng.choices(fitting, weights)[0]
    return chosen


def _names_of(rng: Random, shares: Shares, tradition: Mapping[str, Any], sex: Sex) -> list[NewName]:
    given, family = rng.choice(tradition[sex.value]), rng.choice(tradition["family"])
    names = [NewName(given, family)]
    if rng.random() < KNOWN_AS:
        names.append(NewName(rng.choice(tradition[sex.value]), family, NameKind.KNOWN_AS))
    if shares.happens(rng, "alias"):
        other = rng.choice([each for each in tradition["family"] if each != family])
        names.append(NewName(given, other, NameKind.ALIAS))
    return names


def _numbers(
    rng: Random, shares: Shares, number: int, *, year: int, on: date
) -> list[tuple[Kind, str]]:
    numbers = []
    if shares.happens(rng, "nhs-number-known"):
        numbers.append((Kind.NHS_NUMBER, synthetic_nhs_number(number)))
    if shares.happens(rng, "pnc-known"):
        numbers.append((Kind.PNC, synthetic_pnc(rng.randint(min(year, on.year), on.year), number)))
    return numbers


def _address(rng: Random, shares: Shares, *, child: bool) -> NewAddress:
    if not child and shares.happens(rng, "no-fixed-abode"):
        return NewAddress(no_fixed_abode=True, postcode=NOWHERE)
    street, town = rng.choice(_names()["streets"]), rng.choice(_names()["towns"])
    return NewAddress(
        lines=f"{rng.randint(1, 180)} {street}\n{town}",
        postcode=f"ZZ99 {rng.randint(4, 9)}{rng.choice('ABDEFGHJ')}{rng.choice('LNPQRSTUWXYZ')}",
    )
