"""The second wall stands alone: the database itself, asked as the application asks it."""

import re
from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from tests.world import NOW, staffed
from throughcare.access.actions import trail
from throughcare.access.actions.acting import NobodyActing, action, viewing
from throughcare.access.actions.relationships import Reason, relate
from throughcare.access.models import AuditEvent, Relationship
from throughcare.access.rules import Category, RelationshipKind
from throughcare.people.models import Person

pytestmark = pytest.mark.django_db


@action
def _register(*, by, at, person_id):
    Person.objects.bulk_create(
        [Person(id=person_id, registered_at=at, shown_name="Canary", sort_name="canary")]
    )
    trail.consulted(by=by, at=at, what="register", people=[person_id], categories=[])


@action
def _say(*, by, at, sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _known_to(world, viewer, **more):
    person_id = uuid4()
    relate(
        by=viewer,
        at=NOW,
        reasons=[
            Reason(person_id, viewer.organisation_id, RelationshipKind.PRESENT, "test", **more)
        ],
    )
    _register(by=viewer, at=NOW, person_id=person_id)
    return person_id


def _names_seen() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT shown_name FROM people_person")
        return [row[0] for row in cursor.fetchall()]


def test_the_connection_has_no_special_rights():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls,"
            " EXISTS (SELECT 1 FROM pg_tables WHERE tableowner = current_user)"
            " FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("throughcare_app", False, False, False)


def test_without_a_viewer_there_are_no_rows():
    world = staffed()
    _known_to(world, world.amara)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('throughcare.organisation', '', true)")
    assert _names_seen() == []


def test_an_organisation_without_a_relationship_sees_no_row():
    world = staffed()
    _known_to(world, world.amara)
    with viewing(world.amara, NOW):
        assert _names_seen() == ["Canary"]
    with viewing(world.otto, NOW):
        assert _names_seen() == []


def test_a_relationship_that_has_ended_shows_no_row_except_to_an_extract():
    world = staffed()
    _known_to(world, world.amara, ends_at=NOW + timedelta(hours=1))
    later = NOW + timedelta(hours=2)
    with viewing(world.amara, later):
        assert _names_seen() == []
    with viewing(world.amara, later, extract=True):
        assert _names_seen() == ["Canary"]


def test_the_view_of_an_inner_action_does_not_leak_into_the_outer_one():
    world = staffed()
    _known_to(world, world.amara)
    with viewing(world.otto, NOW):
        with viewing(world.amara, NOW):
            assert _names_seen() == ["Canary"]
        assert _names_seen() == []


def test_what_the_database_was_told_of_the_viewer_is_read_once_a_statement():
    """A setting outside a question of its own is read again for every row that is looked at."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, policyname, concat(qual, with_check) FROM pg_policies"
            " WHERE 'throughcare_app' = ANY(roles)"
        )
        policies = cursor.fetchall()
    setting = re.compile(r"current_setting\('throughcare\.(organisation|at|sector|scope)'")
    alone = re.compile(r"SELECT [A-Z(]*current_setting\('throughcare\.")
    told = [(table, name) for table, name, said in policies if setting.search(said)]
    assert len(told) > 40
    assert not [
        (table, name)
        for table, name, said in policies
        if len(setting.findall(said)) != len(alone.findall(said))
    ]


ASKED = "FROM access_relationship"
OF_PEOPLE = f"""
SELECT said FROM pg_policies, unnest(ARRAY[qual, with_check]) AS said
WHERE 'throughcare_app' = ANY (roles) AND said LIKE '%{ASKED}%'
"""


def test_each_row_is_looked_up_by_itself():
    """Without it the planner may read everybody whom an organisation has ever known."""
    with connection.cursor() as cursor:
        cursor.execute(OF_PEOPLE)
        said = [row[0] for row in cursor.fetchall()]
    assert len(said) > 100
    assert not [each for each in said if each.count(ASKED) != each.count("OFFSET 0")]


def test_a_database_that_was_made_before_gets_the_same_policies():
    migration = import_module("throughcare.access.migrations.0011_each_row_by_itself")
    with connection.cursor() as cursor:
        cursor.execute(OF_PEOPLE)
        now = [" ".join(row[0].split()) for row in cursor.fetchall()]
        before = [each.replace(" OFFSET 0", "") for each in now]
        assert before != now
        cursor.execute(
            "SELECT array_agg(regexp_replace(said, %s, %s, 'g') ORDER BY place)"
            " FROM unnest(%s::text[]) WITH ORDINALITY AS b (said, place)",
            [migration.ENDS, r"\1 OFFSET 0)", before],
        )
        assert cursor.fetchone()[0] == now


def test_where_policies_look_a_relationship_is_found_by_the_person():
    """Beginning with the organisation, it invites reading everybody whom the organisation knows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(a.attname::text ORDER BY k.place) FROM pg_index i,"
            " unnest(i.indkey) WITH ORDINALITY AS k (number, place)"
            " JOIN pg_attribute a ON a.attnum = k.number"
            " WHERE i.indexrelid = 'relationship_once_per_event'::regclass"
            " AND a.attrelid = i.indrelid AND i.indisunique"
        )
        assert cursor.fetchone()[0][:2] == ["person_id", "organisation_id"]


