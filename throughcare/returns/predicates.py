"""Named questions that a row answers with yes, no or not known: the words of every definition."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from throughcare.screening.rules import NeedCategory
from throughcare.tables.schema import NOT_APPLICABLE, NOT_KNOWN, Known, Row

Predicate = Callable[[Any], Known]
MANY_NEEDS = 7
"""The published table counts people with more than this many vulnerabilities."""


def everyone(row: Row) -> Known:
    """Every row."""
    return Known.YES


def is_yes(column: str) -> Predicate:
    """What a column says that holds yes, no or not known."""

    def answers(row: Row) -> Known:
        return Known(getattr(row, column))

    return answers


def is_value(column: str, value: str) -> Predicate:
    """Whether a column holds this value; what it does not know stays not known."""

    def answers(row: Row) -> Known:
        held = getattr(row, column)
        if held == NOT_KNOWN:
            return Known.NOT_KNOWN
        return Known.YES if held == value else Known.NO

    return answers


def has_left(row: Any) -> Known:
    """Whether the person is no longer in custody."""
    return Known.NO if row.leaving == NOT_APPLICABLE else Known.YES


def in_category(*categories: NeedCategory) -> Predicate:
    """Whether a need under one of these headings was found; nobody asked is not "no"."""

    def answers(row: Any) -> Known:
        wanted = set(categories)
        if wanted & row.need_categories:
            return Known.YES
        if row.asked is not Known.YES or wanted & row.not_answered:
            return Known.NOT_KNOWN
        return Known.NO

    return answers


def no_need(row: Any) -> Known:
    """Whether every question was asked and pointed to no need."""
    if row.need_categories:
        return Known.NO
    return Known.NOT_KNOWN if row.asked is not Known.YES or row.not_answered else Known.YES


def any_need(row: Any) -> Known:
    """Whether at least one need was found."""
    return {Known.YES: Known.NO, Known.NO: Known.YES}.get(no_need(row), Known.NOT_KNOWN)


def many_needs(row: Any) -> Known:
    """Whether more than seven needs were found."""
    if row.needs is None:
        return Known.NOT_KNOWN
    return Known.YES if row.needs > MANY_NEEDS else Known.NO


def needs_addressed(row: Any) -> Known:
    """Whether the person took part in an intervention or is back in touch."""
    if row.outcome == NOT_KNOWN:
        return Known.NOT_KNOWN
    return Known.YES if row.outcome in ("intervention", "back-in-touch") else Known.NO


def a_question_was_avoided(row: Any) -> Known:
    """Whether at least one question did not have to be asked again."""
    return Known.YES if row.avoided else Known.NO


PREDICATES: Mapping[str, Predicate] = MappingProxyType(
    {
        "everyone": everyone,
        "has_left": has_left,
        "identified": is_yes("identified"),
        "left_within_16_hours": is_yes("within_16_hours"),
        "alerted": is_yes("alerted"),
        "offered": is_yes("offered"),
        "declined": is_value("response", "declined"),
        "engaged": is_yes("engaged"),
        "seen": is_yes("seen"),
        "asked": is_yes("asked"),
        "report_sent": is_yes("report_sent"),
        "report_in_time": is_yes("report_in_time"),
        "any_need": any_need,
        "many_needs": many_needs,
        "mental_health_need": in_category(NeedCategory.MENTAL_HEALTH),
        "drugs_or_alcohol_need": in_category(NeedCategory.SUBSTANCE_MISUSE),
        "referred": is_yes("referred"),
        "intervention": is_value("outcome", "intervention"),
        "back_in_touch": is_value("outcome", "back-in-touch"),
        "needs_addressed": needs_addressed,
        "referral_accepted": is_yes("accepted"),
        "referral_declined": is_yes("declined"),
        "referral_seen": is_yes("seen"),
        "referral_engaged": is_yes("engaged"),
        "referral_open": is_yes("open"),
        "a_question_was_avoided": a_question_was_avoided,
        "answered_no": is_yes("answered_no"),
        "need_found_later": is_yes("need_found_later"),
    }
)

AMOUNTS: Mapping[str, Callable[[Any], float | None]] = MappingProxyType(
    {
        "needs": lambda row: row.needs,
        "hours_to_seen": lambda row: row.hours_to_seen,
        "hours_to_report": lambda row: row.report_hours,
        "days_to_service": lambda row: row.days_to_seen,
        "questions_avoided": lambda row: row.avoided,
    }
)
"""Named numbers of a row; None where the number is not known."""


def in_heading(value: str) -> Predicate:
    """Whether a contact counts under one heading of the table of needs, "none" included."""
    return no_need if value == NeedCategory.NONE else in_category(NeedCategory(value))


def values_of(column: str, rows: tuple[Row, ...]) -> tuple[str, ...]:
    """The values that a column holds in these rows, without not known, in order."""
    held = {str(getattr(row, column)) for row in rows}
    return tuple(sorted(held - {NOT_KNOWN, NOT_APPLICABLE}))
