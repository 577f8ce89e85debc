"""Adding many rows in one statement: for a million rows of a partner's log, not for one form.

A row is a tuple of plain values. No model object is made and no default is filled in, so the
caller names every column that the database does not fill by itself. Row security and every
constraint hold as for any other way of adding rows.
"""

from collections.abc import Sequence
from enum import Enum
from typing import Any

from django.db import connection
from django.db.models import Model

from throughcare.access.actions.acting import NobodyActing, acting


def add_rows(
    model: type[Model],
    columns: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
    *,
    once: bool = False,
) -> None:
    """Insert the rows; `columns` are names of the model's fields as attributes (`person_id`).

    With `once`, a row that is there already is left as it is. Only within an action. Raises what
    the database raises; then none of the rows is there.
    """
    if not acting():
        raise NobodyActing(f"rows were added to {model.__name__} outside an action")
    if not rows:
        return
    fields = {field.attname: field for field in model._meta.concrete_fields}
    named = [fields[column] for column in columns]
    quote = connection.ops.quote_name
    given = ", ".join(f"%s::{field.db_type(connection)}[]" for field in named)
    into = ", ".join(quote(str(field.column)) for field in named)
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)} ({into})"  # noqa: S608 (names of our own)
        f" SELECT * FROM unnest({given}){' ON CONFLICT DO NOTHING' if once else ''}"
    )
    values = [[_plain(value) for value in column] for column in zip(*rows, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value
