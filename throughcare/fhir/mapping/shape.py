"""Is this the shape of the resource it says it is? Each fault is named by the path of its element.

Hand-written for the resources that are read here; it knows elements, whether they repeat, and
simple types. What it finds is said as the issues of a FHIR OperationOutcome.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

FHIR_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
FHIR_DATE_TIME = re.compile(
    r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?)?)?"
)


class Severity(StrEnum):
    """How much an issue matters: an error refuses the resource."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of an OperationOutcome; `code` is of the FHIR code list of issue types."""

    severity: Severity
    code: str
    expression: str
    diagnostics: str

    def __str__(self) -> str:
        return f"{self.expression}: {self.diagnostics}"


def error(code: str, expression: str, diagnostics: str) -> Issue:
    """A fault for which the resource is refused."""
    return Issue(Severity.ERROR, code, expression, diagnostics)


def warning(code: str, expression: str, diagnostics: str) -> Issue:
    """Something that was not taken as it was given."""
    return Issue(Severity.WARNING, code, expression, diagnostics)


@dataclass(frozen=True, slots=True)
class Element:
    """What an element may hold. `parts` are its own elements; without them, they are not checked.

    `kind` is a JSON type (str, bool, int, dict), or date or dateTime as FHIR writes them.
    """

    kind: str
    many: bool = False
    parts: "Mapping[str, Element] | None" = None
    codes: frozenset[str] = frozenset()


def text(*, many: bool = False, codes: str = "") -> Element:
    """An element that holds words, or one of these codes."""
    return Element("str", many, codes=frozenset(codes.split()))


def group(many: bool = True, **parts: Element) -> Element:
    """An element that holds elements of its own."""
    return Element("dict", many, parts or None)


ANY = group(many=False)
ANY_LIST = group(many=True)
PERIOD = group(many=False, start=Element("dateTime"), end=Element("dateTime"))
IN_ANY = {"id": text(), "extension": ANY_LIST}
KINDS = {"str": str, "bool": bool, "int": int, "dict": dict}
WORDS = {"str": "words", "bool": "true or false", "int": "a whole number", "dict": "an object"}


def unwritable(resource: Any, at: str) -> Iterator[Issue]:
    """A fault where words hold what no text can: a null character, or half of a character.

    However deep they stand, and also in what is not read.
    """
    left = [resource]
    while left:
        held = left.pop()
        if isinstance(held, dict):
            left += [*held.keys(), *held.values()]
        elif isinstance(held, list):
            left += held
        elif isinstance(held, str) and not is_text(held):
            yield error("value", at, "It holds characters that are no text.")
            return


def is_text(words: str) -> bool:
    """Whether words can be written down: no null character, and no half of a character."""
    return "\0" not in words and not any("\ud800" <= each <= "\udfff" for each in words)


def faults(value: Any, parts: Mapping[str, Element], at: str) -> Iterator[Issue]:
    """Every fault of an object and of what it holds, with its path."""
    known = {**IN_ANY, **parts}
    for name, held in value.items():
        path = f"{at}.{name}"
        if name.startswith("_") and name[1:] in known:
            continue  # extensions of a simple element stand beside it under this name
        element = known.get(name)
        if element is None:
            yield error("structure", path, "There is no such element here.")
        elif element.many != isinstance(held, list):
            yield error(
                "structure", path, f"This must {'be' if element.many else 'not be'} a list."
            )
        elif element.many and not held:
            yield error("structure", path, "An empty list says nothing: leave it out.")
        else:
            items = held if element.many else [held]
            for number, item in enumerate(items):
                yield from _fault(item, element, f"{path}[{number}]" if element.many else path)


def _fault(item: Any, element: Element, path: str) -> Iterator[Issue]:
    if element.kind in ("date", "dateTime"):
        if problem := _not_a_date(item, element.kind):
            yield error("value", path, problem)
        return
    if not _is(item, element.kind):
        yield error("structure", path, f"This must hold {WORDS[element.kind]}.")
        return
    if element.kind == "str" and not item.strip():
        yield error("value", path, "Empty words say nothing: leave the element out.")
    elif element.codes and item not in element.codes:
        allowed = ", ".join(sorted(element.codes))
        yield error("code-invalid", path, f"“{item}” is not one of: {allowed}.")
    elif element.kind == "dict":
        if not item:
            yield error("structure", path, "An empty object says nothing: leave it out.")
        elif element.parts is not None:
            yield from faults(item, element.parts, path)


def _is(item: Any, kind: str) -> bool:
    # In Python, true is a whole number as well.
    return isinstance(item, KINDS[kind]) and (kind != "int" or not isinstance(item, bool))


def _not_a_date(item: Any, kind: str) -> str:
    if not isinstance(item, str):
        return "A date must be written as words, like 1992-03-27."
    pattern = FHIR_DATE if kind == "date" else FHIR_DATE_TIME
    if not pattern.fullmatch(item):
        return f"“{item}” is not a date as FHIR writes it, like 1992-03-27, 1992-03 or 1992."
    try:
        partial_date(item[:10])
    except ValueError:
        return f"There is no day “{item[:10]}”."
    return ""


def partial_date(written: str) -> tuple[date, int]:
    """The first day of a date as FHIR writes it, and of how many parts it is: year, month, day.

    Raises ValueError for what is no date.
    """
    found = FHIR_DATE.fullmatch(written)
    if not found:
        raise ValueError(written)
    parts = [int(part) for part in found.groups() if part]
    return date(*[*parts, 1, 1][:3]), len(parts)
