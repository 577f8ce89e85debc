"""Counting: a definition and rows in; figures out, and exactly the rows behind each number.

One function puts every row where it belongs, and both the number and its list read from it, so
they cannot differ. Nothing is dropped: of the rows a figure is about, each is counted, not
counted, or not known, and those not known are in neither numerator nor denominator.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from throughcare.returns.definition import Definition, Kind
from throughcare.returns.predicates import (
    AMOUNTS,
    PREDICATES,
    Predicate,
    in_heading,
    is_value,
    values_of,
)
from throughcare.screening.rules import NeedCategory
from throughcare.tables.schema import Known, Row

ALL = "all"
HEADINGS = "need_categories"


class Part(StrEnum):
    """Where a row stands in a figure."""

    NUMERATOR = "numerator"
    NOT_COUNTED = "not-counted"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with everything it is made of.

    `by` is `all` or `column=value`. `value` is the share (0 to 1), the average, the median or the
    total, None where there is nothing to divide by. Of an average, the numerator is the sum and
    the denominator how many it is taken over. `unknown` counts rows in neither.
    """

    figure: str
    by: str
    value: float | None
    numerator: float
    denominator: int
    unknown: int


def measure(
    definition: Definition, rows: Sequence[Row], by: Sequence[str] | None = None
) -> list[Figure]:
    """The figure over all rows, then for every value of each column that it is broken down by.

    A figure of kind `each` has one number for every value and none over all. `by` names other
    columns than the definition's own; an empty one gives the whole alone.
    """
    if definition.kind is Kind.EACH:
        return [
            _figure(definition, f"{definition.each}={value}", parts)
            for value, parts in _each(definition, rows)
        ]
    placed = list(zip(rows, _places(definition, rows), strict=True))
    found = [_figure(definition, ALL, placed)]
    for column in definition.by if by is None else by:
        groups: dict[str, list[tuple[Row, Part | None]]] = {}
        for row, part in placed:
            groups.setdefault(str(getattr(row, column)), []).append((row, part))
        found += [
            _figure(definition, f"{column}={value}", groups[value]) for value in sorted(groups)
        ]
    return found


def behind(
    definition: Definition, rows: Sequence[Row], by: str = ALL, part: Part = Part.NUMERATOR
) -> list[Row]:
    """The rows behind one number, in their order; of an average, those that it is taken over.

    Raises ValueError for a `by` that this figure is not broken down by.
    """
    column, _, value = by.partition("=")
    if definition.kind is Kind.EACH:
        if column != definition.each:
            raise ValueError(f"{definition.id} has no {by!r}")
        answers = _asks(definition, value)
        return [row for row, at in zip(rows, _places(definition, rows, answers), strict=True)
                if at is part]  # fmt: skip
    if by != ALL:
        if column not in definition.by:
            raise ValueError(f"{definition.id} has no {by!r}")
        rows = [row for row in rows if str(getattr(row, column)) == value]
    return [row for row, at in zip(rows, _places(definition, rows), strict=True) if at is part]


def _asks(definition: Definition, value: str) -> Predicate:
    return in_heading(value) if definition.each == HEADINGS else is_value(definition.each, value)


def _each(
    definition: Definition, rows: Sequence[Row]
) -> Iterator[tuple[str, list[tuple[Row, Part | None]]]]:
    values = (
        tuple(category.value for category in NeedCategory)
        if definition.each == HEADINGS
        else values_of(definition.each, tuple(rows))
    )
    for value in values:
        places = _places(definition, rows, _asks(definition, value))
        yield value, list(zip(rows, places, strict=True))


def _places(
    definition: Definition, rows: Sequence[Row], counts: Predicate | None = None
) -> list[Part | None]:
    """Where each row stands; None for a row that the figure is not about."""
    of = PREDICATES[definition.of]
    if counts is None and definition.kind is Kind.SHARE:
        counts = PREDICATES[definition.counts]
    return [_place(definition, of(row), row, counts) for row in rows]


def _place(definition: Definition, of: Known, row: Row, counts: Predicate | None) -> Part | None:
    if of is Known.NO:
        return None
    if of is Known.NOT_KNOWN:
        return Part.UNKNOWN
    if counts is None:
        amount = AMOUNTS[definition.amount](row)
        return Part.UNKNOWN if amount is None else Part.NUMERATOR
    return {Known.YES: Part.NUMERATOR, Known.NO: Part.NOT_COUNTED}.get(counts(row), Part.UNKNOWN)


def _figure(definition: Definition, by: str, placed: Sequence[tuple[Row, Part | None]]) -> Figure:
    counted = [row for row, part in placed if part is Part.NUMERATOR]
    others = sum(part is Part.NOT_COUNTED for _, part in placed)
    unknown = sum(part is Part.UNKNOWN for _, part in placed)
    if definition.kind in (Kind.SHARE, Kind.EACH):
        whole = len(counted) + others
        share = len(counted) / whole if whole else None
        return Figure(definition.id, by, share, len(counted), whole, unknown)
    amounts = [float(AMOUNTS[definition.amount](row) or 0) for row in counted]
    if definition.kind is Kind.MEDIAN:
        middle = round(median(amounts), 2) if amounts else None
        return Figure(definition.id, by, middle, len(amounts), len(amounts), unknown)
    total = sum(amounts)
    value = total if definition.kind is Kind.TOTAL else total / len(amounts) if amounts else None
    return Figure(definition.id, by, value, total, len(amounts), unknown)
