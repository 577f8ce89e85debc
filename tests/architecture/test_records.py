"""Keys point down, fields say what they hold, and rows stand behind a second wall."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models import Field, ForeignKey, Model, UniqueConstraint

from .tree import RECORDS_ROOMS

if TYPE_CHECKING:
    AnyField = Field[Any, Any]

PERSON_COLUMNS = {"person_id", "person_ids"}
PERSON_TABLE = "people_person"


def _models() -> list[type[Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if _room(model)]


def _room(model: type[Model]) -> str:
    """The room of a model, or nothing for what Django brings."""
    step = model.__module__.removeprefix("throughcare.").split(".")[0]
    return step if model.__module__.startswith("throughcare.") else ""


def _fields() -> Iterator[tuple[str, "AnyField"]]:
    for model in _models():
        yield from (
            (f"{model._meta.label}.{field.name}", field)
            for field in model._meta.local_concrete_fields
        )


def test_there_are_records_in_every_room_that_keeps_them() -> None:
    assert {_room(model) for model in _models()} >= set(RECORDS_ROOMS)


def test_keys_point_down_and_open_no_way_back_up() -> None:
    for name, field in _fields():
        if not isinstance(field, ForeignKey):
            continue
        here, there = _room(field.model), _room(field.related_model)
        if not there or here == there:
            continue
        assert RECORDS_ROOMS.index(there) < RECORDS_ROOMS.index(here), (
            f"{name} points up to {there}"
        )
        assert field.remote_field.hidden, f'{name} crosses rooms: say related_name="+"'


def test_no_index_is_the_beginning_of_another() -> None:
    for name, field in _fields():
        if not (isinstance(field, ForeignKey) and field.db_index and not field.unique):
            continue
        meta = field.model._meta
        begun_by = [
            *(
                index.name
                for index in meta.indexes
                if not index.condition and index.fields[:1] == [field.name]
            ),
            *(
                unique.name
                for unique in meta.constraints
                if isinstance(unique, UniqueConstraint)
                and not unique.condition
                and unique.fields[:1] == (field.name,)
            ),
        ]
        assert not begun_by, f"{name}: db_index=False, for {begun_by[0]} begins with it"


def test_every_field_says_what_it_holds_and_for_which_purpose() -> None:
    from throughcare.access.classes import parse

    def told(field: "AnyField") -> bool:
        try:
            return bool(parse(field.db_comment or "").sentence)
        except ValueError:
            return False

    assert not [name for name, field in _fields() if not told(field)]


def test_every_table_says_what_its_rows_are() -> None:
    assert not [model._meta.label for model in _models() if not model._meta.db_table_comment]


def test_migrations_are_complete(db: None) -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_the_database_itself_knows_what_every_column_holds(db: None) -> None:
    told = _rows(
        """SELECT c.relname || '.' || a.attname, col_description(c.oid, a.attnum)
           FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
           WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
             AND a.attnum > 0 AND NOT a.attisdropped"""
    )
    comments = dict(told)
    for name, field in _fields():
        column = f"{field.model._meta.db_table}.{field.column}"
        assert comments.get(column) == field.db_comment, (
            f"{name}: the database says {comments.get(column)!r}"
        )


def _tables_about_people() -> set[str]:
    return {
        field.model._meta.db_table
        for _, field in _fields()
        if field.column in PERSON_COLUMNS or field.model._meta.db_table == PERSON_TABLE
    }


def test_rows_about_people_stand_behind_the_second_wall(db: None) -> None:
    secured = {
        name
        for name, enabled, forced in _rows(
            "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class"
        )
        if enabled and forced
    }
    assert PERSON_TABLE in _tables_about_people()
    assert not _tables_about_people() - secured


def test_the_wall_says_which_rows_may_be_seen_and_which_made(db: None) -> None:
    """Without a condition of its own, a policy lets any row be written in anybody's name."""
    policies = _rows(
        """SELECT tablename, cmd, qual, with_check FROM pg_policies
           WHERE schemaname = 'public' AND 'throughcare_app' = ANY(roles)"""
    )
    sees = {table for table, command, qual, _ in policies if command in {"SELECT", "ALL"} and qual}
    makes = {
        table for table, command, _, check in policies if command in {"INSERT", "ALL"} and check
    }
    assert not _tables_about_people() - (sees & makes)
    assert not [
        f"{table} {command}"
        for table, command, qual, check in policies
        if (command in {"SELECT", "UPDATE", "DELETE", "ALL"} and not qual)
        or (command in {"INSERT", "UPDATE", "ALL"} and not check)
    ]


def test_no_policy_opens_a_table_about_people_to_everybody(db: None) -> None:
    open_to_all = _rows(
        """SELECT tablename FROM pg_policies
           WHERE 'throughcare_app' = ANY(roles) AND 'true' IN (qual, with_check)"""
    )
    assert not {table for (table,) in open_to_all} & _tables_about_people()


def test_the_service_connects_without_special_rights(db: None) -> None:
    ((superuser, bypasses, creates_roles, creates_databases),) = _rows(
        """SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb
           FROM pg_roles WHERE rolname = current_user"""
    )
    assert (superuser, bypasses, creates_roles, creates_databases) == (False, False, False, False)
    owned = _rows(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user"
    )
    assert not owned
    ((may_create,),) = _rows("SELECT has_schema_privilege(current_user, 'public', 'CREATE')")
    assert not may_create


def test_what_happened_cannot_be_rewritten(db: None) -> None:
    ((may_update, may_delete),) = _rows(
        """SELECT has_table_privilege(current_user, 'access_auditevent', 'UPDATE'),
                  has_table_privilege(current_user, 'access_auditevent', 'DELETE')"""
    )
    assert not may_update
    assert not may_delete


def _rows(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()
