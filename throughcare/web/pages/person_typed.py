"""What the questions about somebody show when they are asked of a person who is known."""

from typing import Any

from throughcare.codes import EthnicCategory, Kind
from throughcare.people.rules import BornPrecision, NewAddress, NewPerson, Sex
from throughcare.web.dates import PartialDate


def as_typed(person: NewPerson) -> dict[str, Any]:
    """What the questions show when they are asked of somebody who is known."""
    numbers = {number.kind: number.given for number in person.numbers}
    address = person.address or NewAddress()
    return {
        "given_names": person.main_name.given,
        "family_name": person.main_name.family,
        "known_as": person.known_as,
        "born": _born_typed(person),
        "estimated": person.born_precision is BornPrecision.ESTIMATED,
        "pronouns": person.pronouns,
        "nhs_number": numbers.get(Kind.NHS_NUMBER, ""),
        "pnc": numbers.get(Kind.PNC, ""),
        "sex": "" if person.sex is Sex.UNKNOWN else person.sex.value,
        "gender": person.gender,
        "ethnicity": (
            "" if person.ethnicity is EthnicCategory.NOT_KNOWN else person.ethnicity.value
        ),
        "ethnicity_by_others": person.ethnicity_by_others,
        "language": person.language,
        "interpreter": _answer(person.interpreter),
        "phone": person.phone,
        "safe_to_contact": _answer(person.safe_to_contact),
        "no_fixed_abode": address.no_fixed_abode,
        "address_lines": address.lines,
        "postcode": address.postcode,
    }


def _born_typed(person: NewPerson) -> PartialDate | None:
    born, precision = person.born_on, person.born_precision
    if born is None:
        return None
    if precision is BornPrecision.DAY:
        return PartialDate(born.year, born.month, born.day)
    return PartialDate(born.year, born.month if precision is BornPrecision.MONTH else None)


def _answer(known: bool | None) -> str:
    return "" if known is None else ("yes" if known else "no")
