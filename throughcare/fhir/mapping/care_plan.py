"""A plan out of a FHIR R4 CarePlan: whose it is, of which day, and what it says, in plain words.

The plan is kept as it came and stays the other service's. What is not read here is counted, so that
nobody believes that all of it was taken in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from throughcare.codes import Kind, check
from throughcare.fhir.mapping.patient import NHS_NUMBER
from throughcare.fhir.mapping.shape import (
    ANY,
    ANY_LIST,
    PERIOD,
    Element,
    Issue,
    Severity,
    error,
    faults,
    group,
    partial_date,
    text,
    unwritable,
    warning,
)

REFERENCE = group(
    many=False, reference=text(), type=text(), identifier=ANY, display=text()
)  # fmt: skip
PARTS: dict[str, Element] = {
    "resourceType": text(),
    "meta": ANY,
    "implicitRules": text(),
    "language": text(),
    "text": ANY,
    "contained": ANY_LIST,
    "modifierExtension": ANY_LIST,
    "identifier": ANY_LIST,
    "instantiatesCanonical": text(many=True),
    "instantiatesUri": text(many=True),
    "basedOn": ANY_LIST,
    "replaces": ANY_LIST,
    "partOf": ANY_LIST,
    "status": text(codes="draft active on-hold revoked completed entered-in-error unknown"),
    "intent": text(codes="proposal plan order option"),
    "category": ANY_LIST,
    "title": text(),
    "description": text(),
    "subject": REFERENCE,
    "encounter": ANY,
    "period": PERIOD,
    "created": Element("dateTime"),
    "author": REFERENCE,
    "contributor": ANY_LIST,
    "careTeam": ANY_LIST,
    "addresses": ANY_LIST,
    "supportingInfo": ANY_LIST,
    "goal": ANY_LIST,
    "activity": ANY_LIST,
    "note": ANY_LIST,
}
NOT_READ = ("basedOn", "replaces", "partOf", "careTeam", "supportingInfo", "encounter")
STATUS_WORDS = {
    "draft": "draft",
    "active": "active",
    "on-hold": "on hold",
    "revoked": "revoked",
    "completed": "completed",
    "unknown": "status not known",
}


@dataclass(frozen=True, slots=True)
class PlanThere:
    """A plan of another service: who made it, of which day, whose NHS number, and its words."""

    made_by: str
    made_on: date
    nhs_number: str
    words: str


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """What was read: the plan, unless it is refused, and every issue."""

    plan: PlanThere | None
    issues: tuple[Issue, ...]

    @property
    def refused(self) -> tuple[str, ...]:
        """Why it is refused, in sentences."""
        return tuple(str(one) for one in self.issues if one.severity is Severity.ERROR)


def read_care_plan(resource: Any, *, on: date) -> ReadPlan:
    """Read a CarePlan; one that cannot be relied on is refused with the reasons."""
    if not isinstance(resource, dict) or resource.get("resourceType") != "CarePlan":
        return ReadPlan(None, (error("structure", "CarePlan", "This is no FHIR CarePlan."),))
    issues = [*unwritable(resource, "CarePlan"), *faults(resource, PARTS, "CarePlan")]
    if not issues:
        issues = [*_refusals(resource, on), *_warnings(resource)]
    if any(one.severity is Severity.ERROR for one in issues):
        return ReadPlan(None, tuple(issues))
    made_on = _made_on(resource)
    assert made_on is not None, "a plan without a day was refused"
    number = _nhs_number(resource)
    plan = PlanThere(_author(resource), made_on, number, "\n".join(_words(resource)))
    return ReadPlan(plan, tuple(issues))


def _refusals(resource: Mapping[str, Any], on: date) -> Iterator[Issue]:
    for name in ("status", "intent", "subject"):
        if name not in resource:
            yield error("required", f"CarePlan.{name}", "This is missing.")
    if resource.get("status") == "entered-in-error":
        yield error("business-rule", "CarePlan.status", "The plan was entered in error.")
    if "modifierExtension" in resource or "implicitRules" in resource:
        yield error(
            "not-supported", "CarePlan", "It says that its meaning is changed in a way not read."
        )
    if not _author(resource):
        yield error("required", "CarePlan.author", "It does not say which service made it.")
    made_on = _made_on(resource)
    if made_on is None:
        yield error("required", "CarePlan.created", "It does not say of which day it is.")
    elif made_on > on:
        yield error("value", "CarePlan.created", "The day of the plan is in the future.")
    number = _nhs_number(resource)
    if number and not check(Kind.NHS_NUMBER, number, on=on).valid:
        yield error("value", "CarePlan.subject", "The NHS number is not valid.")
    if not any(True for _ in _words(resource)):
        yield error("required", "CarePlan", "It says nothing that can be read.")


def _warnings(resource: Mapping[str, Any]) -> Iterator[Issue]:
    for name in NOT_READ:
        if name in resource:
            yield warning("not-supported", f"CarePlan.{name}", "This is not read.")
    if not _nhs_number(resource):
        yield warning("required", "CarePlan.subject", "It names no NHS number to compare.")


def _made_on(resource: Mapping[str, Any]) -> date | None:
    written = resource.get("created") or resource.get("period", {}).get("start") or ""
    if len(written) < len("2026-01-01"):
        return None
    return partial_date(written[:10])[0]


def _author(resource: Mapping[str, Any]) -> str:
    for one in [resource.get("author", {}), *resource.get("contributor", [])]:
        if said := _display(one):
            return said
    return ""


def _nhs_number(resource: Mapping[str, Any]) -> str:
    identifier = _part(resource.get("subject", {}), "identifier")
    if identifier.get("system") == NHS_NUMBER:
        return str(identifier.get("value", "")).replace(" ", "")
    return ""


def _words(resource: Mapping[str, Any]) -> Iterator[str]:
    """The plan line by line; everything that somebody wrote, in the order of a CarePlan."""
    status = STATUS_WORDS.get(resource.get("status", ""), "")
    if title := resource.get("title"):
        yield f"{title} ({status})" if status else title
    if description := resource.get("description"):
        yield description
    held = {f"#{one.get('id')}": one for one in resource.get("contained", [])}
    for name, what in (("addresses", "About"), ("goal", "Goal")):
        for one in resource.get(name, []):
            if said := _display(one) or _said(held.get(str(one.get("reference")), {})):
                yield f"{what}: {said}"
    for activity in resource.get("activity", []):
        yield from _activity(activity, held)
    for note in resource.get("note", []):
        if said := _concept(note):
            yield f"Note: {said}"


def _activity(activity: Mapping[str, Any], held: Mapping[str, Any]) -> Iterator[str]:
    detail, reference = _part(activity, "detail"), _part(activity, "reference")
    said = _concept(detail.get("description")) or _concept(detail.get("code"))
    said = said or _display(reference) or _said(held.get(str(reference.get("reference")), {}))
    if said:
        by = ", ".join(filter(None, map(_display, _parts(detail, "performer"))))
        status = _concept(detail.get("status"))
        yield f"Step: {said}" + (f" ({status})" if status else "") + (f", by {by}" if by else "")
    for progress in _parts(activity, "progress"):
        if told := _concept(progress):
            yield f"Progress: {told}"


def _display(one: Any) -> str:
    return str(one.get("display", "")).strip() if isinstance(one, dict) else ""


def _said(one: Mapping[str, Any]) -> str:
    """What a contained goal, condition or request says of itself."""
    return _concept(one.get("description")) or _concept(one.get("code"))


def _concept(one: Any) -> str:
    """The words of a concept or of a note; words alone are words."""
    if isinstance(one, str):
        return one.strip()
    if not isinstance(one, dict):
        return ""
    if isinstance(written := one.get("text"), str):
        return written.strip()
    return next(filter(None, map(_display, _parts(one, "coding"))), "")


def _part(one: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = one.get(name)
    return found if isinstance(found, dict) else {}


def _parts(one: Mapping[str, Any], name: str) -> list[Any]:
    found = one.get(name)
    return found if isinstance(found, list) else []
