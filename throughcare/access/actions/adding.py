"""Adding many rows in one statement: for a million rows of a partner's log, not for one form.

A row is a tuple of plain values. No model object is made and no default is filled in, so the
caller names every column that the database does not fill by itself. Row security and every
constraint hold as for any other way of adding rows.
"""

import secrets
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model

from throughcare.access.actions.acting import NobodyActing, acting
from throughcare.access.arrays import array_of

IDS_AT_ONCE = 64
OF_THE_KIND = 0xF << 76 | 0x3 << 62
RANDOM = 0x4 << 76 | 0x2 << 62
"""The bits of an id that say of which kind it is, and what they say of a random one."""


def near_ids() -> Iterator[UUID]:
    """Random ids that begin alike, so that the rows of a batch stand side by side in an index.

    Without that, each row of a large table costs the database a page of its own. The beginning is
    random too: ids tell neither when they were made nor in which order.
    """
    beginning = secrets.randbits(48) << 80 | RANDOM
    while True:
        drawn = secrets.token_bytes(10 * IDS_AT_ONCE)
        for at in range(0, len(drawn), 10):
            yield UUID(int=beginning | int.from_bytes(drawn[at : at + 10]) & ~OF_THE_KIND)


def add_rows(
    model: type[Model],
    columns: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
    *,
    once: bool = False,
) -> int:
    """Insert the rows; `columns` are names of the model's fields as attributes (`person_id`).

    With `once`, a row that is there already, or contradicts one that is, is left out; gives how
    many were added. Only within an action. Raises what the database raises; then none of the rows
    is there.
    """
    if not acting():
        raise NobodyActing(f"rows were added to {model.__name__} outside an action")
    if not rows:
        return 0
    known = _columns(model)
    into, chosen, values = [], [], []
    arrays: list[str] = []
    lists: list[str] = []
    for place, (name, column) in enumerate(zip(columns, zip(*rows, strict=True), strict=True)):
        quoted, kind = known[name]
        into.append(quoted)
        first = column[0]
        # What all rows share is sent once: most columns of a batch say the same.
        if place and column[-1] == first and column.count(first) == len(column):
            chosen.append(f"%s::{kind}")
            values.append(_plain(first))
        else:
            arrays.append(f"%s::{kind}[]")
            lists.append(array_of(column))
            chosen.append(f"c{len(arrays)}")
    named = ", ".join(f"c{number}" for number in range(1, len(arrays) + 1))
    statement = (
        f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)}"  # noqa: S608 (own names)
        f" ({', '.join(into)})"
        f" SELECT {', '.join(chosen)} FROM unnest({', '.join(arrays)}) AS given ({named})"
        f"{' ON CONFLICT DO NOTHING' if once else ''}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *lists])
        return int(cursor.rowcount)


@cache
def _columns(model: type[Model]) -> dict[str, tuple[str, str]]:
    """The column and type of each field."""
    quote = connection.ops.quote_name
    return {
        field.attname: (quote(str(field.column)), str(field.db_type(connection)))
        for field in model._meta.concrete_fields
    }


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value
