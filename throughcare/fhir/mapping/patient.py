"""A person out of a FHIR R4 UK Core Patient: what it says that we keep, and what we refuse.

What is not understood is never guessed: a code outside our lists is kept as supplied and said to
be not known; extensions that are not read are counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from throughcare.codes import EthnicCategory, Kind, check
from throughcare.codes.ethnicity import CODE_SYSTEM
from throughcare.fhir.mapping.patient_around import (
    contacts_of,
    doubts_of,
    is_over,
    practice_of,
)
from throughcare.fhir.mapping.patient_shape import PARTS
from throughcare.fhir.mapping.shape import (
    Issue,
    Severity,
    error,
    faults,
    partial_date,
    unwritable,
    warning,
)
from throughcare.people.rules import (
    AddressKind,
    BornPrecision,
    GivenNumber,
    NameKind,
    NewAddress,
    NewContact,
    NewName,
    NewPerson,
    NewPractice,
    Sex,
    Source,
)

NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number"
UK_CORE = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-"
VERIFICATION = f"{UK_CORE}NHSNumberVerificationStatus"
ETHNICITY = f"{UK_CORE}EthnicCategory"
INTERPRETER = f"{UK_CORE}InterpreterRequired"
VERIFIED = frozenset({"01", "number-present-and-verified"})
RESTRICTED = frozenset({"R", "V"})
"""The security labels of records that are kept from most eyes: restricted and very restricted."""

SEXES = {"male": Sex.MALE, "female": Sex.FEMALE, "other": Sex.NOT_SPECIFIED}
NAME_KINDS = {
    "nickname": NameKind.KNOWN_AS,
    "old": NameKind.PREVIOUS,
    "maiden": NameKind.PREVIOUS,
}
PRECISION = {1: BornPrecision.YEAR, 2: BornPrecision.MONTH, 3: BornPrecision.DAY}


@dataclass(frozen=True, slots=True)
class Read:
    """What came of reading a resource: a person unless an error stands among the issues."""

    person: NewPerson | None
    issues: tuple[Issue, ...]
    extensions_ignored: int
    practice: NewPractice | None = None
    contacts: tuple[NewContact, ...] = ()


def read_patient(resource: Any, *, on: date) -> Read:
    """Read a Patient as it stands on a day; names, addresses and numbers that ended are old."""
    if not isinstance(resource, dict) or resource.get("resourceType") != "Patient":
        return Read(None, (error("structure", "Patient", "This is not a Patient resource."),), 0)
    issues = [*unwritable(resource, "Patient"), *faults(resource, PARTS, "Patient")]
    if not issues:
        issues = [*_refusals(resource, on), *_doubts(resource, on)]
    ignored = _ignored(resource)
    if any(issue.severity is Severity.ERROR for issue in issues):
        return Read(None, tuple(issues), ignored)
    return Read(
        _person(resource, on),
        tuple(issues),
        ignored,
        practice_of(resource, on),
        contacts_of(resource, on),
    )


def _refusals(patient: dict[str, Any], on: date) -> Iterator[Issue]:
    """What must be decided by a person before anybody is registered."""
    if "modifierExtension" in patient:
        yield error(
            "extension",
            "Patient.modifierExtension",
            "This changes what the rest means, and is not understood here.",
        )
    if "deceasedBoolean" in patient and "deceasedDateTime" in patient:
        yield error("structure", "Patient.deceased", "Only one of the two may be there.")
    elif patient.get("deceasedBoolean") or "deceasedDateTime" in patient:
        yield error(
            "business-rule",
            "Patient.deceased",
            "The person has died. Nobody who has died is registered from a file.",
        )
    if any(link.get("type") == "replaced-by" for link in patient.get("link", ())):
        yield error("business-rule", "Patient.link", "Another Patient has taken this one's place.")
    labels = {str(label.get("code")) for label in _objects(patient.get("meta", {}).get("security"))}
    if labels & RESTRICTED:
        yield error(
            "security",
            "Patient.meta.security",
            "The record is restricted. Ask the team that holds it, and register by hand.",
        )
    if not _names(patient, on):
        yield error("required", "Patient.name", "A name is needed: family, given or text.")
    if "birthDate" in patient and partial_date(patient["birthDate"])[0] > on:
        yield error("value", "Patient.birthDate", "The date of birth is in the future.")


def _doubts(patient: dict[str, Any], on: date) -> Iterator[Issue]:
    """What is kept as it was supplied but counts for nothing."""
    for place, each in enumerate(patient.get("identifier", ())):
        if each.get("system") != NHS_NUMBER or "value" not in each:
            continue
        checked = check(Kind.NHS_NUMBER, each["value"], on=on)
        if not checked.valid:
            told = f"{checked.reason} It is kept as supplied and not used to recognise the person."
            yield warning("invalid", f"Patient.identifier[{place}].value", told)
    category, supplied = _ethnicity(patient)
    if supplied and category is EthnicCategory.NOT_KNOWN and supplied != category.value:
        yield warning(
            "code-invalid",
            f"Patient.extension('{ETHNICITY}')",
            f"“{supplied}” is not an ethnic category of England: kept as supplied, not known.",
        )
    yield from doubts_of(patient, on)
    if patient.get("active") is False:
        yield warning("business-rule", "Patient.active", "The sender no longer uses this record.")


def _person(patient: dict[str, Any], on: date) -> NewPerson:
    born, parts = partial_date(patient["birthDate"]) if "birthDate" in patient else (None, 0)
    category, supplied = _ethnicity(patient)
    return NewPerson(
        names=_names(patient, on),
        source=Source.NHS,
        born_on=born,
        born_precision=PRECISION.get(parts, BornPrecision.UNKNOWN),
        sex=SEXES.get(patient.get("gender", ""), Sex.UNKNOWN),
        ethnicity=category,
        ethnicity_given=supplied,
        identifiers=[
            GivenNumber(Kind.NHS_NUMBER, each["value"], _verified(each), *_period(each))
            for each in patient.get("identifier", ())
            if each.get("system") == NHS_NUMBER and "value" in each and _when(each, on)
        ],
        language=_language(patient),
        interpreter=next(
            (
                each["valueBoolean"]
                for each in _extensions(patient, INTERPRETER)
                if isinstance(each.get("valueBoolean"), bool)
            ),
            None,
        ),
        phone=_phone(patient, on),
        address=_address(patient, on),
    )


def _names(patient: dict[str, Any], on: date) -> list[NewName]:
    """Every name; the official one of today is the legal one, else the usual, else the first."""
    read: list[tuple[str, NewName]] = []
    for each in patient.get("name", ()):
        use = "old" if is_over(each, on) else each.get("use", "usual")
        given, family = " ".join(each.get("given", ())), each.get("family", "")
        name = NewName(given, family or ("" if given else each.get("text", "")))
        if name.key:
            read.append((use, name))
    order = ("official", "usual")
    main = next((name for use in order for each, name in read if each == use), None)
    main = main or (read[0][1] if read else None)
    return [
        NewName(
            name.given,
            name.family,
            NameKind.LEGAL if name is main else NAME_KINDS.get(use, NameKind.ALIAS),
        )
        for use, name in read
    ]


def _phone(patient: dict[str, Any], on: date) -> str:
    numbers = [
        each
        for each in patient.get("telecom", ())
        if each.get("system") in ("phone", "sms") and "value" in each and not is_over(each, on)
    ]
    numbers.sort(key=lambda each: (each.get("rank", 99), each.get("use") != "mobile"))
    return str(numbers[0]["value"]) if numbers else ""


def _address(patient: dict[str, Any], on: date) -> NewAddress | None:
    current = [
        each
        for each in patient.get("address", ())
        if not is_over(each, on) and each.get("use") not in ("work", "billing")
    ]
    current.sort(key=lambda each: each.get("use", "home") != "home")
    for each in current:
        parts = [*each.get("line", ()), *(each.get(n, "") for n in ("city", "district", "state"))]
        lines = "\n".join(part for part in parts if part) or each.get("text", "")
        if lines or each.get("postalCode"):
            temporary = each.get("use") == "temp"
            return NewAddress(
                lines,
                each.get("postalCode", ""),
                kind=AddressKind.STAYING if temporary else AddressKind.HOME,
                from_on=_since(each, on),
            )
    return None


def _when(each: dict[str, Any], on: date) -> bool:
    """Whether a number holds now, or it is said until when it did."""
    return not is_over(each, on) or _period(each)[1] is not None


def _period(each: dict[str, Any]) -> tuple[date | None, date | None]:
    """The first and the last day, each where the whole day is given."""
    told = each.get("period", {})
    days = [partial_date(told[end][:10]) if end in told else None for end in ("start", "end")]
    first, last = (day[0] if day and day[1] == len(PRECISION) else None for day in days)
    return first, last


def _since(each: dict[str, Any], on: date) -> date | None:
    """The day from which an address holds, where the whole day is given and has come."""
    start = each.get("period", {}).get("start")
    day, parts = partial_date(start[:10]) if start else (on, 0)
    return day if parts == len(PRECISION) and day <= on else None


def _language(patient: dict[str, Any]) -> str:
    spoken = sorted(patient.get("communication", ()), key=lambda each: not each.get("preferred"))
    return next((said for each in spoken if (said := _said(each.get("language")))), "")


def _said(concept: Any) -> str:
    """The words of a CodeableConcept."""
    if not isinstance(concept, dict):
        return ""
    shown = [each.get("display") or each.get("code") for each in _objects(concept.get("coding"))]
    return str(concept.get("text") or next((words for words in shown if words), ""))


def _ethnicity(patient: dict[str, Any]) -> tuple[EthnicCategory, str]:
    for each in _extensions(patient, ETHNICITY):
        concept = each.get("valueCodeableConcept")
        codings = _objects(concept.get("coding")) if isinstance(concept, dict) else []
        for coding in codings:
            code = str(coding.get("code"))
            if coding.get("system") == CODE_SYSTEM and code in set(EthnicCategory):
                return EthnicCategory(code), code
        if supplied := _said(concept):
            return EthnicCategory.NOT_KNOWN, supplied
    return EthnicCategory.NOT_KNOWN, ""


def _verified(identifier: dict[str, Any]) -> bool:
    return any(
        str(coding.get("code")) in VERIFIED
        for each in _extensions(identifier, VERIFICATION)
        if isinstance(each.get("valueCodeableConcept"), dict)
        for coding in _objects(each["valueCodeableConcept"].get("coding"))
    )


def _extensions(element: dict[str, Any], url: str) -> list[dict[str, Any]]:
    return [each for each in _objects(element.get("extension")) if each.get("url") == url]


def _objects(held: Any) -> list[dict[str, Any]]:
    return [each for each in held if isinstance(each, dict)] if isinstance(held, list) else []


def _ignored(element: Any) -> int:
    """How many extensions there are, anywhere, that are not read here."""
    if isinstance(element, list):
        return sum(_ignored(each) for each in element)
    if not isinstance(element, dict):
        return 0
    read = {VERIFICATION, ETHNICITY, INTERPRETER}
    own = [each for each in _objects(element.get("extension")) if str(each.get("url")) not in read]
    inner = sum(_ignored(held) for name, held in element.items() if name != "extension")
    return len(own) + inner
