"""The second wall: row-level security in PostgreSQL, declared beside each model.

A `RowSecurity` stands in a model's `Meta.constraints`, so that migrations carry it. It says which
rows the application's own database role may see and make, and which writes the role may do at
all. The policies are coarse and stable on purpose: relationship, own organisation, sector.
Purposes and permissions change and need explaining; they are decided in `policy`.
"""

from collections.abc import Sequence
from typing import Any, cast

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Model
from django.db.models.constraints import BaseConstraint

APPLICATION = "throughcare_app"
OWNER = "throughcare_owner"

ORGANISATION = "nullif(current_setting('throughcare.organisation', true), '')::uuid"
MOMENT = "coalesce(nullif(current_setting('throughcare.at', true), '')::timestamptz, now())"
SECTOR = "current_setting('throughcare.sector', true)"
SCOPE = "current_setting('throughcare.scope', true)"
EXTRACT = f"{SCOPE} = 'extract'"

# The parts are our own; nothing that anybody typed comes near them. OFFSET 0 changes no answer, but
# each row is looked up by itself: the planner may otherwise read everybody whom the organisation
# has ever known, which takes seconds where it knows millions.
RELATED = (
    "EXISTS (SELECT 1 FROM access_relationship r WHERE r.person_id = ROW.{column}"  # noqa: S608
    f" AND r.organisation_id = {ORGANISATION}"
    f" AND (r.ends_at IS NULL OR r.ends_at > {MOMENT} OR {EXTRACT}) OFFSET 0)"
)
KNOWN_VIEWER = f"{ORGANISATION} IS NOT NULL"
SETTINGS = (ORGANISATION, MOMENT, SECTOR, SCOPE)
"""What the database is told of the viewer. A policy asks for each once a statement, not once a row:
to read a setting as a number or a moment took longer than to find the row that it is compared to.
"""


def _quoted(model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
    if model is None or schema_editor is None:
        raise TypeError("row security belongs to a model's table")
    return schema_editor.quote_name(model._meta.db_table)


def _asked_once(condition: str) -> str:
    for setting in SETTINGS:
        condition = condition.replace(setting, f"(SELECT {setting})")
    return condition


class RowSecurity(BaseConstraint):
    """Which rows of a table the application may see and make.

    `see` and `make` are SQL conditions in which `ROW.` stands for the table: within a subquery a
    bare column name would be the subquery's own. `writes` is `append` (rows are added and never
    changed), `update` (rows may be changed, never removed) or `all`. `change` is the condition on
    a changed row where it differs from `make`; `columns` are the only ones that may change.
    """

    def __init__(
        self,
        *,
        name: str,
        see: str,
        make: str,
        writes: str = "append",
        change: str = "",
        columns: Sequence[str] = (),
    ) -> None:
        super().__init__(name=name)
        if writes not in {"append", "update", "all"}:
            raise ValueError(f"writes: append, update or all, not {writes!r}")
        self.see, self.make, self.writes = see, make, writes
        self.change, self.columns = change, tuple(columns)

    def _statements(self, table: str) -> list[str]:
        see, make, change = (
            _asked_once(condition).replace("ROW.", f"{table}.")
            for condition in (self.see, self.make, self.change or self.make)
        )
        grants = {"append": "", "update": "UPDATE", "all": "UPDATE, DELETE"}[self.writes]
        if self.columns:
            grants = grants.replace("UPDATE", f"UPDATE ({', '.join(self.columns)})")
        statements = [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY owner ON {table} TO {OWNER} USING (true) WITH CHECK (true)",
            f"CREATE POLICY viewer_sees ON {table} FOR SELECT TO {APPLICATION} USING ({see})",
            f"CREATE POLICY viewer_makes ON {table} FOR INSERT TO {APPLICATION}"
            f" WITH CHECK ({make})",
        ]
        if grants:
            statements += [
                f"CREATE POLICY viewer_changes ON {table} FOR UPDATE TO {APPLICATION}"
                f" USING ({see}) WITH CHECK ({change})",
                f"GRANT {grants} ON {table} TO {APPLICATION}",
            ]
        if self.writes == "all":
            statements.append(
                f"CREATE POLICY viewer_removes ON {table} FOR DELETE TO {APPLICATION} USING ({see})"
            )
        return statements

    def constraint_sql(
        self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        """Nothing inside CREATE TABLE; the policies follow once the table is there."""
        table = _quoted(model, schema_editor)
        cast("BaseDatabaseSchemaEditor", schema_editor).deferred_sql.extend(self._statements(table))
        return ""

    def create_sql(
        self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        """The policies of an existing table."""
        return "; ".join(self._statements(_quoted(model, schema_editor)))

    def remove_sql(
        self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        """Drop the policies; the table then shows nothing to the application."""
        table = _quoted(model, schema_editor)
        names = ("owner", "viewer_sees", "viewer_makes", "viewer_changes", "viewer_removes")
        drops = [f"DROP POLICY IF EXISTS {name} ON {table}" for name in names]
        return "; ".join([*drops, f"REVOKE UPDATE, DELETE ON {table} FROM {APPLICATION}"])

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """The database holds this wall; a form has nothing to check."""

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        """How a migration writes this down."""
        said = {"name": self.name, "see": self.see, "make": self.make, "writes": self.writes}
        more = {"change": self.change, "columns": self.columns}
        return (
            f"{self.__class__.__module__}.{self.__class__.__qualname__}",
            (),
            said | {key: value for key, value in more.items() if value},
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RowSecurity) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash((self.name, self.see, self.make, self.writes, self.change, self.columns))


def of_person(
    name: str,
    column: str = "person_id",
    *,
    writes: str = "append",
    health_only: bool = False,
    columns: Sequence[str] = (),
) -> RowSecurity:
    """Rows about a person: seen by organisations with a relationship to that person.

    With `columns`, only these may be changed. With `health_only`, organisations of the justice
    sector see none of the rows, whatever the application asks: a mistake in a page must not show a
    diagnosis at a custody desk.
    """
    see = RELATED.format(column=column)
    if health_only:
        see = f"{SECTOR} = 'health' AND {see}"
    make = RELATED.format(column=column)
    return RowSecurity(name=name, see=see, make=make, writes=writes, columns=columns)
