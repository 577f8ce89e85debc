"""What is written down of somebody, with the slips that happen at a custody desk at night.

The shares of slips are assumptions at or above those that record linkage studies report; they are
said in the reference page on matching, and nobody should take them for measurements.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from throughcare.codes import (
    synthetic_crn,
    synthetic_cro,
    synthetic_nhs_number,
    synthetic_pnc,
    synthetic_prison_number,
)

if TYPE_CHECKING:
    from throughcare.people.made_up.people import Truth

COLUMNS = (
    "given_name", "family_name", "other_names", "date_of_birth", "sex", "postcode",
    "nhs_number", "pnc", "cro", "prison_number",
)  # fmt: skip
"""The columns of an extract that say who somebody is."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"
NO_FIXED_ABODE = "ZZ99 3VZ"
SHORT = {
    "James": "Jim", "Daniel": "Danny", "Thomas": "Tom", "Michael": "Mick", "David": "Dave",
    "Christopher": "Chris", "Matthew": "Matt", "Joshua": "Josh", "Andrew": "Andy",
    "Robert": "Bob", "John": "Johnny", "Stephen": "Steve", "Richard": "Rick", "William": "Billy",
    "Joseph": "Joe", "Samuel": "Sam", "Benjamin": "Ben", "Anthony": "Tony", "Peter": "Pete",
    "Nicholas": "Nick", "Alexander": "Alex", "Edward": "Ted", "Patrick": "Paddy",
    "Katherine": "Kate", "Elizabeth": "Liz", "Rebecca": "Becky", "Samantha": "Sam",
    "Jessica": "Jess", "Jennifer": "Jenny", "Victoria": "Vicky", "Margaret": "Maggie",
    "Mohammed": "Mo", "Abdirahman": "Abdi", "Oluwaseun": "Seun", "Chukwuemeka": "Emeka",
    "Krzysztof": "Kris", "Małgorzata": "Gosia", "Katarzyna": "Kasia", "Alexandru": "Alex",
    "Lewis": "Lou", "Gareth": "Gaz", "Kenneth": "Ken", "Philip": "Phil", "Ronald": "Ron",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """One record as an extract holds it: text in every column, empty where nothing is known."""

    given_name: str
    family_name: str
    other_names: str
    date_of_birth: str
    sex: str
    postcode: str
    nhs_number: str
    pnc: str
    cro: str
    prison_number: str
    crn: str


def written(truth: "Truth", rng: random.Random) -> Written:
    """One record of somebody, by chance."""
    given, family, other = _names(truth, rng)
    return Written(
        given_name=given,
        family_name=family,
        other_names=other,
        date_of_birth=_date_of_birth(truth, rng),
        sex=_sex(truth.sex, rng),
        postcode=_postcode(truth, rng),
        nhs_number=_nhs_number(truth, rng),
        pnc=_pnc(truth, rng),
        cro=_number(truth.cro, synthetic_cro(rng.randint(1985, 2024), rng.randrange(10**6)), rng),
        prison_number=_number(truth.prison_number, synthetic_prison_number(_any(rng)), rng),
        crn=_number(truth.crn, synthetic_crn(_any(rng)), rng),
    )


def _names(truth: "Truth", rng: random.Random) -> tuple[str, str, str]:
    main, other = (truth.given, truth.family), truth.other_name
    if other and rng.random() < 0.3:
        main, other = other, main
    given, family = _given(main[0], truth, rng), _family(main[1], truth, rng)
    told = []
    if truth.middle and rng.random() < 0.45:
        told.append(truth.middle)
        if rng.random() < 0.06:
            given, told[0] = truth.middle, given
    if other and rng.random() < 0.55:
        told.append(" ".join(other))
    if rng.random() < truth.tradition.turned + 0.008:
        given, family = family, given
    if rng.random() < 0.15:
        given, family = given.upper(), family.upper()
    return given, family, "; ".join(told)


def _given(name: str, truth: "Truth", rng: random.Random) -> str:
    if rng.random() < 0.07:
        name = SHORT.get(name, name)
    name = _spelt(name, truth, rng)
    if rng.random() < 0.055:
        name = slip(name, rng)
    return name[:1] if rng.random() < 0.006 else name


def _family(name: str, truth: "Truth", rng: random.Random) -> str:
    if "-" in name and rng.random() < 0.25:
        name = rng.choice(name.split("-"))
    if truth.sex == "female" and rng.random() < 0.05:
        return truth.tradition.family.one(rng)
    name = _spelt(name, truth, rng)
    return slip(name, rng) if rng.random() < 0.05 else name


def _spelt(name: str, truth: "Truth", rng: random.Random) -> str:
    """The name as somebody else would spell it, once in eight times."""
    if rng.random() < 0.125:
        fit = [(one, other) for one, other in truth.tradition.spelt if one in name]
        if fit:
            one, other = rng.choice(fit)
            name = name.replace(one, other, 1) or name
            name = name[:1].upper() + name[1:]
    return name


def slip(text: str, rng: random.Random) -> str:
    """One slip of the finger: a letter wrong, left out, doubled, or two changed round."""
    if len(text) < 3:
        return text
    at, letter = rng.randrange(1, len(text) - 1), rng.choice(LETTERS)
    return rng.choice(
        (
            text[:at] + letter + text[at + 1 :],
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        )
    )


def _date_of_birth(truth: "Truth", rng: random.Random) -> str:
    born, chance = truth.born_on, rng.random()
    if truth.new_year and rng.random() < 0.1:
        born = born.replace(year=born.year + rng.choice((-2, -1, 1, 2)))
    if chance < 0.02:
        return _another(born, rng).isoformat()
    if chance < 0.05:
        return _digit_wrong(born, rng).isoformat()
    if chance < 0.065 and born.day <= 12:
        return born.replace(day=born.month, month=born.day).isoformat()
    if chance < 0.075:
        return _another(born, rng, wholly=True).isoformat()
    if chance < 0.095:
        return f"{born:%Y}"
    if chance < 0.10:
        return f"{born:%Y-%m}"
    return "" if chance < 0.11 else born.isoformat()


def _another(born: date, rng: random.Random, *, wholly: bool = False) -> date:
    if wholly:
        return born + timedelta(days=rng.choice((-1, 1)) * rng.randint(200, 4000))
    year = born.year + rng.choice((-10, -1, 1, 10))
    return born.replace(year=year, day=min(born.day, 28))


def _digit_wrong(born: date, rng: random.Random) -> date:
    digits = list(f"{born:%Y%m%d}")
    for _ in range(20):
        tried = digits.copy()
        tried[rng.randrange(2, 8)] = rng.choice("0123456789")
        try:
            found = date.fromisoformat("".join(tried))
        except ValueError:
            continue
        if found != born:
            return found
    return born


def _sex(sex: str, rng: random.Random) -> str:
    chance = rng.random()
    if chance < 0.03:
        return ""
    if chance < 0.034:
        return "male" if sex == "female" else "female"
    return sex


def _postcode(truth: "Truth", rng: random.Random) -> str:
    chance = rng.random()
    if chance < 0.15:
        return ""
    if truth.no_fixed_abode and chance < 0.75:
        return NO_FIXED_ABODE
    home = rng.choice(truth.postcodes)
    return home[:-1] + rng.choice("ABDEFGHJLNPQRSTUWXYZ") if chance > 0.98 else home


def _nhs_number(truth: "Truth", rng: random.Random) -> str:
    chance = rng.random()
    if chance < 0.40 or not truth.nhs_number:
        return ""
    if chance < 0.403:
        return synthetic_nhs_number(rng.randrange(909_091))
    if chance < 0.41:
        return slip(truth.nhs_number, rng)
    number = truth.nhs_number
    return f"{number[:3]} {number[3:6]} {number[6:]}" if chance > 0.9 else number


def _any(rng: random.Random) -> int:
    return rng.randrange(10**7)


def _number(own: str, another: str, rng: random.Random) -> str:
    """A number of which people may have had another before, or somebody else's was written."""
    if not own or rng.random() < 0.45:
        return ""
    return another if rng.random() < 0.012 else own


def _pnc(truth: "Truth", rng: random.Random) -> str:
    chance = rng.random()
    if chance < 0.45:
        return ""
    if chance < 0.4515:
        return synthetic_pnc(rng.randint(1995, 2025), rng.randrange(10**7))
    year, rest = truth.pnc.split("/")
    return f"{year[2:]}/{rest.lstrip('0')}" if chance > 0.85 else truth.pnc
