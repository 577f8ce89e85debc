"""A custody log comes in: each row whole, each only once, and nothing is lost or half-written."""

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError

from tests.world import NOW, World, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import INSTALLATION, RelationshipKind
from throughcare.care.actions import note_safety
from throughcare.care.models import SafetyFact
from throughcare.codes import Kind, synthetic_pnc
from throughcare.fhir.custody_log import recording
from throughcare.fhir.custody_log.bringing_in import Counts, bring_in, feed_of
from throughcare.fhir.custody_log.reading import UnreadableLog, open_log, published
from throughcare.fhir.custody_log.refusals import ErrorsFile
from throughcare.pathway.actions import arrive, arrive_many, cover, open_place
from throughcare.pathway.models import Episode, Stay
from throughcare.pathway.rules import Arrival, Arrived, Leaving, PlaceKind
from throughcare.people.actions import correct, register
from throughcare.people.models import Address, Identifier, Particulars, Person, PersonName
from throughcare.people.queries import identity, match_many, sight_of
from throughcare.people.rules import BornPrecision, NewAddress, NewName, NewPerson, Source
from throughcare.web import demo

HEADINGS = (
    "Custody record number,Custody suite,Name,Aliases,DOB,Sex,Self-defined ethnicity,PNC ID,"
    "Arrived,Detention authorised,Offence group,Released,Disposal,Self-harm,AA"
)
ROBIN = (
    'AMB/1,Amberford custody suite,"TESTERSON, Robin","TESTER, Rob; Bobby Tester",27/03/1992,F,W3,'
    f"{synthetic_pnc(2024, 1)},01/11/2026 14:05,01/11/2026 14:20,Theft,,,Y,N"
)
SAM = "AMB/2,amb-c1,Sam Exampleby,,1980,M,W1,,01-Nov-26 1600,,Burglary,02/11/2026 09:10,RUI,,Y"
Import = Callable[..., Counts]
SAMPLE = Path(demo.__file__).with_name("custody-log.csv")


@pytest.fixture
def county(db: None) -> World:
    world = staffed()
    suite = open_place(
        by=INSTALLATION,
        at=NOW,
        organisation_id=world.organisations["police"],
        code="amb-c1",
        name="Amberford custody suite",
        kind=PlaceKind.CUSTODY_SUITE,
    )
    world.__dict__["suite"] = suite.id
    for team, under_18 in (("liaison", None), ("youth", True)):
        cover(
            by=INSTALLATION,
            at=NOW,
            place_id=suite.id,
            team_id=world.teams[team],
            under_18=under_18,
        )
    return world


@pytest.fixture
def import_log(county: World, tmp_path: Path) -> Import:
    def run(
        *rows: str,
        headings: str = HEADINGS,
        encoding: str = "utf-8",
        at: datetime = NOW,
        told: Callable[[Counts], None] = lambda counts: None,
        at_once: int = 2_000,
    ) -> Counts:
        file = tmp_path / "log.csv"
        file.write_bytes("\r\n".join([headings, *rows, ""]).encode(encoding))
        log = open_log(file, published())
        with ErrorsFile(tmp_path / "errors.csv", log.headings) as errors:
            return bring_in(
                log,
                published(),
                feed_of(county.feed, "custody of Ambershire Police", {}),
                errors,
                clock=lambda: at,
                told=told,
                at_once=at_once,
            )

    return run


