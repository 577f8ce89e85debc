"""Movements are brought in by two hands, each with a connection: they keep what one hand does."""

from threading import get_ident

import pytest

from tests.conftest import template
from tests.journey_world import places
from tests.system.service import own_database
from tests.world import NOW, staffed
from throughcare.access.actions import employment
from throughcare.access.actions.acting import viewing
from throughcare.access.queries import system_worker
from throughcare.access.roles import Role
from throughcare.access.rules import INSTALLATION
from throughcare.codes import synthetic_pnc
from throughcare.fhir.custody_log.hands import HANDS
from throughcare.fhir.custody_log.reading import open_log
from throughcare.fhir.custody_log.refusals import ErrorsFile
from throughcare.fhir.justice_feeds import batches, bringing_in
from throughcare.fhir.justice_feeds.reading import layout_of
from throughcare.pathway.models import Stay
from throughcare.pathway.rules import ESTABLISHMENTS
from throughcare.people.models import Person

HEADINGS = "Movement,Date,Time,Establishment,Reason,Name,DOB,PNC"
MOVES = (
    ("Received", "30/10/2026", "18:00", "From court, on remand"),
    ("Released", "31/10/2026", "09:00", "As planned"),
    ("Received", "31/10/2026", "20:00", "From court, on remand"),
)
PEOPLE = 8


def row(person: int, moved: str, day: str, time: str, reason: str) -> str:
    name = f"SAMPLEFORD{chr(97 + person)}, Robin"
    born, pnc = f"{person + 1:02d}/03/19{70 + person}", synthetic_pnc(2020, person + 1)
    return f'{moved},{day},{time},HMP Fennick,"{reason}","{name}",{born},{pnc}'


# Each movement of everybody before the next of anybody: batches are about the people of others.
ROWS = [row(person, *move) for move in MOVES for person in range(PEOPLE)]


@pytest.fixture
def feed(django_db_setup, django_db_blocker):
    """A system that tells of movements, in a world of which every connection knows."""
    with django_db_blocker.unblock(), own_database(template()):
        world = staffed()
        places(world)
        worker = employment.employ(
            by=INSTALLATION, at=NOW, email="moves@ambershire.example", name="Moves", is_system=True
        )
        employment.appoint(
            by=INSTALLATION, at=NOW, worker_id=worker.id, team_id=world.teams["liaison"],
            role=Role.FEED, starts_on=NOW.date(),
        )  # fmt: skip
        yield system_worker(on=NOW.date(), email="moves@ambershire.example")[0]


def test_two_hands_keep_what_one_would_and_the_same_file_again_changes_nothing(
    feed, tmp_path, monkeypatch
):
    hands, take_in = set(), bringing_in.take_in

    def noted(**given):
        hands.add(get_ident())
        return take_in(**given)

    def bring():
        layout = layout_of("movements")
        log = open_log(file, layout.table, suite_is_given=True)
        fed = bringing_in.feed_for(feed, ESTABLISHMENTS)
        with ErrorsFile(tmp_path / "errors.csv", log.headings) as errors:
            told = bringing_in.bring_in_movements(log, layout, fed, errors, clock=lambda: NOW)
        return told.recorded, told.new_people, told.repeated, told.refused

    monkeypatch.setattr(bringing_in, "take_in", noted)
    monkeypatch.setattr(batches, "AT_ONCE", 5)
    file = tmp_path / "moves.csv"
    file.write_text("\n".join([HEADINGS, *ROWS, ""]), encoding="utf-8")
    assert bring() == (3 * PEOPLE, PEOPLE, 0, 0)
    assert len(hands) == HANDS
    with viewing(feed, NOW, extract=True):
        assert Person.objects.count() == PEOPLE, "nobody twice, although rows went side by side"
        assert Stay.objects.count() == 2 * PEOPLE
        assert Stay.objects.filter(left_at=None).count() == PEOPLE
    assert bring() == (0, 0, 3 * PEOPLE, 0)
