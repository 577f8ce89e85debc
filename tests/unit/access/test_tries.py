"""Whoever guesses waits; whoever shares an address with them does not."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.access.tries import KEPT, Counted, WrongTry, published, wait
from throughcare.sourced import Status

NOW = datetime(2026, 11, 2, 14, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LIMITS = published()
HERE, ACCOUNT, ADDRESS = (LIMITS[each].value for each in Counted)
moments = st.integers(-24 * 60, 0).map(lambda minutes: NOW + minutes * MINUTE)
tries = st.lists(
    st.builds(WrongTry, moments, st.sampled_from("abcd"), st.sampled_from("xyz")), max_size=60
)


def waiting(known, account="a", asked_from="x", at=NOW, limits=LIMITS):
    return wait(known, account, asked_from, at=at, limits=limits)


def at_once(number, account="a", asked_from="x", at=NOW):
    return [WrongTry(at, account, asked_from) for _ in range(number)]


def test_the_fifth_wrong_password_makes_one_wait_and_the_fourth_does_not():
    assert waiting(at_once(HERE.tries - 1)) is None
    found = waiting(at_once(HERE.tries))
    assert found.until == NOW + HERE.within
    assert found.because is Counted.HERE


def test_others_at_the_same_address_and_the_same_account_elsewhere_are_not_held_up():
    known = at_once(HERE.tries)
    assert waiting(known, account="b") is None
    assert waiting(known, asked_from="y") is None


def test_an_account_that_is_tried_from_many_addresses_waits_everywhere():
    known = [WrongTry(NOW, "a", f"address {number}") for number in range(ACCOUNT.tries)]
    assert waiting(known).because is Counted.ACCOUNT
    assert waiting(known, account="b") is None


def test_an_address_waits_when_it_tries_many_accounts_and_not_for_one_account_over_and_over():
    assert waiting(at_once(500), account="b") is None
    known = [WrongTry(NOW, f"account {number}", "x") for number in range(ADDRESS.tries)]
    assert waiting(known).because is Counted.ADDRESS
    assert waiting(known, asked_from="y") is None
    assert waiting(known[1:]) is None


@given(tries, moments)
def test_a_wait_always_ends_and_lets_somebody_in_when_it_does(known, at):
    found = waiting(known, at=at)
    longest = max(HERE.within, ACCOUNT.within, ADDRESS.within)
    if found is not None:
        assert at < found.until <= at + longest
        later = waiting([one for one in known if one.at <= at], at=found.until)
        assert later is None or later.until > found.until
    assert waiting(known, at=max((one.at for one in known), default=at) + longest) is None


@given(tries, moments)
def test_fewer_wrong_tries_never_make_one_wait_longer(known, at):
    more, fewer = waiting(known, at=at), waiting(known[1:], at=at)
    assert fewer is None or (more is not None and fewer.until <= more.until)


@given(st.lists(st.integers(0, 90), min_size=1, max_size=80))
def test_however_the_tries_are_spread_no_window_has_more_than_the_limit(apart):
    at, done = NOW, []
    for seconds in apart:
        at += timedelta(seconds=seconds)
        if waiting(done, at=at) is None:
            done.append(WrongTry(at, "a", "x"))
    for one in done:
        window = [each for each in done if one.at - HERE.within < each.at <= one.at]
        assert len(window) <= HERE.tries


def test_what_is_not_published_does_not_hold():
    assert waiting(at_once(500), limits={}) is None


@pytest.mark.parametrize("counted", Counted)
def test_every_limit_says_where_it_comes_from_and_looks_back_no_further_than_tries_are_kept(
    counted,
):
    limit = LIMITS[counted]
    assert limit.source
    assert limit.status is Status.UNVERIFIED
    assert limit.value.within <= KEPT
    assert HERE.tries < ACCOUNT.tries