def _errors(tmp_path: Path) -> list[dict[str, str]]:
    with (tmp_path / "errors.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _seen(county: World, model: type, viewer: str = "amara", at: datetime = NOW) -> list:
    with viewing(county.viewers[viewer], at):
        return list(model.objects.order_by("pk"))


def _person(county: World, name: str) -> Person:
    return next(person for person in _seen(county, Person) if person.shown_name == name)


def _counted(counts: Counts) -> tuple[int, ...]:
    return counts.arrived, counts.updated, counts.repeated, counts.refused


def test_a_row_becomes_a_person_in_custody_with_what_keeps_them_safe(
    county: World, import_log: Import
) -> None:
    assert _counted(import_log(ROBIN)) == (1, 0, 0, 0)
    person = _person(county, "Robin Testerson")
    sight = sight_of(county.amara, person.id, at=NOW)
    assert sight is not None
    told = identity(sight)
    assert told.details.born_on is not None
    assert told.details.ethnicity_given == "W3"
    assert {name.whole for name in told.details.names} == {
        "Robin Testerson",
        "Rob Tester",
        "Bobby Tester",
    }
    (stay,) = _seen(county, Stay)
    assert stay.arrived_at == datetime(2026, 11, 1, 14, 5, tzinfo=UTC)
    assert stay.detention_authorised_at == datetime(2026, 11, 1, 14, 20, tzinfo=UTC)
    assert {(fact.kind, fact.state) for fact in _seen(county, SafetyFact)} == {
        ("self-harm", "yes"),
        ("appropriate-adult", "no"),
    }


def test_somebody_who_has_left_is_known_to_the_team_for_its_tail_and_to_the_police_no_more(
    county: World, import_log: Import
) -> None:
    import_log(SAM)
    assert _seen(county, Episode, "dana") == []
    (episode,) = _seen(county, Episode)
    assert episode.leaving == Leaving.UNDER_INVESTIGATION
    assert [fact.kind for fact in _seen(county, SafetyFact)] == ["appropriate-adult"]
    assert _seen(county, Episode, at=NOW + timedelta(days=15)) == []


def test_the_same_file_twice_changes_nothing(county: World, import_log: Import) -> None:
    first = import_log(ROBIN, SAM)
    models = (Person, PersonName, Identifier, Particulars, Address, Episode, Stay, SafetyFact)
    before = [len(_seen(county, model)) for model in models]
    second = import_log(ROBIN, SAM, at=NOW + timedelta(minutes=5))
    assert _counted(first) == (2, 0, 0, 0)
    assert _counted(second) == (0, 0, 2, 0)
    assert [len(_seen(county, model)) for model in models] == before


def test_a_row_that_stands_twice_in_one_file_counts_once(county: World, import_log: Import) -> None:
    assert _counted(import_log(ROBIN, SAM, ROBIN)) == (2, 0, 1, 0)


def test_a_later_export_with_the_release_lets_the_person_leave(
    county: World, import_log: Import
) -> None:
    import_log(ROBIN)
    left = ROBIN.replace("Theft,,,", "Theft,02/11/2026 08:00,NFA,")
    assert _counted(import_log(left)) == (0, 1, 0, 0)
    (episode,) = _seen(county, Episode)
    assert episode.ended_at == datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
    assert _counted(import_log(left)) == (0, 0, 1, 0)
    assert _counted(import_log(ROBIN)) == (0, 0, 1, 0)


def test_release_later_in_the_same_file_is_an_update_too(county: World, import_log: Import) -> None:
    left = ROBIN.replace("Theft,,,", "Theft,02/11/2026 08:00,NFA,")
    assert _counted(import_log(ROBIN, left)) == (1, 1, 0, 0)


def test_detention_authorised_later_is_an_update(county: World, import_log: Import) -> None:
    import_log(ROBIN.replace(",01/11/2026 14:20,", ",,"))
    assert _counted(import_log(ROBIN)) == (0, 1, 0, 0)
    assert _seen(county, Stay)[0].detention_authorised_at is not None


@pytest.mark.parametrize(
    ("before", "after", "column"),
    [
        ("01/11/2026 14:05", "01/11/2026 14:06", "Arrived"),
        ('"TESTERSON, Robin","TESTER, Rob; Bobby Tester"', "Someone Entirely-Other,", "Custody"),
    ],
)
def test_a_row_that_contradicts_the_same_custody_record_is_handed_back(
    import_log: Import, tmp_path: Path, before: str, after: str, column: str
) -> None:
    import_log(ROBIN)
    changed = ROBIN.replace(before, after).replace(synthetic_pnc(2024, 1), "")
    assert _counted(import_log(changed)) == (0, 0, 0, 1)
    assert _errors(tmp_path)[0]["Column"].startswith(column)


def test_a_second_release_time_is_handed_back(import_log: Import, tmp_path: Path) -> None:
    import_log(SAM)
    assert import_log(SAM.replace("09:10", "09:30")).refused == 1
    assert _errors(tmp_path)[0]["Column"] == "Released"


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
    assert _counted(import_log(doubtful)) == (0, 0, 0, 1)
    (error,) = _errors(tmp_path)
    assert "may be somebody who is known" in error["Problem"]
    assert "TESTERSON" not in str(error).upper().replace("TESTERSEN", "")
    told_apart = doubtful.replace(",W1,,", f",W1,{synthetic_pnc(2023, 9)},")
    assert _counted(import_log(told_apart)) == (1, 0, 0, 0)


def test_people_of_one_file_are_recognised_in_each_other(county: World, import_log: Import) -> None:
    again = ROBIN.replace("AMB/1", "AMB/7").replace("01/11/2026", "01/10/2026")
    again = again.replace("Theft,,,", "Theft,02/10/2026 10:00,NFA,")
    counts = import_log(again, ROBIN)
    assert (counts.arrived, counts.new_people, counts.known_people) == (2, 1, 1)
    assert len(_seen(county, Person)) == 1


def test_two_places_at_once_are_handed_back_and_keep_no_other_back(
    county: World, import_log: Import, tmp_path: Path
) -> None:
    overlapping = ROBIN.replace("AMB/1", "AMB/8").replace("01/11/2026 14", "01/11/2026 15")
    assert _counted(import_log(ROBIN, overlapping, SAM)) == (2, 0, 0, 1)
    (error,) = _errors(tmp_path)
    assert (error["Row number"], error["Column"]) == ("3", "Arrived")


def test_nobody_is_registered_whose_arrival_cannot_be(county: World, import_log: Import) -> None:
    impossible = SAM.replace("02/11/2026 09:10", "31/10/2026 09:10")
    assert (
        import_log(impossible, ROBIN.replace("01/11/2026 14:05", "03/12/2026 14:05")).refused == 2
    )
    assert _seen(county, Person) == []


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
    assert len(_seen(county, Stay)) == 1


def test_a_warning_is_never_taken_back_by_a_file(county: World, import_log: Import) -> None:
    import_log(ROBIN)
    person = _person(county, "Robin Testerson")
    import_log(ROBIN.replace(",Y,N", ",N,N"))
    assert ("self-harm", "yes") in {(f.kind, f.state) for f in _seen(county, SafetyFact)}
    later = NOW + timedelta(hours=1)
    note_safety(by=county.amara, at=later, person_id=person.id, kind="self-harm", state="no")
    import_log(ROBIN, at=later + timedelta(hours=1))
    (now,) = (
        fact
        for fact in _seen(county, SafetyFact, at=later)
        if fact.kind == "self-harm" and fact.superseded_at is None
    )
    assert now.state == "no"


def test_a_stop_between_batches_loses_nothing_and_the_file_can_be_imported_again(
    county: World, import_log: Import
) -> None:
    def stop(counts: Counts) -> None:
        raise KeyboardInterrupt

    rows = [
        SAM.replace("AMB/2", f"AMB/{n}").replace(
            "Exampleby,,1980", f"Fict{'abcdef'[n]}ley,,{1960 + n}"
        )
        for n in range(6)
    ]
    with pytest.raises(KeyboardInterrupt):
        import_log(*rows, told=stop, at_once=2)
    assert len(_seen(county, Episode)) == 2
    assert _counted(import_log(*rows, at_once=2)) == (4, 0, 2, 0)


def test_what_fails_in_the_middle_of_a_row_leaves_nothing_of_its_batch(
    county: World, import_log: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**given: object) -> None:
        raise RuntimeError("the lights went out")

    monkeypatch.setattr(recording, "note_safety_many", fails)
    with pytest.raises(RuntimeError):
        import_log(ROBIN)
    assert _seen(county, Person) == _seen(county, Episode) == []


def test_a_row_that_the_database_refuses_stands_alone(
    county: World, import_log: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choosy(**given: Any) -> list[Arrived]:
        if any(arrival.reference == "AMB/2" for arrival in given["arrivals"]):
            raise IntegrityError("a rule of the database")
        return arrive_many(**given)

    monkeypatch.setattr(recording, "arrive_many", choosy)
    rows = [SAM.replace("AMB/2", "AMB/9").replace("Exampleby,,1980", "Fictley,,1960")]
    assert _counted(import_log(ROBIN, SAM, *rows)) == (2, 0, 0, 1)
    assert [error["Custody record number"] for error in _errors(tmp_path)] == ["AMB/2"]
    assert len(_seen(county, Person)) == 2


def test_of_two_batches_that_wait_for_each_other_one_is_recorded_again(
    county: World, import_log: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Deadlock(Exception):
        sqlstate = recording.DEADLOCK

    tried: list[object] = []

    def waits(**given: Any) -> list[Arrived]:
        tried.append(given)
        if len(tried) == 1:
            raise OperationalError("deadlock detected") from Deadlock()
        if len(tried) == 4:
            raise OperationalError("the server closed the connection")
        return arrive_many(**given)

    monkeypatch.setattr(recording, "arrive_many", waits)
    assert _counted(import_log(ROBIN)) == (1, 0, 0, 0)
    assert len(_seen(county, Person)) == 1
    assert _counted(import_log(SAM)) == (1, 0, 0, 0)
    with pytest.raises(OperationalError, match="closed"):
        import_log(SAM.replace("AMB/2", "AMB/9").replace("Exampleby,,1980", "Fictley,,1960"))


def test_an_old_row_is_looked_for_nowhere_else_and_a_changed_one_is(
    county: World, import_log: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def counting(viewer: Any, people: Any, **given: Any) -> Any:
        asked.append(len(people))
        return match_many(viewer, people, **given)

    monkeypatch.setattr(recording, "match_many", counting)
    for rows in ((ROBIN, SAM), (ROBIN, SAM), (ROBIN.replace("Bobby", "Bob"), SAM)):
        import_log(*rows)
    assert asked == [2, 0, 1]


def test_windows_1252_is_read_as_it_was_meant(county: World, import_log: Import) -> None:
    import_log(SAM.replace("Exampleby", "Müller-O’Néill"), encoding="cp1252")
    assert _person(county, "Sam Müller-O’Néill")


def test_the_errors_file_names_row_column_value_and_what_to_do_and_can_be_imported(
    county: World, import_log: Import, tmp_path: Path
) -> None:
    wrong = ROBIN.replace("01/11/2026 14:05", "31/11/2026 14:05")
    counts = import_log(wrong, SAM)
    assert _counted(counts) == (1, 0, 0, 1)
    (error,) = _errors(tmp_path)
    assert error["Row number"] == "2"
    assert (error["Column"], error["Value"]) == ("Arrived", "31/11/2026 14:05")
    assert error["Problem"]
    assert error["What to do"]
    text = (tmp_path / "errors.csv").read_text("utf-8-sig").replace("31/11/2026", "01/11/2026")
    headings, *rows = text.splitlines()
    assert _counted(import_log(*rows, headings=headings)) == (1, 0, 0, 0)


def test_a_suite_of_another_force_is_handed_back(import_log: Import, tmp_path: Path) -> None:
    assert import_log(SAM.replace("amb-c1", "Elsewhere")).refused == 1
    assert _errors(tmp_path)[0]["Column"] == "Custody suite"


def test_a_code_that_is_no_suite_is_wrong_use(county: World) -> None:
    with pytest.raises(UnreadableLog, match="amb-c1"):
        feed_of(county.feed, "custody", {"": "nowhere"})


def test_words_that_are_not_on_a_list_are_told(import_log: Import) -> None:
    counts = import_log(SAM.replace("Burglary", "Jaywalking"))
    assert counts.not_understood == {("Offence group", "Jaywalking"): 1}
    assert counts.arrived == 1


def test_somebody_whose_record_was_put_right_is_still_the_same_when_the_file_comes_again(
    county: World, import_log: Import
) -> None:
    row = ROBIN.replace(synthetic_pnc(2024, 1), "")
    import_log(row)
    person = _person(county, "Robin Testerson")
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
    assert _counted(import_log(row)) == (0, 0, 1, 0)


def test_the_sample_of_the_tutorial_comes_in_with_eight_rows_handed_back(
    county: World, tmp_path: Path
) -> None:
    for code, name in (("amb-c2", "Harrowmere custody suite"), ("amb-c3", "Stavely Cross")):
        open_place(
            by=INSTALLATION,
            at=NOW,
            organisation_id=county.organisations["police"],
            code=code,
            name=name,
            kind=PlaceKind.CUSTODY_SUITE,
        )
    log = open_log(SAMPLE, published())
    assert (log.encoding, log.unread) == ("cp1252", ("Cell",))
    feed = feed_of(county.feed, "custody of Ambershire Police", {})
    with ErrorsFile(tmp_path / "errors.csv", log.headings) as errors:
        counts = bring_in(
            log, published(), feed, errors, clock=lambda: NOW, told=lambda counts: None
        )
    assert _counted(counts) == (31, 1, 2, 8)
    assert (counts.new_people, counts.known_people) == (30, 1)
    assert [error["Column"] for error in _errors(tmp_path)] == [
        "Arrival date",
        "DOB",
        "Custody ref",
        "Self harm",
        "Custody suite",
        "Arrival date",
        "Arrival date",
        "Arrival date",
    ]
