"""A pack is composed for the receiver: risks first, what is not known said, and kept as sent."""

from datetime import timedelta

import pytest

from tests.records.test_care_handovers import NOW, care, rows, sent_to_prison, worked_with
from tests.records.test_care_handovers import world as world_of_movements
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import Refused
from throughcare.care.actions import MedicineSaid
from throughcare.care.queries import handovers_of
from throughcare.care.rules import ToldBy
from throughcare.documents import queries
from throughcare.documents.actions import send_summary
from throughcare.documents.layout import to_html
from throughcare.people.queries import sight_of
from throughcare.sharing.actions import ask_permission
from throughcare.sharing.queries import destination
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
