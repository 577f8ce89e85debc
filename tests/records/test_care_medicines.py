"""Medicines through every move: the list, who holds it, doses, checks, and what is not known."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.custody import somebody
from tests.prison_world import DAY, moved, prison, received
from tests.world import NOW
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import ChangedMeanwhile, NotPermitted, Refused, RelationshipKind
from throughcare.care import actions as care
from throughcare.care import queries
from throughcare.care.actions import MedicineSaid
from throughcare.care.models import Medicine
from throughcare.care.rules import DoseState, Holding, MedicineKind, ToldBy
from throughcare.people import actions as people
from throughcare.people.queries import sight_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
SERTRALINE = MedicineSaid("Sertraline 50 mg tablets", "50 mg", "once a day", [ToldBy.PERSON])
LEVETIRACETAM = MedicineSaid(
    "Levetiracetam 500 mg tablets",
    "500 mg",
    "twice a day",
    [ToldBy.GP],
    taken_for="epilepsy",
    critical=True,
    holding=Holding.IN_POSSESSION,
)


@pytest.fixture
def world():
    return prison()


def add(world, person, taken=SERTRALINE, at=NOW):
    return care.record_medicine(by=world.sol, at=at, person_id=person, taken=taken)


def listed(world, person, at=NOW, by="sol"):
    viewer = world.viewers[by]
    with viewing(viewer, at):
        return queries.medicine_list(sight_of(viewer, person, at=at))


def test_an_empty_list_never_says_that_nothing_is_taken(world):
    person = received(world)
    found = listed(world, person)
    assert not found.takes_none
    assert "Nobody has said whether they take any medicine." in found.asked.sentences
    care.reconcile_medicines(
        by=world.sol, at=NOW, person_id=person, told_by=[ToldBy.GP], takes_none=True
    )
    found = listed(world, person)
    assert found.takes_none
    assert not found.asked


def test_the_dangerous_one_comes_first_with_who_holds_it_and_its_last_and_next_dose(world):
    person = received(world)
    add(world, person)
    epilepsy = add(world, person, LEVETIRACETAM)
    care.record_dose(
        by=world.sol,
        at=NOW,
        medicine_id=epilepsy,
        state="given",
        taken_at=NOW - HOUR,
        next_at=NOW + 11 * HOUR,
    )
    care.record_dose(
        by=world.sol, at=NOW, medicine_id=epilepsy, state="refused", taken_at=NOW, why="Felt sick"
    )
    first, second = listed(world, person).current
    assert (first.name, first.held_known) == ("Levetiracetam 500 mg tablets", True)
    assert first.last_taken.at == NOW - HOUR
    assert (first.last.state, first.last.why) == (DoseState.REFUSED, "Felt sick")
    assert first.next_at is None, "the refusal said nothing of the next"
    assert (second.holding, second.held_known) == (Holding.NOT_KNOWN, False)


def test_a_move_asks_again_who_holds_it_and_for_a_new_check(world):
    person = received(world)
    epilepsy = add(world, person, LEVETIRACETAM)
    care.record_dose(by=world.sol, at=NOW, medicine_id=epilepsy, state="given", taken_at=NOW)
    care.reconcile_medicines(
        by=world.sol, at=NOW, person_id=person, told_by=[ToldBy.GP, ToldBy.PERSON]
    )
    assert not listed(world, person).asked
    moved(world, person, "fennick", "larkhollow", at=NOW + DAY)
    later = NOW + 2 * DAY
    found = listed(world, person, later)
    assert "The list was not checked since they came here." in found.asked.sentences
    assert any("who holds it is not known" in one for one in found.asked.sentences)
    care.hold_medicine(
        by=world.sol, at=later, medicine_id=epilepsy, version=1, holding="given-by-staff"
    )
    care.reconcile_medicines(
        by=world.sol, at=later, person_id=person, told_by=[ToldBy.LAST_ESTABLISHMENT]
    )
    found = listed(world, person, later)
    assert not found.asked
    assert found.checks[0].place == "HMP Larkhollow"
    assert found.current[0].changes[0].what == "Staff hold it and give each dose"


def test_a_medicine_is_not_recorded_without_what_it_needs(world):
    person = received(world)
    for taken, why in (
        (MedicineSaid(" ", "1", "daily", [ToldBy.GP]), "which medicine"),
        (MedicineSaid("X", " ", "daily", [ToldBy.GP]), "the dose"),
        (MedicineSaid("X", "1", " ", [ToldBy.GP]), "the dose"),
        (MedicineSaid("X", "1", "daily", []), "who says"),
    ):
        with pytest.raises(Refused, match=why):
            add(world, person, taken)
    assert listed(world, person).current == ()


def test_a_change_keeps_what_stood_before_and_of_two_writers_one_is_told(world):
    person = received(world)
    medicine = add(world, person)
    change = {"by": world.sol, "at": NOW, "medicine_id": medicine, "version": 1}
    more = MedicineSaid("Sertraline 50 mg tablets", "100 mg", "once a day", [ToldBy.PERSON])
    with pytest.raises(Refused, match="Say why"):
        care.change_medicine(**change, taken=more, why=" ")
    with pytest.raises(Refused, match="Nothing is different"):
        care.change_medicine(**change, taken=SERTRALINE, why="x")
    with pytest.raises(Refused, match="which medicine"):
        care.change_medicine(**change, taken=MedicineSaid("", "1", "1", []), why="x")
    care.change_medicine(**change, taken=more, why="Not enough")
    with pytest.raises(ChangedMeanwhile) as told:
        care.change_medicine(**change, taken=more, why="x")
    assert told.value.current["what"] == "Before: 50 mg, once a day"
    (now,) = listed(world, person).current
    assert (now.dose, now.version, now.changes[0].why) == ("100 mg", 2, "Not enough")


def test_a_stopped_medicine_stays_to_be_read_and_takes_no_dose(world):
    person = received(world)
    medicine = add(world, person)
    stop = {"by": world.sol, "at": NOW, "medicine_id": medicine}
    with pytest.raises(Refused, match="Say why"):
        care.stop_medicine(**stop, version=1, because=" ")
    care.stop_medicine(**stop, version=1, because="Side effects")
    with pytest.raises(Refused, match="stopped already"):
        care.stop_medicine(**stop, version=2, because="x")
    with pytest.raises(Refused, match="was stopped"):
        care.record_dose(**stop, state="given", taken_at=NOW)
    found = listed(world, person)
    assert found.current == ()
    assert found.stopped[0].stopped_because == "Side effects"
    with pytest.raises(Refused, match="no such medicine"):
        care.stop_medicine(by=world.sol, at=NOW, medicine_id=uuid4(), version=1, because="x")


def test_a_dose_is_not_in_the_future_and_a_missed_one_has_a_reason(world):
    person = received(world)
    dose = {"by": world.sol, "at": NOW, "medicine_id": add(world, person)}
    with pytest.raises(Refused, match="in the future"):
        care.record_dose(**dose, state="given", taken_at=NOW + HOUR)
    with pytest.raises(Refused, match="before the last one"):
        care.record_dose(**dose, state="given", taken_at=NOW, next_at=NOW - HOUR)
    with pytest.raises(Refused, match="Say why the dose was missed"):
        care.record_dose(**dose, state="missed", taken_at=NOW)


def test_a_check_needs_somebody_beside_the_person_and_fits_the_list(world):
    person = received(world)
    check = {"by": world.sol, "at": NOW, "person_id": person}
    with pytest.raises(Refused, match="GP or another professional"):
        care.reconcile_medicines(**check, told_by=[ToldBy.PERSON])
    with pytest.raises(Refused, match="no medicine on the list"):
        care.reconcile_medicines(**check, told_by=[ToldBy.GP])
    add(world, person)
    with pytest.raises(Refused, match="There are medicines on the list"):
        care.reconcile_medicines(**check, told_by=[ToldBy.GP], takes_none=True)


def test_what_is_taken_when_needed_has_no_last_dose_to_ask_for(world):
    person = received(world)
    add(world, person, MedicineSaid("Salbutamol inhaler", "2 puffs", "when needed",
                                    [ToldBy.GP], kind=MedicineKind.WHEN_NEEDED))  # fmt: skip
    assert not any("last took" in one for one in listed(world, person).asked.sentences)


def test_liaison_may_read_medicines_and_a_reception_officer_may_not(world):
    person = received(world)
    add(world, person)
    assert len(listed(world, person, by="amara").current) == 1
    with pytest.raises(NotPermitted):
        listed(world, person, by="nia")
    with viewing(world.nia, NOW):
        assert not Medicine.objects.exists(), "the wall hides the rows as well"


def test_a_merge_brings_the_medicines_along(world):
    keep = received(world)
    other = people.register(
        by=world.amara,
        at=NOW,
        person=somebody("Robyn Sampleford"),
        relationship=RelationshipKind.SELF_CLAIMED,
        because="Met at court",
    )
    care.record_medicine(by=world.amara, at=NOW, person_id=other, taken=LEVETIRACETAM)
    people.merge(by=world.amara, at=NOW, keep=keep, other=other, because="One person")
    assert listed(world, keep).current[0].name == "Levetiracetam 500 mg tablets"
