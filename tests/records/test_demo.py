"""The filled county: what was planned is what the record says, and the same order says it again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from random import Random

import pytest
from django.db import transaction

from throughcare.access.actions.acting import viewing
from throughcare.access.roles import Role
from throughcare.access.rules import OrganisationKind, Viewer
from throughcare.care import queries as care
from throughcare.care.queries import Whose, Work, extracts
from throughcare.care.rules import LiaisonStatus, Wanted
from throughcare.documents import queries as documents
from throughcare.pathway import queries as pathway
from throughcare.people.queries import sight_of
from throughcare.screening.queries import screenings_for_extract
from throughcare.screening.rules import ResponseState
from throughcare.web import clock
from throughcare.web.commands import import_custody, import_patient
from throughcare.web.demo.county import LIAISON, YOUTH
from throughcare.web.demo.filling import Filled, Order, fill
from throughcare.web.demo.meeting import DRINKS
from throughcare.web.demo.passages import Meeting

pytestmark = pytest.mark.xdist_group("demo")  # one process fills the county, and not each of them
NOW = datetime(2026, 11, 4, 14, 30, tzinfo=UTC)
ORDER = Order(people=50, days=12, seed=4, now=NOW)
SMALL = Order(people=14, days=7, seed=7, now=NOW)
RNG = Random(0)


@contextmanager
def filled(order: Order) -> Iterator[Filled]:
    """A county that is gone afterwards."""
    with transaction.atomic():
        yield fill(order, say=lambda _: None)
        transaction.set_rollback(True)


def practitioner(made: Filled, team: str = LIAISON) -> Viewer:
    """Somebody who sees people."""
    return made.county.staff[team, Role.PRACTITIONER][0]


def board_of_all(made: Filled) -> list[pathway.BoardRow]:
    """Everybody in custody now, as custody sees it."""
    officer = made.county.custody(RNG, 0)
    with viewing(officer, NOW):
        return [
            row
            for number in range(3)
            for row in pathway.board(officer, made.county.suite(number), at=NOW)
        ]


def digest(made: Filled) -> str:
    """What the record says of names and figures, in one word."""
    said: list[str] = sorted(
        f"{row.name} {row.arrived_at:%d %H:%M} {row.likely_release_at}"
        for row in board_of_all(made)
    )
    for team in (LIAISON, YOUTH):
        viewer = practitioner(made, team)
        with viewing(viewer, NOW, extract=True):
            span = (SMALL.began, NOW + timedelta(days=1))
            said += sorted(
                f"{row.type} {row.status}" for row in extracts.needs_for_extract(viewer, *span)
            )
            said += sorted(f"{row.status}" for row in extracts.referrals_for_extract(viewer, *span))
    return sha256("\n".join(said).encode()).hexdigest()


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Filled]:
    """One county for all tests that only look; it was made once before, and is as it was then."""
    with django_db_blocker.unblock():
        with filled(SMALL) as made:
            first = digest(made)
        with filled(SMALL) as made:
            assert digest(made) == first, "the same order made another county"
        with filled(ORDER) as made:
            yield made


def test_whoever_is_planned_to_be_here_now_is_on_a_board(county: Filled) -> None:
    here = [life for life in county.lives if life.passages[-1].leaves_at > NOW]
    assert len(board_of_all(county)) == len(here) >= 14


def test_the_boards_show_how_far_everybody_has_come(county: Filled) -> None:
    rows = board_of_all(county)
    officer = county.county.custody(RNG, 0)
    with viewing(officer, NOW):
        marks = care.board_marks(officer, [row.episode_id for row in rows], at=NOW)
    found = {mark.status for mark in marks.values()}
    assert found >= {
        LiaisonStatus.NOT_OFFERED,
        LiaisonStatus.WAITING,
        LiaisonStatus.BEING_SEEN,
        LiaisonStatus.SEEN,
        LiaisonStatus.DECLINED,
    }


def test_everybody_who_was_seen_is_recorded_as_seen(county: Filled) -> None:
    planned = sum(
        passage.meeting is Meeting.SEEN for life in county.lives for passage in life.passages
    )
    found = 0
    for team in (LIAISON, YOUTH):
        viewer = practitioner(county, team)
        with viewing(viewer, NOW, extract=True):
            rows = extracts.liaisons_for_extract(viewer, ORDER.began, NOW + timedelta(days=1))
            found += sum(row.seen_at is not None for row in rows)
    assert found == planned > 5


def test_services_say_what_they_do_for_whom_and_how_long_people_wait(county: Filled) -> None:
    viewer = practitioner(county)
    with viewing(viewer, NOW):
        _, listed = care.directory(viewer, limit=1)
        drink = care.who_could_take(viewer, Wanted("alcohol", age=30), on=NOW.date())
        young = care.who_could_take(viewer, Wanted("alcohol", age=15), on=NOW.date())
    assert listed == 12
    assert [one.service.name for one in drink.could] == ["Ambershire drug and alcohol service"]
    assert [one.service.name for one in young.cannot] == ["Ambershire drug and alcohol service"]


def test_whom_the_team_works_with_has_a_plan_and_somebody_who_works_with_them(
    county: Filled,
) -> None:
    viewer = practitioner(county)
    with viewing(viewer, NOW):
        listed = care.caseload(viewer, on=NOW.date(), whose=Whose.TEAM, limit=500)
        people = [one.person_id for one in listed.rows if one.worker]
        plans = [care.plan_versions(sight_of(viewer, each, at=NOW)) for each in people]
        works = {one.work for one in care.worklist(viewer, on=NOW.date(), limit=500).items}
    assert people
    assert any(plans)
    assert all(one.goals and one.crisis for versions in plans for one in versions)
    assert Work.STEP in works


def test_nobody_is_lost_in_the_demonstration(county: Filled) -> None:
    for team in (LIAISON, YOUTH):
        viewer = practitioner(county, team)
        with viewing(viewer, NOW, extract=True):
            checks = care.promises_for_extract(viewer, NOW.date())
        assert not [(one.what, one.count) for one in checks if one.never and one.count]


def test_open_work_is_on_somebodys_list(county: Filled) -> None:
    viewer = practitioner(county)
    with viewing(viewer, NOW):
        listed = care.worklist(viewer, on=NOW.date())
    assert listed.total > 5


def test_services_have_referrals_to_answer_or_to_go_on_with(county: Filled) -> None:
    total = 0
    for (team, role), viewers in county.county.staff.items():
        if role is Role.SERVICE_WORKER:
            with viewing(viewers[0], NOW):
                total += care.worklist(viewers[0], on=NOW.date()).total
            assert viewers[0].organisation_kind is OrganisationKind.RECEIVING_SERVICE, team
    assert total > 3


def test_custody_has_summaries_and_has_not_opened_them_all(county: Filled) -> None:
    officer = county.county.custody(RNG, 0)
    with viewing(officer, NOW):
        every, unread = documents.received_count(officer)
    assert 0 < unread < every


def test_alcohol_is_asked_about_and_who_scores_so_has_a_need_with_it(county: Filled) -> None:
    manager = county.county.staff[LIAISON, Role.MANAGER][0]
    span = (ORDER.began, NOW + timedelta(days=1))
    with viewing(manager, NOW, extract=True):
        tallies = list(screenings_for_extract(manager, since=span[0], until=span[1]))
        needs = extracts.needs_for_extract(manager, *span)
        drink = {row.person_id for row in needs if row.type in DRINKS}
    asked = [one for one in tallies if one.instrument == "audit-c"]
    positive = {one.person_id for one in asked if (one.score or 0) >= 5}
    assert all(one.state is ResponseState.COMPLETED for one in asked)
    assert positive
    assert positive <= drink


def test_a_patient_can_be_brought_in_by_a_named_system_of_the_liaison_service(
    county: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    acts = import_patient.acting("")
    assert (acts.name, acts.role) == ("Health records feed", Role.FEED)
    assert acts.organisation_name == "Ambershire Liaison and Diversion"
    assert import_custody.acting_for_police("").organisation_name == "Ambershire Police"
