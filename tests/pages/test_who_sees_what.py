"""Every page × every role, for somebody known and unknown: as the policies say, or not found."""

from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from tests.custody import arrived, signed_in, somebody, suite
from tests.world import NOW, STAFF, staffed
from throughcare.access import policy
from throughcare.access.actions.acting import viewing
from throughcare.access.queries import relationship
from throughcare.access.roles import Role
from throughcare.access.rules import Act, RelationshipKind

pytestmark = pytest.mark.django_db
PEOPLE_WHO_SIGN_IN = [first for first in STAFF if first != "feed"]
ONE_OF_EACH_ROLE = list({STAFF[first][2]: first for first in PEOPLE_WHO_SIGN_IN}.values())
RECORD_PAGES = [p for p in get_resolver().url_patterns if p.callback.page == "record"]
LISTS = [p for p in get_resolver().url_patterns if p.callback.page == "list"]


@pytest.fixture(autouse=True)
def _moment(monkeypatch):
    monkeypatch.setattr("throughcare.web.clock.now", lambda: NOW)


@pytest.fixture
def scene():
    world = staffed()
    person, _ = arrived(world.dana, suite(world), somebody("Canary Sampleford"))
    return world, person


def address(pattern, person: UUID) -> str:
    example = {"SlugConverter": "amb-c1", "StringConverter": "x", "IntConverter": 1}
    values = {
        name: example.get(type(converter).__name__, uuid4())
        for name, converter in pattern.pattern.converters.items()
    }
    if "person_id" in values:
        values["person_id"] = person
    return reverse(pattern.name, kwargs=values)


@pytest.mark.parametrize("first", PEOPLE_WHO_SIGN_IN)
def test_a_record_page_opens_exactly_when_the_policies_permit(first, scene):
    world, person = scene
    viewer = world.viewers[first]
    with viewing(viewer, NOW):
        kind, _ = relationship(viewer, person, at=NOW)
    worker = signed_in(Client(), world, first)
    for pattern in RECORD_PAGES:
        act, category = pattern.callback.asks
        permitted = policy.may(viewer, act, category, kind).permitted
        answer = worker.get(address(pattern, person))
        if not permitted:
            assert answer.status_code == 404, (first, pattern.name)
            assert "Canary" not in answer.content.decode(), (first, pattern.name)
        elif not set(pattern.pattern.converters) - {"person_id"}:
            assert answer.status_code in (200, 302, 405), (first, pattern.name)


@pytest.mark.parametrize("first", ONE_OF_EACH_ROLE)
def test_nobody_opens_the_record_of_somebody_unknown_to_their_organisation(first, scene):
    world, _ = scene
    worker = signed_in(Client(), world, first)
    for pattern in RECORD_PAGES:
        for answer in (
            worker.get(address(pattern, uuid4())),
            worker.post(address(pattern, uuid4())),
        ):
            assert answer.status_code == 404, (first, pattern.name)


@pytest.mark.parametrize("first", PEOPLE_WHO_SIGN_IN)
def test_a_list_opens_exactly_when_the_policies_permit(first, scene):
    world, person = scene
    viewer = world.viewers[first]
    worker = signed_in(Client(), world, first)
    for pattern in LISTS:
        asks = pattern.callback.asks
        known_as = {
            ("worklist", Role.SERVICE_WORKER): RelationshipKind.REFERRED,
            ("handovers", Role.SERVICE_WORKER): RelationshipKind.REFERRED,
            ("handovers", Role.ESTABLISHMENT_WORKER): RelationshipKind.PRESENT,
        }
        asks = (*asks[:2], known_as.get((pattern.name, viewer.role), asks[2]))
        permitted = policy.may(viewer, *asks).permitted
        answer = worker.get(address(pattern, person))
        if not permitted:
            assert answer.status_code == 404, (first, pattern.name)
        elif not pattern.pattern.converters:
            assert answer.status_code in (200, 302, 405), (first, pattern.name)


@pytest.mark.parametrize("first", ["helen", "priya", "tom", "otto", "grace", "ifan"])
def test_no_page_of_a_stranger_says_the_name(first, scene):
    world, person = scene
    worker = signed_in(Client(), world, first)
    for pattern in get_resolver().url_patterns:
        if getattr(pattern.callback, "asks", (None,))[0] is Act.FIND:
            continue  # who may recognise people sees the name that they recognise them by
        answer = worker.get(address(pattern, person))
        assert "Canary" not in answer.content.decode(), (first, pattern.name)
