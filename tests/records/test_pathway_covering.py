"""Actions on places and cover say no by themselves, whatever page asks."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from tests.custody import arrived, suite
from tests.world import NOW, staffed
from throughcare.access.actions.acting import bookkeeping, viewing
from throughcare.access.actions.relationships import Reason, relate
from throughcare.access.roles import Purpose, Role
from throughcare.access.rules import INSTALLATION, NotPermitted, Refused, RelationshipKind, Viewer
from throughcare.pathway import actions
from throughcare.pathway.actions import About, ToCover
from throughcare.pathway.models import Cover, Place
from throughcare.pathway.queries import now_at, places
from throughcare.pathway.queries.extracts import Alike, episodes_for_extract
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
    actions.agree_to_cover(by=INSTALLATION, at=NOW, cover_id=cover_id)
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


def test_only_who_runs_a_place_or_the_installation_agrees_and_never_who_asked(world):
    place = suite(world)
    olga = manager(world, "elsewhere", world.otto.organisation_kind)
    police = manager(world, "police", world.dana.organisation_kind)
    cover_id = begin(olga, place.id, world.teams["elsewhere"])
    for by in (olga, world.grace, world.dana):
        with pytest.raises(NotPermitted):
            actions.agree_to_cover(by=by, at=NOW, cover_id=cover_id)
        with pytest.raises(NotPermitted):
            actions.decline_cover(by=by, at=NOW, cover_id=cover_id, because="No")
    for by in (police, world.grace, world.otto):
        with pytest.raises(NotPermitted):
            actions.take_back_asking(by=by, at=NOW, cover_id=cover_id)
    both = replace(police, worker_id=olga.worker_id)
    with pytest.raises(Refused, match="asked for this yourself"):
        actions.agree_to_cover(by=both, at=NOW, cover_id=cover_id)
    with pytest.raises(Refused, match="no such cover"):
        actions.agree_to_cover(by=police, at=NOW, cover_id=uuid4())
    assert Cover.objects.get(pk=cover_id).state == "asked"
    actions.agree_to_cover(by=police, at=NOW, cover_id=cover_id)
    with pytest.raises(Refused, match="agreed to it already"):
        actions.take_back_asking(by=olga, at=NOW, cover_id=cover_id)


def test_asking_makes_no_place_one_s_own_and_ends_nobody_s_cover(world):
    place = suite(world)
    olga = manager(world, "elsewhere", world.otto.organisation_kind)
    cover_id = begin(olga, place.id, world.teams["elsewhere"])
    with pytest.raises(NotPermitted):
        actions.describe_place(
            by=olga, at=NOW, place_id=place.id, about=About(), valid_from=TODAY, source="x"
        )
    with pytest.raises(NotPermitted):
        actions.close_place(by=olga, at=NOW, place_id=place.id, closed_on=TODAY)
    with pytest.raises(Refused, match="nothing to end"):
        actions.end_cover(by=olga, at=NOW, cover_id=cover_id, last_day=TODAY)
    with viewing(world.otto, NOW):
        assert place not in places(world.otto)
        assert place not in places(world.otto, since=TODAY - 30 * DAY)


def test_figures_count_nobody_where_cover_was_only_asked_for(world):
    place = suite(world)
    olga = manager(world, "elsewhere", world.otto.organisation_kind)
    person, _ = arrived(world.dana, place)
    relate(
        by=olga, at=NOW,
        reasons=[Reason(person, olga.organisation_id, RelationshipKind.REFERRED, "test")],
    )  # fmt: skip
    cover_id = begin(olga, place.id, world.teams["elsewhere"])
    both = (None, Alike(NOW, timedelta(hours=1), ()))
    with viewing(olga, NOW, extract=True):
        for alike in both:
            assert not list(episodes_for_extract(olga, NOW - DAY, NOW + DAY, alike))
    actions.agree_to_cover(by=INSTALLATION, at=NOW, cover_id=cover_id)
    with viewing(olga, NOW, extract=True):
        for alike in both:
            assert len(list(episodes_for_extract(olga, NOW - DAY, NOW + DAY, alike))) == 1


def test_only_who_runs_a_place_lets_cover_go_on_for_longer(world):
    place = suite(world)
    olga = manager(world, "elsewhere", world.otto.organisation_kind)
    police = manager(world, "police", world.dana.organisation_kind)
    cover_id = begin(olga, place.id, world.teams["elsewhere"], ends_on=TODAY + DAY)
    actions.agree_to_cover(by=police, at=NOW, cover_id=cover_id)
    longer = {"at": NOW, "cover_id": cover_id, "last_day": TODAY + 9 * DAY}
    with pytest.raises(Refused, match="Only whoever runs the place"):
        actions.end_cover(by=olga, **longer)
    actions.end_cover(by=police, **longer)
    actions.end_cover(by=olga, at=NOW, cover_id=cover_id, last_day=TODAY + 2 * DAY)
    assert Cover.objects.get(pk=cover_id).ends_on == TODAY + 2 * DAY


AGREE = "UPDATE pathway_coverspell SET state = 'agreed' WHERE id = %(cover)s"
ASKER_TRIES = {
    "agree": AGREE,
    "agree and begin": AGREE.replace("'agreed'", "'agreed', starts_on = '2026-11-02'"),
    "agree as nobody": AGREE.replace("'agreed'", "'agreed', said_by_id = NULL"),
    "decline": AGREE.replace("'agreed'", "'declined', declined_because = 'x'"),
    "begin earlier": AGREE.replace("state = 'agreed'", "starts_on = '2020-01-01'"),
    "remove": "DELETE FROM pathway_coverspell WHERE id = %(cover)s",
    "move it": "UPDATE pathway_coverspell SET place_id = %(own)s WHERE id = %(cover)s",
    "run the place": "UPDATE pathway_place SET organisation_id = %(organisation)s",
    "say that it is agreed": (
        "INSERT INTO pathway_coverspell (id, place_id, team_id, state, declined_because)"
        " VALUES (gen_random_uuid(), %(other)s, %(team)s, 'agreed', '')"
    ),
    "ask in the name of somebody else": (
        "INSERT INTO pathway_coverspell"
        " (id, place_id, team_id, state, declined_because, said_by_id) VALUES"
        " (gen_random_uuid(), %(other)s, %(team)s, 'asked', '', %(somebody)s)"
    ),
    "cover for longer": "UPDATE pathway_coverspell SET ends_on = NULL WHERE id = %(agreed)s",
    "take back what is agreed": AGREE.replace("'agreed'", "'taken-back'").replace(
        "(cover)", "(agreed)"
    ),
    "end that of others": (
        "UPDATE pathway_coverspell SET ends_on = '2026-11-02' WHERE team_id = %(liaison)s"
    ),
    "switch the wall off": "ALTER TABLE pathway_coverspell DISABLE TRIGGER cover_is_agreed",
}


@bookkeeping
def _say(*, by, at, sql, given):
    with connection.cursor() as cursor:
        cursor.execute(sql, given)


@pytest.mark.parametrize("tried", ASKER_TRIES)
def test_the_database_lets_nobody_agree_to_what_they_ask(world, tried):
    place, other = suite(world), suite(world, code="amb-c2")
    olga = manager(world, "elsewhere", world.otto.organisation_kind)
    police = manager(world, "police", world.dana.organisation_kind)
    agreed = begin(olga, place.id, world.teams["elsewhere"], ends_on=TODAY)
    actions.agree_to_cover(by=police, at=NOW, cover_id=agreed)
    later = ToCover(world.teams["elsewhere"], TODAY + DAY)
    given = {
        "cover": actions.begin_cover(by=olga, at=NOW, place_id=place.id, covered=later),
        "agreed": agreed, "own": other.id, "other": other.id, "somebody": police.worker_id,
        "organisation": olga.organisation_id, "team": world.teams["elsewhere"],
        "liaison": world.teams["liaison"],
    }  # fmt: skip
    with viewing(olga, NOW), connection.cursor() as cursor:
        before = Cover.objects.order_by("id").values_list()
        rows = list(before)
        with pytest.raises(ProgrammingError), transaction.atomic():
            _say(by=olga, at=NOW, sql=ASKER_TRIES[tried], given=given)
        assert list(before.all()) == rows
        cursor.execute("SELECT count(*) FROM pathway_cover WHERE id = %(cover)s", given)
        assert cursor.fetchone() == (0,)


def test_set_up_is_agreed_where_the_installation_or_whoever_runs_the_place_says_so(world):
    place = suite(world)
    about = {"at": NOW, "place_id": place.id, "team_id": world.teams["elsewhere"]}
    with pytest.raises(ProgrammingError), transaction.atomic():
        actions.cover(by=world.otto, **about)
    made = actions.cover(by=INSTALLATION, **about)
    assert (made.state, actions.cover(by=INSTALLATION, **about).id) == ("agreed", made.id)


def test_nobody_but_the_owner_of_the_tables_passes_the_trigger():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_triggerdef(oid), tgenabled FROM pg_trigger"
            " WHERE tgrelid = 'pathway_coverspell'::regclass AND NOT tgisinternal"
        )
        ((said, enabled),) = cursor.fetchall()
    assert "<> 'throughcare_owner'" in said
    assert "INSERT OR DELETE OR UPDATE" in said
    assert enabled == "O"
