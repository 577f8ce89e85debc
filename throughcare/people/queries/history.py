"""What was recorded before: every statement about a person, with who said it, when, until when."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from throughcare.access.rules import Act, Category, NotPermitted, Sight
from throughcare.codes import KINDS, EthnicCategory, Kind
from throughcare.people.models import (
    Address,
    AdjustmentStatement,
    BackgroundStatement,
    ContactStatement,
    Identifier,
    ImmigrationStatement,
    Particulars,
    PersonName,
    PracticeStatement,
)
from throughcare.people.queries.identities import Told
from throughcare.people.rules import (
    ADJUSTMENT_WORDS,
    BACKGROUND_WORDS,
    CONTACT_WORDS,
    IMMIGRATION_WORDS,
    SEX_IN_WORDS,
    Adjustment,
    Answer,
    Background,
    BornPrecision,
    ContactKind,
    GivenNumber,
    Immigration,
    NewAddress,
    NewPractice,
    PracticeStatus,
    Said,
    Sex,
    Source,
    born_in_words,
    period_in_words,
)
from throughcare.people.rules.terms import NAME_KIND_WORDS, AddressKind, NameKind


@dataclass(frozen=True, slots=True)
class Stated:
    """One value that was recorded, from when until when it counted. `until` None: it still does."""

    about: str
    value: str
    told: Told
    until: datetime | None


def _yes_no(answer: bool | None) -> str:
    return "" if answer is None else ("Yes" if answer else "No")


DETAILS: dict[str, tuple[Category, Callable[[Any], str]]] = {
    "Date of birth": (
        Category.IDENTITY,
        lambda row: born_in_words(row.born_on, BornPrecision(row.born_precision)),
    ),
    "Pronouns": (Category.COMMUNICATION, lambda row: row.pronouns),
    "Sex registered at birth": (
        Category.EQUALITY,
        lambda row: "" if row.sex == Sex.UNKNOWN else SEX_IN_WORDS[Sex(row.sex)],
    ),
    "Gender": (Category.EQUALITY, lambda row: row.gender),
    "Ethnicity": (
        Category.EQUALITY,
        lambda row: (
            "" if row.ethnicity == EthnicCategory.NOT_KNOWN else EthnicCategory(row.ethnicity).label
        ),
    ),
    "Ethnicity as others recorded it": (Category.EQUALITY, lambda row: row.ethnicity_by_others),
    "First language": (Category.COMMUNICATION, lambda row: row.language),
    "Interpreter needed": (Category.COMMUNICATION, lambda row: _yes_no(row.interpreter)),
    "Telephone": (Category.CONTACT, lambda row: row.phone),
    "Safe to contact": (Category.CONTACT, lambda row: _yes_no(row.safe_to_contact)),
}
"""The details of a dated statement: what may read each, and how it is said."""


def history(sight: Sight) -> tuple[Stated, ...]:
    """Every value that was ever recorded and that the viewer may read, the latest first."""
    if not sight.may(Category.IDENTITY):
        raise NotPermitted(sight.decisions[(Act.READ, Category.IDENTITY)])
    found = [*_rows(sight), *_details(sight)]
    return tuple(sorted(found, key=lambda one: (one.told.at, one.about), reverse=True))


def since(sight: Sight) -> dict[str, Told]:
    """For each detail that is known now: who says so, and since when without a change."""
    return {one.about: one.told for one in reversed(_details(sight)) if one.until is None}


def _details(sight: Sight) -> list[Stated]:
    """A statement repeats what the one before said; what did not change keeps its first source."""
    rows = list(_of(Particulars, sight))
    found = []
    for about, (category, said) in DETAILS.items():
        if not sight.may(category):
            continue
        current: tuple[str, Told] | None = None
        for row in rows:
            value = said(row)
            if current and current[0] == value:
                continue
            if current:
                found.append(Stated(about, *current, until=row.recorded_at))
            current = (value, _told(row)) if value else None
        if current:
            found.append(Stated(about, *current, until=None))
    return found


def _rows(sight: Sight) -> Iterator[Stated]:
    for model, category, words in KINDS_OF_ROW:
        if sight.may(category):
            for row in _of(model, sight):
                about, value = words(row)
                yield Stated(about, value, _told(row), row.superseded_at)


def _of(model: Any, sight: Sight) -> Any:
    held = model.objects.filter(person_id=sight.person_id)
    return held.select_related("recorded_by").order_by("recorded_at", "id")


def _told(row: Any) -> Told:
    return Told(Source(row.source), row.recorded_by.name, row.recorded_at)


def _name(row: Any) -> tuple[str, str]:
    return NAME_KIND_WORDS[NameKind(row.kind)], f"{row.given} {row.family}".strip()


def _number(row: Any) -> tuple[str, str]:
    name = KINDS[Kind(row.kind)].name
    valid = "" if row.canonical else " (as given, not valid)"
    confirmed = " (confirmed)" if row.verified else ""
    held = GivenNumber(Kind(row.kind), row.given, row.verified, row.from_on, row.until_on)
    return name[:1].upper() + name[1:], f"{row.given}{valid}{confirmed}{period_in_words(held)}"


def _address(row: Any) -> tuple[str, str]:
    kept = NewAddress(row.lines, row.postcode, row.no_fixed_abode, AddressKind(row.kind))
    return "Address", f"{kept.said} until {row.until_on}" if row.until_on else kept.said


def _adjustment(row: Any) -> tuple[str, str]:
    said = ADJUSTMENT_WORDS[Adjustment(row.kind)]
    return "What helps", f"{said}: {row.words}" if row.words else said


def _background(row: Any) -> tuple[str, str]:
    return BACKGROUND_WORDS[Background(row.kind)], Said(Answer(row.answer), row.words).whole


def _immigration(row: Any) -> tuple[str, str]:
    said = IMMIGRATION_WORDS[Immigration(row.status)]
    return "Immigration status", f"{said}: {row.words}" if row.words else said


def _practice(row: Any) -> tuple[str, str]:
    return "GP practice", NewPractice(PracticeStatus(row.status), row.name, row.ods_code).shown


def _contact(row: Any) -> tuple[str, str]:
    reached = f", {row.reached}" if row.reached else ""
    return CONTACT_WORDS[ContactKind(row.kind)], f"{row.name}{reached}"


KINDS_OF_ROW: tuple[tuple[Any, Category, Callable[[Any], tuple[str, str]]], ...] = (
    (PersonName, Category.IDENTIFIER, _name),  # other names help to recognise, as numbers do
    (Identifier, Category.IDENTIFIER, _number),
    (Address, Category.CONTACT, _address),
    (AdjustmentStatement, Category.COMMUNICATION, _adjustment),
    (BackgroundStatement, Category.BACKGROUND, _background),
    (ImmigrationStatement, Category.IMMIGRATION, _immigration),
    (PracticeStatement, Category.CONTACT, _practice),
    (ContactStatement, Category.CONTACT, _contact),
)
