"""Many values told to the database as one: a list to add, or a list to look for.

The driver asks of each value of a list anew how it is written, and a lookup with a thousand values
is a statement with a thousand parameters, planned afresh. As one array it is neither.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Field, ForeignKey, Lookup


def array_of(column: Sequence[Any]) -> str:
    """Values of one type as PostgreSQL writes an array; None is NULL. Raises TypeError for a type
    that has no plain way to be written.

    The driver asks of each value anew how it is written, which took longer than anything else.
    """
    kind = next((type(value) for value in column if value is not None), str)
    write = next((how for base, how in WRITTEN.items() if issubclass(kind, base)), None)
    if write is None:
        raise TypeError(f"there is no array of {kind.__name__}")
    written = ["NULL" if value is None else write(value) for value in column]
    return f"{{{','.join(written)}}}"


def _quoted(text: str) -> str:
    if "\\" in text or '"' in text:
        text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


WRITTEN: dict[type[Any], Callable[[Any], str]] = {
    UUID: lambda value: f"{value.int:032x}",
    str: _quoted,
    datetime: datetime.isoformat,
    date: date.isoformat,
    bool: lambda value: "t" if value else "f",
    int: str,
    float: str,
}
"""How a value is written in an array: of two that fit, the first."""


@Field.register_lookup
@ForeignKey.register_lookup
class Among(Lookup):
    """`person_id__among=ids`: one of these, however many."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The column beside one array."""
        column, given = self.process_lhs(compiler, connection)
        kind = self.lhs.output_field.db_type(connection)
        return f"{column} = ANY (%s::{kind}[])", (*given, array_of(tuple(self.rhs)))
