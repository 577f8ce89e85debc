"""Summaries as they leave: exactly what was decided, once, to one place, and unchangeable."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from tests.records.canaries import ACTIONS, NAME, NEVER, WORDS, canary
from tests.records.sharing_world import in_custody
from tests.world import NOW
from throughcare.access import queries as access
from throughcare.access.actions import trail
from throughcare.access.actions.acting import action, viewing
from throughcare.access.models import Relationship
from throughcare.access.rules import NotPermitted, Refused, RelationshipKind, Verb
from throughcare.care.actions import note_safety
from throughcare.care.rules import SafetyKind, SafetyState
from throughcare.documents import queries
from throughcare.documents.actions import CHANGED, open_received, send_summary
from throughcare.documents.layout import to_text
from throughcare.documents.models import Report
from throughcare.people.queries import sight_of
from throughcare.sharing.actions import ask_permission
from throughcare.sharing.models import Disclosure
from throughcare.sharing.queries import destination
from throughcare.sharing.rules import Field, Ground, PermissionState, Recipient

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
COURT, CUSTODY = Recipient.COURT, Recipient.CUSTODY_OFFICER


def _to(recipient):
    return "police" if recipient is CUSTODY else "court"


def _sent(world, person_id, recipient=CUSTODY, at=LATER, **more):
    given = {"by": world.amara} | more
    return send_summary(
        at=at,
        person_id=person_id,
        recipient=recipient,
        to_organisation_id=world.organisations[_to(recipient)],
        **given,
    )


def _permit(world, person_id, recipient, state=PermissionState.GIVEN):
    ask_permission(by=world.amara, at=NOW, person_id=person_id, recipient=recipient, state=state)


def _preview(world, person_id, recipient, at=LATER, **more):
    with viewing(world.amara, at):
        sight = sight_of(world.amara, person_id, at=at)
        to = destination(sight, recipient, world.organisations[_to(recipient)])
        return queries.preview(sight, to, **more)


def _received(viewer, report_id, at=LATER):
    with viewing(viewer, at):
        return queries.report(viewer, report_id)


def test_without_permission_the_custody_officer_gets_the_floor_and_the_court_nothing():
    world, person_id = canary()
    text = to_text(_received(world.dana, _sent(world, person_id).report_id).document)
    for what_to_do in ACTIONS.values():
        assert what_to_do in text
    for kept in ("Mental health", "Accommodation", "Recovery", "Stable home", *NEVER):
        assert kept not in text
    with pytest.raises(Refused, match="no permission and no other ground"):
        _sent(world, person_id, COURT)
    with viewing(world.amara, LATER):
        assert Report.objects.count() == Disclosure.objects.count() == 1


def test_with_permission_the_court_gets_its_profile_and_no_safety_fact():
    world, person_id = canary()
    _permit(world, person_id, COURT)
    text = to_text(_received(world.helen, _sent(world, person_id, COURT).report_id).document)
    for said in (*NAME, "Mental health", "Suspected", "Accommodation", "Stable home"):
        assert said in text
    assert "drug and alcohol service: waiting for their answer" in text
    assert ACTIONS[SafetyKind.COMMUNICATION] in text
    assert WORDS["language"] in text
    speaking = (SafetyKind.COMMUNICATION, SafetyKind.INTERPRETER)
    for kind in set(SafetyKind) - set(speaking):
        assert ACTIONS[kind] not in text
    lower = text.lower()
    for kept in ("depression", "suicide", "self-harm", "sexual", "abuse", *NEVER):
        assert kept not in lower


def test_kinds_of_need_that_endanger_when_said_aloud_are_named_to_the_practitioner_alone():
    world, person_id = canary()
    _permit(world, person_id, COURT)
    ready = _preview(world, person_id, COURT)
    assert set(ready.never_listed) == {"Suicide and self-harm", "Abuse and exploitation"}


def test_what_is_held_and_stays_is_listed_with_its_reason():
    world, person_id = canary()
    _permit(world, person_id, COURT)
    held_back = {
        each.field: each.reason for each in _preview(world, person_id, COURT).decision.withheld
    }
    assert held_back[Field.NHS_NUMBER].startswith("It opens health records")
    assert Field.SELF_HARM in held_back
    assert Field.NEED_NOTES in held_back
    assert Field.SCREENING_SCORE not in held_back  # nobody was screened: nothing is held


def test_what_was_left_out_by_choice_does_not_leave():
    world, person_id = canary()
    _permit(world, person_id, COURT)
    chosen = frozenset(Field) - {Field.STRENGTHS}
    sent = _sent(world, person_id, COURT, chosen=chosen)
    assert "Stable home" not in to_text(_received(world.helen, sent.report_id).document)


def test_what_leaves_is_kept_with_hash_edition_fields_and_ground():
    world, person_id = canary()
    _permit(world, person_id, COURT)
    sent = _sent(world, person_id, COURT)
    with viewing(world.amara, LATER):
        report = Report.objects.get(id=sent.report_id)
        disclosure = Disclosure.objects.get(id=sent.disclosure_id)
    assert report.content_hash == disclosure.content_hash
    assert report.content_hash == sha256(report.content.encode()).hexdigest()
    assert disclosure.ground == Ground.PERMISSION
    assert disclosure.permission_id is not None
    assert "court-1.1" in disclosure.edition.split()
    assert Field.NEED_TYPES in disclosure.fields
    assert report.episode_id is not None


def test_the_content_is_unreadable_where_it_is_stored():
    world, person_id = canary()
    _sent(world, person_id)
    with viewing(world.amara, LATER), connection.cursor() as cursor:
        cursor.execute("SELECT content FROM documents_report")
        ((stored,),) = cursor.fetchall()
    assert "Canary" not in stored


def test_a_ground_carries_what_the_person_refused_only_with_a_written_reason():
    world, person_id = canary()
    _permit(world, person_id, COURT, PermissionState.REFUSED)
    with pytest.raises(Refused, match="needs a written reason"):
        _sent(world, person_id, COURT, ground=Ground.SERIOUS_HARM)
    sent = _sent(
        world,
        person_id,
        COURT,
        ground=Ground.SERIOUS_HARM,
        written_reason="A threat to a man",
    )
    with viewing(world.amara, LATER):
        assert Disclosure.objects.get(id=sent.disclosure_id).reason == "A threat to a man"


def test_sending_the_same_again_sends_nothing_and_news_are_sent():
    world, person_id = canary()
    first = _sent(world, person_id)
    again = _sent(world, person_id, at=LATER + timedelta(minutes=5))
    assert (again.report_id, again.before) == (first.report_id, True)
    note_safety(
        by=world.amara, at=LATER, person_id=person_id, kind=SafetyKind.ALLERGY, state=SafetyState.NO
    )
    news = _sent(world, person_id, at=LATER + timedelta(minutes=9))
    assert (news.report_id == first.report_id, news.before) == (False, False)


def test_what_is_sent_is_what_was_looked_at_or_nothing():
    world, person_id = canary()
    seen = _preview(world, person_id, CUSTODY, at=NOW).mark
    assert seen == _preview(world, person_id, CUSTODY, at=LATER).mark
    note_safety(
        by=world.amara, at=LATER, person_id=person_id, kind=SafetyKind.ALLERGY, state=SafetyState.NO
    )
    with pytest.raises(Refused, match=CHANGED):
        _sent(world, person_id, seen=seen)
    assert not _sent(world, person_id, seen=_preview(world, person_id, CUSTODY).mark).before


def test_the_recipient_is_informed_for_as_long_as_the_published_tail():
    world, person_id = canary()
    _permit(world, person_id, COURT)
    sent = _sent(world, person_id, COURT)
    with viewing(world.amara, LATER):
        informed = Relationship.objects.get(kind=RelationshipKind.INFORMED)
    assert informed.organisation_id == world.organisations["court"]
    assert informed.made_by_event == sent.report_id
    assert informed.ends_at == LATER + timedelta(days=90)


def test_a_summary_is_read_by_the_organisation_it_was_sent_to_and_by_no_other():
    world, person_id = canary()
    sent = _sent(world, person_id)
    assert _received(world.dana, sent.report_id).whom.startswith("Canaryname")
    assert _received(world.helen, sent.report_id) is None
    for other in (world.amara, world.priya, world.otto):
        assert _received(other, sent.report_id) is None
    for other in (world.grace, world.feed):
        with pytest.raises(NotPermitted):
            _received(other, sent.report_id)
    for other in (world.helen, world.otto, world.joel, world.priya):
        with viewing(other, LATER):
            assert not Report.objects.exists()


def test_the_first_opening_is_kept_and_the_next_change_nothing():
    world, person_id = canary()
    sent = _sent(world, person_id)
    open_received(by=world.dana, at=LATER, report_id=sent.report_id)
    open_received(by=world.dana, at=LATER + timedelta(hours=3), report_id=sent.report_id)
    assert _received(world.dana, sent.report_id).first_opened_at == LATER
    with pytest.raises(NotPermitted):
        open_received(by=world.helen, at=LATER, report_id=sent.report_id)


def test_what_left_cannot_be_rewritten_not_even_by_its_sender():
    world, person_id = canary()
    _sent(world, person_id)

    @action
    def rewrite(*, by, at):
        Report.objects.update(content_hash="x")
        trail.write(by=by, at=at, verb=Verb.ALTER, what="rewrite")

    for viewer in (world.amara, world.dana):
        with pytest.raises(ProgrammingError, match="permission denied"):
            rewrite(by=viewer, at=LATER)


def test_a_recipient_cannot_make_a_summary_in_the_name_of_its_sender():
    world, person_id = canary()
    sent = _sent(world, person_id)

    @action
    def forge(*, by, at):
        report = Report.objects.get(id=sent.report_id)
        report.pk, report.content = None, "forged"
        Report.objects.bulk_create([report])
        trail.write(by=by, at=at, verb=Verb.ALTER, what="forge")

    with pytest.raises(ProgrammingError, match="row-level security"):
        forge(by=world.dana, at=LATER)


def test_unread_summaries_come_first_then_the_newest():
    world, person_id = canary()
    old = _sent(world, person_id)
    note_safety(
        by=world.amara, at=LATER, person_id=person_id, kind=SafetyKind.ALLERGY, state=SafetyState.NO
    )
    new = _sent(world, person_id, at=LATER + timedelta(minutes=1))
    open_received(by=world.dana, at=LATER, report_id=new.report_id)
    with viewing(world.dana, LATER):
        assert [each.id for each in queries.received(world.dana)] == [old.report_id, new.report_id]
        assert queries.received_count(world.dana) == (2, 1)


def test_the_board_knows_about_whom_a_summary_was_sent():
    world, person_id = canary()
    episode = _preview(world, person_id, CUSTODY).episode_id
    for viewer in (world.amara, world.dana):
        with viewing(viewer, LATER):
            assert queries.reports_sent(viewer, [episode]) == set()
    _sent(world, person_id)
    for viewer, knows in ((world.amara, True), (world.dana, True), (world.joel, False)):
        with viewing(viewer, LATER):
            assert queries.reports_sent(viewer, [episode]) == ({episode} if knows else set())


def test_nothing_known_is_said_as_not_known_and_never_as_no():
    world, person_id = in_custody()
    text = to_text(_received(world.dana, _sent(world, person_id).report_id).document)
    assert text.count("Not known") >= 10
    assert '"No"' not in text


def test_who_may_not_disclose_sends_nothing():
    world, person_id = canary()
    for other in (world.rhys, world.dana, world.helen, world.otto, world.grace):
        with pytest.raises(NotPermitted):
            _sent(world, person_id, by=other)


def test_a_court_is_found_by_its_kind_and_a_viewers_own_is_left_out():
    world, _ = in_custody()
    assert [each.name for each in access.courts(world.amara)] == ["Amberford Magistrates' Court"]
    assert not access.courts(world.helen)