def test_all_that_policies_ask_of_a_relationship_stands_in_the_index_they_look_in():
    """So that its row need not be read once more for every row of every table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(a.attname::text) FROM pg_index i"
            " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)"
            " WHERE i.indexrelid = 'relationship_once_per_event'::regclass"
        )
        (there,) = cursor.fetchone()
        cursor.execute("SELECT coalesce(pg_get_expr(polqual, polrelid), '') FROM pg_policy")
        asked = {name for (said,) in cursor.fetchall() for name in re.findall(r"\br\.(\w+)", said)}
        cursor.execute(
            "SELECT pg_get_expr(polqual, polrelid) FROM pg_policy"
            " WHERE polname = 'viewer_sees' AND polrelid = 'access_relationship'::regclass"
        )
        asked |= set(re.findall(r"\w+organisation_id|organisation_id", cursor.fetchone()[0]))
    assert {"person_id", "organisation_id", "recorded_by_organisation_id", "ends_at"} <= asked
    assert asked <= set(there)


def test_a_row_cannot_be_made_about_somebody_unknown():
    world = staffed()
    with pytest.raises(ProgrammingError, match="row-level security"):
        _register(by=world.amara, at=NOW, person_id=uuid4())


def test_the_trail_cannot_be_changed():
    world = staffed()
    with pytest.raises(ProgrammingError, match="permission denied"):
        _say(by=world.amara, at=NOW, sql="UPDATE access_auditevent SET what = 'x'")


def test_people_cannot_be_deleted():
    world = staffed()
    with pytest.raises(ProgrammingError, match="permission denied"):
        _say(by=world.amara, at=NOW, sql="DELETE FROM people_person")


def test_an_action_that_leaves_no_audit_row_is_undone():
    world = staffed()

    @action
    def silent(*, by, at):
        Relationship.objects.bulk_create([])

    with pytest.raises(NobodyActing, match="no audit row"):
        silent(by=world.amara, at=NOW)


def test_a_write_outside_an_action_is_noticed():
    with pytest.raises(AssertionError, match="outside an action"):
        AuditEvent.objects.bulk_create([AuditEvent(at=NOW, verb="x", outcome="x", what="x")])


def test_the_trail_of_another_organisation_is_closed():
    world = staffed()
    with viewing(world.amara, NOW):
        trail.consulted(by=world.amara, at=NOW, what="page", people=[], categories=[Category.NEED])
        assert AuditEvent.objects.filter(what="page").exists()
    with viewing(world.otto, NOW):
        assert not AuditEvent.objects.filter(what="page").exists()
