"""Extracts to be linked: CSV files, read some rows at a time, with what is wrong with a row."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from throughcare.people.linkage.tables import Reading

IDENTIFYING = (
    "given_name", "family_name", "other_names", "date_of_birth", "sex", "postcode",
    "nhs_number", "pnc", "cro", "prison_number", "crn",
)  # fmt: skip
DIVIDED = " Divide the columns by commas."
OTHER_DIVIDERS = frozenset(";\t|")
LONGEST_ROW = 20_000
AT_ONCE = 100_000


class UnreadableExtract(Exception):
    """The file cannot be read as an extract; says why in plain words."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row of a file; `line` counts from 1, the header being line 1."""

    line: int
    id: str
    column: str
    given: str
    problem: str


@dataclass
class Extract:
    """A CSV file in UTF-8. Reading it fills `faults`; the rows at fault are left out."""

    path: Path
    reading: Reading
    columns: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        header = self._header()
        unknown = [name for name in header if name not in {"id", *IDENTIFYING}]
        if len(set(header)) != len(header):
            twice = sorted({name for name in header if header.count(name) > 1})
            raise UnreadableExtract(f"{self.path}: a column stands twice: {', '.join(twice)}.")
        if not {"given_name", "family_name"} & set(header) and not (
            {"nhs_number", "pnc", "cro", "prison_number", "crn"} & set(header)
        ):
            raise UnreadableExtract(
                f"{self.path}: the first line names no column to match on. It needs some of: "
                f"id, {', '.join(IDENTIFYING)}. It has: {', '.join(header) or 'nothing'}."
                f"{DIVIDED if len(header) == 1 and OTHER_DIVIDERS & set(header[0]) else ''}"
            )
        self.columns, self.carried = header, tuple(unknown)

    def _header(self) -> tuple[str, ...]:
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as file:
                return tuple(name.strip() for name in next(csv.reader(file), []))
        except OSError as cannot:
            raise UnreadableExtract(f"{self.path} cannot be read: {cannot.strerror}.") from cannot
        except (UnicodeDecodeError, csv.Error) as wrong:
            raise self._no_csv(wrong) from wrong

    def lines(self) -> Iterator[tuple[list[int], list[list[str]]]]:
        """The line on which each row ends, and the rows, some at a time, never none.

        A row that has not as many cells as the header is a fault, an empty one is passed over.
        Raises `UnreadableExtract`.
        """
        lines: list[int] = []
        rows: list[list[str]] = []
        width = len(self.columns)
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as file:
                read = csv.reader(file)
                next(read, None)
                for values in read:
                    if not any(values):
                        continue
                    if len(values) != width:
                        self._wrong_length(read.line_num, len(values))
                        continue
                    lines.append(read.line_num)
                    rows.append(values)
                    if len(rows) >= AT_ONCE:
                        yield lines, rows
                        lines, rows = [], []
        except (UnicodeDecodeError, csv.Error) as wrong:
            raise self._no_csv(wrong) from wrong
        if rows:
            yield lines, rows

    def _no_csv(self, wrong: Exception) -> UnreadableExtract:
        why = "its letters are of another encoding" if isinstance(wrong, ValueError) else wrong
        return UnreadableExtract(f"{self.path} is no CSV file in UTF-8: {why}.")

    def _wrong_length(self, line: int, cells: int) -> None:
        problem = f"the row has {cells} cells, the header {len(self.columns)}"
        self.faults.append(Fault(line, "", "", "", problem))


def records_of(path: Path) -> Iterator[dict[str, str]]:
    """The records of a file as they stand, for training; raises `UnreadableExtract`."""
    extract = Extract(path, Reading(on=date.min, synthetic=True))
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        next(lines, None)
        for values in lines:
            if len(values) == len(extract.columns):
                yield dict(zip(extract.columns, values, strict=True))
