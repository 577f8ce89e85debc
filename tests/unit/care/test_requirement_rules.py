"""Treatment requirements: whether one would suit, with every reason, and what can follow what."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.care.rules import (
    ORDER_FROM,
    Met,
    OrderEvent,
    OrderState,
    Provider,
    Suits,
    ToOrder,
    court_requirements,
    look_again_on,
    next_state,
    order_words,
    refuse_order_event,
    requirement_of,
    suitability,
)

ON = date(2026, 11, 2)
ADULT, CHILD = date(1990, 1, 1), date(2010, 1, 1)


def suits(kind="mental-health", answers=None, **more):
    of = requirement_of(kind)
    every = dict.fromkeys([one.id for one in of.criteria], Met.YES)
    given = {
        "consent": ToOrder.WILLING,
        "provider": Provider.AGREED,
        "born_on": ADULT,
        "on": ON,
    }
    return suitability(of, every | (answers or {}), **(given | more))


def test_every_requirement_says_who_says_so():
    assert {one.id for one in court_requirements()} >= {"mental-health", "drug", "alcohol"}
    assert all(one.source and one.criteria for one in court_requirements())
    assert requirement_of("none") is None


def test_it_suits_only_when_everything_is_known_and_everybody_agrees():
    found = suits()
    assert found.suits is Suits.SUITABLE
    assert "the service has agreed" in found.reasons[0]


def test_one_no_is_enough_and_every_one_is_named():
    found = suits(answers={"helps": Met.NO, "guilty": Met.NO, "needs": Met.NOT_KNOWN})
    assert found.suits is Suits.NOT_SUITABLE
    assert set(found.reasons) == {
        "There is no plea or verdict of guilty.",
        "Treatment would not help.",
    }


@pytest.mark.parametrize(
    ("more", "expected", "why"),
    [
        ({"consent": ToOrder.UNWILLING}, Suits.NOT_SUITABLE, "not willing"),
        ({"consent": ToOrder.NOT_ASKED}, Suits.NOT_YET_KNOWN, "not asked whether"),
        ({"provider": Provider.DECLINED}, Suits.NOT_SUITABLE, "has declined"),
        ({"provider": Provider.NOT_ASKED}, Suits.NOT_YET_KNOWN, "has not agreed yet"),
        ({"born_on": None}, Suits.NOT_YET_KNOWN, "date of birth"),
        ({"born_on": CHILD}, Suits.NOT_SUITABLE, "not for their age"),
        ({"answers": {"helps": Met.NOT_KNOWN}}, Suits.NOT_YET_KNOWN, "Not known yet: May it be"),
    ],
)
def test_what_stands_in_the_way_or_is_not_known_is_said(more, expected, why):
    found = suits(**more)
    assert found.suits is expected
    assert why in found.reasons[0]


def test_a_requirement_of_a_youth_order_is_for_children():
    assert suits("youth-mental-health", born_on=CHILD).suits is Suits.SUITABLE
    assert suits("youth-mental-health").suits is Suits.NOT_SUITABLE


@given(
    st.sampled_from(court_requirements()),
    st.lists(st.sampled_from(Met), min_size=9, max_size=9),
    st.sampled_from(ToOrder),
    st.sampled_from(Provider),
    st.sampled_from([None, ADULT, CHILD]),
)
def test_nothing_unknown_and_nobody_unwilling_is_ever_suitable(of, met, consent, provider, born):
    answers = dict(zip([one.id for one in of.criteria], met, strict=False))
    found = suitability(of, answers, consent=consent, provider=provider, born_on=born, on=ON)
    assert found.reasons
    if found.suits is Suits.SUITABLE:
        assert set(answers.values()) == {Met.YES}
        assert (consent, provider) == (ToOrder.WILLING, Provider.AGREED)
        assert born is not None
    if Met.NO in answers.values():
        assert found.suits is Suits.NOT_SUITABLE


def refuse(state, event, **more):
    given = {"suits": Suits.SUITABLE, "on": ON, "today": ON, "note": "Words"}
    return refuse_order_event(state, event, **(given | more))


def test_what_happened_follows_from_where_it_stands():
    for event, states in ORDER_FROM.items():
        for state in OrderState:
            assert bool(refuse(state, event)) == (state not in states)
    future = refuse(OrderState.ORDERED, OrderEvent.STARTED, on=ON + timedelta(days=1))
    assert "in the future" in future
    early = refuse(OrderState.ASSESSING, OrderEvent.PROPOSED, suits=Suits.NOT_YET_KNOWN)
    assert "Only what suits" in early
    assert "Say what happened" in refuse(OrderState.STARTED, OrderEvent.BREACHED, note=" ")


def test_where_it_stands_after_and_when_somebody_looks_again():
    of = requirement_of("drug")
    assert next_state(OrderState.STARTED, OrderEvent.MISSED) is OrderState.STARTED
    assert next_state(OrderState.BREACHED, OrderEvent.GOES_ON) is OrderState.STARTED
    assert look_again_on(of, OrderState.ASSESSING, ON) == ON + timedelta(days=7)
    assert look_again_on(of, OrderState.STARTED, ON) == ON + timedelta(days=28)


def test_the_words_of_a_requirement_say_what_to_do_and_which_it_is():
    assert order_words("drug", "started") == (
        "Review the treatment",
        "Drug rehabilitation requirement",
    )
    assert order_words("gone", "started")[1] == "gone"


def test_what_a_court_can_make_at_an_age_is_known_only_where_the_age_is():
    youth, adult = requirement_of("youth-mental-health"), requirement_of("drug")
    assert youth.fits(CHILD, ON) is True
    assert adult.fits(CHILD, ON) is False
    assert youth.fits(None, ON) is None
    assert replace(youth, age_from=None, age_to=None).fits(None, ON) is True
    assert replace(youth, age_from=None, age_to=9).fits(CHILD, ON) is False
