"""What is known of children and young people: answers, what was before, and what comes back."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from tests.care_world import NOW, custody, hold
from tests.custody import signed_in
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import NotPermitted, Refused
from throughcare.care import actions as care
from throughcare.care import queries
from throughcare.care.queries import Work
from throughcare.people.queries import sight_of
from throughcare.web import clock

pytestmark = pytest.mark.django_db
ON = NOW.date()
FIFTEEN = date(2011, 5, 1)
NEARLY_18 = date(2008, 12, 24)
DAY = {"due_on-day": "9", "due_on-month": "11", "due_on-year": "2026"}


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return custody()


def say(world, held, kind, answer, at=NOW, **more):
    return care.record_youth(
        by=world.joel, at=at, person_id=held.person_id, kind=kind, answer=answer, **more
    )


def now(world, held, at=NOW, by="joel"):
    viewer = world.viewers[by]
    with viewing(viewer, at):
        return {
            one.kind.id: one for one in queries.youth_facts(sight_of(viewer, held.person_id, at=at))
        }


def work(world, at=NOW):
    with viewing(world.joel, at):
        items = queries.worklist(world.joel, on=at.date()).items
    return [(one.work, one.task, one.detail) for one in items
            if one.work in (Work.YOUTH, Work.TURNING_18)]  # fmt: skip


def test_an_answer_replaces_the_one_before_which_stays_to_be_read(world):
    held = hold(world, born=FIFTEEN)
    say(world, held, "education", "school", words="Amber High")
    later = NOW + timedelta(days=1)
    say(world, held, "education", "excluded", at=later)
    one = now(world, held, later)["education"]
    assert (one.now.answer, one.now.who) == ("excluded", "Joel Penrose")
    assert [(each.answer, each.words) for each in one.before] == [("school", "Amber High")]
    assert now(world, held, later)["looked-after"].now is None


def test_what_does_not_fit_is_refused(world):
    held = hold(world, born=FIFTEEN)
    with pytest.raises(Refused, match="not asked here"):
        say(world, held, "none", "yes")
    with pytest.raises(Refused, match="which authority"):
        say(world, held, "looked-after", "looked-after")
    with pytest.raises(NotPermitted):
        care.record_youth(
            by=world.dana, at=NOW, person_id=held.person_id, kind="education", answer="school"
        )
    with pytest.raises(NotPermitted):
        now(world, held, by="dana")


def test_an_adult_is_not_asked_what_is_asked_of_children(world):
    held = hold(world, born=date(1992, 3, 27))
    asked = now(world, held, by="amara")
    assert "competence" not in asked
    assert "parental-responsibility" not in asked


def test_a_panel_comes_back_on_its_day(world):
    held = hold(world, born=FIFTEEN)
    say(world, held, "referral-panel", "planned", due_on=ON + timedelta(days=20))
    assert work(world) == []
    assert work(world, NOW + timedelta(days=15)) == [
        (Work.YOUTH, "Look again", "Referral order panel: Planned")
    ]


def test_turning_18_is_on_the_list_until_somebody_takes_over(world):
    held = hold(world, born=NEARLY_18)
    assert work(world) == [], "nobody holds a need of theirs"
    care.record_need(
        by=world.joel, at=NOW, person_id=held.person_id, need="anxiety", status="confirmed"
    )
    expected = (Work.TURNING_18, "Hand over to adult services", "They turn 18")
    assert work(world) == [expected]
    given = {"words": "Adult team", "due_on": ON + timedelta(days=10)}
    say(world, held, "turning-18", "planned", **given)
    assert work(world) == [], "planned, and looked at again on a day"
    assert expected in work(world, NOW + timedelta(days=12))
    say(world, held, "turning-18", "handed-over", words="Adult team", at=NOW + timedelta(days=12))
    assert work(world, NOW + timedelta(days=13)) == []


def test_the_pages_of_a_child(world):
    held = hold(world, born=FIFTEEN)
    joel = signed_in(Client(), world, "joel")
    page = joel.get(reverse("needs", args=[held.person_id])).content.decode()
    assert reverse("youth", args=[held.person_id]) in page
    page = joel.get(reverse("youth", args=[held.person_id])).content.decode()
    assert "They turn 18 on 1 May 2029" in page
    assert "Not asked yet, or not recorded" in page
    href = reverse("record_youth", args=[held.person_id, "referral-panel"])
    key = "6f9619ff-8b86-4011-b42d-00cf4fc964ff"
    wrong = joel.post(href, {"form_key": key, "answer": "planned"}, follow=True).content.decode()
    assert "Enter the day" in wrong
    right = {"form_key": key, "answer": "planned", "words": "Bring the plan", **DAY}
    page = joel.post(href, right, follow=True).content.decode()
    assert "Bring the plan" in page
    assert "9 November 2026" in page
    work = joel.get(reverse("worklist")).content.decode()
    assert "Referral order panel: Planned" in work
    missing = reverse("record_youth", args=[held.person_id, "none"])
    assert joel.get(missing).status_code == 404


@pytest.mark.parametrize(("state", "told"), [("23505", True), ("23503", False)])
def test_of_two_who_save_the_same_at_once_the_second_is_told(world, monkeypatch, state, told):
    held = hold(world, born=FIFTEEN)

    class Clash(Exception):
        sqlstate = state

    def clashes(**_):
        raise IntegrityError("two at once") from Clash()

    monkeypatch.setattr("throughcare.web.pages.youth.actions.record_youth", clashes)
    joel = signed_in(Client(raise_request_exception=False), world, "joel")
    href = reverse("record_youth", args=[held.person_id, "education"])
    key = "6f9619ff-8b86-4011-b42d-00cf4fc964ff"
    answer = joel.post(href, {"form_key": key, "answer": "school"})
    assert answer.status_code == (409 if told else 500)
    assert ("Somebody else has saved the same" in answer.content.decode()) is told
