"""Somebody who was not asked, what was done about an urgent answer, paper, and where to ask."""

from datetime import UTC, datetime, timedelta

import pytest

from throughcare.clocks.limits import published
from throughcare.pathway.rules import PlaceKind
from throughcare.screening.instrument import find, instruments
from throughcare.screening.rules import (
    MATTERS,
    SAID_BY_A_WORKER,
    Context,
    NeedType,
    NotNow,
    ResponseState,
    WasDone,
    answered_no,
    limit_of,
    may_amend,
    may_enter_from_paper,
    may_leave_unasked,
    may_say_done,
    meant_for,
)

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
LATER = AT + timedelta(hours=4)
ROBIN = Context(age=34, sex="male")


@pytest.mark.parametrize(
    ("why", "note", "again_at", "allowed"),
    [
        (NotNow.DECLINED, "", None, True),
        (NotNow.ASLEEP, "", LATER, True),
        (NotNow.ASLEEP, "", None, False),
        (NotNow.ASLEEP, "Leaves for court at once", None, True),
        (NotNow.ASLEEP, "", AT, False),
        (NotNow.OTHER, " ", LATER, False),
        (NotNow.OTHER, "Fire alarm", LATER, True),
    ],
)
def test_who_was_not_asked_is_asked_later_unless_somebody_says_why_not(
    why: NotNow, note: str, again_at: datetime | None, allowed: bool
) -> None:
    decision = may_leave_unasked(why, note=note, again_at=again_at, at=AT)
    assert decision.allowed is allowed
    assert allowed or decision.reasons


def test_every_urgent_flag_of_suicide_withdrawal_pregnancy_and_head_injury_has_a_limit() -> None:
    urgent = {flag.id for each in instruments() for flag in each.flags if flag.urgent}
    opening = {flag for flag in urgent if limit_of(flag)}
    assert urgent - opening == {
        "carer-says-medicine",
        "child-not-safe",
        "child-used-by-others",
        "dependants-left-without-care",
        "forced-by-others",
        "may-have-been-tortured",
        "medicine-missed",
        "no-medicine-plan",
    }
    for limit_id in MATTERS:
        limit = published().in_force(limit_id, AT.date())
        assert limit.configurable
        assert not limit.verified, "no published length was found"


@pytest.mark.parametrize("done", SAID_BY_A_WORKER)
def test_what_was_done_is_said_in_words_where_the_code_does_not_say_it(done: WasDone) -> None:
    bare = done not in (WasDone.NOTHING_MORE, WasDone.OTHER)
    assert may_say_done(done, note="").allowed is bare
    assert may_say_done(done, note="Checked by the nurse").allowed
    assert done is not WasDone.IN_ERROR


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, ""),
        ({"asked_at": LATER}, "not be later than now"),
        ({"asked_by": " "}, "Say who asked"),
        ({"where": ""}, "Say where"),
        ({"twice": True}, "entered already"),
        ({"missing": ["Sleep?"]}, "No answer to: Sleep?. Enter"),
        ({"missing": list("abcde")}, "a; b; c and 2 more"),
        ({"missing": ["Sleep?"], "stopped_because": "left"}, ""),
    ],
)
def test_a_paper_says_who_asked_when_and_where_and_is_entered_once(change, said) -> None:
    whole = {
        "asked_at": AT,
        "at": AT,
        "asked_by": "Amara Obi",
        "where": "Cell 4",
        "missing": [],
        "stopped_because": "",
        "twice": False,
    }
    decision = may_enter_from_paper(**(whole | change))
    assert decision.allowed is (not said)
    assert said in " ".join(decision.reasons)


@pytest.mark.parametrize(
    ("instrument", "place", "allowed"),
    [
        ("ld-core", PlaceKind.CUSTODY_SUITE, True),
        ("irc", PlaceKind.CUSTODY_SUITE, False),
        ("irc", PlaceKind.IMMIGRATION_REMOVAL_CENTRE, True),
        ("reception-first", PlaceKind.CROWN_COURT, False),
        ("reception-first", PlaceKind.HOSPITAL, True),
        ("reception-first", None, True),
    ],
)
def test_a_place_that_does_not_fit_is_said_and_one_that_is_not_known_speaks_against_nothing(
    instrument: str, place: PlaceKind | None, allowed: bool
) -> None:
    decision = meant_for(find(instrument), place)
    assert decision.allowed is allowed
    assert allowed or "It is meant for" in decision.reasons[0]


def test_where_an_instrument_is_meant_for_is_said_in_words() -> None:
    assert meant_for(find("release"), PlaceKind.CUSTODY_SUITE).reasons == (
        "It is meant for prison and immigration removal centre; the person is in police custody.",
    )
    settings = {place for each in instruments() for place in each.population.settings}
    from throughcare.screening.rules.fitting import SETTINGS

    assert set(SETTINGS.values()) == settings


def test_only_a_completed_screening_of_a_known_version_is_amended_and_with_a_reason() -> None:
    for state in ResponseState:
        done = state is ResponseState.COMPLETED
        assert may_amend(state, published=True, reason="Misheard").allowed is done
    done = ResponseState.COMPLETED
    assert not may_amend(done, published=False, reason="Misheard").allowed
    assert not may_amend(done, published=True, reason=" ").allowed


def test_a_no_counts_only_where_everything_about_the_need_was_answered() -> None:
    core = find("ld-core")
    answers = {"worry": "no", "told_mental_health": ("none",), "gambling": "yes"}
    found = answered_no(core, answers, context=ROBIN)
    assert NeedType.ANXIETY in found
    assert NeedType.GAMBLING not in found, "it was pointed to"
    assert NeedType.PREGNANCY not in found, "nobody asked a man"
    assert NeedType.DEPRESSION not in found, "one of its questions has no answer"
    unsure = answers | {"low_mood": "not_sure"}
    assert NeedType.DEPRESSION not in answered_no(core, unsure, context=ROBIN)
    declined = answers | {"worry": "declined"}
    assert NeedType.ANXIETY not in answered_no(core, declined, context=ROBIN)


def test_a_score_below_the_cut_is_a_no_and_no_score_is_not() -> None:
    phq = find("phq-9")
    low = dict.fromkeys(phq.scored(), 0)
    assert NeedType.DEPRESSION in answered_no(phq, low, context=ROBIN)
    assert NeedType.DEPRESSION not in answered_no(phq, low | {"sleep": "declined"}, context=ROBIN)
    high = dict.fromkeys(phq.scored(), 3)
    assert NeedType.DEPRESSION not in answered_no(phq, high, context=ROBIN)
