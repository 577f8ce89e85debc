"""Clocks from custody to release"""

from datetime import UTC, datetime, timedelta

from throughcare.clocks.limits import FOLDER, read_limits
from throughcare.clocks.reckoning import State
from throughcare.clocks.standing import standing

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_an_appropriate_adult_is_needed_as_soon_as_practicable_and_no_number_is_made_up():
    seen = standing("aa.child", [("believed-under-18", START)], START + 30 * HOUR)
    assert (seen.state, seen.due_at, seen.remaining) == (State.RUNNING, None, None)
    assert "No length is set: as soon as practicable." in seen.because


def test_an_arrest_for_another_area_counts_from_24_hours_after_it_at_the_latest():
    events = [("arrested-for-another-area", START)]
    assert standing("pace.detention.basic", events, START + HOUR).state is State.NOT_STARTED
    late = [*events, ("arrived-in-seeking-area", START + 30 * HOUR)]
    assert standing("pace.detention.basic", late, START + 31 * HOUR).started_at == START + 24 * HOUR
    early = [*events, ("arrived-in-seeking-area", START + 5 * HOUR)]
    assert standing("pace.detention.basic", early, START + 31 * HOUR).started_at == START + 5 * HOUR


def test_questioning_in_hospital_counts():
    """Four hours in hospital, one of them of questions: three do not count."""
    events = [
        ("arrived-at-station", START),
        ("hospital-left-for", START + 2 * HOUR),
        ("questioned-in-hospital", START + 3 * HOUR),
        ("questioning-in-hospital-ended", START + 4 * HOUR),
        ("hospital-back", START + 6 * HOUR),
    ]
    assert standing("pace.detention.basic", events, START + 7 * HOUR).due_at == START + 27 * HOUR
    during = standing("pace.detention.basic", events, START + 3.5 * HOUR)
    assert during.state is State.RUNNING


def test_the_next_review_is_reckoned_from_the_one_that_was_carried_out():
    events = [
        ("detention-authorised", START),
        ("review", START + 5 * HOUR),
        ("review", START + 13 * HOUR),
    ]
    at = START + 14 * HOUR
    assert standing("pace.review.1", events, at).met_at == START + 5 * HOUR
    assert standing("pace.review.2", events, at).met_at == START + 13 * HOUR
    assert standing("pace.review.n", events, at).due_at == START + 22 * HOUR


def test_a_rest_that_was_cut_short_is_no_rest_of_eight_hours():
    began = ("rest-began", START)
    assert standing("pace.rest", [began], START + 8 * HOUR).state is State.MET
    cut = [began, ("rest-interrupted", START + 7 * HOUR)]
    assert standing("pace.rest", cut, START + 9 * HOUR).state is State.BREACHED


def test_the_first_health_screen_comes_before_a_cell_is_allocated():
    events = [("prison-reception", START), ("cell-allocated", START + 3 * HOUR)]
    assert standing("prison.first", events, START + 2 * HOUR).due_at == START + 3 * HOUR
    assert standing("prison.first", events, START + 4 * HOUR).state is State.BREACHED
    screened = [*events, ("first-health-assessment", START + HOUR)]
    assert standing("prison.first", screened, START + 4 * HOUR).state is State.MET


def test_somebody_in_withdrawal_is_seen_on_the_same_day():
    seen = standing("prison.withdrawal", [("prison-reception", START)], START)
    assert seen.due_at == datetime(2026, 11, 3, 0, 0, tzinfo=UTC)


def test_reconnect_may_begin_twelve_weeks_before_release_and_ends_six_months_after():
    release = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    events = [("release-date", release)]
    assert standing("recon.window", events, release - 85 * DAY).state is State.NOT_STARTED
    seen = standing("recon.window", events, release - 80 * DAY)
    # Twelve weeks before, the clocks still stood at summer time.
    assert seen.started_at == datetime(2026, 9, 7, 8, 0, tzinfo=UTC)
    assert seen.due_at == datetime(2027, 5, 30, 8, 0, tzinfo=UTC)


def test_a_court_report_is_due_when_the_court_said():
    events = [("report-directed", START), ("report-due", START + 21 * DAY)]
    assert standing("report.court", events, START).due_at == START + 21 * DAY
    assert standing("report.court", events[:1], START).due_at is None


def test_a_transfer_to_hospital_follows_guidance_until_the_day_the_statute_begins(tmp_path):
    """The day is not known, so it is set in a file of the service and not in the program."""
    local = tmp_path / "ambershire.yaml"
    local.write_text(
        'limits:\n  - id: mha.transfer.total\n    effective_from: "2027-04-01"\n'
        "    source: Commencement regulations, made up for this example\n"
    )
    limits = read_limits(sorted(FOLDER.glob("*.yaml")), local)
    before, after = (datetime(2027, 3, day, 12, 0, tzinfo=UTC) for day in (30, 31))
    for referred, statute in ((before, False), (after + DAY, True)):
        seen = standing("mha.transfer.total", [("transfer-referred", referred)], referred, limits)
        assert seen.limit.name.endswith("by statute") is statute
        assert seen.due_at is not None
    now = standing("mha.transfer.total", [("transfer-referred", after + DAY)], after + DAY)
    assert not now.limit.name.endswith("by statute")


def test_a_limit_whose_first_day_is_not_known_counts_nothing_and_says_so():
    seen = standing("mha.47A.total", [("transfer-report-requested", START)], START + 40 * DAY)
    assert (seen.state, seen.due_at) == (State.NOT_STARTED, None)
    assert seen.because[0].startswith("Not in force: the day on which it begins is not known.")


def test_what_is_told_late_moves_the_clock():
    """The return from hospital is told after the limit seemed to have passed."""
    events = [("arrived-at-station", START)]
    assert standing("pace.detention.basic", events, START + 25 * HOUR).state is State.BREACHED
    told = [("hospital-back", START + 6 * HOUR), *events, ("hospital-left-for", START + 2 * HOUR)]
    seen = standing("pace.detention.basic", told, START + 25 * HOUR)
    assert (seen.state, seen.due_at) == (State.RUNNING, START + 28 * HOUR)
