"""The whole chain of a referral, with drafts, chasing, moves of area and secure links."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.care_world import NOW, custody, hold, refer, refer_to
from tests.custody import signed_in
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent
from throughcare.access.rules import INSTALLATION, Refused
from throughcare.care import actions as care
from throughcare.care import queries
from throughcare.care.models import ReferralLink
from throughcare.care.rules import ReferralStatus, stands_for
from throughcare.people.queries import sight_of
from throughcare.web import clock

pytestmark = pytest.mark.django_db
SECRET = "a" * 43


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return custody()


def _now(world, held, referral, first="amara"):
    viewer = getattr(world, first)
    with viewing(viewer, NOW):
        sight = sight_of(viewer, held.person_id, at=NOW)
        return queries.referral(sight, referral) if sight else None


def test_a_draft_is_on_ones_own_list_and_the_service_knows_nothing_until_it_is_sent(world):
    held = hold(world)
    draft = refer(world, held, draft=True, consent="agreed", escort="peer-mentor")
    assert _now(world, held, draft, "priya") is None
    now = _now(world, held, draft)
    assert (now.status, now.held_by) == (
        ReferralStatus.DRAFT,
        "Ambershire Liaison and Diversion team",
    )
    care.send_draft(by=world.amara, at=NOW, referral_id=draft)
    theirs = _now(world, held, draft, "priya")
    assert theirs.held_by == "Ambershire drug and alcohol service"
    assert theirs.escort.value == "peer-mentor"
    with pytest.raises(Refused, match="said no"):
        refer(world, hold(world, "Sam Other"), consent="refused")


def test_opening_and_asking_again_put_nothing_off_and_every_step_is_on_the_chain(world):
    held = hold(world)
    referral = refer(world, held)
    due = _now(world, held, referral).next_action_on
    service = {"by": world.priya, "referral_id": referral}
    later = NOW + timedelta(days=2)
    care.receive(at=later, **service)
    care.chase(by=world.amara, at=later, referral_id=referral)
    now = _now(world, held, referral)
    assert (now.status, now.next_action_on) == (ReferralStatus.RECEIVED, due)
    care.accept(at=later, **service)
    care.put_on_waiting_list(at=later, **service)
    appointment = later + timedelta(days=9)
    care.offer_appointment(at=later, appointment_at=appointment, **service)
    care.book(at=later, appointment_at=appointment, **service)
    care.cancel_appointment(at=later, cancelled_by="custody-or-prison", **service)
    care.book(at=later, appointment_at=appointment, **service)
    care.record_seen(at=later, **service)
    care.record_engaged(at=later, **service)
    care.end_early(at=later, reason="stopped-coming", **service)
    ended = _now(world, held, referral, "priya")
    assert ended.status is ReferralStatus.ENDED_EARLY
    assert not ended.open
    assert "Custody or prison could not bring them" in [one.reason for one in ended.events]
    other = refer(world, held, at=later)
    care.record_seen(by=world.priya, at=later, referral_id=_accepted(world, other, later))
    care.complete(by=world.priya, at=later, referral_id=other)
    assert _now(world, held, other, "priya").status is ReferralStatus.COMPLETED


def _accepted(world, referral, at):
    care.accept(by=world.priya, at=at, referral_id=referral)
    return referral


def test_a_change_of_area_moves_the_referral_with_everything_so_far(world):
    held = hold(world)
    referral = refer(world, held)
    care.accept(by=world.priya, at=NOW, referral_id=referral)
    move = {"by": world.amara, "at": NOW, "referral_id": referral}
    with pytest.raises(Refused, match="with that service already"):
        care.move_area(**move, to_team_id=world.teams["drugs"])
    with pytest.raises(Refused, match="does not take referrals"):
        care.move_area(**move, to_team_id=world.teams["youth"])
    care.move_area(**move, to_team_id=world.teams["housing"], note="Lives in Pennmoor now")
    theirs = _now(world, held, referral, "tom")
    assert theirs.status is ReferralStatus.WAITING_FOR_ANSWER
    assert [one.kind.value for one in theirs.events] == ["made", "accepted", "moved"]
    assert _now(world, held, referral, "priya") is None


def test_a_link_opens_one_referral_once_on_a_phone_and_is_recorded(world):
    held = hold(world)
    referral = refer(world, held, getting_there="No credit")
    amara = signed_in(Client(), world, "amara")
    give = reverse("give_link", args=[held.person_id, referral])
    given = {"form_key": str(uuid4()), "sent_to": "Duty worker, by telephone"}
    said = amara.post(give, given, follow=True).content.decode()
    address = "/r/" + said.split("/r/")[1].split(" ")[0].split("<")[0]
    stored = ReferralLink._base_manager
    assert address.removeprefix("/r/") not in str(list(_as(world, lambda: list(stored.values()))))
    phone = Client()
    assert phone.get("/by-link").status_code == 404
    assert "opens one referral, once" in phone.get(address).content.decode()
    shown = phone.post(address, follow=True).content.decode()
    assert "Robin Sampleford" in shown
    assert "No credit" in shown
    assert Client().post(address).status_code == 404
    other = reverse("record", args=[held.person_id])
    assert phone.get(other).status_code in (302, 404)
    assert "Accept" in phone.get("/by-link/accept").content.decode()
    version = str(_now(world, held, referral).version)
    answer = {"version": version, "form_key": str(uuid4())}
    assert phone.post("/by-link/accept", answer).status_code == 302
    assert "Accepted. Book an appointment." in phone.get("/by-link").content.decode()
    assert phone.get("/by-link/nothing").status_code == 404
    assert phone.get("/by-link/complete").status_code == 404
    stale = phone.post("/by-link/decline", answer | {"reason": "other"})
    assert "Somebody changed it meanwhile" in stale.content.decode()
    now = _now(world, held, referral)
    assert now.events[-1].who == "Ambershire drug and alcohol service, by secure link"
    seen = _as(world, lambda: AuditEvent.objects.filter(what="by_link").count(), first="priya")
    assert seen


def _as(world, ask, first="amara"):
    with viewing(getattr(world, first), NOW):
        return ask()


def test_a_link_expires_is_replaced_and_guessing_is_stopped(world, monkeypatch):
    held = hold(world)
    referral = refer(world, held)
    give = {"by": world.amara, "at": NOW, "referral_id": referral, "sent_to": "Duty"}
    with pytest.raises(ValueError, match="32"):
        care.give_link(**give, secret="short")
    with pytest.raises(Refused, match="to whom"):
        care.give_link(**(give | {"sent_to": " "}), secret=SECRET)
    with pytest.raises(Refused, match="Only the team that referred"):
        care.give_link(**(give | {"by": world.priya}), secret=SECRET)
    with pytest.raises(Refused, match="no such"):
        care.give_link(**(give | {"referral_id": held.person_id}), secret=SECRET)
    care.give_link(**give, secret=SECRET)
    care.give_link(**give, secret="b" * 43)
    guesser = Client()
    assert guesser.get(f"/r/{SECRET}").status_code == 404
    for _ in range(9):
        guesser.get("/r/guess")
    assert guesser.get("/r/guess").status_code == 429
    assert guesser.get("/r/" + "b" * 43).status_code == 200, "who has a right one waits for nobody"
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=15))
    assert "expired" in Client().get("/r/" + "b" * 43).content.decode()
    link = queries.link_by_secret(INSTALLATION, "b" * 43)
    with pytest.raises(Refused, match="expired"):
        care.open_link(by=stands_for(link), at=NOW + timedelta(days=15), link=link)
    care.open_link(by=stands_for(link), at=NOW, link=link)
    with pytest.raises(Refused, match="a moment ago"):
        care.open_link(by=stands_for(link), at=NOW, link=link)
    care.close_referral(by=world.amara, at=NOW, referral_id=referral, reason="other")
    with pytest.raises(Refused, match="sent and open"):
        care.give_link(**give, secret=SECRET)


def _opened(world, referral, phone=None):
    """A phone that has opened the link to a referral."""
    secret = uuid4().hex
    care.give_link(by=world.amara, at=NOW, referral_id=referral, sent_to="Duty", secret=secret)
    phone = phone or Client()
    return phone, secret, phone.post(f"/r/{secret}")


def test_nothing_keeps_a_link_or_what_it_opened_and_it_is_closed_on_a_device(world):
    held = hold(world)
    phone, secret, opened = _opened(world, refer(world, held))
    assert opened.url == "/by-link"
    for answer in (
        phone.get("/by-link"),
        phone.get("/by-link/accept"),
        Client().get(f"/r/{secret}"),
        Client().get("/r/guess"),
    ):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "strict-origin"
        assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "Close it on this device" in phone.get("/by-link").content.decode()
    assert phone.get("/by-link/close").status_code == 200
    assert phone.get("/by-link").status_code == 200, "only sending the form closes it"
    assert "closed on this device" in phone.post("/by-link/close").content.decode()
    assert phone.get("/by-link").status_code == 404
    assert phone.post(f"/r/{secret}").status_code == 404


def test_a_link_shows_one_referral_and_nothing_else_of_the_person_or_of_anybody(world):
    held, other = hold(world), hold(world, "Sam Otherford")
    refer(world, other, reason="Another person's reason")
    care.record_need(
        by=world.amara, at=NOW, person_id=held.person_id, need="gambling", status="suspected"
    )
    refer_to(world, held, "housing", reason="Nowhere to sleep")
    phone, _, _ = _opened(world, refer(world, held))
    page = phone.get("/by-link").content.decode()
    for hidden in ("Otherford", "Another person", "Nowhere to sleep", "Gambling", "theft"):
        assert hidden not in page
    for name, given in (
        ("record", [held.person_id]),
        ("referrals", [held.person_id]),
        ("record", [other.person_id]),
        ("worklist", []),
        ("search", []),
    ):
        assert phone.get(reverse(name, args=given)).url == "/sign-in"


def test_what_was_opened_closes_after_half_an_hour_and_when_another_link_is_given(
    world, monkeypatch
):
    referral = refer(world, hold(world))
    phone, _, _ = _opened(world, referral)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=29))
    assert phone.get("/by-link").status_code == 200
    other, _, _ = _opened(world, referral)
    assert phone.get("/by-link").status_code == 404
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=60))
    assert other.get("/by-link").status_code == 404
    assert other.post("/by-link/accept").status_code == 404


def test_a_link_to_a_referral_that_has_ended_opens_nothing(world):
    referral = refer(world, hold(world))
    care.give_link(by=world.amara, at=NOW, referral_id=referral, sent_to="Duty", secret=SECRET)
    care.close_referral(by=world.amara, at=NOW, referral_id=referral, reason="other")
    phone = Client()
    assert phone.post(f"/r/{SECRET}").status_code == 404
    assert phone.get("/by-link").status_code == 404


def test_who_goes_along_is_said_later_as_well_and_the_service_reads_it(world):
    held = hold(world)
    referral = refer(world, held)
    due = _now(world, held, referral).next_action_on
    care.arrange_getting_there(
        by=world.amara, at=NOW, referral_id=referral, escort="peer-mentor", note="No credit"
    )
    one = _now(world, held, referral)
    assert (one.escort, one.getting_there) == ("peer-mentor", "No credit")
    assert one.status == "waiting-for-answer"
    assert one.next_action_on == due, "what is due stays due"
    with viewing(world.priya, NOW):
        sight = sight_of(world.priya, held.person_id, at=NOW)
        (seen,) = queries.referrals(sight)
    assert [event.note for event in seen.events][-1] == "A peer mentor. No credit"
    with pytest.raises(Refused, match="Only the other side"):
        care.arrange_getting_there(by=world.priya, at=NOW, referral_id=referral, escort="nobody")
    care.decline(by=world.priya, at=NOW, referral_id=referral, reason="threshold")
    with pytest.raises(Refused, match="cannot be recorded by the team that referred now"):
        care.arrange_getting_there(by=world.amara, at=NOW, referral_id=referral, escort="nobody")


def test_the_page_asks_who_goes_along_with_what_is_known_filled_in(world):
    held = hold(world)
    referral = refer(world, held, escort="family-or-friend", getting_there="No bus on Sundays")
    amara = signed_in(Client(), world, "amara")
    page = amara.get(reverse("referral", args=[held.person_id, referral])).content.decode()
    href = reverse("referral_move", args=[held.person_id, referral, "getting-there"])
    assert href in page
    form = amara.get(href).content.decode()
    assert "No bus on Sundays" in form
    version = re.search(r'name="version" value="(\d+)"', form)[1]
    given = {"version": version, "form_key": str(uuid4()), "note": "Typed and kept"}
    wrong = amara.post(href, given).content.decode()
    assert "Select who goes along" in wrong
    assert "Typed and kept" in wrong
    page = amara.post(href, given | {"escort": "support-worker"}, follow=True).content.decode()
    assert "A support worker" in page
    assert "Typed and kept" in page
