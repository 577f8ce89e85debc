"""Rows as CSV or XLSX: text stays text, and nothing that somebody typed can act as a formula.

Source of the rule: OWASP ASVS 5.0, 1.2.10: a cell that begins with one of these characters is
preceded by a single quotation mark. Numbers are numbers and are left alone.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter

ACTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file: its name, its columns and its rows."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def inert(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(ACTS) else cell


def as_csv(sheet: Sheet) -> bytes:
    """UTF-8 with a mark by which spreadsheets know it; lines end as RFC 4180 has them."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([inert(column) for column in sheet.columns])
    writer.writerows(["" if cell is None else inert(cell) for cell in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """A workbook with one sheet for each table; rows go to disk one by one, not to memory."""
    whole = io.BytesIO()
    book = xlsxwriter.Workbook(whole, {"constant_memory": True})
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name[:31])
        page.freeze_panes(1, 0)
        page.set_column(0, max(len(sheet.columns) - 1, 0), 22)
        for place, column in enumerate(sheet.columns):
            page.write_string(0, place, str(inert(column)), heading)
        for line, row in enumerate(sheet.rows, 1):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    page.write_string(line, place, str(inert(cell)))
                elif cell is not None:
                    page.write_number(line, place, cell)
    book.close()
    return whole.getvalue()
