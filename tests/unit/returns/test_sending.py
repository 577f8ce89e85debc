"""What leaves with figures: no small number, no way back to one, and nothing withheld is zero."""

from hypothesis import given
from hypothesis import strategies as st

from throughcare.returns.definition import Kind, definitions
from throughcare.returns.measures import Figure
from throughcare.returns.sending import SMALL, TO, WITHHELD, Sendable, to_send_on

COUNTS = st.integers(0, 400)


def sent(kind: Kind, numerator: float, denominator: int, unknown: int = 0) -> Sendable:
    """A figure of a kind, to be sent on."""
    definition = next(one for one in definitions().values() if one.kind is kind)
    value = numerator / denominator if denominator else None
    figure = Figure(definition.id, "all", value, numerator, denominator, unknown)
    return to_send_on(definition, figure)


def test_one_of_many_is_withheld_and_never_zero() -> None:
    one = sent(Kind.SHARE, 1, 40, 3)
    assert (one.numerator, one.denominator, one.unknown) == (WITHHELD, 40, WITHHELD)
    assert one.value == WITHHELD


def test_nobody_is_said_and_a_share_of_few_is_withheld_whole() -> None:
    assert sent(Kind.SHARE, 0, 40).numerator == 0
    few = sent(Kind.SHARE, 0, 3)
    assert (few.numerator, few.denominator, few.value) == (WITHHELD, WITHHELD, WITHHELD)


def test_all_but_one_cannot_be_told_from_all() -> None:
    assert sent(Kind.SHARE, 99, 100) == sent(Kind.SHARE, 100, 100)


def test_an_average_over_few_is_withheld_and_one_over_many_is_kept() -> None:
    assert sent(Kind.MEAN, 30, 5).value == WITHHELD
    assert sent(Kind.MEAN, 33, 11).value == 3.0


def test_a_total_is_rounded_and_nothing_to_divide_by_is_not_known() -> None:
    assert sent(Kind.TOTAL, 42, 12).value == 40
    assert sent(Kind.SHARE, 0, 0).value is None


@given(COUNTS, COUNTS, COUNTS)
def test_whatever_is_counted_no_small_number_leaves(some: int, others: int, unknown: int) -> None:
    one = sent(Kind.SHARE, some, some + others, unknown)
    for number in (one.numerator, one.denominator, one.unknown):
        assert number == WITHHELD or (isinstance(number, int) and number % TO == 0)
        assert number == WITHHELD or number == 0 or int(number) > SMALL - TO / 2
    if isinstance(one.value, float):
        assert 0 <= one.value <= 1
        assert one.value == int(one.numerator) / int(one.denominator)
