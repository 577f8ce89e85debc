"""What the person permits, and what is told or refused: rows that nobody can change afterwards."""

from datetime import timedelta

import pytest

from tests.records.sharing_world import in_custody
from tests.world import NOW
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent
from throughcare.access.rules import NotPermitted, Refused
from throughcare.people.queries import sight_of
from throughcare.sharing import queries
from throughcare.sharing.actions import ask_permission, refuse_to_disclose, tell
from throughcare.sharing.models import Disclosure, Permission
from throughcare.sharing.rules import Field, Ground, How, PermissionState, Recipient

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
COURT, CUSTODY = Recipient.COURT, Recipient.CUSTODY_OFFICER


def _asked(world, person_id, state, recipient=COURT, at=NOW, by=None, **more):
    return ask_permission(
        by=by or world.amara, at=at, person_id=person_id, recipient=recipient, state=state, **more
    )


def _told(world, person_id, said, recipient=CUSTODY, **more):
    to = world.organisations["police" if recipient is CUSTODY else "court"]
    given = {"by": world.amara, "at": LATER, "why": "They asked on the telephone"} | more
    return tell(person_id=person_id, recipient=recipient, to_organisation_id=to, said=said, **given)


def _standing(viewer, person_id, recipient=COURT, at=LATER):
    with viewing(viewer, at):
        return queries.facts_for(sight_of(viewer, person_id, at=at), recipient)


def _disclosures(viewer, person_id, at=LATER):
    with viewing(viewer, at):
        return queries.disclosures(sight_of(viewer, person_id, at=at))


def test_the_latest_answer_counts_and_the_earlier_ones_stay():
    world, person_id = in_custody()
    _asked(world, person_id, PermissionState.GIVEN, how_asked="With a Polish interpreter")
    _asked(world, person_id, PermissionState.WITHDRAWN, at=LATER)
    assert _standing(world.amara, person_id).permission is PermissionState.WITHDRAWN
    with viewing(world.amara, LATER):
        answers = queries.permissions(sight_of(world.amara, person_id, at=LATER))
    assert [(each.said.state, each.how_asked) for each in answers] == [
        (PermissionState.WITHDRAWN, ""),
        (PermissionState.GIVEN, "With a Polish interpreter"),
    ]


def test_an_answer_about_the_court_says_nothing_about_the_custody_officer():
    world, person_id = in_custody()
    _asked(world, person_id, PermissionState.GIVEN)
    assert _standing(world.amara, person_id, CUSTODY).permission is PermissionState.NOT_ASKED


def test_a_limited_answer_names_its_fields_and_nothing_else_does():
    world, person_id = in_custody()
    fields = frozenset({Field.NEED_TYPES})
    with pytest.raises(Refused, match="which things"):
        _asked(world, person_id, PermissionState.LIMITED)
    with pytest.raises(Refused, match="which things"):
        _asked(world, person_id, PermissionState.GIVEN, limited_to=fields)
    _asked(world, person_id, PermissionState.LIMITED, limited_to=fields)
    assert _standing(world.amara, person_id).limited_to == fields


def test_not_having_asked_is_no_answer_and_cannot_undo_a_no():
    world, person_id = in_custody()
    _asked(world, person_id, PermissionState.REFUSED)
    with pytest.raises(Refused, match="only when they were asked"):
        _asked(world, person_id, PermissionState.NOT_ASKED, at=LATER)


def test_an_answer_lapses_when_its_time_is_up():
    world, person_id = in_custody()
    _asked(world, person_id, PermissionState.GIVEN, until=LATER)
    assert _standing(world.amara, person_id, at=NOW).permission is PermissionState.GIVEN
    assert _standing(world.amara, person_id, at=LATER).permission is PermissionState.NOT_ASKED


def test_only_the_care_team_records_what_the_person_said():
    world, person_id = in_custody()
    for other in (world.dana, world.helen, world.otto, world.grace):
        with pytest.raises(NotPermitted):
            _asked(world, person_id, PermissionState.GIVEN, by=other)


def test_police_and_court_are_shown_no_answer_by_the_database_itself():
    world, person_id = in_custody()
    _asked(world, person_id, PermissionState.REFUSED)
    for viewer, seen in ((world.amara, 1), (world.dana, 0), (world.helen, 0)):
        with viewing(viewer, LATER):
            assert Permission.objects.count() == seen


