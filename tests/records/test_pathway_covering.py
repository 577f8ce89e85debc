"""Actions on places and cover say no by themselves, whatever page asks."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.custody import arrived, suite
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.roles import Purpose, Role
from throughcare.access.rules import NotPermitted, Refused, Viewer
from throughcare.pathway import actions
from throughcare.pathway.actions import About, ToCover
from throughcare.pathway.models import Cover, Place
from throughcare.pathway.queries import now_at, places
from throughcare.pathway.queries.extracts import episodes_for_extract
from throughcare.pathway.rules import PlaceKind

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DAY = timedelta(days=1)


@pytest.fixture
def world():
    return staffed()


def manager(world, short, kind):
    """Somebody who manages another of the organisations."""
    like = next(one for one in world.viewers.values() if one.organisation_kind == kind)
    return Viewer(
        like.worker_id, like.name, Role.MANAGER, world.organisations[short],
        like.organisation_name, like.organisation_kind, Purpose.RUNNING_THE_SERVICE, like.team_ids,
    )  # fmt: skip


def begin(by, place_id, team_id, **given):
    covered = ToCover(team_id, TODAY, **given)
    return actions.begin_cover(by=by, at=NOW, place_id=place_id, covered=covered)


def test_nobody_says_that_a_team_of_another_organisation_covers_a_place(world):
    place = suite(world)
    police = manager(world, "police", world.dana.organisation_kind)
    for by, team in ((world.grace, "elsewhere"), (police, "liaison"), (world.otto, "elsewhere")):
        with pytest.raises(NotPermitted):
            begin(by, place.id, world.teams[team])
    assert Cover.objects.filter(place=place).count() == 2


def test_whoever_meets_nobody_covers_no_place_of_others(world):
    place = suite(world)
    drugs = manager(world, "drugs", world.priya.organisation_kind)
    with pytest.raises(Refused, match="Only Liaison and Diversion"):
        begin(drugs, place.id, world.teams["drugs"])
    police = manager(world, "police", world.dana.organisation_kind)
    assert begin(police, place.id, world.teams["police"])


def test_there_is_no_place_no_cover_and_no_name_to_change(world):
    place = suite(world)
    with pytest.raises(Refused, match="no such place"):
        begin(world.grace, uuid4(), world.teams["liaison"])
    with pytest.raises(Refused, match="no such cover"):
        actions.end_cover(by=world.grace, at=NOW, cover_id=uuid4(), last_day=TODAY)
    with pytest.raises(Refused, match="name of the place"):
        actions.add_place(
            by=world.grace, at=NOW, organisation_id=world.grace.organisation_id,
            name="  ", kind=PlaceKind.STREET,
        )  # fmt: skip
    with pytest.raises(NotPermitted):
        actions.add_place(
            by=world.amara, at=NOW, organisation_id=place.organisation_id,
            name="New", kind=PlaceKind.STREET,
        )  # fmt: skip
    olga = manager(world, "elsewhere", world.otto.organisation_kind)
    cover_id = begin(olga, place.id, world.teams["elsewhere"])
    with pytest.raises(Refused, match="before the first"):
        actions.end_cover(by=olga, at=NOW, cover_id=cover_id, last_day=TODAY - DAY)


def test_a_closed_place_is_neither_covered_nor_closed_nor_chosen(world):
    code = actions.add_place(
        by=world.grace, at=NOW, organisation_id=world.grace.organisation_id,
        name="High Street", kind=PlaceKind.STREET, covered=ToCover(world.teams["liaison"], TODAY),
    )  # fmt: skip
    place = Place.objects.get(code=code)
    assert place in places(world.grace)
    actions.close_place(by=world.grace, at=NOW, place_id=place.id, closed_on=TODAY)
    with pytest.raises(Refused, match="has closed"):
        begin(world.grace, place.id, world.teams["liaison"])
    with pytest.raises(Refused, match="has closed"):
        actions.close_place(by=world.grace, at=NOW, place_id=place.id, closed_on=TODAY)
    assert place not in places(world.grace)
    assert place in places(world.grace, since=TODAY)
    assert place not in places(world.grace, since=TODAY + DAY)


def test_who_covered_a_place_lately_still_has_it_on_lists_that_look_back(world):
    place = suite(world)
    cover = Cover.objects.get(place=place, team_id=world.teams["liaison"])
    actions.end_cover(by=world.grace, at=NOW, cover_id=cover.id, last_day=TODAY - DAY)
    with viewing(world.amara, NOW):
        assert place not in places(world.amara)
        assert place in places(world.amara, since=TODAY - DAY)
        assert place not in places(world.amara, since=TODAY)


def test_only_whoever_runs_or_covers_a_place_describes_it(world):
    place = suite(world)
    olga = manager(world, "elsewhere", world.otto.organisation_kind)
    given = {"at": NOW, "place_id": place.id, "valid_from": TODAY, "source": "x"}
    with pytest.raises(NotPermitted):
        actions.describe_place(by=olga, about=About(), **given)
    police = manager(world, "police", world.dana.organisation_kind)
    actions.describe_place(by=police, about=About(), **given)
    actions.describe_place(by=world.grace, about=About(), **given)


def test_how_many_are_there_is_for_managers(world):
    place = suite(world)
    arrived(world.dana, place)
    with viewing(world.grace, NOW):
        assert now_at(world.grace, place.id, on=TODAY) == (1, 0)
        with pytest.raises(NotPermitted):
            now_at(world.amara, place.id, on=TODAY)


def test_figures_of_the_past_keep_the_places_that_were_covered_then(world):
    place = suite(world)
    arrived(world.dana, place)
    cover = Cover.objects.get(place=place, team_id=world.teams["liaison"])
    actions.end_cover(by=world.grace, at=NOW, cover_id=cover.id, last_day=TODAY, anyway=True)
    later = NOW + 3 * DAY
    arrived(world.dana, place, at=later)
    with viewing(world.grace, later, extract=True):
        found = list(episodes_for_extract(world.grace, NOW - DAY, later + DAY))
    assert [row.place for row in found] == [place.name]
