"""Where a FHIR Patient is registered with a GP, and who is around them: what of it is kept.

Nobody said whether it is safe to speak to a contact, so that stays unknown. Relationships are those
of HL7 v2-0131 and v3-RoleCode; another one is kept in its own words beside the name.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from throughcare.codes import Kind, check
from throughcare.fhir.mapping.shape import (
    ANY,
    PERIOD,
    Element,
    Issue,
    group,
    partial_date,
    text,
    warning,
)
from throughcare.people.rules import ContactKind, NewContact, NewPractice, PracticeStatus

ODS = frozenset(
    {
        "https://fhir.nhs.uk/Id/ods-organization-code",
        "https://digital.nhs.uk/services/organisation-data-service",
    }
)
"""The systems of the code of a practice, in UK Core and in the national register."""

CONTACT: dict[str, Element] = {
    "relationship": group(
        coding=group(
            system=text(), version=text(), code=text(), display=text(), userSelected=Element("bool")
        ),
        text=text(),
    ),
    "name": group(
        many=False,
        use=text(),
        text=text(),
        family=text(),
        given=text(many=True),
        prefix=text(many=True),
        suffix=text(many=True),
        period=PERIOD,
    ),
    "telecom": group(system=text(), value=text(), use=text(), rank=Element("int"), period=PERIOD),
    "address": ANY,
    "gender": text(),
    "organization": ANY,
    "period": PERIOD,
}
PRACTICE: dict[str, Element] = {
    "reference": text(),
    "type": text(),
    "identifier": group(
        many=False, use=text(), type=ANY, system=text(), value=text(), period=PERIOD, assigner=ANY
    ),
    "display": text(),
}
KINDS = {
    **dict.fromkeys(("SPS", "HUSB", "WIFE", "DOMPART", "SIGOTHR"), ContactKind.PARTNER),
    **dict.fromkeys(("PRN", "FTH", "MTH", "GUARD"), ContactKind.PARENT),
    **dict.fromkeys(
        ("N", "FAMMEMB", "CHILD", "SON", "DAU", "SIB", "BRO", "SIS", "GRPRN", "GRFTH", "GRMTH"),
        ContactKind.FAMILY,
    ),
    "FRND": ContactKind.FRIEND,
}
EMERGENCY = "C"


def practice_of(patient: dict[str, Any], on: date) -> NewPractice | None:
    """The first practice that the person is registered with on this day, by its code or name."""
    for each in patient.get("generalPractitioner", ()):
        code = _code(each)
        name = each.get("display", "")
        if (code or name) and not is_over(each.get("identifier", {}), on):
            return NewPractice(PracticeStatus.REGISTERED, name, code)
    return None


def contacts_of(patient: dict[str, Any], on: date) -> tuple[NewContact, ...]:
    """Who is around the person on this day; whom neither a name nor a number tells is left out."""
    found = dict.fromkeys(
        contact
        for each in patient.get("contact", ())
        if not is_over(each, on) and (contact := _contact(each, on))
    )
    return tuple(found)


def doubts_of(patient: dict[str, Any], on: date) -> Iterator[Issue]:
    """What of it is kept as it was supplied though it cannot be right."""
    for place, each in enumerate(patient.get("generalPractitioner", ())):
        code = _code(each)
        if code and not check(Kind.ODS, code, on=on).valid:
            at = f"Patient.generalPractitioner[{place}].identifier.value"
            yield warning("invalid", at, f"“{code}” is no ODS code. It is kept as supplied.")


def is_over(each: dict[str, Any], on: date) -> bool:
    """Whether something is said to be of the past on this day."""
    end = each.get("period", {}).get("end")
    return each.get("use") == "old" or (end is not None and partial_date(end[:10])[0] < on)


def _code(reference: dict[str, Any]) -> str:
    told = reference.get("identifier", {})
    if told.get("system") in ODS and told.get("value"):
        return str(told["value"]).strip().upper()
    kind, _, last = str(reference.get("reference", "")).rpartition("/")
    return last.upper() if kind.endswith("directory.spineservices.nhs.uk/STU3/Organization") else ""


def _contact(each: dict[str, Any], on: date) -> NewContact | None:
    codes, words = _relationship(each)
    reached = _reached(each, on)
    name = _name(each.get("name", {}))
    if not (name or reached):
        return None
    kind = next((KINDS[code] for code in codes if code in KINDS), ContactKind.OTHER)
    if EMERGENCY in codes and not words:
        words = "emergency contact"
    if kind is ContactKind.OTHER and words:
        name = f"{name} ({words})" if name else words[:1].upper() + words[1:]
    return NewContact(kind, name or "Name not known", reached)


def _relationship(each: dict[str, Any]) -> tuple[list[str], str]:
    codes: list[str] = []
    words = ""
    for concept in each.get("relationship", ()):
        codings = concept.get("coding", ())
        codes += [coding["code"].upper() for coding in codings if "code" in coding]
        said = [concept.get("text", ""), *(coding.get("display", "") for coding in codings)]
        words = words or next((one for one in said if one), "").lower()
    return codes, words


def _name(told: dict[str, Any]) -> str:
    whole = f"{' '.join(told.get('given', ()))} {told.get('family', '')}".strip()
    return whole or str(told.get("text", ""))


def _reached(each: dict[str, Any], on: date) -> str:
    ways = [
        way
        for way in each.get("telecom", ())
        if way.get("system") in ("phone", "sms", "email")
        and "value" in way
        and not is_over(way, on)
    ]
    ways.sort(key=lambda way: (way.get("rank", 99), way["system"] == "email"))
    return str(ways[0]["value"]) if ways else ""
