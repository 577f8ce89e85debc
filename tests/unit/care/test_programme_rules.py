"""Health programmes: for whom each is, which step is due when, and what is never taken for a no."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.care.rules import (
    STILL_DUE,
    Applies,
    Group,
    HealthFacts,
    HealthSetting,
    StepAnswer,
    StepRow,
    StepState,
    applies,
    health_programmes,
    programme_lots,
    refuse_step_answer,
    setting_of,
    standing,
)
from throughcare.care.rules.programme_file import Opening
from throughcare.care.rules.programme_lots import NEVER, lots
from throughcare.care.rules.programmes import due_of, first_standing, offered_to, worked_out
from throughcare.pathway.rules import PlaceKind
from throughcare.people.rules import Sex

NOW = datetime(2026, 11, 2, 14, 30, tzinfo=UTC)
DAY = timedelta(days=1)
ALL = health_programmes()
DONE, DECLINED = StepAnswer.DONE, StepAnswer.DECLINED


def facts(**more):
    given = {
        "born_on": date(1960, 1, 1),
        "sex": Sex.MALE,
        "setting": HealthSetting.PRISON,
        "arrived_at": NOW - 3 * DAY,
        "term_at": NOW - 100 * DAY,
        "done": {},
    }
    return HealthFacts(**(given | more))


def row(programme, step, answer=DONE, ago=DAY, **more):
    return StepRow(programme, step, answer, NOW - ago, **more)


def state(programme, rows=(), **more):
    stands = standing(ALL.one(programme), facts(**more), rows, NOW)
    return {one.step.id: one.state for one in stands.steps}


def test_every_programme_says_who_says_so_and_its_steps_follow_one_another():
    assert len(ALL.all) > 40
    for one in ALL.all:
        assert one.source
        assert len({step.id for step in one.steps}) == len(one.steps)
        assert {step.after for step in one.steps} - {""} <= {step.id for step in one.steps}
        for step in one.steps:
            before = one.step(step.after)
            assert not step.if_result or set(step.if_result) <= set(before.results)
    assert ALL.of(Group.VIRUSES)
    assert ALL.one("none-such") is None


def test_a_programme_whose_step_follows_one_that_is_not_before_it_is_refused(tmp_path):
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(
        "programmes:\n"
        "  - {id: x, name: X, group: women, where: [prison], opens: arrival, scope: stay,\n"
        "     steps: [{id: a, name: A, after: b}], configurable: true, source: S,\n"
        "     status: unverified, effective_from: null, effective_to: null}\n"
    )
    with pytest.raises(ValueError, match="not before it"):
        health_programmes(wrong)


@pytest.mark.parametrize(
    ("place", "setting"),
    [
        (PlaceKind.CUSTODY_SUITE, HealthSetting.SUITE),
        (PlaceKind.IMMIGRATION_REMOVAL_CENTRE, HealthSetting.REMOVAL_CENTRE),
        (PlaceKind.YOUNG_OFFENDER_INSTITUTION, HealthSetting.YOUNG_OFFENDERS),
        (PlaceKind.WOMENS_PRISON, HealthSetting.PRISON),
        (PlaceKind.SECURE_SCHOOL, HealthSetting.CHILDREN),
        (PlaceKind.COMMUNITY, None),
    ],
)
def test_where_programmes_are_offered(place, setting):
    assert setting_of(place) is setting


def test_whom_a_programme_is_for_and_when_nobody_knows():
    on = NOW.date()
    bowel, breast, aortic = ALL.one("bowel"), ALL.one("breast"), ALL.one("aortic")
    assert applies(bowel, facts(), on)[0] is Applies.YES
    assert applies(bowel, facts(setting=None), on)[0] is Applies.NO
    assert applies(bowel, facts(born_on=date(2000, 1, 1)), on) == (
        Applies.NO,
        "It is for 50 to 74 year olds.",
    )
    assert applies(aortic, facts(born_on=date(2000, 1, 1)), on)[1].startswith("It is for 65 and")
    assert applies(bowel, facts(born_on=None), on)[0] is Applies.NOT_KNOWN
    assert applies(breast, facts(), on) == (Applies.NO, "It is for women.")
    assert applies(aortic, facts(sex=Sex.FEMALE), on) == (Applies.NO, "It is for men.")
    unknown = applies(breast, facts(sex=Sex.UNKNOWN, born_on=None), on)
    assert unknown == (
        Applies.NOT_KNOWN,
        "Nobody knows whether it is for them: their sex and their date of birth are not known.",
    )


def test_the_second_stage_is_due_seven_days_after_every_arrival():
    stands = standing(ALL.one("second-stage"), facts(), [], NOW)
    assert stands.next.due_at == NOW - 3 * DAY + 7 * DAY
    assert state("second-stage", arrived_at=NOW - 8 * DAY) == {"done": StepState.OVERDUE}
    done = {"second-health-screen-done": NOW - DAY}
    assert state("second-stage", done=done) == {"done": StepState.DONE}
    before = {"second-health-screen-done": NOW - 5 * DAY}
    assert state("second-stage", done=before) == {"done": StepState.DUE}, "of an earlier stay"


def test_a_first_stage_without_a_length_is_due_and_never_overdue():
    stands = standing(ALL.one("first-stage"), facts(arrived_at=NOW - 90 * DAY), [], NOW)
    assert (stands.next.state, stands.next.due_at) == (StepState.DUE, None)


def test_the_cascade_goes_on_only_from_what_was_found():
    assert state("hepatitis-c")["tested"] is StepState.WAITS
    told = [row("hepatitis-c", "offered"), row("hepatitis-c", "tested")]
    assert state("hepatitis-c", told)["antibody"] is StepState.DUE
    negative = [*told, row("hepatitis-c", "antibody", result="negative")]
    stands = standing(ALL.one("hepatitis-c"), facts(), negative, NOW)
    pcr = next(one for one in stands.steps if one.step.id == "pcr")
    assert (pcr.state, pcr.because) == (StepState.NOT_NEEDED, "Result: not found.")
    assert stands.next is None
    positive = [*told, row("hepatitis-c", "antibody", result="positive")]
    assert state("hepatitis-c", positive)["pcr"] is StepState.DUE


def test_declined_is_kept_apart_from_not_offered_and_asked_again_on_its_day():
    assert state("hiv", [row("hiv", "offered", DECLINED)]) | {"tested": 0} == {
        "offered": StepState.DECLINED,
        "tested": 0,
        "result": StepState.WAITS,
        "referred": StepState.WAITS,
        "treated": StepState.WAITS,
    }
    assert state("hiv", [row("hiv", "offered", DECLINED)])["tested"] is StepState.NOT_NEEDED
    later = row("hiv", "offered", DECLINED, again_on=NOW.date() + DAY)
    assert state("hiv", [later])["offered"] is StepState.DECLINED
    come = row("hiv", "offered", DECLINED, ago=9 * DAY, again_on=NOW.date() - DAY)
    assert state("hiv", [come], arrived_at=NOW - 20 * DAY)["offered"] is StepState.OVERDUE


def test_not_able_and_not_known_leave_it_due_and_not_needed_ends_it():
    for answer in (StepAnswer.NOT_ABLE, StepAnswer.NOT_KNOWN):
        assert state("hiv", [row("hiv", "offered", answer)])["offered"] in STILL_DUE
    soon = row("hiv", "offered", StepAnswer.NOT_ABLE, again_on=NOW.date() + 2 * DAY)
    assert state("hiv", [soon], arrived_at=NOW - 30 * DAY)["offered"] is StepState.DUE
    none = state("health-check", [row("health-check", "offered", StepAnswer.NOT_NEEDED)])
    assert none == {"offered": StepState.NOT_NEEDED, "done": StepState.NOT_NEEDED}


def test_what_is_done_again_comes_back_before_its_day():
    told = [row("bowel", "offered", ago=800 * DAY)]
    fresh = [*told, row("bowel", "done", ago=100 * DAY)]
    assert state("bowel", fresh)["done"] is StepState.DONE
    old = [*told, row("bowel", "done", ago=800 * DAY)]
    assert state("bowel", old)["done"] is StepState.OVERDUE
    nearly = [*told, row("bowel", "done", ago=725 * DAY)]
    assert state("bowel", nearly)["done"] is StepState.DUE
    told_when = [*told, row("bowel", "done", ago=800 * DAY, again_on=NOW.date() + 90 * DAY)]
    assert state("bowel", told_when)["done"] is StepState.DONE


def test_a_vaccine_counts_for_life_and_a_test_for_this_term():
    long_ago = 3000 * DAY
    assert (
        state("hepatitis-b-vaccine", [row("hepatitis-b-vaccine", "first", ago=long_ago)])["first"]
        is StepState.DONE
    )
    assert state("hiv", [row("hiv", "offered", ago=long_ago)])["offered"] is not StepState.DONE


def test_what_somebody_begins_is_nothing_before_and_ends_when_it_ends():
    assert state("constant-supervision") == {}
    begun = [row("constant-supervision", "began", ago=30 * timedelta(hours=1))]
    assert state("constant-supervision", begun)["reviewed"] is StepState.OVERDUE
    ended = [*begun, row("constant-supervision", "ended", ago=timedelta(hours=1))]
    assert state("constant-supervision", ended) == {}
    again = [*ended, row("constant-supervision", "began", ago=timedelta(minutes=1))]
    assert state("constant-supervision", again)["reviewed"] is StepState.DUE
    declined = [row("constant-supervision", "reviewed", DECLINED)]
    assert state("constant-supervision", declined) == {}, "nothing was begun"


def test_who_began_something_goes_on_with_it_where_it_would_not_be_offered():
    told = [row("bowel", "offered", ago=40 * DAY)]
    assert state("bowel", told, setting=None)["done"] is StepState.DUE
    assert state("bowel", setting=None) == {}


def test_an_optional_step_is_never_due():
    begun = [row("asthma", "identified")]
    assert state("asthma", begun)["over"] is StepState.WAITS


def test_the_answer_of_the_home_office_is_due_after_two_working_days():
    told = [
        row("rule-35", "reported", result="three"),
        row("rule-35", "sent"),
        StepRow("rule-35", "received", DONE, datetime(2026, 10, 30, 10, tzinfo=UTC)),
    ]
    stands = standing(
        ALL.one("rule-35"),
        facts(setting=HealthSetting.REMOVAL_CENTRE, arrived_at=NOW - 30 * DAY),
        [StepRow("rule-35", "reported", DONE, NOW - 9 * DAY, "three"), *told[1:]],
        NOW,
    )
    answered = next(one for one in stands.steps if one.step.id == "answered")
    assert answered.due_at == datetime(2026, 11, 4, 0, 0, tzinfo=UTC), "Friday, then two more"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"at": NOW + DAY}, "in the future"),
        ({"result": ""}, "Select the result"),
        ({"result": "made up"}, "Select the result"),
        ({"answer": DECLINED, "result": "positive"}, "only of what was done"),
        ({"again_on": NOW.date()}, "must be later"),
        ({"answer": StepAnswer.NOT_ABLE, "result": "", "why": " "}, "Say why"),
        ({}, ""),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(given, why):
    of = ALL.one("hepatitis-c")
    usual = {
        "answer": DONE,
        "result": "positive",
        "at": NOW,
        "now": NOW,
        "again_on": None,
        "why": "",
        "begun": True,
    }
    said = refuse_step_answer(of, of.step("antibody"), **(usual | given))
    assert why in said
    assert bool(said) == bool(why)


def test_what_is_begun_by_somebody_begins_with_its_first_step():
    of = ALL.one("rule-35")
    usual = {"answer": DONE, "at": NOW, "now": NOW, "again_on": None, "why": ""}
    wrong = refuse_step_answer(of, of.step("sent"), result="", begun=False, **usual)
    assert wrong == "Begin with “Report written”."
    assert not refuse_step_answer(of, of.steps[0], result="three", begun=False, **usual)


ROWS = st.lists(
    st.builds(
        lambda one, number, answer, ago: StepRow(
            one.id, one.steps[number % len(one.steps)].id, answer, NOW - ago * timedelta(hours=1)
        ),
        st.sampled_from(ALL.all),
        st.integers(0, 9),
        st.sampled_from(StepAnswer),
        st.integers(0, 5000),
    ),
    max_size=30,
)


@given(ROWS, st.sampled_from(HealthSetting), st.sampled_from(Sex))
def test_whatever_was_answered_only_what_was_done_stands_as_done(rows, setting, sex):
    for one in ALL.all:
        stands = standing(one, facts(setting=setting, sex=sex), rows, NOW)
        done = {row.step for row in rows if row.programme == one.id and row.answer is DONE}
        for step in stands.steps:
            assert step.state is not StepState.DONE or step.step.id in done
            if step.state is StepState.OVERDUE:
                assert step.due_at is not None
                assert step.due_at < NOW
        if one.opens is Opening.SOMEBODY and not stands.steps:
            assert stands.opened_at is None
        assert stands.next is None or stands.next.state in STILL_DUE


@given(ROWS, st.sampled_from(HealthSetting), st.sampled_from(Sex), st.booleans())
def test_what_is_due_in_a_place_is_what_each_page_says(rows, setting, sex, screened):
    of = facts(setting=setting, sex=sex)
    if screened:
        of = replace(of, done={"first-health-screen-done": NOW - timedelta(hours=2)})
    told = {}
    for row in rows:
        told.setdefault(row.programme, []).append(row)
    on_pages = {
        (one.id, step.step.id): (step.due_at, step.state)
        for one in ALL.all
        if one.id in told or one.opens is Opening.ARRIVAL
        for step in standing(one, of, rows, NOW).steps
        if step.state in STILL_DUE
    }
    known, offered = worked_out(of, told), offered_to(of, NOW.date())
    in_place = {
        (one.id, stands.step.id): (stands.due_at, stands.state)
        for one, stands in due_of(of, told, NOW, {one.id for one in offered}, known)
    }
    for lot in lots([(0, of)], offered, {one.id: frozenset({0}) for one in known}):
        due_at = None if lot.due(0) == NEVER else lot.due(0)
        state = first_standing(lot.step, due_at, NOW).state
        in_place[lot.programme.id, lot.step.id] = (due_at, state)
    assert in_place == on_pages


ARRIVALS = st.lists(st.tuples(st.integers(0, 90_000), st.integers(0, 90_000)), max_size=40)


@given(ARRIVALS, st.sampled_from(HealthSetting), st.sets(st.integers(0, 39)))
def test_in_lots_as_many_are_due_and_late_as_one_by_one_and_in_order(arrivals, setting, apart):
    hour = timedelta(hours=1)
    people = [
        facts(setting=setting, arrived_at=NOW - came * hour, term_at=NOW - (came + more) * hour)
        for came, more in arrivals
    ]
    offered = offered_to(facts(setting=setting), NOW.date())
    left_out = {one.id: frozenset(apart) for one in offered[::2]}
    one_by_one = sorted(
        (one.id, step.step.id, step.due_at or NEVER, number)
        for number, person in enumerate(people)
        for one in offered
        if number not in left_out.get(one.id, ())
        for step in standing(one, person, (), NOW).steps
        if step.state in STILL_DUE
    )
    found = list(lots(list(enumerate(people)), offered, left_out))
    in_lots = []
    for lot in found:
        listed = [
            (lot.programme.id, lot.step.id, due_at, number)
            for due_at, _, number in lot.first(len(lot.starts))
        ]
        assert [one[2] for one in listed] == sorted(one[2] for one in listed)
        assert lot.late(NOW) == sum(one[2] < NOW for one in listed)
        in_lots += listed
    assert sorted(in_lots) == one_by_one


def test_a_limit_that_changed_parts_a_lot_where_it_changed():
    of = next(one for one in ALL.all if any(step.clock for step in one.first))
    step = next(step for step in of.first if step.clock)
    cut = NOW - 30 * DAY
    starts = [(NOW - ago * DAY, ago) for ago in (90, 60, 30, 1)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(programme_lots, "_versions", lambda clock: (cut,))
        parts = [list(part) for part in programme_lots._alike(step, starts)]
    assert [[number for _, number in part] for part in parts] == [[90, 60], [30, 1]]


def test_who_came_before_there_was_a_limit_has_the_step_due_on_no_day():
    lifer = facts(
        arrived_at=datetime(2009, 1, 5, tzinfo=UTC), term_at=datetime(2009, 1, 5, tzinfo=UTC)
    )
    (step,) = standing(ALL.one("second-stage"), lifer, (), NOW).steps
    assert (step.state, step.due_at) == (StepState.DUE, None)


ASKED_FOR = {
    "second-stage", "medicines-check", "hepatitis-c", "hepatitis-b", "hiv", "tuberculosis",
    "bowel", "breast", "cervical", "aortic", "hepatitis-b-vaccine", "flu", "mmr", "asthma",
    "diabetes", "epilepsy", "heart", "severe-mental-illness", "withdrawal", "drug-alcohol",
    "naloxone", "smoking", "dental", "social-care", "older", "learning-disability", "pregnancy",
    "dependants", "constant-supervision", "self-harm-care", "torture", "trafficking", "rule-35",
    "chat-reception", "chat-physical", "chat-mental-health", "chat-substance", "chat-plan",
}  # fmt: skip


def test_every_part_of_health_in_custody_has_a_programme_that_begins_with_a_step():
    assert {one.id for one in ALL.all} >= ASKED_FOR
    assert all(ALL.one(each).steps for each in ASKED_FOR)