def test_what_keeps_somebody_safe_is_told_even_after_a_no():
    world, person_id = in_custody()
    _asked(world, person_id, PermissionState.REFUSED, CUSTODY)
    _told(world, person_id, frozenset({Field.SELF_HARM}))
    (kept,) = _disclosures(world.amara, person_id)
    assert kept.how is How.VERBAL
    assert kept.ground is Ground.SAFETY_IN_CUSTODY
    assert kept.fields == (
        Field.NAME,
        Field.DATE_OF_BIRTH,
        Field.SELF_HARM,
        Field.PRACTITIONER,
    )
    assert kept.reason == "They asked on the telephone"
    assert kept.edition
    assert kept.profile == "custody-officer-1.1"


def test_what_may_not_be_told_is_named_with_the_reason_and_leaves_no_row():
    world, person_id = in_custody()
    _asked(world, person_id, PermissionState.REFUSED)
    with pytest.raises(Refused, match="Needs: The person said no to sharing this with the court"):
        _told(world, person_id, frozenset({Field.NEED_TYPES}), COURT)
    with pytest.raises(Refused, match="Screening answers: Answers were given for care"):
        _told(world, person_id, frozenset({Field.SCREENING_ANSWERS}), COURT)
    assert _disclosures(world.amara, person_id) == []


def test_a_ground_with_a_written_reason_can_carry_what_the_person_refused():
    world, person_id = in_custody()
    _asked(world, person_id, PermissionState.REFUSED)
    _told(world, person_id, frozenset({Field.NEED_TYPES}), COURT, ground=Ground.SERIOUS_HARM)
    (kept,) = _disclosures(world.amara, person_id)
    assert kept.ground is Ground.SERIOUS_HARM
    assert "risk of serious harm" in kept.because[0]


def test_somebody_who_is_no_recipient_cannot_be_told():
    world, person_id = in_custody()
    with pytest.raises(Refused, match="cannot be told as the custody officer"):
        tell(
            by=world.amara,
            at=NOW,
            person_id=person_id,
            recipient=CUSTODY,
            to_organisation_id=world.organisations["court"],
            said=frozenset({Field.SELF_HARM}),
            why="x",
        )


def test_a_refusal_leaves_the_same_kind_of_row_with_its_reason():
    world, person_id = in_custody()
    with pytest.raises(Refused, match="Say why"):
        _refused(world, person_id, "  ")
    _refused(world, person_id, "The hearing was adjourned")
    (kept,) = _disclosures(world.amara, person_id)
    assert kept.refused
    assert kept.ground is None
    assert kept.fields == ()
    assert set(kept.withheld) == set(Field)
    assert kept.reason == "The hearing was adjourned"
    with viewing(world.amara, LATER):
        event = AuditEvent.objects.get(what="refuse-to-disclose")
    assert event.verb == "collect"


def _refused(world, person_id, reason):
    return refuse_to_disclose(
        by=world.amara,
        at=LATER,
        person_id=person_id,
        recipient=COURT,
        to_organisation_id=world.organisations["court"],
        reason=reason,
    )


def test_only_those_who_hold_the_record_and_may_send_disclose():
    world, person_id = in_custody()
    for other in (world.rhys, world.dana, world.helen, world.otto):
        with pytest.raises(NotPermitted):
            _told(world, person_id, frozenset({Field.SELF_HARM}), by=other)


def test_a_recipient_cannot_learn_what_was_held_back():
    world, person_id = in_custody()
    _told(world, person_id, frozenset({Field.SELF_HARM}))
    with viewing(world.dana, LATER):
        assert not Disclosure.objects.exists()
    assert _disclosures(world.dana, person_id) == []


def test_what_left_is_on_the_trail_with_its_kinds_and_without_its_words():
    world, person_id = in_custody()
    _told(world, person_id, frozenset({Field.SELF_HARM}), why="canary reason")
    with viewing(world.amara, LATER):
        event = AuditEvent.objects.get(verb="disclose")
    assert event.person_ids == [person_id]
    assert {"disclosure", "identity", "safety"} <= set(event.categories)
    assert "canary" not in str(vars(event))
