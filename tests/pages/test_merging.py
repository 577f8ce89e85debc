"""Comparing two records, merging them, and undoing that, as a practitioner does it."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db.models import UniqueConstraint
from django.test import Client
from django.urls import reverse

from tests.custody import signed_in
from tests.records.test_people_merging import ROB
from tests.records.test_people_registering import ROBIN
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import RelationshipKind
from throughcare.care import actions as care
from throughcare.care.rules import NeedStatus
from throughcare.codes import Kind, synthetic_nhs_number
from throughcare.people import actions, queries
from throughcare.people.models import Person
from throughcare.people.rules import GivenNumber, NewPerson
from throughcare.screening.rules import NeedType
from throughcare.web.pages.merging import BOTH_HAVE

pytestmark = pytest.mark.django_db
WHY = {"because": "They told me that they gave another name"}


@pytest.fixture(autouse=True)
def _moment(monkeypatch):
    monkeypatch.setattr("throughcare.web.clock.now", lambda: NOW)


@pytest.fixture
def world():
    return staffed()


def _open(world, person: NewPerson, viewer=None):
    return actions.register(
        by=viewer or world.amara,
        at=NOW,
        person=person,
        relationship=RelationshipKind.SELF_CLAIMED,
        because="New person",
    )


@pytest.fixture
def two(world):
    return _open(world, ROBIN), _open(world, ROB)


@pytest.fixture
def amara(world):
    return signed_in(Client(), world, "amara")


def _post(client, name, *args, **data):
    return client.post(reverse(name, args=args), data | {"form_key": str(uuid4())})


def _words(answer):
    return " ".join(answer.content.decode().split())


def test_the_other_record_is_found_by_name_and_compared(amara, two):
    keep, other = two
    answer = _post(amara, "merge_which", keep, q="Rob Sampelford")
    assert answer.url == reverse("merge_which", args=[keep])
    assert reverse("merge", args=[keep, other]) in _words(amara.get(answer.url))
    shown = _words(amara.get(reverse("merge", args=[keep, other])))
    assert "Rob Sampelford" not in shown.split("<table")[0]
    assert "1 Made Up Road" in shown
    assert "No fixed address" in shown
    assert shown.count("tc-differs") >= 2


def test_a_record_that_the_team_does_not_work_with_is_opened_first(world, amara, two):
    other = _open(world, ROB, world.otto)
    _post(amara, "merge_which", two[0], q="Rob Sampelford")
    shown = _words(amara.get(reverse("merge_which", args=[two[0]])))
    assert reverse("why_open", args=[other]) in shown
    assert amara.get(reverse("merge", args=[two[0], other])).status_code == 404


def test_nobody_else_is_found(amara, two):
    _post(amara, "merge_which", two[0], q="Xyzzyx Qwertyq")
    assert "Nobody else fits" in _words(amara.get(reverse("merge_which", args=[two[0]])))


def test_what_will_happen_is_shown_before_it_does(amara, two):
    keep, other = two
    answer = _post(amara, "merge", keep, other, **WHY)
    shown = _words(answer)
    assert "moves to the record of Robin Sampleford" in shown
    assert "Merge the two records" in shown
    assert _words(amara.get(reverse("record", args=[other]))).count("Rob Sampelford")


def test_merging_undoing_and_the_old_address_on_the_way(amara, two):
    keep, other = two
    answer = _post(amara, "merge", keep, other, do="merge", **WHY)
    assert answer.url == reverse("record", args=[keep])
    shown = _words(amara.get(answer.url))
    assert "Records merged into this one" in shown
    assert "Undo this merge" in shown
    gone = amara.get(reverse("needs", args=[other]))
    assert gone.url == reverse("needs", args=[keep])
    undo = next(part for part in shown.split('"') if "not-same-person" in part)
    assert "goes back to it" in _words(amara.get(undo))
    answer = amara.post(undo, {"because": "A cousin", "form_key": str(uuid4())})
    assert answer.url == reverse("record", args=[keep])
    assert "Rob Sampelford" in _words(amara.get(reverse("record", args=[other])))
    assert amara.get(undo).status_code == 404


def test_a_reason_is_asked_for(amara, two):
    shown = _words(_post(amara, "merge", *two, do="merge", because=""))
    assert "Enter how you know that they are the same person" in shown


def test_confirmed_numbers_that_differ_ask_for_a_reason_of_their_own(world, amara):
    people = [
        _open(
            world,
            NewPerson(
                names=ROBIN.names,
                source=ROBIN.source,
                identifiers=[GivenNumber(Kind.NHS_NUMBER, synthetic_nhs_number(n), True)],
            ),
        )
        for n in (7, 8)
    ]
    shown = _words(_post(amara, "merge", *people, do="merge", **WHY))
    assert "Enter why you are sure although confirmed numbers differ" in shown
    answer = _post(amara, "merge", *people, do="merge", although="The GP says so", **WHY)
    assert "The GP says so" in _words(amara.get(answer.url))


def test_what_stands_against_a_merge_is_said_and_nothing_changes(world, amara, two):
    for person in two:
        care.record_need(
            by=world.amara,
            at=NOW,
            person_id=person,
            need=NeedType.ANXIETY,
            status=NeedStatus.SUSPECTED,
        )
    shown = _words(_post(amara, "merge", *two, do="merge", **WHY))
    assert "open need of the same kind" in shown
    with viewing(world.amara, NOW):
        assert queries.sight_of(world.amara, two[1], at=NOW).person_id == two[1]


def test_a_record_is_not_compared_with_itself_or_with_nobody(amara, two):
    assert amara.get(reverse("merge", args=[two[0], two[0]])).status_code == 404
    assert amara.get(reverse("merge", args=[two[0], uuid4()])).status_code == 404


def test_every_limit_of_one_per_person_has_words_for_whoever_merges():
    limits = {
        constraint.name
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint | ExclusionConstraint)
        and _names_the_person(constraint)
        and not _closes_the_earlier(constraint)
        and any(getattr(field, "related_model", None) is Person for field in model._meta.fields)
    }
    assert limits == set(BOTH_HAVE)


def _names_the_person(constraint):
    if isinstance(constraint, ExclusionConstraint):
        return any("person" in str(expression) for expression, _ in constraint.expressions)
    return "person" in constraint.fields


def _closes_the_earlier(constraint):
    return "superseded_at" in str(constraint.condition)
