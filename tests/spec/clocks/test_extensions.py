"""Extensions of a limit"""

from datetime import UTC, datetime, timedelta

from throughcare.clocks.reckoning import State
from throughcare.clocks.standing import standing

ARRIVED = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DETAINED = ("arrived-at-station", ARRIVED)


def hours(number: float) -> datetime:
    return ARRIVED + number * HOUR


def test_a_superintendent_extends_detention_to_36_hours():
    events = [DETAINED, ("superintendent-extension", hours(20))]
    seen = standing("pace.detention.basic", events, hours(25))
    assert (seen.state, seen.due_at) == (State.RUNNING, hours(36))
    assert seen.by_whom == "superintendent or above"


def test_an_extension_after_the_limit_has_passed_does_not_count():
    events = [DETAINED, ("superintendent-extension", hours(24.5))]
    seen = standing("pace.detention.basic", events, hours(25))
    assert (seen.state, seen.due_at) == (State.BREACHED, hours(24))
    assert any("does not count: the limit had passed" in each for each in seen.because)


def test_a_warrant_gives_36_hours_from_its_issue_and_72_in_all():
    early = [DETAINED, ("superintendent-extension", hours(20)), ("warrant-issued", hours(30))]
    assert standing("pace.detention.basic", early, hours(31)).due_at == hours(66)
    late = [*early[:2], ("warrant-issued", hours(36))]
    assert standing("pace.detention.basic", late, hours(40)).due_at == hours(72)


def test_a_warrant_that_names_an_earlier_end_ends_then():
    events = [
        DETAINED,
        ("superintendent-extension", hours(20)),
        ("warrant-issued", hours(30)),
        ("warrant-expires", hours(54)),
    ]
    assert standing("pace.detention.basic", events, hours(31)).due_at == hours(54)


def test_an_extended_warrant_ends_after_96_hours():
    events = [
        DETAINED,
        ("superintendent-extension", hours(20)),
        ("warrant-issued", hours(35)),
        ("warrant-extended", hours(70)),
    ]
    assert standing("pace.detention.basic", events, hours(71)).due_at == hours(96)


def test_a_doctor_may_extend_detention_at_a_place_of_safety_before_24_hours_end():
    events = [("arrived-at-place-of-safety", ARRIVED), ("place-of-safety-extended", hours(23))]
    assert standing("mha.135-136", events, hours(30)).due_at == hours(36)
    late = [events[0], ("place-of-safety-extended", hours(25))]
    assert standing("mha.135-136", late, hours(30)).state is State.BREACHED


def test_bail_is_extended_twice_to_nine_months():
    start = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
    day = timedelta(days=1)
    once = [("bail-started", start), ("bail-extended", start + 80 * day)]
    twice = [*once, ("bail-extended", start + 170 * day)]
    at = start + 171 * day
    assert standing("bail.initial", once, at).due_at == datetime(2026, 7, 31, 11, 0, tzinfo=UTC)
    assert standing("bail.initial", twice, at).due_at == datetime(2026, 10, 31, 12, 0, tzinfo=UTC)


def test_a_custody_time_limit_that_a_court_extended_ends_when_the_court_said():
    start, to = ARRIVED, datetime(2027, 1, 29, 0, 0, tzinfo=UTC)
    granted = ("custody-limit-extended", start + timedelta(days=40))
    at = start + timedelta(days=41)
    unknown = standing("ctl.summary", [("first-appearance", start), granted], at)
    assert (unknown.state, unknown.due_at) == (State.RUNNING, None)
    told = [("first-appearance", start), granted, ("custody-limit-extended-to", to)]
    assert standing("ctl.summary", told, at).due_at == to


def test_the_authority_of_a_hospital_order_is_renewed_for_six_and_then_twelve_months():
    admitted = datetime(2026, 1, 10, 12, 0, tzinfo=UTC)
    month = timedelta(days=30)
    events = [("admitted-to-hospital", admitted)]
    for renewed, year, at_month in ((5, 2027, 1), (11, 2028, 1), (22, 2029, 1)):
        events.append(("authority-renewed", admitted + renewed * month))
        seen = standing("mha.s37.authority", events, admitted + renewed * month)
        assert seen.due_at == datetime(year, at_month, 10, 12, 0, tzinfo=UTC)
