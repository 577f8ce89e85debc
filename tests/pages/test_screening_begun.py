"""A page that was begun is kept for its writer, offered when they come back, and gone when sent."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.pages.screening_browser import LATER, At, asked, said
from tests.records.screening_world import PHQ, somebody_in_custody
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent
from throughcare.screening import actions
from throughcare.screening.models import Begun
from throughcare.screening.rules.begun import LARGEST, LASTS
from throughcare.web import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_hour_later")]
OFFERED = "We kept what you had begun on this page"
SOME = asked(interest=3, low_mood=2)


@pytest.fixture
def here():
    return somebody_in_custody()


@pytest.fixture
def screening_id(here):
    return here.start("phq-9", at=LATER)


def keep(at, screening_id, answers=SOME, *, number=1, **more):
    where = at.address("screening_begun", screening_id, number=number)
    return at.client.post(where, {**answers, **more})


def kept(here):
    with viewing(here.world.amara, LATER):
        return Begun.objects.count()


def test_what_was_begun_is_offered_put_back_and_gone_when_it_is_sent(here, screening_id):
    at = At(here)
    assert OFFERED not in said(at.see("screening_page", screening_id, number=1))
    answer = keep(at, screening_id, of=str(uuid4()))
    assert (answer.status_code, answer.content) == (204, b"")
    page = at.see("screening_page", screening_id, number=1)
    assert f"{OFFERED}, just now" in said(page)
    assert page.content.count(b" checked") == 0
    back = at.see("screening_page", screening_id, query="?begun=1", number=1)
    assert "This is what you had begun on this page" in said(back)
    assert back.content.count(b" checked") == 2
    assert "There is a problem" not in said(back)
    assert not here.sheet(screening_id, LATER).said
    at.send("screening_page", screening_id, number=1, answers=asked(**PHQ))
    assert here.sheet(screening_id, LATER).said
    assert not kept(here)
    assert OFFERED not in said(at.see("screening_page", screening_id, number=1))


def test_a_page_with_a_mistake_shows_what_was_sent_and_the_older_stays_until_it_is_saved(
    here, screening_id
):
    at = At(here)
    keep(at, screening_id)
    wrong = at.send("screening_page", screening_id, number=1, answers=asked(interest=9))
    assert "There is a problem" in said(wrong)
    assert OFFERED not in said(wrong)
    assert kept(here) == 1


def test_what_comes_late_from_a_page_that_was_sent_is_not_kept(here, screening_id):
    at, key = At(here), uuid4()
    at.send("screening_page", screening_id, number=1, answers=asked(**PHQ), key=key)
    assert keep(at, screening_id, of=str(key)).status_code == 204
    assert not kept(here)


def test_it_is_thrown_away_by_a_button(here, screening_id):
    at = At(here)
    keep(at, screening_id)
    led_to = keep(at, screening_id, {"throw-away": "yes"})
    assert led_to.url == at.address("screening_page", screening_id, number=1)
    assert not kept(here)


def test_whoever_answered_meanwhile_is_not_overwritten_by_what_is_put_back(here, screening_id):
    at = At(here)
    keep(at, screening_id, SOME | {"seen": "interest:0 low_mood:0"})
    here.answer(screening_id, {"interest": 0}, by=here.world.joel, at=LATER)
    back = at.see("screening_page", screening_id, query="?begun=1", number=1)
    assert 'name="seen" value="interest:0 low_mood:0"' in back.content.decode()
    answers = SOME | {"seen": "interest:0 low_mood:0"}
    sent = said(at.send("screening_page", screening_id, number=1, answers=answers))
    assert "Joel Penrose" in sent
    assert "Below is what you wrote" in sent


def test_another_worker_is_offered_nothing_and_reaches_nothing(here, screening_id):
    keep(At(here), screening_id)
    other = At(here, here.world.joel)
    assert OFFERED not in said(other.see("screening_page", screening_id, number=1))
    put_back = other.see("screening_page", screening_id, query="?begun=1", number=1)
    assert put_back.content.count(b" checked") == 0
    keep(other, screening_id, {"throw-away": "yes"})
    assert kept(here) == 1


@pytest.mark.parametrize(
    "answers",
    [{}, {"q-words": "x" * LARGEST}, {"form_key": "not-a-key", "csrfmiddlewaretoken": "x"}],
    ids=["nothing", "too much", "nothing of the page"],
)
def test_what_is_no_page_is_not_kept(here, screening_id, answers):
    assert keep(At(here), screening_id, answers).status_code == 404
    assert not kept(here)


def test_what_is_not_there_and_what_is_not_theirs_answer_alike(here, screening_id):
    at = At(here)
    actions.stop(by=here.world.amara, at=LATER, screening_id=screening_id, reason="left")
    answers = [
        keep(at, screening_id),
        keep(at, uuid4()),
        keep(at, here.start("gad-7", at=LATER), number=9),
        keep(At(here, here.world.dana), screening_id),
        keep(At(here, here.world.otto), screening_id),
        at.client.post(at.address("screening_paper_begun", instrument="made-up"), SOME),
    ]
    assert [answer.status_code for answer in answers] == [404] * 6
    assert not kept(here)


def test_it_is_only_sent_and_a_keeping_leaves_no_line_on_the_trail(here, screening_id):
    at = At(here)
    assert at.see("screening_begun", screening_id, number=1).status_code == 405
    with viewing(here.world.amara, LATER):
        before = AuditEvent.objects.count()
    keep(at, screening_id)
    with viewing(here.world.amara, LATER):
        assert AuditEvent.objects.count() == before


def test_after_twelve_hours_it_is_not_offered(here, screening_id, monkeypatch):
    at = At(here)
    keep(at, screening_id)
    monkeypatch.setattr(clock, "now", lambda: LATER + LASTS + timedelta(minutes=1))
    at = At(here)
    assert OFFERED not in said(at.see("screening_page", screening_id, number=1))


def test_a_paper_half_typed_is_kept_too_with_its_date(here):
    at = At(here)
    where = at.address("screening_paper_begun", instrument="phq-9")
    typed = SOME | {"asked_by": "Joel Penrose", "on-day": "2", "on-month": "11", "clock": "13:0"}
    assert at.client.post(where, typed).status_code == 204
    assert OFFERED in said(at.see("screening_paper", instrument="phq-9"))
    back = at.see("screening_paper", query="?begun=1", instrument="phq-9")
    page = back.content.decode()
    assert 'value="Joel Penrose"' in page
    assert 'value="13:0"' in page
    assert page.count(" checked>") == 2
    assert "There is a problem" not in page
    assert at.client.post(where, {"throw-away": "yes"}).url == where.removesuffix("/begun")
    assert not kept(here)
