"""Rows for an engine: an extract's records, each name a row of its own, as one columnar table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from throughcare.codes import Kind, check
from throughcare.people.matching.model import Frequencies
from throughcare.people.matching.row import (
    COLUMNS,
    NUMBERS,
    Birth,
    Row,
    Somebody,
    birth,
    named,
    other_names,
)

KINDS = {column: Kind(column.replace("_", "-")) for column in NUMBERS}
SEXES = {"m": "male", "male": "male", "1": "male", "f": "female", "female": "female", "2": "female"}


@dataclass(frozen=True, slots=True)
class Reading:
    """How an extract is read: `on` settles the century of short PNC years."""

    on: date
    synthetic: bool


def read_somebody(record: Mapping[str, str], reading: Reading) -> Somebody:
    """Whom one record of an extract is of. A value that cannot be right says nothing.

    Raises ValueError, in words, for a date of birth that is none.
    """
    middle, others = other_names(record.get("other_names") or "")
    given, family = record.get("given_name") or "", record.get("family_name") or ""
    names = dict.fromkeys((named(given, family, middle), *(named(*other) for other in others)))
    numbers = []
    for column in NUMBERS:
        if value := record.get(column):
            kind = KINDS[column]
            found = check(kind, value, on=reading.on, synthetic=reading.synthetic).canonical
            if found:
                numbers.append((column, found))
    return Somebody(
        names=tuple(name for name in names if name.name) or (named("", ""),),
        birth=read_birth(record.get("date_of_birth") or ""),
        sex=SEXES.get((record.get("sex") or "").strip().lower(), ""),
        postcodes=(record.get("postcode") or "",),
        numbers=tuple(numbers),
    )


def record_rows(record: Mapping[str, str], reading: Reading) -> list[Row]:
    """The rows of one record of an extract, one for each name; raises as `read_somebody`."""
    return read_somebody(record, reading).rows


@lru_cache(maxsize=65_536)
def read_birth(text: str) -> Birth:
    """A date of birth written as YYYY-MM-DD, YYYY-MM or YYYY; raises ValueError for any other."""
    text = text.strip()
    parts = text.split("-")
    if not text:
        return birth(None)
    if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]) or not "".join(
        parts
    ).isdigit():
        raise ValueError("a date of birth is written YYYY-MM-DD, YYYY-MM or YYYY")
    year, month, day = (int(part) for part in (*parts, "1", "1")[:3])
    try:
        return birth(date(year, month, day), month=len(parts) > 1, day=len(parts) > 2)
    except ValueError as wrong:
        raise ValueError("there is no such day") from wrong


def cells(row: Row, frequencies: Frequencies) -> tuple[Any, ...]:
    """The values of `COLUMNS`, in order; None for what is not known."""
    name, born = row.named, row.birth
    return (
        *(value or None for value in (
            name.given, name.middle, name.family, name.name, name.root, name.given_sound,
            name.family_sound, name.family_first, name.family_last,
            born.day, born.turned, born.month_day,
        )),
        born.year,
        born.month,
        row.sex or None,
        row.postcode or None,
        row.district or None,
        *(row.number(kind) or None for kind in NUMBERS),
        *(
            frequencies.of(one, name) if getattr(name, one) else None
            for one in ("name", "given", "family")
        ),
    )  # fmt: skip


TYPES = {"born_year": "int32", "born_month": "int32"} | {
    f"tf_{name}": "float64" for name in ("name", "given", "family")
}


def columnar(made: Iterable[tuple[Any, ...]], first: tuple[str, ...] = ()) -> Any:
    """An Arrow table of rows of cells; `first` are columns before `COLUMNS`, as text."""
    import pyarrow

    names = (*first, *COLUMNS)
    columns: list[list[Any]] = [[] for _ in names]
    for row in made:
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    types = {name: getattr(pyarrow, TYPES.get(name, "string"))() for name in names}
    arrays = [pyarrow.array(one, types[name]) for name, one in zip(names, columns, strict=True)]
    return pyarrow.table(dict(zip(names, arrays, strict=True)))
