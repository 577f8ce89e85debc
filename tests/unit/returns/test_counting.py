"""Every number is made of rows, each row stands in one place, and not known is never "no"."""

import pytest
from hypothesis import given, settings

from tests.unit.tables.strategies import contact, tables
from throughcare.returns.definition import Definition, Kind, definitions
from throughcare.returns.measures import ALL, Part, behind, measure
from throughcare.returns.predicates import PREDICATES
from throughcare.tables.schema import Known, Tables

FIGURES = list(definitions().values())
SHARES = (Kind.SHARE, Kind.EACH)


@settings(max_examples=25)
@given(held=tables())
def test_each_number_opens_exactly_its_list(held: Tables) -> None:
    for definition in FIGURES:
        rows = held.rows(definition.table)
        for figure in measure(definition, rows):
            counted, others, not_known = (
                behind(definition, rows, figure.by, part) for part in Part
            )
            assert len(not_known) == figure.unknown
            if definition.kind in SHARES:
                assert len(counted) == figure.numerator <= figure.denominator
                assert len(counted) + len(others) == figure.denominator
            else:
                assert len(counted) == figure.denominator
                assert not others


@settings(max_examples=25)
@given(held=tables())
def test_every_row_that_the_figure_is_about_is_counted_once(held: Tables) -> None:
    for definition in FIGURES:
        rows = held.rows(definition.table)
        about = [row for row in rows if PREDICATES[definition.of](row) is not Known.NO]
        bys = [figure.by for figure in measure(definition, rows)]
        for by in bys if definition.kind is Kind.EACH else [ALL]:
            places = [behind(definition, rows, by, part) for part in Part]
            assert sum(map(len, places)) == len(about), f"{definition.id} {by}"


@settings(max_examples=25)
@given(held=tables())
def test_a_breakdown_adds_up_to_the_whole(held: Tables) -> None:
    for definition in (one for one in FIGURES if one.kind is not Kind.EACH):
        found = measure(definition, held.rows(definition.table))
        for column in definition.by:
            parts = [figure for figure in found if figure.by.startswith(f"{column}=")]
            assert sum(part.numerator for part in parts) == found[0].numerator
            assert sum(part.denominator for part in parts) == found[0].denominator
            assert sum(part.unknown for part in parts) == found[0].unknown


@pytest.mark.parametrize(
    "definition", [one for one in FIGURES if one.table == "contacts"], ids=lambda one: one.id
)
def test_somebody_of_whom_nothing_is_known_is_in_no_numerator_and_no_denominator(
    definition: Definition,
) -> None:
    rows = (contact(),)
    for figure in measure(definition, rows):
        assert (figure.numerator, figure.denominator, figure.unknown) == (0, 0, 1)
        assert figure.value is None or definition.kind is Kind.TOTAL


def test_a_figure_is_not_broken_down_by_what_it_does_not_say() -> None:
    engaged = definitions()["engaged"]
    with pytest.raises(ValueError, match="no 'shoe_size=9'"):
        behind(engaged, (contact(),), "shoe_size=9")


def test_the_six_first_figures_and_every_heading_are_defined() -> None:
    from throughcare.returns.choosing import HEADINGS, HEADLINES

    named = {*HEADLINES, *(one for _, ids in HEADINGS for one in ids)}
    assert len(HEADLINES) == 6
    assert not named - set(definitions())
    assert not set(definitions()) - named, "a figure that no page shows"
