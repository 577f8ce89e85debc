"""Recipients read what was sent to them, on the page and on paper, and nothing beside it."""

import re
import subprocess
from datetime import timedelta

import pytest
from django.urls import get_resolver, reverse

from tests.pages.sharing_pages import LATER, at, said, signed_in
from tests.records.canaries import ACTIONS, NAME, NEVER, canary
from tests.unit.documents.reading import needs_poppler
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent
from throughcare.care.actions import note_safety
from throughcare.care.rules import SafetyKind, SafetyState
from throughcare.documents.actions import send_summary
from throughcare.documents.models import Report
from throughcare.sharing.actions import ask_permission
from throughcare.sharing.rules import PermissionState, Recipient

pytestmark = pytest.mark.django_db
SPEAKING = (SafetyKind.COMMUNICATION, SafetyKind.INTERPRETER)
IN_COURT_NEVER = (
    *NEVER,
    *(
        ACTIONS[kind]
        for kind in ACTIONS
        if kind not in (SafetyKind.COMMUNICATION, SafetyKind.INTERPRETER)
    ),
    "Depression",
    "suicide",
    "Sexual violence",
)


@pytest.fixture
def sent(monkeypatch):
    """A summary to the court, permitted, and one to the custody officer on the floor alone."""
    at(monkeypatch)
    world, person_id = canary()
    about = {"by": world.amara, "at": LATER, "person_id": person_id}
    ask_permission(**about, recipient=Recipient.COURT, state=PermissionState.GIVEN)
    reports = {}
    for recipient, to in ((Recipient.COURT, "court"), (Recipient.CUSTODY_OFFICER, "police")):
        reports[to] = send_summary(
            **about, recipient=recipient, to_organisation_id=world.organisations[to]
        ).report_id
    return world, person_id, reports


def _page(name, report_id):
    return reverse(name, kwargs={"report_id": report_id})


def test_the_inbox_holds_what_was_sent_to_this_organisation(sent):
    world, _person_id, reports = sent
    for first, to, other in (("helen", "court", "police"), ("dana", "police", "court")):
        page = signed_in(world, first).get(reverse("received"))
        assert "Canaryname Canaryfamily, born 4 May 1998" in said(page)
        assert "1 not opened yet" in said(page)
        assert str(reports[to]) in page.content.decode()
        assert str(reports[other]) not in page.content.decode()


def test_a_summary_opens_by_its_button_and_its_sender_sees_when(sent):
    world, person_id, reports = sent
    client = signed_in(world, "helen")
    address = _page("received_report", reports["court"])
    before = client.get(address)
    assert "Nobody at Amberford Magistrates" in said(before)
    assert "Mental health" not in said(before)
    led = client.post(_page("received_open", reports["court"]))
    assert led.url == address
    assert "Mental health" in said(client.get(address))
    with viewing(world.amara, LATER):
        assert Report.objects.get(id=reports["court"]).first_opened_at == LATER
    tab = signed_in(world, "amara").get(reverse("sharing", kwargs={"person_id": person_id}))
    assert "Opened just now" in said(tab)


def test_looking_at_the_list_opens_nothing(sent):
    world, _, reports = sent
    client = signed_in(world, "helen")
    client.get(reverse("received"))
    client.get(_page("received_report", reports["court"]))
    assert client.get(_page("received_pdf", reports["court"])).status_code == 302
    assert client.get(_page("received_open", reports["court"])).status_code == 405
    with viewing(world.helen, LATER):
        assert Report.objects.get().first_opened_at is None


