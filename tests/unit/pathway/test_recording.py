"""What an event does to where somebody is, and which orders cannot be."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.pathway.rules import EVENTS, Effect, EventKind, Exactness, Happened, PlaceKind
from throughcare.pathway.rules.places import EpisodeKind
from throughcare.pathway.rules.recording import decide, expects
from throughcare.pathway.rules.telling import KnownEpisode, KnownEvent, KnownStay, SoFar, Where

AT = datetime(2026, 11, 2, 14, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PERSON = UUID(int=7)
SUITE = Where(UUID(int=1), "Amberford custody suite", PlaceKind.CUSTODY_SUITE)
COURT = Where(UUID(int=2), "Amberford Magistrates' Court", PlaceKind.MAGISTRATES_COURT)
FENNICK = Where(UUID(int=3), "HMP Fennick", PlaceKind.PRISON)
LARK = Where(UUID(int=4), "HMP Larkhollow", PlaceKind.WOMENS_PRISON)
CLINIC = Where(UUID(int=5), "Harrow Hospital", PlaceKind.SECURE_HOSPITAL)
STREET = Where(UUID(int=6), "Amberford", PlaceKind.STREET)


def happened(kind, where, ago, **more):
    return Happened(PERSON, kind, where.id, AT - ago if ago is not None else None, **more)


def stay(where, start, end=None, *, said=True, episode=None, authorised=None):
    return KnownStay(
        uuid4(),
        episode or uuid4(),
        where,
        AT - start,
        None if end is None else AT - end,
        said and end is not None,
        authorised,
    )


def said(kind, where, ago, detail=""):
    return KnownEvent(uuid4(), kind, where.id, where.name, AT - ago, detail)


def on(kind, where, ago, so_far, **more):
    return decide(happened(kind, where, ago, **more), where, so_far, AT)


def test_a_reception_begins_a_stay():
    found = on(EventKind.RECEIVED, FENNICK, HOUR, SoFar())
    assert found.begins
    assert not found.reasons
    assert found.episode_id is None


def test_two_places_at_once_are_refused_with_both_said():
    found = on(EventKind.RECEIVED, LARK, HOUR, SoFar(stays=[stay(FENNICK, 3 * DAY)]))
    (reason,) = found.reasons
    assert "HMP Larkhollow" in reason
    assert "HMP Fennick since" in reason
    assert "1:30 pm" in reason


def test_release_before_arrival_is_refused_with_both_said():
    found = on(EventKind.RELEASED, FENNICK, 2 * DAY, SoFar(stays=[stay(FENNICK, DAY)]))
    (reason,) = found.reasons
    assert "before they came to HMP Fennick" in reason
    assert "Saturday 31 October" in reason
    assert "Sunday 1 November" in reason


def test_release_from_a_place_where_nobody_saw_them_come_says_where_they_are():
    found = on(EventKind.RELEASED, FENNICK, HOUR, SoFar(stays=[stay(LARK, DAY)]))
    (reason,) = found.reasons
    assert "nobody recorded that they came to HMP Fennick" in reason
    assert "They are at HMP Larkhollow" in reason


def test_release_after_they_left_says_when_that_was():
    found = on(EventKind.RELEASED, FENNICK, HOUR, SoFar(stays=[stay(FENNICK, 3 * DAY, DAY)]))
    assert "they left HMP Fennick before it" in found.reasons[0]


def test_an_end_that_somebody_recorded_is_not_recorded_twice():
    known = SoFar(stays=[stay(FENNICK, 3 * DAY, DAY)])
    found = on(EventKind.RELEASED, FENNICK, 2 * DAY, known)
    assert "already recorded that they left" in found.reasons[0]


def test_an_end_that_was_only_concluded_can_still_be_said():
    known = SoFar(stays=[stay(FENNICK, 3 * DAY, DAY, said=False), stay(LARK, DAY)])
    found = on(EventKind.MOVED_OUT, FENNICK, 2 * DAY, known)
    assert found.ends
    assert not found.ends_episode


def test_a_late_arrival_ends_where_they_were_known_to_be_later_and_says_so():
    known = SoFar(stays=[stay(LARK, DAY)], events=[said(EventKind.RECEIVED, LARK, DAY)])
    found = on(EventKind.RECEIVED, FENNICK, 9 * DAY, known)
    assert found.until == AT - DAY
    assert "Clocks are counted again" in found.notes[0]


def test_saying_the_same_again_changes_nothing():
    before = said(EventKind.RELEASED, FENNICK, HOUR, "planned")
    found = on(EventKind.RELEASED, FENNICK, HOUR, SoFar(events=[before]), detail="planned")
    assert found.known_already == before.event_id


def test_a_move_goes_on_within_one_term_and_a_hospital_stay_belongs_to_it():
    term = KnownEpisode(uuid4(), EpisodeKind.DETENTION, AT - 9 * DAY)
    known = SoFar(stays=[stay(FENNICK, 9 * DAY, DAY, episode=term.episode_id)], episodes=[term])
    assert on(EventKind.RECEIVED, LARK, HOUR, known).episode_id == term.episode_id
    assert on(EventKind.HOSPITAL_ARRIVED, CLINIC, HOUR, known).episode_id == term.episode_id
    term.end = AT - DAY
    assert on(EventKind.RECEIVED, LARK, HOUR, known).episode_id is None


def test_what_needs_them_there_is_refused_where_they_were_not():
    known = SoFar(stays=[stay(SUITE, 5 * HOUR)])
    assert not on(EventKind.ADULT_CALLED, SUITE, HOUR, known).reasons
    assert on(EventKind.ADULT_CALLED, SUITE, 6 * HOUR, known).reasons


def test_a_review_follows_authorisation():
    known = SoFar(stays=[stay(SUITE, 5 * HOUR)])
    assert (
        "cannot be before detention was authorised"
        in on(EventKind.REVIEWED, SUITE, HOUR, known).reasons[0]
    )
    known.stays[0].authorised_at = AT - 4 * HOUR
    assert not on(EventKind.REVIEWED, SUITE, HOUR, known).reasons


def test_nothing_happens_after_death_and_nobody_dies_twice():
    known = SoFar(events=[said(EventKind.DIED, FENNICK, DAY)])
    assert "cannot be after they died" in on(EventKind.RECEIVED, FENNICK, HOUR, known).reasons[0]
    assert "already recorded that they died" in on(EventKind.DIED, FENNICK, HOUR, known).reasons[0]
    assert not on(EventKind.RECEIVED, FENNICK, 2 * DAY, known).reasons


def test_death_ends_the_stay():
    there = stay(FENNICK, DAY)
    found = on(EventKind.DIED, FENNICK, HOUR, SoFar(stays=[there]), detail="in-custody")
    assert found.ends
    assert found.stay is there


def test_recall_of_somebody_who_is_held_is_refused():
    found = on(EventKind.RECALLED, FENNICK, HOUR, SoFar(stays=[stay(FENNICK, DAY)]))
    assert "Record their release first" in found.reasons[0]


def test_an_event_stands_only_where_it_can_happen_and_with_an_answer_from_its_list():
    assert "which is a street" in on(EventKind.RECEIVED, STREET, HOUR, SoFar()).reasons[0]
    assert (
        "not one of the answers"
        in on(EventKind.REMANDED, COURT, HOUR, SoFar(), detail="XX").reasons[0]
    )


def test_the_future_is_refused_and_a_release_date_is_needed():
    assert "in the future" in on(EventKind.STREET_CONTACT, STREET, -HOUR, SoFar()).reasons[0]
    known = SoFar(stays=[stay(FENNICK, DAY)])
    assert "Enter the date" in on(EventKind.RELEASE_PLANNED, FENNICK, HOUR, known).reasons[0]
    assert not on(EventKind.RELEASE_PLANNED, FENNICK, HOUR, known, planned_for=AT + DAY).reasons


def test_a_time_that_nobody_knows_is_said_to_be_unknown():
    found = on(EventKind.STREET_CONTACT, STREET, None, SoFar(), exactness=Exactness.UNKNOWN)
    assert found.moment == AT
    assert "not known" in found.notes[0]


def test_a_day_without_a_time_fits_around_what_is_known():
    known = SoFar(stays=[stay(SUITE, 20 * HOUR, 2 * HOUR)])
    found = on(EventKind.RECEIVED, FENNICK, HOUR, known, exactness=Exactness.DAY)
    assert found.begins
    assert found.moment == AT - 2 * HOUR
    there = SoFar(stays=[stay(FENNICK, 3 * HOUR)])
    left = on(EventKind.RELEASED, FENNICK, HOUR, there, exactness=Exactness.DAY)
    assert left.ends
    assert left.moment >= there.stays[0].start


def test_court_events_of_one_case_stand_together():
    case = uuid4()
    before = KnownEpisode(uuid4(), EpisodeKind.COURT, AT - DAY, case_id=case)
    known = SoFar(episodes=[before])
    assert on(EventKind.HEARING, COURT, HOUR, known, case_id=case).episode_id == before.episode_id
    assert on(EventKind.HEARING, COURT, HOUR, known, case_id=uuid4()).episode_id is None
    assert on(EventKind.SENTENCED, COURT, HOUR, known, detail="1002").ends_episode


def test_licence_and_police_decisions_find_their_episode():
    community = KnownEpisode(uuid4(), EpisodeKind.COMMUNITY, AT - DAY)
    known = SoFar(stays=[stay(SUITE, 5 * HOUR, 2 * HOUR)], episodes=[community])
    assert on(EventKind.RECALLED, FENNICK, HOUR, known).episode_id == community.episode_id
    decision = on(EventKind.CHARGE_DECISION, SUITE, HOUR, known, detail="charged")
    assert decision.episode_id == known.stays[0].episode_id
    assert on(EventKind.CHARGE_DECISION, SUITE, HOUR, SoFar()).episode_id is None
    assert on(EventKind.LICENCE_STARTED, FENNICK, HOUR, known).episode_id is None


@pytest.mark.parametrize(
    ("kind", "detail", "to", "expected"),
    [
        (EventKind.REMANDED, "PR", FENNICK, True),
        (EventKind.REMANDED, "CB", FENNICK, False),
        (EventKind.SENTENCED, "1008", CLINIC, True),
        (EventKind.SENTENCED, "1015", FENNICK, False),
        (EventKind.REMANDED, "", FENNICK, False),
        (EventKind.MOVED_OUT, "", LARK, True),
        (EventKind.RECALLED, "", FENNICK, True),
        (EventKind.REMANDED, "PR", None, False),
    ],
)
def test_who_is_sent_somewhere_is_expected_there(kind, detail, to, expected):
    event = happened(kind, COURT, HOUR, detail=detail, to_place_id=to and to.id)
    assert expects(event) is expected


MOMENTS = st.integers(0, 60 * 24 * 30).map(lambda minutes: timedelta(minutes=minutes))


@given(st.lists(st.tuples(st.sampled_from([FENNICK, LARK]), MOMENTS), max_size=12))
def test_stays_that_are_accepted_never_overlap_whatever_the_order_of_telling(told):
    so_far = SoFar()
    for where, ago in told:
        found = on(EventKind.RECEIVED, where, ago, so_far)
        if found.begins:
            so_far.stays.append(
                KnownStay(uuid4(), uuid4(), where, found.moment, found.until, False)
            )
            so_far.stays.sort(key=lambda one: one.start)
    for first, second in zip(so_far.stays, so_far.stays[1:], strict=False):
        assert first.end is None or first.end <= second.start or first.start == second.start


@given(st.sampled_from(EventKind), MOMENTS)
def test_every_event_is_decided_with_reasons_or_with_a_moment_that_is_not_to_come(kind, ago):
    where = next(
        one for one in (SUITE, COURT, FENNICK, CLINIC, STREET, VOLUNTARY)
        if one.kind in EVENTS[kind].where
    )  # fmt: skip
    found = on(kind, where, ago, SoFar(), planned_for=AT + DAY)
    assert found.moment <= AT
    if EVENTS[kind].effect in (Effect.ENDS, Effect.DURING):
        assert found.reasons, "nobody came there"


VOLUNTARY = Where(UUID(int=9), "Station", PlaceKind.VOLUNTARY_ATTENDANCE)


def test_what_is_told_late_names_nothing_that_its_teller_may_not_know_of():
    known = SoFar(
        stays=[stay(FENNICK, 9 * DAY)],
        events=[said(EventKind.ACCT_OPENED, FENNICK, HOUR)],
    )
    assert not on(EventKind.FIRST_SCREENED, FENNICK, DAY, known).notes
    (note,) = on(EventKind.ACCT_PLANNED, FENNICK, DAY, known).notes
    assert "ACCT" in note
