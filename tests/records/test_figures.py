"""From records to figures: a few passages made by actions, counted, and read without a name."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.care_world import NOW, custody, hold, leave, refer, refer_to
from throughcare.access.rules import NotPermitted
from throughcare.care import actions as care
from throughcare.care.rules import NeedStatus
from throughcare.pathway import actions as pathway
from throughcare.pathway.rules import Arrival
from throughcare.returns.definition import definitions
from throughcare.returns.measures import behind, measure
from throughcare.screening import actions as screening
from throughcare.screening.instrument import Kind, find
from throughcare.screening.rules import NeedCategory, NeedType
from throughcare.tables.build import build
from throughcare.tables.schema import Known, Tables, cells
from throughcare.tables.values import Period

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LATER = NOW + 3 * HOUR
PERIOD = Period(date(2026, 10, 1), date(2026, 11, 30))


def _about(held):
    return {"person_id": held.person_id, "episode_id": held.episode_id}


def _seen(world, held, at=NOW):
    care.offer(by=world.amara, at=at, response="accepted", **_about(held))
    care.see(by=world.amara, at=at + HOUR, **_about(held))


def _screened(world, held, at, **given):
    """The core screen, every question answered with no, or as given."""
    screening_id = screening.start(
        by=world.amara, at=at, person_id=held.person_id, instrument="ld-core", agreed="agreed"
    )
    screening.answer(by=world.amara, at=at, screening_id=screening_id, given=_all_no() | given)
    screening.complete(by=world.amara, at=at, screening_id=screening_id)


def _all_no():
    said = {}
    for item in find("ld-core").items:
        values = [option.value for option in item.options]
        no = next((value for value in ("no", "none", "never") if value in values), "declined")
        said[item.id] = [no] if item.kind is Kind.SEVERAL and no != "declined" else no
    return said


@pytest.fixture
def county():
    """Robin is seen and referred twice; Ash declines; Kim leaves unseen; Lou is still there."""
    world = custody()
    people = {name: hold(world, f"{name} Canaryname") for name in ("Robin", "Ash", "Kim", "Lou")}
    for held in people.values():
        care.alert(by=world.dana, at=NOW, reasons=["mental-health"], **_about(held))
    _seen(world, people["Robin"])
    world.alcohol = care.suspect_need(
        by=world.amara, at=NOW + HOUR, need=NeedType.ALCOHOL, **_about(people["Robin"])
    )
    care.offer(
        by=world.amara, at=NOW, response="declined", reason="distrust", **_about(people["Ash"])
    )
    world.drugs = refer(world, people["Robin"], at=NOW + HOUR)
    world.housing = refer_to(world, people["Robin"], "housing", at=NOW + HOUR)
    for name in ("Robin", "Ash", "Kim"):
        leave(world, people[name], at=LATER)
    return world, people


def _tables(world, at=LATER) -> Tables:
    return build(world.grace, at, PERIOD)


def _figure(tables, figure_id):
    definition = definitions()[figure_id]
    figure = measure(definition, tables.rows(definition.table), by=())[0]
    return int(figure.numerator), figure.denominator, figure.unknown


def test_each_passage_is_counted_where_it_belongs_and_the_one_still_open_is_not_known(county):
    world, _ = county
    tables = _tables(world)
    assert len(tables.arrivals) == len(tables.contacts) == 4
    assert _figure(tables, "coverage") == (4, 4, 0)
    assert _figure(tables, "offered") == (2, 3, 1)
    assert _figure(tables, "seen") == (1, 3, 1)
    assert _figure(tables, "engaged") == (1, 2, 1)
    assert _figure(tables, "declined") == (1, 2, 1)
    assert _figure(tables, "released_within_16_hours") == (3, 3, 1)


def test_a_need_that_was_found_counts_and_one_that_nobody_asked_about_is_not_known(county):
    world, _ = county
    tables = _tables(world)
    assert _figure(tables, "drugs_or_alcohol_need") == (1, 1, 1)
    assert _figure(tables, "mental_health_need") == (0, 0, 2)
    assert _figure(tables, "average_needs") == (0, 0, 2)


def test_referrals_wait_for_an_answer_and_then_each_contact_has_one_outcome(county):
    world, _ = county
    before = _tables(world)
    assert _figure(before, "needs_addressed") == (0, 0, 2)
    assert _figure(before, "referrals_accepted") == (0, 0, 2)
    assert [row.steps for row in before.referrals] == ["made", "made"]
    care.decline(by=world.tom, at=LATER, referral_id=world.housing, reason="threshold")
    care.accept(by=world.priya, at=LATER, referral_id=world.drugs)
    care.record_seen(by=world.priya, at=LATER + HOUR, referral_id=world.drugs)
    seen = _tables(world, LATER + HOUR)
    assert _figure(seen, "needs_addressed") == (0, 0, 2), "the service has not said what came of it"
    assert _figure(seen, "referrals_declined") == (1, 2, 0)
    assert _figure(seen, "referrals_seen") == (1, 1, 1)
    care.record_engaged(by=world.priya, at=LATER + 2 * HOUR, referral_id=world.drugs)
    after = _tables(world, LATER + 2 * HOUR)
    assert _figure(after, "intervention") == (1, 1, 1)
    assert _figure(after, "back_in_touch") == (0, 1, 1)
    assert _figure(after, "needs_addressed") == (1, 1, 1)


def test_nothing_in_any_table_names_or_identifies_anybody(county):
    world, people = county
    tables = _tables(world)
    ids = {str(one) for held in people.values() for one in (held.person_id, held.episode_id)}
    for name in ("arrivals", "contacts", "needs", "referrals", "screenings"):
        for row in tables.rows(name):
            said = " ".join(str(value) for value in cells(row).values())
            assert "Canaryname" not in said
            assert not [one for one in ids if one in said or one.replace("-", "") in said.lower()]
            assert "1992" not in said


def test_the_same_person_has_the_same_reference_in_every_table(county):
    world, _ = county
    tables = _tables(world)
    robin = next(row for row in tables.contacts if row.seen is Known.YES)
    assert {row.person for row in tables.needs} == {robin.person}
    assert {row.contact for row in tables.referrals} == {robin.reference}
    assert robin.person in {row.person for row in tables.arrivals}


def test_people_whose_relationship_has_ended_still_count(county):
    world, _ = county
    much_later = NOW + timedelta(days=200)
    assert _figure(_tables(world, much_later), "seen")[0] == 1
    assert len(_tables(world, much_later).contacts) == 4


def test_another_service_counts_none_of_these(county):
    world, _ = county
    elsewhere = replace(world.grace, organisation_id=world.organisations["elsewhere"])
    assert build(elsewhere, LATER, PERIOD) == Tables()


def test_figures_are_for_managers_alone(county):
    world, _ = county
    for first in ("dana", "amara", "joel", "rhys", "helen", "priya", "ifan"):
        with pytest.raises(NotPermitted):
            build(getattr(world, first), LATER, PERIOD)


def test_the_number_of_queries_does_not_grow_with_the_number_of_people(county):
    world, _ = county

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            _tables(world)
        return len(seen)

    few = asked()
    for number in range(12):
        held = hold(world, f"Person Number{number}")
        _seen(world, held)
        refer(world, held, at=NOW + HOUR)
    assert asked() == few
    assert few <= 20


def test_after_a_completed_screening_no_need_is_an_answer(county):
    world, people = county
    _seen(world, people["Lou"], at=LATER)
    _screened(world, people["Lou"], LATER + HOUR)
    lou = next(row for row in _tables(world, LATER + HOUR).contacts if row.asked is Known.YES)
    assert (lou.needs, lou.need_categories) == (0, frozenset())
    assert NeedCategory.MENTAL_HEALTH.value not in lou.not_answered
    assert _figure(_tables(world, LATER + HOUR), "mental_health_need")[:2] == (0, 1)


def test_after_a_declined_question_its_heading_is_not_known(county):
    world, people = county
    _seen(world, people["Lou"], at=LATER)
    _screened(world, people["Lou"], LATER + HOUR, low_mood="declined")
    lou = next(row for row in _tables(world, LATER + HOUR).contacts if row.asked is Known.YES)
    assert NeedCategory.MENTAL_HEALTH.value in lou.not_answered
    assert _figure(_tables(world, LATER + HOUR), "mental_health_need")[:2] == (0, 0)


def _back_again(world, held, at):
    """The same person is brought in once more and seen."""
    arrived = pathway.arrive(
        by=world.feed,
        at=at,
        arrival=Arrival(
            person_id=held.person_id,
            place_id=world.organisations["suite"],
            reference="AMB/again",
            arrived_at=at,
        ),
    )
    again = replace(held, episode_id=arrived.episode_id)
    _seen(world, again, at=at)


def test_a_need_that_is_still_open_counts_when_the_person_comes_again(county):
    world, people = county
    _back_again(world, people["Robin"], LATER + HOUR)
    tables = _tables(world, LATER + 3 * HOUR)
    assert _figure(tables, "drugs_or_alcohol_need")[:2] == (2, 2)
    assert len(tables.needs) == 1


def test_a_need_that_was_ruled_out_counts_nowhere(county):
    world, _ = county
    care.change_need(
        by=world.amara,
        at=LATER,
        need_id=world.alcohol,
        version=1,
        status=NeedStatus.RULED_OUT,
        responsible_team_id=world.teams["liaison"],
        reason="Said in error",
    )
    assert _figure(_tables(world), "drugs_or_alcohol_need") == (0, 0, 2)


def test_every_number_from_records_opens_its_list(county):
    world, _ = county
    tables = _tables(world)
    for definition in definitions().values():
        rows = tables.rows(definition.table)
        for figure in measure(definition, rows):
            listed = behind(definition, rows, figure.by)
            assert len(listed) in (figure.numerator, figure.denominator)


def test_a_need_found_after_a_screening_that_said_no_is_counted_and_listed():
    world = custody()
    held = hold(world, "Robin Sampleford")
    _seen(world, held)
    _screened(world, held, NOW + HOUR)
    before = build(world.grace, LATER, PERIOD)
    (row,) = before.screenings
    assert (row.answered_no, row.need_found_later) == (Known.YES, Known.NOT_KNOWN)
    care.suspect_need(by=world.amara, at=LATER, need=NeedType.ANXIETY, person_id=held.person_id)
    tables = build(world.grace, LATER, PERIOD)
    missed = definitions()["needs_missed"]
    figure = measure(missed, tables.screenings)[0]
    assert (figure.numerator, figure.denominator, figure.unknown) == (1, 1, 0)
    assert behind(missed, tables.screenings) == list(tables.screenings)
    assert measure(missed, before.screenings)[0].unknown == 1
