"""A custody log comes in: what a row becomes, and what the same and later rows change."""

from datetime import UTC, datetime, timedelta

from tests import custody_log_world as world
from tests.custody_log_world import ROBIN, SAM, Import, counted, person_called, seen
from tests.world import NOW, World
from throughcare.care.actions import note_safety
from throughcare.care.models import SafetyFact
from throughcare.pathway.models import Episode, Stay
from throughcare.pathway.rules import Leaving
from throughcare.people.models import Address, Identifier, Particulars, Person, PersonName
from throughcare.people.queries import identity, sight_of

county, import_log = world.county, world.import_log


def test_a_row_becomes_a_person_in_custody_with_what_keeps_them_safe(
    county: World, import_log: Import
) -> None:
    assert counted(import_log(ROBIN)) == (1, 0, 0, 0)
    person = person_called(county, "Robin Testerson")
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
    (stay,) = seen(county, Stay)
    assert stay.arrived_at == datetime(2026, 11, 1, 14, 5, tzinfo=UTC)
    assert stay.detention_authorised_at == datetime(2026, 11, 1, 14, 20, tzinfo=UTC)
    assert {(fact.kind, fact.state) for fact in seen(county, SafetyFact)} == {
        ("self-harm", "yes"),
        ("appropriate-adult", "no"),
    }


def test_somebody_who_has_left_is_known_to_the_team_for_its_tail_and_to_the_police_no_more(
    county: World, import_log: Import
) -> None:
    import_log(SAM)
    assert seen(county, Episode, "dana") == []
    (episode,) = seen(county, Episode)
    assert episode.leaving == Leaving.UNDER_INVESTIGATION
    assert [fact.kind for fact in seen(county, SafetyFact)] == ["appropriate-adult"]
    assert seen(county, Episode, at=NOW + timedelta(days=15)) == []


def test_the_same_file_twice_changes_nothing(county: World, import_log: Import) -> None:
    first = import_log(ROBIN, SAM)
    models = (Person, PersonName, Identifier, Particulars, Address, Episode, Stay, SafetyFact)
    before = [len(seen(county, model)) for model in models]
    second = import_log(ROBIN, SAM, at=NOW + timedelta(minutes=5))
    assert counted(first) == (2, 0, 0, 0)
    assert counted(second) == (0, 0, 2, 0)
    assert [len(seen(county, model)) for model in models] == before


def test_a_row_that_stands_twice_in_one_file_counts_once(county: World, import_log: Import) -> None:
    assert counted(import_log(ROBIN, SAM, ROBIN)) == (2, 0, 1, 0)


def test_a_later_export_with_the_release_lets_the_person_leave(
    county: World, import_log: Import
) -> None:
    import_log(ROBIN)
    left = ROBIN.replace("Theft,,,", "Theft,02/11/2026 08:00,NFA,")
    assert counted(import_log(left)) == (0, 1, 0, 0)
    (episode,) = seen(county, Episode)
    assert episode.ended_at == datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
    assert counted(import_log(left)) == (0, 0, 1, 0)
    assert counted(import_log(ROBIN)) == (0, 0, 1, 0)


def test_release_later_in_the_same_file_is_an_update_too(county: World, import_log: Import) -> None:
    left = ROBIN.replace("Theft,,,", "Theft,02/11/2026 08:00,NFA,")
    assert counted(import_log(ROBIN, left)) == (1, 1, 0, 0)


def test_detention_authorised_later_is_an_update(county: World, import_log: Import) -> None:
    import_log(ROBIN.replace(",01/11/2026 14:20,", ",,"))
    assert counted(import_log(ROBIN)) == (0, 1, 0, 0)
    assert seen(county, Stay)[0].detention_authorised_at is not None


def test_a_warning_is_never_taken_back_by_a_file(county: World, import_log: Import) -> None:
    import_log(ROBIN)
    person = person_called(county, "Robin Testerson")
    import_log(ROBIN.replace(",Y,N", ",N,N"))
    assert ("self-harm", "yes") in {(f.kind, f.state) for f in seen(county, SafetyFact)}
    later = NOW + timedelta(hours=1)
    note_safety(by=county.amara, at=later, person_id=person.id, kind="self-harm", state="no")
    import_log(ROBIN, at=later + timedelta(hours=1))
    (now,) = (
        fact
        for fact in seen(county, SafetyFact, at=later)
        if fact.kind == "self-harm" and fact.superseded_at is None
    )
    assert now.state == "no"
