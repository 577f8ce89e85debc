"""The record at a glance, putting details right, and who has looked."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.custody import arrived, signed_in, somebody, suite
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.models import Relationship
from throughcare.access.rules import RelationshipKind
from throughcare.care import actions as care
from throughcare.care.rules import NeedStatus, SafetyKind, SafetyState
from throughcare.people.models import Person
from throughcare.screening.rules import NeedType
from throughcare.web import clock

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
TRANSACTION = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SET TRANSACTION")


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def world():
    return staffed()


@pytest.fixture
def robin(world):
    person_id, _ = arrived(world.dana, suite(world), somebody(known_as="Rob"))
    care.note_safety(
        by=world.dana, at=NOW, person_id=person_id, kind=SafetyKind.SELF_HARM,
        state=SafetyState.YES, action="Constant observation",
    )  # fmt: skip
    care.record_need(
        by=world.amara, at=NOW, person_id=person_id, need=NeedType.ANXIETY,
        status=NeedStatus.SUSPECTED, known_before=None,
    )  # fmt: skip
    return person_id


def page(response):
    assert response.status_code == 200
    return response.content.decode()


def test_the_overview_says_who_it_is_what_is_due_and_who_is_responsible(client, world, robin):
    signed_in(client, world, "amara")
    answer = page(client.get(f"/record/{robin}/"))
    for said in (
        "<h1>Robin Sampleford</h1>", "known as Rob", "27 March 1992 (34 years old)",
        "Amberford custody suite, since", "Self-harm", "Constant observation", "Anxiety",
        "Ambershire Liaison and Diversion team",
        "The reason for which your team can see this record",
    ):  # fmt: skip
        assert said in answer, said


def test_tabs_are_those_that_the_viewer_may_open(client, world, robin):
    signed_in(client, world, "amara")
    answer = page(client.get(f"/record/{robin}/"))
    for tab in ("Overview", "Journey", "Screening", "Needs and plan", "Referrals", "Sharing",
                "Who has looked"):  # fmt: skip
        assert f">{tab}</a>" in answer, tab
    signed_in(client, world, "dana")
    answer = page(client.get(f"/record/{robin}/"))
    for tab in ("Screening", "Needs and plan", "Referrals", "Who has looked"):
        assert f">{tab}</a>" not in answer, tab


def test_custody_sees_no_need_no_telephone_and_no_address(client, world, robin):
    signed_in(client, world, "dana")
    answer = page(client.get(f"/record/{robin}/"))
    for kept_back in ("Anxiety", "Open needs", "<dt>Telephone</dt>", "<dt>Address</dt>"):
        assert kept_back not in answer, kept_back


def test_an_overview_takes_few_questions_to_the_database_however_much_there_is(
    client, world, robin
):
    signed_in(client, world, "amara")
    client.get(f"/record/{robin}/")

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            page(client.get(f"/record/{robin}/"))
        return [q["sql"] for q in captured if not q["sql"].startswith(TRANSACTION)]

    before = asked()
    assert len(before) <= MOST_QUERIES, before
    for need in (NeedType.DEPRESSION, *list(NeedType)[5:9]):
        care.suspect_need(by=world.amara, at=NOW, person_id=robin, need=need)
    assert len(asked()) == len(before)


@pytest.mark.parametrize("who", ["otto", "priya", "helen", "grace"])
def test_a_record_that_is_not_ones_own_is_not_there(client, world, robin, who):
    signed_in(client, world, who)
    for where in ("", "details", "looks"):
        theirs = client.get(f"/record/{robin}/{where}")
        nobodys = client.get(f"/record/{uuid4()}/{where}")
        assert (theirs.status_code, nobodys.status_code) == (404, 404)


DETAILS = {
    "given_names": "Robin", "family_name": "Sampleford", "known_as": "Rob", "born-day": "27",
    "born-month": "3", "born-year": "1992", "told_by": "person", "version": "1",
}  # fmt: skip


def corrected(client, robin, **more):
    form = DETAILS | {"form_key": str(uuid4())} | more
    return client.post(f"/record/{robin}/details", form)


def test_details_are_put_right(client, world, robin):
    signed_in(client, world, "amara")
    shown = page(client.get(f"/record/{robin}/details"))
    assert 'value="Sampleford"' in shown
    answer = corrected(client, robin, pronouns="she and her", family_name="Samplewood")
    assert answer["Location"] == f"/record/{robin}/"
    answer = page(client.get(f"/record/{robin}/"))
    assert "<h1>Robin Samplewood</h1>" in answer
    assert "she and her" in answer
    with viewing(world.amara, NOW):
        assert Person.objects.get(pk=robin).sort_name == "samplewood robin"


def test_the_second_of_two_people_sees_both_versions_and_loses_nothing(client, world, robin):
    signed_in(client, world, "dana")
    corrected(client, robin, pronouns="he and him")
    signed_in(client, world, "amara")
    answer = page(corrected(client, robin, pronouns="they and them", phone="01632 960001"))
    assert "Somebody else changed this while you were working" in answer
    assert "Changed by Sergeant Dana Whitlock" in answer
    for said in ("he and him", "they and them", 'value="01632 960001"'):
        assert said in answer, said
    assert 'name="version" value="2"' in answer
    corrected(client, robin, version="2", pronouns="they and them", phone="01632 960001")
    answer = page(client.get(f"/record/{robin}/"))
    assert "they and them" in answer
    assert "01632 960001" in answer


def test_custody_is_not_asked_for_what_it_may_not_write(client, world, robin):
    signed_in(client, world, "dana")
    shown = page(client.get(f"/record/{robin}/details"))
    assert 'name="phone"' not in shown
    assert 'name="sex"' in shown


def test_everybody_who_looked_is_listed_across_organisations(client, world, robin):
    signed_in(client, world, "dana")
    client.get(f"/record/{robin}/")
    signed_in(client, world, "amara")
    answer = page(client.get(f"/record/{robin}/looks"))
    assert "Sergeant Dana Whitlock" in answer
    assert "Looked at the overview" in answer


def test_governance_reviews_who_looked_without_learning_the_name(client, world, robin):
    signed_in(client, world, "amara")
    client.get(f"/record/{robin}/")
    signed_in(client, world, "ifan")
    listed = page(client.get("/looks"))
    assert f'href="/record/{robin}/looks"' in listed
    answer = page(client.get(f"/record/{robin}/looks"))
    assert "Amara Obi" in answer
    assert "Record without a name" in answer
    for named in (listed, answer):
        assert "Sampleford" not in named


def test_a_record_closes_when_the_reason_to_know_the_person_ends(client, world, robin, monkeypatch):
    signed_in(client, world, "amara")
    with viewing(world.amara, NOW):
        kinds = set(
            Relationship.objects.filter(organisation_id=world.organisations["liaison"]).values_list(
                "kind", flat=True
            )
        )
    # They are in custody now, and a need of theirs is the team's to meet.
    assert kinds == {RelationshipKind.PRESENT, RelationshipKind.ALLOCATED}
    assert client.get(f"/record/{robin}/").status_code == 200
    signed_in(client, world, "dana")
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=5))
    assert client.get(f"/record/{robin}/").status_code == 200
