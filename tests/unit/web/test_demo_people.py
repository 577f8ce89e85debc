"""The made-up people: drawn from published shares, the same for the same seed, and nobody real."""

from datetime import UTC, datetime
from random import Random

import pytest

from throughcare.codes import Kind, check
from throughcare.people.rules import NewName, age_on
from throughcare.screening.instrument import find
from throughcare.screening.rules import Context, NeedDomain, checked, remaining, suspected_needs
from throughcare.web.demo import fit
from throughcare.web.demo.passages import Life, Meeting, Result
from throughcare.web.demo.plan import population
from throughcare.web.demo.shares import Decks, published
from throughcare.web.demo.wanted import answers_that_say

NOW = datetime(2026, 11, 2, 14, 30, tzinfo=UTC)


def lives(people: int, seed: int = 1) -> list[Life]:
    """A planned population."""
    return population(Random(seed), Decks(published().all), people=people, days=90, now=NOW)


@pytest.fixture(scope="module")
def many() -> list[Life]:
    """So many people that chance hides no mistake."""
    return lives(6_000)


def test_every_share_fits_what_was_published(many: list[Life]) -> None:
    found = list(fit.fit(many, published()))
    assert not [(each.share, each.generated, each.target) for each in found if not each.fits]


def test_most_published_shares_are_looked_at(many: list[Life]) -> None:
    looked_at = {each.share for each in fit.fit(many, published())}
    by_services = {"known-before", "service-declines", "comes", "slow", "report-to-court"}
    assert set(published().all) - looked_at == by_services | {"agrees-to-sharing"}


def test_the_fit_would_see_a_wrong_share(many: list[Life]) -> None:
    women = [life for life in many if life.drawn.sex.value == "female"]
    assert "female" in {each.share for each in fit.fit(women, published()) if not each.fits}


def test_groups_of_shares_add_up_to_one() -> None:
    for group in ("age", "ethnicity", "offence", "leaving", "outcome", "youth-outcome"):
        assert sum(published().group(group).values()) == pytest.approx(1)


def test_the_same_seed_makes_the_same_people_and_another_seed_others() -> None:
    assert lives(60) == lives(60)
    assert lives(60) != lives(60, seed=2)


def test_no_number_postcode_or_telephone_can_be_real(many: list[Life]) -> None:
    for life in many[:3000]:
        new = life.drawn.new
        for kind, given, *_ in new.numbers:
            found = check(kind, given, on=NOW.date(), synthetic=True)
            assert found.valid, given
            assert found.synthetic, given
        assert new.address is not None
        assert new.address.postcode.startswith("ZZ99 ")
        assert new.phone == "" or new.phone.startswith("07700 900")


def test_no_two_people_share_an_nhs_number(many: list[Life]) -> None:
    numbers = [
        given
        for life in many
        for kind, given, *_ in life.drawn.new.numbers
        if kind is Kind.NHS_NUMBER
    ]
    assert len(numbers) == len(set(numbers))


def test_nobody_is_in_two_places_at_once(many: list[Life]) -> None:
    for life in many:
        for before, after in zip(life.passages, life.passages[1:], strict=False):
            assert before.leaves_at < after.arrives_at


def test_people_are_here_now_in_every_state_of_the_board() -> None:
    here = [life.passages[-1] for life in lives(1500) if life.passages[-1].leaves_at > NOW]
    assert 35 <= len(here) <= 45
    assert {each.meeting for each in here} == set(Meeting) - {Meeting.LEFT_UNSEEN}
    assert {each.suite for each in here} == {0, 1, 2}
    assert [each for each in here if (NOW - each.arrives_at).total_seconds() > 24 * 3600]


def test_names_come_from_many_traditions(many: list[Life]) -> None:
    families = {life.drawn.new.main_name.family for life in many}
    assert len(families) > 100
    assert isinstance(many[0].drawn.new.main_name, NewName)


def test_answers_point_to_the_needs_that_were_drawn_and_leave_nothing_open(
    many: list[Life],
) -> None:
    core = find("ld-core")
    tried = 0
    for life in many[:4000]:
        for passage in life.passages:
            if not passage.wanted:
                continue
            tried += 1
            drawn = life.drawn
            answers = checked(
                core,
                answers_that_say(core, passage.wanted, age=drawn.age, sex=drawn.sex, helps=True),
            )
            context = Context(age=drawn.age, sex=drawn.sex.value)
            left = remaining(core, {}, at=NOW, answers=answers, context=context)
            assert not [item.id for item in left.ask if item.required]
            pointed = {each.need for each in suspected_needs(core, answers)}
            assert pointed == {each.need for each in passage.wanted}
    assert tried > 300


def test_nobody_comes_of_age_between_two_passages(many: list[Life]) -> None:
    for life in many:
        born = life.drawn.new.born_on
        assert born is not None
        ages = {age_on(born, passage.arrives_at.date()) for passage in life.passages}
        assert {age < 18 for age in ages} == {life.drawn.child}


def test_nobody_who_may_harm_themself_is_left_with_advice_alone(many: list[Life]) -> None:
    at_risk = [
        passage
        for life in many
        for passage in life.passages
        if any(each.need.domain is NeedDomain.SELF_HARM for each in passage.wanted)
    ]
    assert at_risk
    assert not [each for each in at_risk if each.result is Result.ADVICE]
