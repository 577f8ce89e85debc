"""Asking, looking at exactly what leaves, sending it or not, and telling in words."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.pages.sharing_pages import LATER, at, hidden, said, signed_in
from tests.records.canaries import ACTIONS, NEVER, canary
from tests.world import NOW
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent
from throughcare.care.actions import note_safety
from throughcare.care.rules import SafetyKind, SafetyState
from throughcare.documents.models import Report
from throughcare.sharing.models import Disclosure, Permission

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(monkeypatch):
    at(monkeypatch)
    world, person_id = canary()
    return world, person_id, signed_in(world, "amara")


def _address(world, person_id, name, to="court", **more):
    recipient = {"court": "court", "police": "custody-officer"}[to]
    kwargs = {"recipient": recipient, "organisation_id": world.organisations[to]}
    return reverse(name, kwargs={"person_id": person_id, **kwargs, **more})


def _count(world, model):
    with viewing(world.amara, LATER):
        return model.objects.count()


def _say(place, answer, to="court", **more):
    world, person_id, client = place
    address = _address(world, person_id, "share_ask", to)
    key = hidden(client.get(address))
    return client.post(address, {**key, "answer": answer, **more})


def _look(place, to="court"):
    world, person_id, client = place
    return client.get(_address(world, person_id, "share_preview", to))


def _do(place, page, what, to="court", **more):
    world, person_id, client = place
    address = _address(world, person_id, "share_preview", to)
    return client.post(address, {**hidden(page), "do": what, **more})


def test_every_recipient_is_offered_with_what_the_person_said(place):
    _world, person_id, client = place
    page = client.get(reverse("share", kwargs={"person_id": person_id}))
    assert "The custody officer at Amberford custody suite" in said(page)
    assert "The court at Amberford Magistrates" in said(page)
    assert said(page).count("They have not been asked") == 2


def test_the_page_gives_words_to_ask_with_and_asks_for_an_answer(place):
    world, person_id, client = place
    address = _address(world, person_id, "share_ask")
    assert "“May I send it?" in said(client.get(address))
    page = client.post(address, hidden(client.get(address)))
    assert page.status_code == 200
    assert "Select what they said" in said(page)
    assert _count(world, Permission) == 0


def test_nothing_typed_is_lost_when_an_answer_is_missing(place):
    page = _say(place, "", how_asked="With a Tigrinya interpreter")
    assert "With a Tigrinya interpreter" in page.content.decode()


def test_a_yes_leads_to_the_preview_of_exactly_what_leaves(place):
    _world, _person_id, client = place
    led = _say(place, "given", how_asked="In easy words")
    assert led.status_code == 302
    page = client.get(led.url)
    text = said(page)
    assert "They said yes" in text
    assert "Mental health" in text
    assert "Summary for the court" in text
    assert "It opens health records and no decision of a court needs it." in text
    assert "Suicide and self-harm, Abuse and exploitation" in text


def test_some_things_need_to_be_named(place):
    page = _say(place, "limited")
    assert "Select what they said yes to" in said(page)
    led = _say(place, "limited", limited_to=["strengths"])
    text = said(place[2].get(led.url))
    sheet = text[text.index("Summary for the court") :]
    assert "Stable home" in sheet
    assert "Mental health" not in sheet


def _until(on):
    return {"until-day": str(on.day), "until-month": str(on.month), "until-year": str(on.year)}


def test_a_yes_can_end_with_a_day_and_then_they_are_asked_again(place, monkeypatch):
    world, person_id, client = place
    asked = client.get(_address(world, person_id, "share_ask"))
    assert "On which day does their yes end?" in said(asked)
    led = _say(place, "given", **_until(LATER.date()))
    until = f"They said yes, until the end of {LATER.day} November 2026"
    tab = reverse("sharing", kwargs={"person_id": person_id})
    for address in (led.url, tab):
        assert until in said(client.get(address))
    at(monkeypatch, LATER.replace(hour=23, minute=59))
    client = signed_in(world, "amara")
    assert until in said(client.get(led.url))
    at(monkeypatch, LATER.replace(hour=0, minute=1) + timedelta(days=1))
    client = signed_in(world, "amara")
    assert "They have not been asked" in said(client.get(led.url))
    assert "since the last answer lapsed" in said(client.get(tab))


@pytest.mark.parametrize(
    ("answer", "typed", "problem"),
    [
        ("given", ("1", "11", "2026"), "must be on or after 2 November 2026"),
        ("given", ("31", "2", "2027"), "February"),
        ("given", ("", "12", "2026"), "must include a day"),
        ("refused", ("31", "12", "2026"), "only a yes ends on a day"),
    ],
)
def test_an_end_that_cannot_be_is_said_and_kept_as_typed(place, answer, typed, problem):
    day, month, year = typed
    page = _say(place, answer, **{"until-day": day, "until-month": month, "until-year": year})
    assert page.status_code == 200
    assert problem in said(page)
    assert f'value="{year}"' in page.content.decode()
    assert _count(place[0], Permission) == 0


def test_after_a_no_the_court_page_offers_nothing_to_send(place):
    _say(place, "refused")
    page = _look(place)
    assert "Nothing can be sent" in said(page)
    assert 'value="send"' not in page.content.decode()
    answered = _do(place, page, "send")
    assert answered.status_code == 200
    assert _count(place[0], Report) == 0


def test_sending_leads_to_the_page_exactly_as_it_left(place):
    _world, _person_id, client = place
    _say(place, "given")
    led = _do(place, _look(place), "send")
    page = client.get(led.url)
    assert "The summary is sent." in said(page)
    assert "Not opened yet" in said(page)
    assert "Summary for the court" in said(page)
    pdf = client.get(led.url + "/summary.pdf")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf["Cache-Control"] == "no-store"
    assert pdf["Content-Disposition"].startswith("attachment")
    assert pdf.content.startswith(b"%PDF")


def test_a_preview_that_no_longer_holds_is_shown_anew_and_nothing_is_sent(place):
    world, person_id, _client = place
    page = _look(place, "police")
    note_safety(
        by=world.amara,
        at=LATER,
        person_id=person_id,
        kind=SafetyKind.MEDICINES,
        state=SafetyState.YES,
        action="Insulin is due: call healthcare at once",
    )
    answered = _do(place, page, "send", "police", leave_out=["needs.types"])
    assert answered.status_code == 200
    assert "What would leave has changed since you looked" in said(answered)
    assert "Insulin is due" in said(answered)
    assert _count(world, Report) == 0
    same = _do(place, answered, "send", "police", leave_out=["needs.types"])
    assert same.status_code == 302
    assert _count(world, Report) == 1


def test_the_form_sent_twice_sends_one_summary(place):
    page = _look(place, "police")
    first, again = (_do(place, page, "send", "police") for _ in range(2))
    assert first.url == again.url
    assert _count(place[0], Report) == 1


def test_looking_again_and_the_pdf_of_the_preview_change_nothing(place):
    _say(place, "given")
    page = _look(place)
    shown = _do(place, page, "preview", leave_out=["strengths"], written_reason="kept words")
    assert "You chose to leave it out." in said(shown)
    assert "kept words" in shown.content.decode()
    pdf = _do(place, page, "pdf")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf["Content-Disposition"].startswith("inline")
    assert _count(place[0], Report) == _count(place[0], Disclosure) == 0


def test_another_ground_needs_its_written_reason(place):
    _say(place, "refused")
    without = _do(place, _look(place), "preview", ground="serious-harm")
    assert "needs a written reason" in said(without)
    with_one = _do(
        place, _look(place), "preview", ground="serious-harm", written_reason="A named threat"
    )
    assert "There is a risk of serious harm" in said(with_one)
    assert "Mental health" in said(with_one)


def test_not_sending_asks_why_and_keeps_the_decision(place):
    world, _person_id, client = place
    page = _look(place)
    assert "Enter why nothing is sent" in said(_do(place, page, "refuse"))
    led = _do(place, page, "refuse", refusal="Their solicitor asked us to wait")
    assert "Their solicitor asked us to wait" in said(client.get(led.url))
    assert _count(world, Report) == 0


def test_the_tab_says_what_is_permitted_and_everything_that_left(place):
    _world, person_id, client = place
    _say(place, "given", how_asked="In easy words")
    _do(place, _look(place), "send")
    _do(place, _look(place, "police"), "refuse", "police", refusal="Already released")
    text = said(client.get(reverse("sharing", kwargs={"person_id": person_id})))
    assert "Tell the court They said yes" in text
    assert "In easy words" in text
    assert "Tell the custody officer They have not been asked" in text
    assert "Summary sent to Amberford Magistrates" in text
    assert "Decided not to send to Ambershire Police" in text
    assert "Already released" in text


def test_telling_in_words_takes_one_form(place):
    world, person_id, client = place
    address = reverse("tell", kwargs={"person_id": person_id})
    page = client.get(address)
    to = f"custody-officer:{world.organisations['police']}"
    told = {"to": to, "said": ["safety.self_harm"], "why": "Handover at the change of shift"}
    led = client.post(address, hidden(page) | told)
    text = said(client.get(led.url))
    assert "you can tell them now" in text
    assert "Self-harm or suicide" in text
    assert "Handover at the change of shift" in text


def test_what_may_not_be_told_is_said_before_it_is_and_the_words_stay(place):
    world, person_id, client = place
    address = reverse("tell", kwargs={"person_id": person_id})
    to = f"court:{world.organisations['court']}"
    told = {"to": to, "said": ["needs.types"], "why": "The usher telephoned"}
    page = client.post(address, hidden(client.get(address)) | told)
    assert page.status_code == 200
    assert "You cannot tell them this. Needs: The person has not been asked" in said(page)
    assert "The usher telephoned" in page.content.decode()
    assert _count(world, Disclosure) == 0


@pytest.mark.parametrize("first", ["dana", "helen", "priya", "grace", "otto", "joel"])
def test_nobody_else_opens_these_pages(place, first):
    world, person_id, _ = place
    client = signed_in(world, first)
    for name in ("sharing", "share", "tell"):
        assert client.get(reverse(name, kwargs={"person_id": person_id})).status_code == 404
    for name in ("share_ask", "share_preview"):
        assert client.get(_address(world, person_id, name)).status_code == 404


def test_a_support_worker_reads_what_left_and_sends_nothing(place):
    world, person_id, _ = place
    client = signed_in(world, "rhys")
    page = client.get(reverse("sharing", kwargs={"person_id": person_id}))
    assert page.status_code == 200
    assert "Share a summary" not in said(page)
    assert client.get(_address(world, person_id, "share_preview")).status_code == 404


def test_the_governance_lead_reviews_what_left_without_name_answer_or_page(place):
    world, person_id, _ = place
    _say(place, "given", how_asked="In easy words")
    led = _do(place, _look(place), "send")
    client = signed_in(world, "ifan")
    tab = said(client.get(reverse("sharing", kwargs={"person_id": person_id})))
    one = said(client.get(led.url))
    for text in (tab, one):
        assert "Summary sent to Amberford Magistrates" in text
        for unsaid in ("Canary", "not been asked", "not opened", "In easy words", "Stable home"):
            assert unsaid not in text
    assert client.get(led.url + "/summary.pdf").status_code == 404


def test_a_recipient_that_is_none_is_not_found(place):
    world, person_id, client = place
    for recipient, organisation in (
        ("court", "police"),
        ("receiving-service", "drugs"),
        ("nobody", "court"),
    ):
        kwargs = {
            "person_id": person_id,
            "recipient": recipient,
            "organisation_id": world.organisations[organisation],
        }
        assert client.get(reverse("share_preview", kwargs=kwargs)).status_code == 404


def test_looking_at_a_preview_is_on_the_trail_with_what_it_showed(place):
    world, person_id, _ = place
    _look(place)
    with viewing(world.amara, LATER):
        event = AuditEvent.objects.get(what="share_preview")
    assert event.person_ids == [person_id]
    assert {"document", "need", "safety"} <= set(event.categories)


def test_the_preview_holds_back_what_no_summary_says(place):
    _say(place, "given")
    html = _look(place).content.decode()
    sheet = html[html.index('<article class="app-document') :].split("</article>")[0]
    for word in (*NEVER, ACTIONS[SafetyKind.SELF_HARM]):
        assert word not in sheet
    assert NOW < LATER
