"""What the Personal Demographics Service answers, read from its published FHIR R4 shapes.

Source: NHSDigital personal-demographics-service-api, specification and examples (MIT), read on
22 November 2026. What is not understood is no answer, never a person.
"""

from typing import Any

from throughcare.people.rules.tracing import Answer, Came, Registered, Sensitivity

MANY = "TOO_MANY_MATCHES"


class NotUnderstood(ValueError):
    """An answer that has not the published shape."""


def read_search(document: Any) -> Answer:
    """One person, nobody or several. More matches than one come as an outcome with status 200."""
    if error_code(document) == MANY:
        return Answer(Came.SEVERAL)
    if not isinstance(document, dict) or document.get("resourceType") != "Bundle":
        raise NotUnderstood("a search is answered by a Bundle")
    entries = document.get("entry", [])
    if not isinstance(entries, list):
        raise NotUnderstood("the entries of a Bundle are a list")
    if not entries:
        return Answer(Came.NOBODY)
    if len(entries) > 1 or document.get("total", 1) != 1:
        return Answer(Came.SEVERAL)
    return Answer(Came.ONE, read_patient(_group(entries[0]).get("resource")))


def read_patient(resource: Any) -> Registered:
    """What a Patient of the register says. Of a restricted one, nothing of where they live."""
    if not isinstance(resource, dict) or resource.get("resourceType") != "Patient":
        raise NotUnderstood("a Patient is expected")
    number = resource.get("id")
    if not isinstance(number, str):
        raise NotUnderstood("a Patient's id is its NHS number")
    name = _name(resource.get("name"))
    label = _sensitivity(resource)
    return Registered(
        nhs_number=number,
        given=" ".join(str(part) for part in name.get("given") or []),
        family=str(name.get("family") or ""),
        born_on=str(resource.get("birthDate") or ""),
        gender=str(resource.get("gender") or ""),
        sensitivity=label,
        died="deceasedDateTime" in resource or resource.get("deceasedBoolean") is True,
        postcode=_postcode(resource) if label.open else "",
        practice=_practice(resource) if label.open else "",
        emergency=_emergency(resource) if label.open else "",
    )


def error_code(document: Any) -> str:
    """The code of the first issue of an OperationOutcome, "" for anything else."""
    if not isinstance(document, dict) or document.get("resourceType") != "OperationOutcome":
        return ""
    issue = _first(document.get("issue"))
    return str(_first(_group(issue.get("details")).get("coding")).get("code") or "")


def _sensitivity(resource: dict[str, Any]) -> Sensitivity:
    labels = _groups(_group(resource.get("meta")).get("security"))
    codes = {str(label.get("code")) for label in labels}
    # The strictest label counts, and one that is not known is as strict as can be.
    for known in (Sensitivity.VERY_RESTRICTED, Sensitivity.RESTRICTED):
        if known in codes:
            return known
    return Sensitivity.UNRESTRICTED if codes == {"U"} else Sensitivity.NOT_SAID


def _name(given: Any) -> dict[str, Any]:
    names = _groups(given)
    return next((name for name in names if name.get("use") == "usual"), _first(given))


def _postcode(resource: dict[str, Any]) -> str:
    homes = (place for place in _groups(resource.get("address")) if place.get("use") == "home")
    return str(next(homes, {}).get("postalCode") or "")


def _practice(resource: dict[str, Any]) -> str:
    practice = _first(resource.get("generalPractitioner"))
    return str(_group(practice.get("identifier")).get("value") or "")


def _emergency(resource: dict[str, Any]) -> str:
    """The first telephone number of a contact, which the register keeps without a name."""
    ways = (way for one in _groups(resource.get("contact")) for way in _groups(one.get("telecom")))
    return str(next((way for way in ways if way.get("system") == "phone"), {}).get("value") or "")


def _group(given: Any) -> dict[str, Any]:
    return given if isinstance(given, dict) else {}


def _groups(given: Any) -> list[dict[str, Any]]:
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def _first(given: Any) -> dict[str, Any]:
    return next(iter(_groups(given)), {})
