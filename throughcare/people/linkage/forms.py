"""Every text of an extract in the form in which it is compared, worked out once for each text.

A million records have far fewer different names, dates, postcodes and numbers, so each is looked at
once, by the same functions that read one person; the engine then puts the forms beside the rows.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from throughcare.codes import check
from throughcare.people.linkage.tables import KINDS, SEXES, Reading, read_birth
from throughcare.people.matching.folding import root, sound, words
from throughcare.people.matching.model import Frequencies
from throughcare.people.matching.row import NOT_KNOWN, other_names, place

Cells = tuple[Any, ...]
AT_ONCE = 100_000


def put(
    connection: Any, table: str, columns: str, texts: str, of: Callable[[str], Iterable[Cells]]
) -> None:
    """Make a table of what `of` says of each text; `texts` is the SQL of the different ones.

    Columns are named with their types, the first is the text itself.
    """
    connection.execute(f"CREATE OR REPLACE TABLE {table} ({columns})")
    names = [column.split()[0] for column in columns.split(", ")]
    cursor = connection.cursor()
    cursor.execute(texts)
    while some := cursor.fetchmany(AT_ONCE):
        _insert(
            connection, table, names, ((text, *cells) for (text,) in some for cells in of(text))
        )


def _insert(connection: Any, table: str, names: list[str], rows: Iterable[Cells]) -> None:
    import pyarrow

    columns = list(zip(*rows, strict=True))
    if columns:
        made = pyarrow.table(dict(zip(names, map(pyarrow.array, columns), strict=True)))
        connection.register("made", made)
        connection.sql("SELECT * FROM made").insert_into(table)


def given_forms(known: Frequencies) -> Callable[[str], Iterator[Cells]]:
    """Of given names: the first, the second, the root and sound of the first, how common it is."""

    def of(text: str) -> Iterator[Cells]:
        first, *more = words(text) or ("",)
        base = root(first)
        common = known.listed["given"].get(first, known.rarest["given"])
        yield first, more[0] if more else "", base, sound(base), common

    return of


def family_forms(known: Frequencies) -> Callable[[str], Iterator[Cells]]:
    """Of a family name: the whole, its sound, its first and last word, how common it is."""

    def of(text: str) -> Iterator[Cells]:
        parts = words(text)
        whole = "".join(parts)
        common = known.listed["family"].get(whole, known.rarest["family"])
        first, last = (parts[0], parts[-1]) if parts else ("", "")
        yield whole, sound(whole), first, last, common

    return of


def other_forms(text: str) -> Iterator[Cells]:
    """Of other names: each with its turn; the first row has the further given name alone."""
    middle, others = other_names(text)
    yield 0, "", "", (words(middle) or ("",))[0]
    for turn, (given, family) in enumerate(others, 1):
        yield turn, given, family, ""


def birth_forms(text: str) -> Iterator[Cells]:
    """Of a date of birth: its parts as far as they are known, and what is wrong with it."""
    try:
        born, problem = read_birth(text), ""
    except ValueError as wrong:
        born, problem = NOT_KNOWN, str(wrong)
    yield born.day, born.turned, born.month_day, born.year, born.month, problem


def sex_forms(text: str) -> Iterator[Cells]:
    """Of a sex: how it is compared."""
    yield (SEXES.get(text.strip().lower(), ""),)


def place_forms(text: str) -> Iterator[Cells]:
    """Of a postcode: whole and district."""
    yield place(text)


def number_forms(column: str, reading: Reading) -> Callable[[str], Iterator[Cells]]:
    """Of a number: its canonical form, or nothing where it cannot be right."""
    kind = KINDS[column]

    def of(text: str) -> Iterator[Cells]:
        yield (check(kind, text, on=reading.on, synthetic=reading.synthetic).canonical or "",)

    return of
