"""Figures made ready to be drawn: tiles and tables in which every number leads to its list."""

from typing import Any

from django.urls import reverse

from throughcare.returns.definition import Definition, Kind
from throughcare.returns.measures import ALL, Figure, Part, measure
from throughcare.returns.wording import COLUMNS, in_order, made_of, value_of, value_words
from throughcare.tables.schema import Tables
from throughcare.web.pages.figure_choice import Choice


def _link(definition: Definition, choice: Choice, by: str, part: Part = Part.NUMERATOR) -> str:
    return reverse("figure_list", args=[definition.id]) + choice.address(by=by, part=part.value)


def tile(definition: Definition, tables: Tables, choice: Choice) -> dict[str, Any]:
    """One of the first numbers: the whole, what it is made of, and the first comparison."""
    whole = measure(definition, tables.rows(definition.table), by=())[0]
    return {
        "words": definition.title,
        "value": value_of(definition, whole),
        "detail": made_of(definition, whole),
        "unknown": whole.unknown,
        "href": _link(definition, choice, ALL),
        "unknown_href": _link(definition, choice, ALL, Part.UNKNOWN),
        "more": reverse("figure", args=[definition.id]) + choice.address(),
        "compare": next((each for each in definition.compare if not each.of), None),
    }


def _row(definition: Definition, choice: Choice, figure: Figure, words: str) -> dict[str, Any]:
    averaged = definition.kind in (Kind.MEAN, Kind.MEDIAN, Kind.TOTAL)
    column = figure.by.partition("=")[2]
    return {
        "words": words,
        "value": value_of(definition, figure),
        "numerator": figure.denominator if averaged else int(figure.numerator),
        "denominator": None if averaged else figure.denominator,
        "share": None if averaged else figure.value,
        "unknown": figure.unknown,
        "href": _link(definition, choice, figure.by),
        "unknown_href": _link(definition, choice, figure.by, Part.UNKNOWN),
        "compare": [
            each
            for each in definition.compare
            if each.of == column and (column or figure.by == ALL)
        ],
    }


def table(definition: Definition, tables: Tables, choice: Choice) -> dict[str, Any]:
    """One figure as a table: the whole in one row, or every value of a column."""
    found = measure(definition, tables.rows(definition.table), by=())
    if definition.kind is Kind.EACH:
        values = in_order(definition.each, [one.by.partition("=")[2] for one in found])
        by = {one.by.partition("=")[2]: one for one in found}
        rows = [_row(definition, choice, by[one], value_words(definition.each, one)) for one in values]  # fmt: skip # noqa: E501
    else:
        rows = [_row(definition, choice, found[0], definition.title)]
    return {
        "definition": definition,
        "rows": rows,
        "more": reverse("figure", args=[definition.id]) + choice.address(),
    }


def breakdown(
    definition: Definition, tables: Tables, choice: Choice, column: str
) -> dict[str, Any]:
    """One figure for every value of a column."""
    found = measure(definition, tables.rows(definition.table), by=(column,))[1:]
    by = {one.by.partition("=")[2]: one for one in found}
    return {
        "definition": definition,
        "column": COLUMNS[column],
        "rows": [
            _row(definition, choice, by[value], value_words(column, value))
            for value in in_order(column, list(by))
        ],
    }
