"""The pages of care, walked as workers walk them: offer, needs, referrals on both sides, lists."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.care_world import NOW, custody, hold, leave, refer
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent, Worker
from throughcare.care import actions as care
from throughcare.care import queries
from throughcare.people.queries import sight_of
from throughcare.web import clock

pytestmark = pytest.mark.django_db
BACKEND = "throughcare.web.signing_in.ByPassword"


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return custody()


@pytest.fixture
def sit(world):
    def at_the_desk_of(first: str) -> Client:
        client = Client()
        client.force_login(Worker.objects.get(email=world.emails[first]), backend=BACKEND)
        return client

    return at_the_desk_of


def send(client, href, **answers):
    return client.post(href, {"form_key": str(uuid4()), **answers}, follow=True)


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_offering_says_what_to_say_and_keeps_the_answer(world, sit):
    held = hold(world)
    amara = sit("amara")
    href = reverse("offering", args=[held.person_id, held.episode_id])
    shown = text(amara.get(href))
    assert "I am not the police" in shown
    assert "You can say no" in shown
    missing = send(amara, href, response="declined")
    assert "Select why they said no" in text(missing)
    said = text(send(amara, href, response="declined", reason="distrust"))
    assert "They can change their mind" in said
    assert "They do not trust the service" in said
    seen = reverse("offering_step", args=[held.person_id, held.episode_id, "seen"])
    assert "Recorded that they were seen" in text(send(amara, seen))


def test_an_offer_sent_twice_is_kept_once(world, sit):
    held = hold(world)
    amara = sit("amara")
    href = reverse("offering", args=[held.person_id, held.episode_id])
    answers = {"form_key": str(uuid4()), "response": "accepted"}
    for _ in range(2):
        assert amara.post(href, answers).status_code == 302
    with viewing(world.amara, NOW):
        (liaison,) = queries.liaisons(sight_of(world.amara, held.person_id, at=NOW))
    assert len(liaison.events) == 1


def test_pages_of_care_answer_not_found_to_those_who_may_not_know(world, sit):
    held = hold(world)
    for first in ("otto", "dana", "helen", "priya"):
        client = sit(first)
        for name in ("needs", "refer", "add_need"):
            href = reverse(name, args=[held.person_id])
            assert client.get(href).status_code == 404, (first, name)
    with viewing(world.otto, NOW):
        assert AuditEvent.objects.filter(outcome="denied").exists()


def test_a_need_is_recorded_by_hand_and_what_helps_beside_it(world, sit):
    held = hold(world)
    amara = sit("amara")
    send(
        amara,
        reverse("add_need", args=[held.person_id]),
        need="depression",
        status="suspected",
        known_before="not_known",
        note="Low since the spring",
    )
    send(
        amara,
        reverse("add_strength", args=[held.person_id]),
        kind="supportive_adult",
        note="My sister",
    )
    shown = text(amara.get(reverse("needs", args=[held.person_id])))
    for words in (
        "Depression",
        "Suspected",
        "Not known whether services knew",
        "Ambershire Liaison and Diversion team",
        "Amara Obi",
        "My sister",
    ):
        assert words in shown


def test_two_people_changing_a_need_see_both_versions_and_nothing_typed_is_lost(world, sit):
    held = hold(world)
    need_id = care.record_need(
        by=world.amara, at=NOW, person_id=held.person_id, need="depression", status="suspected"
    )
    href = reverse("need", args=[held.person_id, need_id])
    send(sit("rhys"), href, version=1, status="confirmed", reason="GP letter")
    amara = sit("amara")
    both = send(amara, href, version=1, status="ruled-out", reason="Not so")
    shown = text(both)
    for words in ("Somebody else changed this", "Rhys Maddock", "GP letter", "Not so"):
        assert words in shown
    version = re.search(r'name="version" value="(\d+)"', both.content.decode())
    assert version
    assert version[1] == "2"
    done = send(amara, href, version=2, status="ruled-out", reason="Not so")
    assert "The change is saved" in text(done)


def test_a_referral_goes_from_sender_to_service_and_back_and_elsewhere(world, sit):
    held = hold(world)
    need_id = care.record_need(
        by=world.amara, at=NOW, person_id=held.person_id, need="alcohol", status="suspected"
    )
    amara, priya, tom = sit("amara"), sit("priya"), sit("tom")
    missing = send(amara, reverse("refer", args=[held.person_id]), kind="new")
    assert "Select a service" in text(missing)
    sent = send(
        amara,
        reverse("refer", args=[held.person_id]),
        to_team=str(world.teams["drugs"]),
        needs=[str(need_id)],
        reason="Wants to stop drinking",
        kind="new",
    )
    assert "It stays on the list until they are seen" in text(sent)
    assert "Answer the referral: Ambershire drug and alcohol service" in text(sent)
    href = sent.redirect_chain[-1][0]

    inbox = text(priya.get(reverse("home")))
    assert "Referrals waiting for your answer" in inbox
    assert "Robin Sampleford" in inbox
    theirs = text(priya.get(href))
    assert "Wants to stop drinking" in theirs
    assert "Alcohol" in theirs
    assert "Send elsewhere" not in theirs
    declined = send(
        priya, f"{href}/decline", version=1, reason="waiting-list-closed", note="Until spring"
    )
    assert "back with the team that sent it" in text(declined)

    work = text(amara.get(reverse("worklist")))
    assert "Refer elsewhere or talk to the person" in work
    assert "Until spring" in work
    moved = send(
        amara,
        f"{href}/elsewhere",
        version=2,
        to_team=str(world.teams["housing"]),
        reason="Nowhere to sleep",
    )
    assert "names the new one" in text(moved)
    assert "Nowhere to sleep" in text(tom.get(moved.redirect_chain[-1][0]))
    assert tom.get(href).status_code == 404


def test_a_draft_is_kept_with_its_writer_and_the_page_says_so(world, sit):
    held = hold(world)
    amara, priya = sit("amara"), sit("priya")
    kept = send(
        amara,
        reverse("refer", args=[held.person_id]),
        to_team=str(world.teams["drugs"]),
        reason="Wants to stop drinking",
        kind="new",
        draft="yes",
    )
    assert "The service knows nothing of it until you send it" in text(kept)
    assert "Finish the referral and send it" in text(kept)
    assert priya.get(kept.redirect_chain[-1][0]).status_code == 404


def test_the_service_books_and_says_who_came(world, sit):
    held = hold(world)
    referral_id = refer(world, held)
    href = reverse("referral", args=[held.person_id, referral_id])
    priya = sit("priya")
    send(priya, f"{href}/accept", version=1)
    wrong = send(priya, f"{href}/book", version=2, **{"on-day": "31", "on-month": "2"})
    assert wrong.status_code == 200
    booked = send(
        priya,
        f"{href}/book",
        version=2,
        time="2:30 pm",
        note="Mill Street, bring nothing",
        **{"on-day": "5", "on-month": "11", "on-year": "2026"},
    )
    assert "An appointment is booked for 5 November 2026, 2:30 pm" in text(booked)
    both = text(sit("amara").get(href))
    assert "Mill Street" in both
    stale = text(send(priya, f"{href}/seen", version=1))
    assert "Somebody else changed this referral" in stale
    assert "The service has seen the person" in text(send(priya, f"{href}/seen", version=3))


def test_release_with_an_open_referral_stays_on_the_worklist_page(world, sit, monkeypatch):
    held = hold(world)
    care.see(by=world.amara, at=NOW, person_id=held.person_id, episode_id=held.episode_id)
    refer(world, held)
    leave(world, held, at=NOW)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=40))
    shown = text(sit("amara").get(reverse("worklist")))
    assert "Waiting for others" in shown
    assert "Robin Sampleford" in shown


def test_the_worklist_says_what_it_hides_and_what_to_do_when_it_is_empty(world, sit):
    amara = sit("amara")
    assert "Nothing waits for you" in text(amara.get(reverse("worklist")))
    held = hold(world)
    refer(world, held)
    shown = text(amara.get(reverse("worklist"), {"when": "overdue", "work": "nonsense"}))
    assert "1 item hidden" in shown
    assert "Other work is hidden" in shown


def test_a_long_worklist_comes_in_pages(world, sit):
    for number in range(53):
        leave(world, hold(world, f"Robin Sample{number:02}"), at=NOW)
    amara = sit("amara")
    first, second = (text(amara.get(reverse("worklist"), {"page": page})) for page in (1, 2))
    assert "Showing 1 to 50 of 53" in first
    assert "Showing 51 to 53 of 53" in second


def test_home_says_what_needs_each_role_now(world, sit):
    held, gone = hold(world), hold(world, "Wren Samplewood")
    leave(world, gone, at=NOW)
    says = {
        "dana": ("In custody now", "Robin Sampleford", "Summaries received"),
        "amara": ("In custody, not yet seen", "Robin Sampleford", "Your work"),
        "rhys": ("Your work",),
        "helen": ("Summaries received",),
        "priya": ("Every referral to your service has an answer",),
        "grace": ("Nobody is lost", "left custody before anybody saw them"),
        "ifan": ("The last seven days", "Refused"),
    }
    for first, words in says.items():
        shown = text(sit(first).get(reverse("home")))
        for one in words:
            assert one in shown, (first, one)
    assert "Wren" not in text(sit("grace").get(reverse("home")))
    assert held.person_id


def test_the_board_leads_the_practitioner_to_the_offer_and_custody_not(world, sit):
    held = hold(world)
    href = reverse("offering", args=[held.person_id, held.episode_id])
    board = reverse("board", args=["amb-c1"])
    assert href in sit("amara").get(board).content.decode()
    assert href not in sit("dana").get(board).content.decode()


def test_whom_to_get_back_in_touch_with_is_said_in_words(world, sit):
    held = hold(world)
    who = "Jo Proxyfield, recovery worker"
    href = reverse("referral", args=[held.person_id, refer(world, held, relink=True, who=who)])
    for first in ("amara", "priya"):
        shown = text(sit(first).get(href))
        assert "Asked to put them back in touch" in shown
        assert f"The professional who already knows them: {who}" in shown
    unnamed = hold(world, "Wren Samplewood")
    href = reverse("referral", args=[unnamed.person_id, refer(world, unnamed, relink=True)])
    assert "The professional who already knows them:" not in text(sit("amara").get(href))


def test_the_first_page_of_a_service_lists_no_referral_twice(world, sit, monkeypatch):
    unanswered, accepted = hold(world), hold(world, "Wren Samplewood")
    refer(world, unanswered)
    booked = refer(world, accepted)
    care.accept(by=world.priya, at=NOW, referral_id=booked)
    late = NOW + timedelta(days=60)
    monkeypatch.setattr(clock, "now", lambda: late)
    page = sit("priya").get("/")
    shown = text(page)
    assert page.content.decode().count(f"/referrals/{booked}") == 1
    assert shown.count("Robin Sampleford") == 1
    assert "1 to answer" in shown
    assert "1 overdue" in shown
    care.record_seen(by=world.priya, at=late, referral_id=booked)
    assert "Nothing else is overdue or due today." in text(sit("priya").get("/"))
