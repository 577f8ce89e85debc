"""The arithmetic of a published table, worked as an example.

Liaison and Diversion: The National Approach (Department of Health, 21 October 2011) says of young
people in the youth justice pilots: vulnerabilities by type, on average 3 each, 12% none; 32% of
those referred engaged with an intervention, a further 33% were put back in touch with existing
professionals, and "this means 65% had health needs addressed". It does not give the counts: those
here are made up so that the shares come out, for 100 young people.
"""

import pytest

from tests.unit.tables.strategies import contact
from throughcare.returns.definition import Definition, definitions
from throughcare.returns.measures import Figure, behind, measure
from throughcare.returns.wording import value_of
from throughcare.tables.schema import Contact, Known

PUBLISHED = {
    "behavioural": 88,
    "relationships": 63,
    "mental_health": 48,
    "safeguarding": 45,
    "educational": 23,
    "substance_misuse": 14,
    "other": 2,
    "physical_health": 1,
}


def _young_people() -> tuple[Contact, ...]:
    """A hundred: the first 88 have needs, all asked, all referred; 264 needs and 36 more, 300."""
    people = []
    for number in range(100):
        headings = frozenset(name for name, share in PUBLISHED.items() if number < share)
        outcome = "intervention" if number < 32 else "back-in-touch" if number < 65 else "neither"
        needs = 0 if number >= 88 else 8 if number < 9 else 3
        people.append(
            contact(
                seen=Known.YES,
                asked=Known.YES,
                referred=Known.YES,
                under_18=Known.YES,
                need_categories=headings,
                needs=needs,
                outcome=outcome,
            )
        )
    return tuple(people)


def _whole(figure_id: str) -> tuple[Definition, Figure]:
    definition = definitions()[figure_id]
    return definition, measure(definition, _young_people(), by=())[0]


@pytest.mark.parametrize(
    ("figure_id", "said"), [("intervention", 32), ("back_in_touch", 33), ("needs_addressed", 65)]
)
def test_32_and_33_make_65(figure_id: str, said: int) -> None:
    definition, figure = _whole(figure_id)
    assert value_of(definition, figure) == f"{said}%"
    assert figure.denominator == 100
    assert definition.compare[0].value == said


def test_the_two_ways_of_addressing_needs_share_no_row_and_their_lists_add_up() -> None:
    rows, known = _young_people(), definitions()
    intervention = behind(known["intervention"], rows)
    in_touch = behind(known["back_in_touch"], rows)
    assert len(intervention) + len(in_touch) == len(behind(known["needs_addressed"], rows)) == 65


def test_needs_by_type_come_out_as_published_and_none_is_a_type() -> None:
    definition = definitions()["needs_by_type"]
    shares = {
        figure.by.partition("=")[2]: figure for figure in measure(definition, _young_people())
    }
    for heading, share in (PUBLISHED | {"none": 12}).items():
        assert value_of(definition, shares[heading]) == f"{share}%", heading
    published = {each.of: each.value for each in definition.compare}
    assert published == PUBLISHED | {"none": 12}


def test_the_average_number_of_needs_is_3() -> None:
    definition, figure = _whole("average_needs")
    assert (figure.numerator, figure.denominator) == (8 * 9 + 3 * 79, 100)
    assert round(figure.value or 0) == 3
    assert definition.compare[0].value == 3


def test_more_than_7_needs_are_counted_over_those_asked_about_all() -> None:
    _, figure = _whole("many_needs")
    assert (figure.numerator, figure.denominator, figure.unknown) == (9, 100, 0)


def test_somebody_nobody_asked_is_not_somebody_without_needs() -> None:
    definition = definitions()["needs_by_type"]
    rows = (contact(seen=Known.YES, asked=Known.NO, need_categories=frozenset({"educational"})),)
    found = {figure.by.partition("=")[2]: figure for figure in measure(definition, rows)}
    assert (found["educational"].numerator, found["educational"].denominator) == (1, 1)
    assert (found["mental_health"].denominator, found["mental_health"].unknown) == (0, 1)
    assert (found["none"].numerator, found["none"].denominator) == (0, 1)


def test_a_heading_with_a_question_declined_is_not_known_rather_than_absent() -> None:
    definition = definitions()["needs_by_type"]
    rows = (contact(seen=Known.YES, asked=Known.YES, not_answered=frozenset({"substance_misuse"})),)
    found = {figure.by.partition("=")[2]: figure for figure in measure(definition, rows)}
    assert found["substance_misuse"].unknown == 1
    assert (found["mental_health"].numerator, found["mental_health"].denominator) == (0, 1)
    assert found["none"].unknown == 1
