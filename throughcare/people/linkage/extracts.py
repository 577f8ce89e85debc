"""Extracts to be linked: CSV files read row by row, with what is wrong with a row said beside
it."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from throughcare.people.linkage.tables import Reading, record_rows
from throughcare.people.matching.row import Row

IDENTIFYING = (
    "given_name", "family_name", "other_names", "date_of_birth", "sex", "postcode",
    "nhs_number", "pnc", "cro", "prison_number", "crn",
)  # fmt: skip
LONGEST_ROW = 20_000


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


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of an extract: its id, the rows under which it is compared, what is carried."""

    id: str
    rows: Sequence[Row]
    carried: Sequence[str] = ()


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
            )
        self.columns, self.carried = header, tuple(unknown)

    def _header(self) -> tuple[str, ...]:
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as file:
                return tuple(name.strip() for name in next(csv.reader(file), []))
        except OSError as cannot:
            raise UnreadableExtract(f"{self.path} cannot be read: {cannot.strerror}.") from cannot
        except (UnicodeDecodeError, csv.Error) as wrong:
            raise UnreadableExtract(f"{self.path} is no CSV file in UTF-8: {wrong}.") from wrong

    def entries(self) -> Iterator[Entry]:
        """The records that can be compared. A record without an id has its line number as one."""
        seen: set[str] = set()
        carried = [self.columns.index(name) for name in self.carried]
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as file:
                lines = csv.reader(file)
                next(lines, None)
                for values in lines:
                    entry = self._entry(values, lines.line_num, seen, carried)
                    if entry:
                        yield entry
        except (UnicodeDecodeError, csv.Error) as wrong:
            raise UnreadableExtract(f"{self.path} is no CSV file in UTF-8: {wrong}.") from wrong

    def _entry(
        self, values: list[str], line: int, seen: set[str], carried: list[int]
    ) -> Entry | None:
        if not any(values):
            return None
        if len(values) != len(self.columns):
            problem = f"the row has {len(values)} cells, the header {len(self.columns)}"
            return self._fault(line, "", "", "", problem)
        record = dict(zip(self.columns, values, strict=True))
        id_ = record.get("id", "").strip() or f"line {line}"
        if id_ in seen:
            return self._fault(line, id_, "id", id_, "another row before has the same id")
        if sum(map(len, values)) > LONGEST_ROW:
            return self._fault(line, id_, "", "", f"the row is longer than {LONGEST_ROW} letters")
        try:
            rows = record_rows(record, self.reading)
        except ValueError as wrong:
            born = record.get("date_of_birth", "")
            return self._fault(line, id_, "date_of_birth", born, str(wrong))
        if not _says_something(rows[0]):
            return self._fault(
                line, id_, "", "", "there is no name and no valid number to match on"
            )
        seen.add(id_)
        self._doubts(record, rows[0], line, id_)
        return Entry(id_, rows, [values[at] for at in carried])

    def _doubts(self, record: Mapping[str, str], row: Row, line: int, id_: str) -> None:
        for column in ("nhs_number", "pnc", "cro", "prison_number", "crn"):
            if record.get(column, "").strip() and not row.number(column):
                problem = "the number is not valid; the row was matched without it"
                self._fault(line, id_, column, record[column], problem)

    def _fault(self, line: int, id_: str, column: str, given: str, problem: str) -> Entry | None:
        """Note what is wrong; there is no record then."""
        self.faults.append(Fault(line, id_, column, given, problem))
        return None


def records_of(path: Path) -> Iterator[dict[str, str]]:
    """The records of a file as they stand, for training; raises `UnreadableExtract`."""
    extract = Extract(path, Reading(on=date.min, synthetic=True))
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        next(lines, None)
        for values in lines:
            if len(values) == len(extract.columns):
                yield dict(zip(extract.columns, values, strict=True))


def _says_something(row: Row) -> bool:
    return bool(row.named.name or row.numbers)
