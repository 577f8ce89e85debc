"""Every movement opens a handover, two teams carry it, and only being seen closes it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.care_world import NOW, custody, hold, leave, refer
from throughcare.access.actions import employment
from throughcare.access.actions.acting import viewing
from throughcare.access.queries import relationship
from throughcare.access.rules import INSTALLATION, Refused
from throughcare.care import actions as care
from throughcare.care.models import Handover, HandoverMove, Need
from throughcare.care.queries import promises_for_extract
from throughcare.pathway import actions as pathway
from throughcare.pathway.rules import EventKind as K
from throughcare.pathway.rules import Happened, Leaving, PlaceKind

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def built():
    """The cast, with a court that Liaison and Diversion covers and a prison with its reception."""
    world = custody()
    for short, name, kind, owner in (
        ("dock", "Amberford Magistrates' Court", PlaceKind.MAGISTRATES_COURT, "court"),
        ("fennick", "HMP Fennick", PlaceKind.PRISON, "prison"),
    ):
        made = pathway.open_place(
            by=INSTALLATION, at=NOW, organisation_id=world.organisations[owner],
            code=f"amb-{short}", name=name, kind=kind,
        )  # fmt: skip
        world.organisations[short] = made.id
    pathway.cover(
        by=INSTALLATION, at=NOW, place_id=world.organisations["dock"],
        team_id=world.teams["liaison"], under_18=None,
    )  # fmt: skip
    return world


@pytest.fixture
def world():
    return built()


def happens(world, person_id, kind, place, at, *, by, **more):
    """Something is recorded as the page does it."""
    to = more.pop("to", None)
    event = Happened(
        person_id, kind, world.organisations[place], at,
        to_place_id=world.organisations[to] if to else None, **more,
    )  # fmt: skip
    pathway.record_event(by=by, at=at, event=event)
    return care.follow_moves(by=by, at=at, people=[person_id])


def worked_with(world):
    held = hold(world)
    care.record_need(
        by=world.amara, at=NOW, person_id=held.person_id, need="alcohol", status="suspected",
        episode_id=held.episode_id,
    )  # fmt: skip
    return held


def rows(world, by="grace", at=NOW):
    with viewing(getattr(world, by), at, extract=True):
        return list(Handover.objects.order_by("recorded_at", "moved_at"))


def kept(world, at):
    with viewing(world.grace, at, extract=True):
        return {b.what: b.count for b in promises_for_extract(world.grace, at.date())}


def test_whoever_leaves_custody_is_handed_over_to_another_team_that_works_with_them(world):
    held = worked_with(world)
    with viewing(world.amara, NOW):
        need = Need.objects.get()
    offer = care.offer_need(
        by=world.amara, at=NOW, need_id=need.id, to_team_id=world.teams["youth"], reason="x"
    )
    care.accept_need(by=world.joel, at=NOW, offer_id=offer)
    leave(world, held, at=NOW + HOUR)
    (one,) = rows(world)
    assert one.route == "custody-to-community"
    assert one.from_team_id == world.teams["liaison"]
    assert one.to_team_id == world.teams["youth"]
    assert one.state == "waiting"
    assert care.follow_moves(by=world.joel, at=NOW + HOUR, people=[held.person_id]) == []
    assert len(rows(world)) == 1


def test_where_the_same_team_works_on_with_them_its_own_lists_have_them(world):
    held = worked_with(world)
    leave(world, held, at=NOW + HOUR)
    assert rows(world) == []
    with viewing(world.amara, NOW + HOUR):
        assert HandoverMove.objects.get().became == "same-team-goes-on"


def test_whoever_leaves_without_anybody_working_with_them_has_nothing_to_hand_over(world):
    held = hold(world)
    leave(world, held, at=NOW + HOUR)
    assert rows(world) == []
    with viewing(world.amara, NOW + HOUR):
        assert HandoverMove.objects.get().became == "nobody-works-with-them"
    assert kept(world, NOW + HOUR)["movements-without-handover"] == 0


def test_a_movement_that_nobody_followed_is_found_and_caught_up(world):
    held = worked_with(world)
    pathway.leave(
        by=world.dana, at=NOW + HOUR, episode_id=held.episode_id, left_at=NOW + HOUR,
        leaving=Leaving.CHARGED_DETAINED,
    )  # fmt: skip
    assert kept(world, NOW + HOUR)["movements-without-handover"] == 1
    after_a_year = NOW + timedelta(days=367)
    assert kept(world, after_a_year)["movements-without-handover"] == 0
    assert care.follow_moves(by=world.amara, at=NOW + 2 * HOUR, people=[held.person_id])
    assert kept(world, NOW + 2 * HOUR)["movements-without-handover"] == 0


def sent_to_prison(world):
    """Kept for court, remanded there; the prison expects them."""
    held = worked_with(world)
    leave(world, held, at=NOW + HOUR, leaving=Leaving.CHARGED_DETAINED)
    at = NOW + 18 * HOUR
    happens(world, held.person_id, K.HEARING, "dock", at, by=world.amara, detail="police-cells")
    happens(
        world, held.person_id, K.REMANDED, "dock", at + HOUR, by=world.amara, detail="PR",
        to="fennick",
    )  # fmt: skip
    return held, at + HOUR


def test_custody_court_and_prison_hand_over_one_after_the_other(world):
    held, at = sent_to_prison(world)
    first, second = rows(world)
    assert (first.route, first.state, first.ended_because) == (
        "custody-to-court", "ended", "moved-on",
    )  # fmt: skip
    assert (second.route, second.state) == ("to-reception", "waiting")
    assert second.continues_id == first.id
    assert second.to_team_id == world.teams["prison"]
    nia = world.nia
    came = at + 3 * HOUR
    happens(world, held.person_id, K.RECEIVED, "fennick", came, by=nia, detail="remand")
    assert rows(world)[1].arrived_at == came
    care.accept_handover(by=nia, at=came, handover_id=second.id)
    happens(world, held.person_id, K.FIRST_SCREENED, "fennick", came + HOUR, by=nia)
    second = rows(world)[1]
    assert (second.state, second.seen_at, second.due_on) == ("seen", came + HOUR, None)
    assert kept(world, came)["movements-without-handover"] == 0


def test_who_leaves_the_prison_and_how_is_handed_to_the_community(world):
    held, at = sent_to_prison(world)
    happens(world, held.person_id, K.RECEIVED, "fennick", at + HOUR, by=world.nia)
    out = at + timedelta(days=20)
    happens(world, held.person_id, K.RELEASED, "fennick", out, by=world.nia, detail="planned")
    last = rows(world, at=out)[-1]
    assert (last.route, last.emergency, last.state) == ("release-to-community", False, "waiting")
    assert last.from_team_id == world.teams["prison"]
    assert last.to_team_id == world.teams["liaison"]
    with viewing(world.nia, out + HOUR):
        knows, because = relationship(world.nia, held.person_id, at=out + HOUR)
    assert (knows, because) == ("sending", "Your team hands this person over")
    care.record_handover_seen(
        by=world.amara, at=out + 2 * HOUR, handover_id=last.id, seen_at=out + HOUR
    )
    assert rows(world, at=out)[-1].state == "seen"


def test_an_unexpected_release_from_court_is_an_emergency_due_at_once(world):
    held = worked_with(world)
    leave(world, held, at=NOW + HOUR, leaving=Leaving.CHARGED_DETAINED)
    at = NOW + 18 * HOUR
    happens(world, held.person_id, K.HEARING, "dock", at, by=world.amara, detail="police-cells")
    happens(world, held.person_id, K.REMANDED, "dock", at + HOUR, by=world.amara, detail="UB")
    one = rows(world)[-1]
    assert (one.route, one.emergency, one.due_on) == (
        "court-to-community", True, (at + HOUR).date(),
    )  # fmt: skip
    assert one.recorded_at == at + HOUR


def test_who_came_free_and_whose_result_is_not_known_moves_nowhere(world):
    held = worked_with(world)
    leave(world, held, at=NOW + HOUR, leaving=Leaving.CHARGED_BAILED)
    at = NOW + timedelta(days=8)
    happens(world, held.person_id, K.HEARING, "dock", at, by=world.amara, detail="bail")
    happens(world, held.person_id, K.SENTENCED, "dock", at, by=world.amara, detail="1015")
    happens(world, held.person_id, K.SENTENCED, "dock", at + HOUR, by=world.amara, detail="unknown")
    assert rows(world) == []
    with viewing(world.amara, at):
        assert [m.became for m in HandoverMove.objects.order_by("recorded_at")][-2:] == [
            "came-and-went-free", "outcome-not-known",
        ]  # fmt: skip


def test_a_no_has_a_reason_and_comes_back_to_the_giver_who_passes_it_on(world):
    held = worked_with(world)
    one = care.hand_over(
        by=world.amara, at=NOW, person_id=held.person_id, route="to-community-team",
        to_team_id=world.teams["youth"], reason="Knows the family",
    )  # fmt: skip
    with pytest.raises(Refused, match="already"):
        care.hand_over(
            by=world.amara, at=NOW, person_id=held.person_id, route="to-community-team",
            to_team_id=world.teams["youth"], reason="Again",
        )  # fmt: skip
    with pytest.raises(Refused, match="Say why your team"):
        care.decline_handover(by=world.joel, at=NOW, handover_id=one, because="")
    with pytest.raises(Refused, match="Wait for its answer"):
        care.pass_on(
            by=world.amara, at=NOW, handover_id=one, to_team_id=world.teams["drugs"], reason="x"
        )
    care.decline_handover(
        by=world.joel, at=NOW, handover_id=one, because="no-capacity", note="Full until May"
    )
    assert rows(world)[0].state == "declined"
    again = {"by": world.amara, "at": NOW + HOUR, "handover_id": one, "reason": "They asked"}
    with pytest.raises(Refused, match="has said no"):
        care.pass_on(**again, to_team_id=world.teams["youth"])
    with pytest.raises(Refused, match="does not receive"):
        care.pass_on(**again, to_team_id=world.teams["police"])
    with pytest.raises(Refused, match="as they will read it"):
        care.pass_on(**again | {"reason": " "}, to_team_id=world.teams["drugs"])
    with pytest.raises(Refused, match="Only the team that hands over"):
        care.pass_on(**again | {"by": world.joel}, to_team_id=world.teams["drugs"])
    care.pass_on(**again, to_team_id=world.teams["drugs"])
    care.accept_handover(by=world.priya, at=NOW + HOUR, handover_id=one)
    care.record_handover_seen(by=world.priya, at=NOW + HOUR, handover_id=one)
    assert rows(world)[0].state == "seen"


def test_two_workers_accept_and_the_second_is_told_who_was_first(world):
    held = worked_with(world)
    one = care.hand_over(
        by=world.amara, at=NOW, person_id=held.person_id, route="to-community-team",
        to_team_id=world.teams["drugs"], reason="Wants to stop",
    )  # fmt: skip
    with pytest.raises(Refused, match="Only the team that it is offered to"):
        care.accept_handover(by=world.amara, at=NOW, handover_id=one)
    care.accept_handover(by=world.priya, at=NOW, handover_id=one)
    with pytest.raises(Refused, match="Priya Nair answered meanwhile: accepted"):
        care.accept_handover(by=world.priya, at=NOW + HOUR, handover_id=one)
    with pytest.raises(Refused, match="Priya Nair answered meanwhile"):
        care.decline_handover(by=world.priya, at=NOW, handover_id=one, because="not-ours")


def test_only_the_receiver_says_that_they_were_seen_and_only_once_and_in_time(world):
    held = worked_with(world)
    one = care.hand_over(
        by=world.amara, at=NOW, person_id=held.person_id, route="to-community-team",
        to_team_id=world.teams["drugs"], reason="Wants to stop",
    )  # fmt: skip
    with pytest.raises(Refused, match="Only the receiving team"):
        care.record_handover_seen(by=world.amara, at=NOW, handover_id=one)
    with pytest.raises(Refused, match="future"):
        care.record_handover_seen(by=world.priya, at=NOW, handover_id=one, seen_at=NOW + HOUR)
    with pytest.raises(Refused, match="before they moved"):
        care.record_handover_seen(by=world.priya, at=NOW, handover_id=one, seen_at=NOW - HOUR)
    care.record_handover_seen(by=world.priya, at=NOW, handover_id=one)
    with pytest.raises(Refused, match="Priya Nair has recorded already"):
        care.record_handover_seen(by=world.priya, at=NOW, handover_id=one)
    with pytest.raises(Refused, match="seen by the receiving team"):
        care.end_handover(by=world.priya, at=NOW, handover_id=one, reason="x")
    with pytest.raises(Refused, match="no such handover"):
        care.accept_handover(by=world.otto, at=NOW, handover_id=one)
    with pytest.raises(Refused, match="no such handover"):
        care.accept_handover(by=world.priya, at=NOW, handover_id=uuid4())


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"route": "to-reception"}, "A movement opens"),
        ({"to_team_id": "police"}, "does not receive"),
        ({"to_team_id": "liaison"}, "your own team"),
        ({"reason": "  "}, "Say why"),
    ],
)
def test_a_handover_by_hand_says_to_whom_and_why(world, more, why):
    held = worked_with(world)
    given = {"route": "to-community-team", "to_team_id": "drugs", "reason": "x"} | more
    given["to_team_id"] = world.teams[given["to_team_id"]]
    with pytest.raises(Refused, match=why):
        care.hand_over(by=world.amara, at=NOW, person_id=held.person_id, **given)


def test_who_did_not_move_after_all_is_not_waited_for(world):
    _, at = sent_to_prison(world)
    one = rows(world)[-1]
    with pytest.raises(Refused, match="how you know"):
        care.end_handover(by=world.amara, at=at, handover_id=one.id, reason=" ")
    with pytest.raises(Refused, match="no such handover"):
        care.end_handover(by=world.joel, at=at, handover_id=one.id, reason="x")
    care.end_handover(by=world.amara, at=at, handover_id=one.id, reason="Bailed at the door")
    one = rows(world)[-1]
    assert (one.state, one.ended_because) == ("ended", "did-not-happen")


def test_a_movement_that_is_struck_out_takes_its_handover_along(world):
    held, at = sent_to_prison(world)
    with viewing(world.amara, at):
        move = HandoverMove.objects.filter(became="opened").order_by("-recorded_at").first()
    pathway.correct_event(
        by=world.amara, at=at + HOUR, event_id=move.event_id, reason="Another person",
        struck_out=True,
    )  # fmt: skip
    ended = care.take_back_moves(by=world.amara, at=at + HOUR, person_id=held.person_id)
    assert ended == [move.handover_id]
    assert rows(world)[-1].ended_because == "did-not-happen"
    assert kept(world, at)["movements-without-handover"] == 0


def test_death_ends_what_is_open_and_says_so(world):
    held, at = sent_to_prison(world)
    happens(world, held.person_id, K.DIED, "dock", at + HOUR, by=world.amara, detail="in-custody")
    assert rows(world)[-1].ended_because == "died"


def test_a_team_that_meets_the_person_needs_no_second_entry(world):
    held = worked_with(world)
    leave(world, held, at=NOW + HOUR, leaving=Leaving.CHARGED_DETAINED)
    care.see(
        by=world.amara, at=NOW + 2 * HOUR, person_id=held.person_id, episode_id=held.episode_id
    )
    assert rows(world)[0].state == "seen"


def test_a_team_with_an_open_handover_cannot_close(world):
    _, at = sent_to_prison(world)
    with pytest.raises(Refused) as refused:
        care.close_team(by=INSTALLATION, at=at, team_id=world.teams["prison"])
    assert "1 open handover is its part to see through." in refused.value.reasons


def test_a_handover_of_a_team_in_which_nobody_works_any_more_is_found(world):
    _, at = sent_to_prison(world)
    one = rows(world)[-1]
    care.accept_handover(by=world.nia, at=at, handover_id=one.id)
    assert kept(world, at)["handovers-without-owner"] == 0
    employment.leave_work(by=world.nia, at=at, worker_id=world.nia.worker_id, on=at.date())
    later = at + timedelta(days=3)
    assert kept(world, later)["handovers-without-owner"] == 1
    assert kept(world, later)["handovers-overdue"] == 1


def test_movements_told_long_after_open_nothing(world):
    held = worked_with(world)
    at = NOW + timedelta(days=60)
    pathway.leave(
        by=world.amara, at=at, episode_id=held.episode_id, left_at=NOW + HOUR,
        leaving=Leaving.PRISON,
    )  # fmt: skip
    care.follow_moves(by=world.amara, at=at, people=[held.person_id])
    with viewing(world.amara, at):
        assert HandoverMove.objects.get().became == "told-long-after"


def test_a_pack_that_was_sent_is_kept_on_the_handover(world):
    held, at = sent_to_prison(world)
    noted = care.note_pack_sent(
        by=world.amara, at=at, person_id=held.person_id,
        to_organisation_id=world.organisations["prison"],
    )  # fmt: skip
    assert noted == [rows(world)[-1].id]
    refer(world, held, at=at)