@needs_poppler
def test_page_and_pdf_of_the_court_hold_the_profile_and_no_canary_beside_it(sent, tmp_path):
    world, _, reports = sent
    client = signed_in(world, "helen")
    client.post(_page("received_open", reports["court"]))
    page = client.get(_page("received_report", reports["court"]))
    pdf = client.get(_page("received_pdf", reports["court"]))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf["Content-Disposition"].startswith("attachment")
    assert pdf["Cache-Control"] == "no-store"
    file = tmp_path / "summary.pdf"
    file.write_bytes(pdf.content)
    text = subprocess.run(
        ["pdftotext", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    for shown in (page.content.decode(), text):
        assert NAME[0] in shown
        assert ACTIONS[SafetyKind.COMMUNICATION] in shown
        for word in IN_COURT_NEVER:
            assert word.lower() not in shown.lower(), word


OF_NOBODY = {"sign_out", "services", "instruments", "instrument_concepts"}
"""Pages that say what services and questions there are, and nothing of any person."""


def test_no_page_of_the_whole_service_shows_a_court_officer_anything_else(sent):
    world, person_id, reports = sent
    client = signed_in(world, "helen")
    client.post(_page("received_open", reports["court"]))
    ids = {"person_id": person_id, "report_id": reports["court"]}
    looked = 0
    for pattern in get_resolver().url_patterns:
        wanted = set(pattern.pattern.converters)
        if not pattern.name or not wanted <= ids.keys() or pattern.name in OF_NOBODY:
            continue
        page = client.get(reverse(pattern.name, kwargs={key: ids[key] for key in wanted}))
        if page.status_code != 200 or page["Content-Type"] == "application/pdf":
            continue
        looked += 1
        for word in IN_COURT_NEVER:
            assert word.lower() not in said(page).lower(), (pattern.name, word)
    assert looked >= 3


def test_a_summary_sent_to_somebody_else_is_not_found_and_the_attempt_is_kept(sent):
    world, _person_id, reports = sent
    client = signed_in(world, "helen")
    for name in ("received_report", "received_pdf"):
        assert client.get(_page(name, reports["police"])).status_code == 404
    assert client.post(_page("received_open", reports["police"])).status_code == 404
    with viewing(world.helen, LATER):
        assert AuditEvent.objects.filter(outcome="denied").count() == 3


@pytest.mark.parametrize("first", ["grace", "ifan"])
def test_who_receives_nothing_has_no_inbox(sent, first):
    world, _, _reports = sent
    assert signed_in(world, first).get(reverse("received")).status_code == 404


@pytest.mark.parametrize("first", ["amara", "rhys", "grace", "ifan", "priya", "joel", "otto"])
def test_nobody_opens_what_was_sent_to_somebody_else(sent, first):
    world, _, reports = sent
    client = signed_in(world, first)
    assert "Canaryname" not in said(client.get(reverse("received")))
    assert client.get(_page("received_report", reports["court"])).status_code == 404


def test_a_long_inbox_comes_in_pages_and_says_which_part_it_shows(sent):
    world, person_id, _ = sent
    for number in range(1, 28):
        note_safety(
            by=world.amara,
            at=LATER,
            person_id=person_id,
            kind=SafetyKind.PHYSICAL,
            state=SafetyState.YES,
            action=f"Check {number}",
        )
        send_summary(
            by=world.amara,
            at=LATER + timedelta(seconds=number),
            person_id=person_id,
            recipient=Recipient.CUSTODY_OFFICER,
            to_organisation_id=world.organisations["police"],
        )
    client = signed_in(world, "dana")
    first = client.get(reverse("received"))
    assert "Showing 1 to 25 of 28" in said(first)
    assert "Showing 26 to 28 of 28" in said(client.get(reverse("received") + "?page=2"))
    assert "Showing 26 to 28 of 28" in said(client.get(reverse("received") + "?page=999"))
    assert "Showing 1 to 25 of 28" in said(client.get(reverse("received") + "?page=zero"))


def test_an_empty_inbox_says_what_comes_here(monkeypatch):
    at(monkeypatch)
    world, _ = canary()
    page = signed_in(world, "helen").get(reverse("received"))
    assert "No summary has been sent to you yet" in said(page)


def test_the_list_of_a_recipient_is_on_the_trail_with_everybody_it_showed(sent):
    world, person_id, _ = sent
    signed_in(world, "helen").get(reverse("received"))
    with viewing(world.helen, LATER):
        event = AuditEvent.objects.get(what="received")
    assert event.person_ids == [person_id]
    assert not re.search("Canary", str(vars(event)))
