"""Are these two the same person? The decision table, and what holds for any two people."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.codes import Kind
from throughcare.people.rules import BornPrecision, Traits, Verdict, choose, same_person
from throughcare.people.rules.same_person import closeness

NHS, PNC, CRN = Kind.NHS_NUMBER, Kind.PNC, Kind.CRN
ROBIN = Traits(
    frozenset({"robin sampleford"}), date(1992, 3, 27), BornPrecision.DAY,
    frozenset({(NHS, "9990000018"), (PNC, "2019/0000001S")}),
)  # fmt: skip
BARE = replace(ROBIN, numbers=frozenset())


def named(*keys, born=ROBIN.born_on, precision=BornPrecision.DAY, numbers=()):
    known = precision if born else BornPrecision.UNKNOWN
    return Traits(frozenset(keys), born, known, frozenset(numbers))


SAME_NHS, SAME_PNC = (NHS, "9990000018"), (PNC, "2019/0000001S")
OTHER_NHS, OTHER_PNC = (NHS, "9990000026"), (PNC, "2020/0000002S")

TABLE = [
    # with a number that agrees
    (named("robin sampleford", numbers=[SAME_NHS]), Verdict.SAME),
    (named("nobody else", numbers=[SAME_NHS]), Verdict.SAME),
    (named("robin sampleford", born=date(1970, 1, 1), numbers=[SAME_NHS]), Verdict.SAME),
    (named("nobody else", born=date(1970, 1, 1), numbers=[SAME_NHS]), Verdict.ASK),
    (named("nobody else", born=None, numbers=[SAME_NHS]), Verdict.ASK),
    (named(born=None, numbers=[SAME_NHS]), Verdict.SAME),
    (named("robin sampleford", numbers=[SAME_NHS, OTHER_PNC]), Verdict.ASK),
    # with numbers that differ
    (named("robin sampleford", numbers=[OTHER_NHS]), Verdict.DIFFERENT),
    (named("robin sampleford", numbers=[OTHER_PNC]), Verdict.DIFFERENT),
    (named("robin sampleford", numbers=[(CRN, "X1")]), Verdict.SAME),
    # by name and date of birth
    (named("robin sampleford"), Verdict.SAME),
    (named("robin samplefrod"), Verdict.ASK),
    (named("sampleford robin"), Verdict.ASK),
    (named("robin sampleford", born=date(1992, 3, 28)), Verdict.ASK),
    (named("robin sampleford", born=date(1993, 3, 27)), Verdict.ASK),
    (named("robin sampleford", born=date(1992, 1, 1), precision=BornPrecision.YEAR), Verdict.ASK),
    (named("robin sampleford", born=date(1994, 1, 1), precision=BornPrecision.ESTIMATED),
     Verdict.ASK),
    (named("robin sampleford", born=date(1992, 4, 1), precision=BornPrecision.MONTH),
     Verdict.DIFFERENT),
    (named("robin sampleford", born=date(1991, 1, 1), precision=BornPrecision.YEAR),
     Verdict.DIFFERENT),
    (named("robin sampleford", born=None), Verdict.ASK),
    (named("robin samplefrod", born=None), Verdict.DIFFERENT),
    (named("robin sampleford", born=date(1970, 1, 1)), Verdict.DIFFERENT),
    (named("nobody else"), Verdict.DIFFERENT),
    (named(), Verdict.DIFFERENT),
    (named("nobody else", "robin sampleford"), Verdict.SAME),
]  # fmt: skip


@pytest.mark.parametrize(("new", "verdict"), TABLE)
def test_the_table_of_decisions(new, verdict):
    assert same_person(new, ROBIN).verdict is verdict


def test_a_day_and_month_changed_round_is_a_question():
    new, known = named("robin x", born=date(1992, 3, 7)), named("robin x", born=date(1992, 7, 3))
    assert same_person(new, known).verdict is Verdict.ASK


def test_every_decision_gives_its_reasons():
    assert same_person(named("robin sampleford", numbers=[SAME_NHS]), ROBIN).reasons == (
        "the NHS number is the same",
        "the name is the same",
        "the date of birth is the same",
    )
    assert (
        "the PNC identifier is different"
        in same_person(named("robin sampleford", numbers=[OTHER_PNC]), ROBIN).reasons
    )


def test_one_who_is_certain_is_chosen_over_those_who_are_only_similar():
    one, other = UUID(int=1), UUID(int=2)
    match = choose(BARE, [(other, named("robyn sampleford")), (one, BARE)])
    assert (match.verdict, match.person_id) == (Verdict.SAME, one)


def test_a_number_decides_between_two_of_the_same_name():
    one, other = UUID(int=1), UUID(int=2)
    match = choose(ROBIN, [(other, BARE), (one, ROBIN)])
    assert (match.verdict, match.person_id) == (Verdict.SAME, one)


def test_two_who_hold_the_same_number_are_for_a_person_to_decide():
    match = choose(ROBIN, [(UUID(int=1), ROBIN), (UUID(int=2), ROBIN)])
    assert (match.verdict, match.person_id, len(match.candidates)) == (Verdict.ASK, None, 2)


def test_nobody_fits_when_nobody_is_known():
    assert choose(ROBIN, []).verdict is Verdict.DIFFERENT


keys = st.sampled_from(["robin sampleford", "robyn sampleford", "amara obi", "obi amara"])
days = st.none() | st.dates(date(1990, 1, 1), date(1992, 12, 31))
numbers = st.frozensets(
    st.sampled_from([SAME_NHS, OTHER_NHS, SAME_PNC, OTHER_PNC, (CRN, "X1")]), max_size=3
)
somebody = st.builds(
    lambda names, born, held: named(*names, born=born, numbers=held),
    st.frozensets(keys, max_size=2),
    days,
    numbers,
)


@given(somebody, somebody)
def test_it_does_not_matter_who_came_first(one, other):
    there, back = same_person(one, other), same_person(other, one)
    assert (there.verdict, there.by_number) == (back.verdict, back.by_number)


@given(somebody, somebody)
def test_nobody_is_joined_without_something_that_agrees(one, other):
    if same_person(one, other).verdict is Verdict.SAME:
        assert one.numbers & other.numbers or (
            one.name_keys & other.name_keys and one.born_on == other.born_on is not None
        )


@given(somebody)
def test_two_different_nhs_numbers_alone_never_make_one_person(one):
    mine = replace(one, numbers=frozenset({SAME_NHS}))
    theirs = replace(one, numbers=frozenset({OTHER_NHS}))
    assert same_person(mine, theirs).verdict is Verdict.DIFFERENT


@given(st.text("abc ", max_size=12), st.text("abc ", max_size=12))
def test_closeness_is_a_share_and_the_order_of_words_does_not_matter(one, other):
    assert 0 <= closeness(one, other) <= 1
    assert closeness(one, other) == closeness(other, " ".join(reversed(one.split())))
