"""Whom a row of a custody log is about: somebody known, somebody who may be, or nobody yet."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tests import custody_log_world as world
from tests.custody_log_world import (
    HEADINGS,
    ROBIN,
    SAM,
    Import,
    counted,
    errors_in,
    person_called,
    seen,
)
from tests.world import NOW, World
from throughcare.access.rules import RelationshipKind
from throughcare.codes import Kind, synthetic_pnc
from throughcare.pathway.actions import arrive
from throughcare.pathway.models import Stay
from throughcare.pathway.rules import Arrival
from throughcare.people.actions import correct, register
from throughcare.people.models import Person
from throughcare.people.queries import identity, sight_of
from throughcare.people.rules import BornPrecision, NewAddress, NewName, NewPerson, Source

county, import_log = world.county, world.import_log


def test_somebody_known_is_recognised_and_gains_the_names_and_numbers_that_are_new(
    county: World, import_log: Import
) -> None:
    known = register(
        by=county.amara,
        at=NOW,
        person=NewPerson(
            names=[NewName("Robin", "Testerson")],
            source=Source.PERSON,
            born_on=datetime(1992, 3, 27, tzinfo=UTC).date(),
            born_precision=BornPrecision.DAY,
            address=NewAddress(postcode="ZA1 1AA"),
        ),
        relationship=RelationshipKind.SELF_CLAIMED,
        because="Walked in",
    )
    counts = import_log(f"{ROBIN},ZA1 1AA", headings=f"{HEADINGS},Postcode")
    assert (counts.known_people, counts.new_people) == (1, 0)
    sight = sight_of(county.amara, known, at=NOW)
    assert sight is not None
    told = identity(sight)
    assert told.name == "Robin Testerson"
    assert [number.shown for number in told.numbers] == [synthetic_pnc(2024, 1)]
    assert "Rob Tester" in {name.whole for name in told.details.names}


def test_somebody_who_may_be_known_is_for_a_person_to_decide(
    county: World, import_log: Import, tmp_path: Path
) -> None:
    import_log(ROBIN)
    doubtful = SAM.replace("Sam Exampleby,,1980,M", "Robyn Testersen,,27/03/1992,F")
    assert counted(import_log(doubtful)) == (0, 0, 0, 1)
    (error,) = errors_in(tmp_path)
    assert "may be somebody who is known" in error["Problem"]
    assert "TESTERSON" not in str(error).upper().replace("TESTERSEN", "")
    told_apart = doubtful.replace(",W1,,", f",W1,{synthetic_pnc(2023, 9)},")
    assert counted(import_log(told_apart)) == (1, 0, 0, 0)


def test_people_of_one_file_are_recognised_in_each_other(county: World, import_log: Import) -> None:
    again = ROBIN.replace("AMB/1", "AMB/7").replace("01/11/2026", "01/10/2026")
    again = again.replace("Theft,,,", "Theft,02/10/2026 10:00,NFA,")
    counts = import_log(again, ROBIN)
    assert (counts.arrived, counts.new_people, counts.known_people) == (2, 1, 1)
    assert len(seen(county, Person)) == 1


def test_nobody_is_registered_whose_arrival_cannot_be(county: World, import_log: Import) -> None:
    impossible = SAM.replace("02/11/2026 09:10", "31/10/2026 09:10")
    assert (
        import_log(impossible, ROBIN.replace("01/11/2026 14:05", "03/12/2026 14:05")).refused == 2
    )
    assert seen(county, Person) == []


def test_an_arrival_typed_in_before_the_log_came_is_the_same_arrival(
    county: World, import_log: Import
) -> None:
    person_id = register(
        by=county.dana,
        at=NOW,
        person=NewPerson(
            names=[NewName("Robin", "Testerson")],
            source=Source.CUSTODY_RECORD,
            identifiers=[(Kind.PNC, synthetic_pnc(2024, 1))],
        ),
        relationship=RelationshipKind.PRESENT,
        because="In the suite",
    )
    arrive(
        by=county.dana,
        at=NOW,
        arrival=Arrival(
            person_id=person_id,
            place_id=county.__dict__["suite"],
            reference="AMB/1",
            arrived_at=datetime(2026, 11, 1, 14, 11, tzinfo=UTC),
        ),
    )
    import_log(ROBIN)
    assert len(seen(county, Stay)) == 1


def test_somebody_whose_record_was_put_right_is_still_the_same_when_the_file_comes_again(
    county: World, import_log: Import
) -> None:
    row = ROBIN.replace(synthetic_pnc(2024, 1), "")
    import_log(row)
    person = person_called(county, "Robin Testerson")
    sight = sight_of(county.amara, person.id, at=NOW)
    assert sight is not None
    told = identity(sight)
    right = replace(
        told.details,
        names=[NewName("Wren", "Sampleford")],
        born_on=None,
        born_precision=BornPrecision.UNKNOWN,
    )
    correct(
        by=county.amara,
        at=NOW,
        person_id=person.id,
        version=told.version,
        details=right,
    )
    assert counted(import_log(row)) == (0, 0, 1, 0)
