"""A file as a table: its encoding, its separator, where its headings are, then one row at a time.

Rows are counted as a spreadsheet shows them. A quotation mark that never closes costs one row and
not the rest of the file.
"""

import codecs
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from throughcare.fhir.custody_log.reading.layout import Layout, fold

LONGEST_LINE = 65_536
MOST_LINES_IN_A_ROW = 40
MOST_ROWS_BEFORE_HEADINGS = 25
SEPARATORS = (",", ";", "\t", "|")
NAMES = ({"name"}, {"family_name"})
OURS = ("Row number", "Column", "Value", "Problem", "What to do")
"""What the errors file adds. A file with these columns can be imported again; they are not read."""


class UnreadableLog(Exception):
    """A file that is no custody log; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file; `wrong` says why its cells cannot be told apart, where they cannot."""

    number: int
    cells: tuple[str, ...]
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Log:
    """A custody log that can be read: which column stands where, and what is not read."""

    path: Path
    encoding: str
    separator: str
    headings: tuple[str, ...]
    places: tuple[tuple[str, int], ...]
    unread: tuple[str, ...]
    heading_row: int

    def has(self, key: str) -> bool:
        """Whether the file has such a column."""
        return any(key == named for named, _ in self.places)

    def heading(self, key: str) -> str:
        """The heading of a column as the file writes it."""
        return next((self.headings[at] for named, at in self.places if named == key), "")

    def rows(self) -> Iterator[Row]:
        """The rows after the headings; empty ones and repeated headings are left out."""
        with self.path.open(encoding=self.encoding, errors="replace", newline="") as lines:
            for row in _rows(lines, self.separator):
                cells = row.cells
                if row.number <= self.heading_row or not any(cells) or cells == self.headings:
                    continue
                if not row.wrong and len(cells) != len(self.headings):
                    said = "more" if len(cells) > len(self.headings) else "fewer"
                    wrong = f"The row has {said} cells ({len(cells)}) than there are headings."
                    yield Row(row.number, cells, wrong)
                else:
                    yield row

    def values(self, row: Row) -> dict[str, str]:
        """The cells of a row by column."""
        return {key: row.cells[at] for key, at in self.places}


def open_log(path: Path, layout: Layout, *, suite_is_given: bool = False) -> Log:
    """Find out how a file is written; raises `UnreadableLog`. The file is read through once."""
    encoding = _encoding(path)
    best: tuple[int, tuple[str, ...], str, int] | None = None
    for separator in SEPARATORS:
        with path.open(encoding=encoding, errors="replace", newline="") as lines:
            for row in _rows(lines, separator):
                known = sum(fold(cell) in layout.headings for cell in row.cells)
                if known and (best is None or known > best[0]):
                    best = known, row.cells, separator, row.number
                if row.number >= MOST_ROWS_BEFORE_HEADINGS:
                    break
    if best is None:
        wanted = ", ".join(column.label for column in layout.columns if column.must)
        raise UnreadableLog(f"No row of headings was found. There must be columns for {wanted}.")
    _, headings, separator, number = best
    places, unread = _placed(headings, layout)
    _require(dict(places), headings, layout, suite_is_given)
    return Log(path, encoding, separator, headings, tuple(places), tuple(unread), number)


def _placed(headings: tuple[str, ...], layout: Layout) -> tuple[list[tuple[str, int]], list[str]]:
    places: dict[str, int] = {}
    unread = []
    for at, heading in enumerate(headings):
        key = layout.headings.get(fold(heading))
        if key is None:
            if heading and heading not in OURS:
                unread.append(heading)
        elif key in places:
            raise UnreadableLog(
                f"Two columns say the same: “{headings[places[key]]}” and “{heading}” are both "
                f"read as “{layout.label(key)}”. Rename or remove one of them."
            )
        else:
            places[key] = at
    return list(places.items()), unread


def _require(
    places: dict[str, int], headings: Sequence[str], layout: Layout, suite_is_given: bool
) -> None:
    missing = [c.label for c in layout.columns if c.must and c.key not in places]
    has_names = any(column.key == "name" for column in layout.columns)
    if has_names and not any(names <= set(places) for names in NAMES):
        missing.append(f"{layout.label('name')} (or {layout.label('family_name')})")
    if not suite_is_given and "suite" not in places:
        missing.append(f"{layout.label('suite')} (or say --place CODE)")
    if missing:
        raise UnreadableLog(
            f"These columns are missing: {', '.join(missing)}. "
            f"The file has: {', '.join(filter(None, headings))}."
        )


def _encoding(path: Path) -> str:
    """UTF-8 if every byte of the file is, else Windows-1252."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            start = file.read(4)
            if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                raise UnreadableLog(
                    "The file is in UTF-16. Save it as “CSV UTF-8 (comma delimited)”."
                )
            if start.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
                raise UnreadableLog(
                    "This is a spreadsheet file. Save it as “CSV UTF-8 (comma delimited)”."
                )
            file.seek(0)
            while block := file.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    except OSError as error:
        raise UnreadableLog(f"{path} cannot be read: {error.strerror}.") from error
    return "utf-8-sig"


def _rows(lines: TextIO, separator: str) -> Iterator[Row]:
    ahead: list[str] = []
    number = 0
    while line := ahead.pop(0) if ahead else lines.readline(LONGEST_LINE):
        number += 1
        line = line.replace("\0", "")
        if line.count('"') % 2 == 0:
            yield Row(number, _cells(line, separator))
            continue
        following: list[str] = []
        text = line
        while text.count('"') % 2 and len(following) < MOST_LINES_IN_A_ROW:
            more = ahead.pop(0) if ahead else lines.readline(LONGEST_LINE)
            if not more:
                break
            following.append(more)
            text += more.replace("\0", "")
        if text.count('"') % 2 == 0:
            yield Row(number, _cells(text, separator))
        else:
            ahead = following + ahead
            yield Row(
                number,
                _cells(line.replace('"', ""), separator),
                "A quotation mark opens in this row and never closes.",
            )


def _cells(text: str, separator: str) -> tuple[str, ...]:
    if '"' not in text and "\r" not in text[:-2]:
        return tuple([cell.strip() for cell in text.rstrip("\r\n").split(separator)])
    rows = list(csv.reader(text.splitlines(keepends=True), delimiter=separator))
    return tuple([cell.strip() for row in rows for cell in row])
