"""A pack is composed for the receiver: risks first, what is not known said, and kept as sent."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.records.test_care_handovers import (
    HOUR,
    NOW,
    K,
    care,
    happens,
    pathway,
    rows,
    sent_to_prison,
    worked_with,
)
from tests.records.test_care_handovers import world as world_of_movements
from throughcare.access import queries as access
from throughcare.access.actions import employment
from throughcare.access.actions.acting import viewing
from throughcare.access.roles import Role
from throughcare.access.rules import (
    INSTALLATION,
    Category,
    NotPermitted,
    OrganisationKind,
    Refused,
)
from throughcare.care.actions import MedicineSaid
from throughcare.care.queries import handovers_of, takes_over
from throughcare.care.rules import ToldBy
from throughcare.documents import queries
from throughcare.documents.actions import send_summary
from throughcare.documents.layout import to_html
from throughcare.pathway.rules import PlaceKind
from throughcare.people.queries import sight_of
from throughcare.sharing.actions import ask_permission, tell
from throughcare.sharing.queries import destination, permissions
from throughcare.sharing.rules import Field, PermissionState, Recipient

pytestmark = pytest.mark.django_db
world = world_of_movements
SERVICE, RECEPTION = Recipient.RECEIVING_SERVICE, Recipient.ESTABLISHMENT


def known(world, person_id, at):
    """What the team knows before it hands over."""
    about = {"by": world.amara, "at": at, "person_id": person_id}
    care.note_safety(**about, kind="self-harm", state="yes", action="See them hourly.")
    care.note_safety(**about, kind="medicines", state="yes", action="Clozapine, evenings.")
    care.write_plan(
        **about, goals="See my mum", agreement="agreed", review_on=at.date() + timedelta(days=30)
    )


def html(world, first, at):
    viewer = getattr(world, first)
    with viewing(viewer, at):
        (one,) = queries.received(viewer)
        return to_html(one.document, heading_from=2)


def test_a_reception_gets_what_keeps_them_safe_and_no_detail_though_they_said_no(world):
    held, at = sent_to_prison(world)
    known(world, held.person_id, at)
    send_summary(
        by=world.amara, at=at, person_id=held.person_id, recipient=RECEPTION,
        to_organisation_id=world.organisations["prison"],
    )  # fmt: skip
    pack = html(world, "nia", at)
    assert pack.index("Risks first") < pack.index("Medicines") < pack.index("What is not known")
    assert "See them hourly." in pack
    assert "last dose" in pack
    assert "See my mum" not in pack
    assert "Alcohol" not in pack
    with viewing(world.amara, at):
        (one, *_) = handovers_of(sight_of(world.amara, held.person_id, at=at))
    assert "pack-sent" in {step.kind for step in one.happened}


def handed_to_drugs(world):
    held = worked_with(world)
    known(world, held.person_id, NOW)
    care.hand_over(
        by=world.amara, at=NOW, person_id=held.person_id, route="to-community-team",
        to_team_id=world.teams["drugs"], reason="x",
    )  # fmt: skip
    return held, {
        "by": world.amara, "at": NOW, "person_id": held.person_id, "recipient": SERVICE,
        "to_organisation_id": world.organisations["drugs"],
    }  # fmt: skip


def test_a_service_gets_the_detail_and_the_plan_once_the_person_agreed(world):
    held, given = handed_to_drugs(world)
    with pytest.raises(Refused, match="be shared"):
        send_summary(**given)
    ask_permission(
        by=world.amara, at=NOW, person_id=held.person_id, recipient=SERVICE,
        state=PermissionState.GIVEN,
    )  # fmt: skip
    sent = send_summary(**given)
    pack = html(world, "priya", NOW)
    assert "A medicine is needed. Clozapine, evenings." in pack
    assert "See my mum" in pack
    assert send_summary(**given).before, "the same pack does not leave twice"
    assert not sent.before
    with viewing(world.amara, NOW):
        sight = sight_of(world.amara, held.person_id, at=NOW)
        to = destination(sight, SERVICE, world.organisations["drugs"])
        assert Field.PLAN in queries.preview(sight, to).decision.fields
        assert destination(sight, RECEPTION, world.organisations["drugs"]) is None
        assert destination(sight, SERVICE, world.organisations["liaison"]) is None


def test_the_list_of_medicines_goes_along_dose_by_dose_with_what_is_not_known(world):
    held, given = handed_to_drugs(world)
    care.record_medicine(
        by=world.amara, at=NOW, person_id=held.person_id,
        taken=MedicineSaid("Clozapine", "300 mg", "at night", [ToldBy.PERSON], critical=True),
    )  # fmt: skip
    ask_permission(
        by=world.amara, at=NOW, person_id=held.person_id, recipient=SERVICE,
        state=PermissionState.GIVEN,
    )  # fmt: skip
    send_summary(**given)
    pack = html(world, "priya", NOW)
    for words in (
        "Clozapine, 300 mg, at night", "A missed dose is dangerous", "Last dose not known",
        "Next dose not known", "To find out",
    ):  # fmt: skip
        assert words in pack, words


def test_where_a_check_said_that_they_take_none_the_pack_says_so(world):
    held, given = handed_to_drugs(world)
    care.reconcile_medicines(
        by=world.amara, at=NOW, person_id=held.person_id,
        told_by=[ToldBy.GP, ToldBy.PERSON], takes_none=True,
    )  # fmt: skip
    ask_permission(
        by=world.amara, at=NOW, person_id=held.person_id, recipient=SERVICE,
        state=PermissionState.GIVEN,
    )  # fmt: skip
    send_summary(**given)
    assert "Takes no medicine" in html(world, "priya", NOW)


def test_only_an_organisation_that_takes_people_over_gets_a_pack(world):
    held, at = sent_to_prison(world)
    with pytest.raises(Refused, match="cannot be told"):
        send_summary(
            by=world.amara, at=at, person_id=held.person_id, recipient=SERVICE,
            to_organisation_id=world.organisations["police"],
        )  # fmt: skip
    assert rows(world)[-1].state == "waiting"


def out_of_prison(world):
    """Received by the prison, whose health team covers it, and released from there."""
    pathway.cover(
        by=INSTALLATION, at=NOW, place_id=world.organisations["fennick"],
        team_id=world.teams["health"], under_18=None,
    )  # fmt: skip
    held, at = sent_to_prison(world)
    happens(world, held.person_id, K.RECEIVED, "fennick", at + HOUR, by=world.nia)
    care.note_safety(
        by=world.sol, at=at + 2 * HOUR, person_id=held.person_id, kind="self-harm", state="yes",
        action="See them hourly.",
    )  # fmt: skip
    return held, at + timedelta(days=20)


def test_a_prison_health_team_sends_the_pack_to_whoever_takes_over_and_to_nobody_else(world):
    held, out = out_of_prison(world)
    given = {
        "by": world.sol, "at": out, "person_id": held.person_id, "recipient": SERVICE,
        "to_organisation_id": world.organisations["liaison"],
    }  # fmt: skip
    with pytest.raises(Refused, match="cannot be told"):
        send_summary(**given)
    happens(world, held.person_id, K.RELEASED, "fennick", out, by=world.nia, detail="planned")
    last = rows(world, at=out)[-1]
    assert last.from_team_id == world.teams["health"]
    ask_permission(
        by=world.sol, at=out, person_id=held.person_id, recipient=SERVICE,
        state=PermissionState.GIVEN,
    )  # fmt: skip
    with pytest.raises(Refused, match="cannot be told"):
        send_summary(**given | {"to_organisation_id": world.organisations["drugs"]})
    with pytest.raises(NotPermitted):
        send_summary(
            **given | {"recipient": Recipient.COURT,
                       "to_organisation_id": world.organisations["court"]}
        )  # fmt: skip
    with pytest.raises(NotPermitted):
        tell(
            by=world.sol, at=out, person_id=held.person_id, recipient=SERVICE, why="x",
            to_organisation_id=world.organisations["drugs"], said=frozenset({Field.SELF_HARM}),
        )  # fmt: skip
    with pytest.raises(NotPermitted):
        send_summary(**given | {"by": world.nia})
    assert not send_summary(**given).before
    assert "See them hourly." in html(world, "amara", out)


def test_a_team_that_receives_or_only_works_beside_the_giver_sends_no_pack(world):
    held, given = handed_to_drugs(world)
    other = replace(world.amara, team_ids=frozenset())
    for viewer in (other, world.joel, world.priya):
        with pytest.raises((Refused, NotPermitted)):
            send_summary(**given | {"by": viewer})
    with viewing(world.amara, NOW):
        sight = sight_of(world.amara, held.person_id, at=NOW)
        assert takes_over(sight, world.organisations["drugs"])
        assert not takes_over(replace(sight, viewer=other), world.organisations["drugs"])


def removal_centre(world):
    """An immigration removal centre with its own reception, where Noor works."""
    made = employment.found_organisation(
        by=INSTALLATION, at=NOW, name="Ambershire removal centre",
        kind=OrganisationKind.IMMIGRATION_REMOVAL,
    )  # fmt: skip
    team = employment.form_team(
        by=INSTALLATION, at=NOW, organisation_id=made.id, name="Removal centre reception"
    )
    noor = employment.employ(by=INSTALLATION, at=NOW, email="noor@a.example", name="Noor Sampley")
    employment.appoint(
        by=INSTALLATION, at=NOW, worker_id=noor.id, team_id=team.id,
        role=Role.ESTABLISHMENT_WORKER, starts_on=NOW.date(),
    )  # fmt: skip
    world.viewers["noor"] = access.viewer_in(access.at_the_door(noor.id, on=NOW.date()))
    place = pathway.open_place(
        by=INSTALLATION, at=NOW, organisation_id=made.id, code="amb-gate",
        name="Ambershire removal centre", kind=PlaceKind.IMMIGRATION_REMOVAL_CENTRE,
    )  # fmt: skip
    world.organisations |= {"removal": made.id, "gate": place.id}


def test_a_reception_sends_what_keeps_them_safe_to_the_next_and_asks_before_it_sends_more(world):
    removal_centre(world)
    held, at = sent_to_prison(world)
    happens(world, held.person_id, K.RECEIVED, "fennick", at + HOUR, by=world.nia)
    care.note_safety(
        by=world.nia, at=at + HOUR, person_id=held.person_id, kind="self-harm", state="yes",
        action="See them hourly.",
    )  # fmt: skip
    out = at + timedelta(days=2)
    happens(world, held.person_id, K.MOVED_OUT, "fennick", out, by=world.nia, to="gate")
    given = {
        "by": world.nia, "at": out, "person_id": held.person_id, "recipient": RECEPTION,
        "to_organisation_id": world.organisations["removal"],
    }  # fmt: skip
    ask_permission(
        by=world.nia, at=out, person_id=held.person_id, recipient=RECEPTION,
        state=PermissionState.REFUSED,
    )  # fmt: skip
    with viewing(world.nia, out):
        (one,) = permissions(sight_of(world.nia, held.person_id, at=out))
        assert (one.own, one.asked_by) == (True, "Nia Sampleton")
    send_summary(**given)
    pack = html(world, "noor", out)
    assert "See them hourly." in pack
    assert "Alcohol" not in pack


def test_a_reception_never_reads_what_the_person_said_to_a_health_team(world):
    held, at = sent_to_prison(world)
    ask_permission(
        by=world.amara, at=at, person_id=held.person_id, recipient=SERVICE,
        state=PermissionState.GIVEN,
    )  # fmt: skip
    happens(world, held.person_id, K.RECEIVED, "fennick", at + HOUR, by=world.nia)
    with viewing(world.nia, at + HOUR):
        sight = sight_of(world.nia, held.person_id, at=at + HOUR)
        assert sight.may(Category.PERMISSION)
        assert permissions(sight) == []
