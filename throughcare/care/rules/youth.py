"""Children and young people: what is asked of family, school, rights and adult services.

What is asked is data (`youth.yaml`). Nobody is asked what their age makes meaningless: competence
is assessed under 16 and presumed at 16 and 17 (manual of the Comprehensive Health Assessment Tool).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from throughcare.care.rules.deadlines import published
from throughcare.people.rules import age_on
from throughcare.sourced import Status, load

FILE = Path(__file__).parents[1] / "youth.yaml"
SCHEMA = Path(__file__).parents[1] / "youth.schema.json"
TURNING_18 = "turning-18"
SETTLED = ("handed-over", "not-needed")
"""Answers after which nothing is left to do about turning 18."""


@dataclass(frozen=True, slots=True)
class YouthKind:
    """One thing that is asked: what can be answered, what an answer needs, and who says so."""

    id: str
    name: str
    asks: str
    answers: Mapping[str, str]
    words: str
    needs_words: tuple[str, ...]
    dated: str
    needs_day: tuple[str, ...]
    age_to: int | None
    configurable: bool
    source: str
    status: Status
    note: str


@cache
def youth_kinds(path: Path = FILE) -> tuple[YouthKind, ...]:
    """What is asked, as it comes with the product or in another file of the same shape.

    Raises ValueError where an answer needs words or a day and is none of the answers.
    """
    found = []
    for entry in load(path, SCHEMA).data["youth"]:
        needs_words = tuple(entry.get("needs_words", ()))
        needs_day = tuple(entry.get("needs_day", ()))
        if strange := {*needs_words, *needs_day} - set(entry["answers"]):
            raise ValueError(f"{entry['id']}: {', '.join(sorted(strange))} is no answer to it")
        found.append(
            YouthKind(
                id=entry["id"],
                name=entry["name"],
                asks=entry["asks"],
                answers=entry["answers"],
                words=entry.get("words", "In a few words"),
                needs_words=needs_words,
                dated=entry.get("dated", ""),
                needs_day=needs_day,
                age_to=entry.get("age_to"),
                configurable=entry["configurable"],
                source=entry["source"],
                status=Status(entry["status"]),
                note=entry.get("note", ""),
            )
        )
    return tuple(found)


def youth_kind(kind_id: str) -> YouthKind | None:
    """One thing that is asked, by its id."""
    return next((one for one in youth_kinds() if one.id == kind_id), None)


def is_asked(kind: YouthKind, born_on: date | None, on: date) -> bool:
    """Whether it is asked at somebody's age; where the age is not known, it is."""
    return kind.age_to is None or born_on is None or age_on(born_on, on) <= kind.age_to


def refuse_youth(
    kind: YouthKind, answer: str, *, words: str, day: date | None, born_on: date | None, on: date
) -> str:
    """Why an answer may not be kept so, in a sentence; '' when it may."""
    if answer not in kind.answers:
        return "Select one of the answers in the list."
    if not is_asked(kind, born_on, on):
        return f"It is not asked of somebody who is {age_on(born_on, on)}." if born_on else ""
    if answer in kind.needs_words and not words.strip():
        return f"Say: {kind.words[:1].lower()}{kind.words[1:]}."
    if answer in kind.needs_day and day is None:
        return f"Enter the day: {kind.dated[:1].lower()}{kind.dated[1:]}."
    return ""


def eighteenth(born_on: date) -> date:
    """The day on which somebody turns 18; of those born on 29 February, 1 March."""
    try:
        return born_on.replace(year=born_on.year + 18)
    except ValueError:
        return date(born_on.year + 18, 3, 1)


def plans_18_from(born_on: date) -> date:
    """The day from which the way to adult services is on the list of their team."""
    return eighteenth(born_on) - published().days("turning-eighteen")


def youth_words(kind: str, answer: str) -> tuple[str, str]:
    """What to do on the day that an answer set, and what was answered."""
    of = youth_kind(kind)
    return "Look again", f"{of.name}: {of.answers.get(answer, answer)}" if of else kind
