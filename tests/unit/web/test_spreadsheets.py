"""Files for spreadsheets: read back by two programs, text is text and no cell acts."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from throughcare.web.spreadsheets import ACTS, Sheet, as_csv, as_xlsx

FORMULAS = [
    '=HYPERLINK("http://example.invalid","x")',
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
]


def _csv_back(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _xlsx_back(content: bytes) -> list[tuple[object, ...]]:
    book = load_workbook(io.BytesIO(content))
    page = book.worksheets[0]
    assert not [cell for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    return list(page.iter_rows(values_only=True))


@pytest.mark.parametrize("typed", FORMULAS)
def test_what_would_act_as_a_formula_comes_back_as_text_in_both_files(typed: str) -> None:
    sheet = Sheet("List", ("Place",), [(typed,)])
    assert _csv_back(as_csv(sheet))[1] == [f"'{typed}"]
    back = _xlsx_back(as_xlsx([sheet]))[1][0]
    assert str(back).startswith("'")


def test_a_null_is_made_harmless_in_csv() -> None:
    assert as_csv(Sheet("List", ("A",), [("\0=1",)])).endswith(b"'\0=1\r\n")


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0xD7FF), max_size=20))
def test_any_other_text_comes_back_as_it_was(typed: str) -> None:
    sheet = Sheet("List", ("A", "B"), [(typed, 1)])
    wanted = f"'{typed}" if typed.startswith(ACTS) else typed
    assert _csv_back(as_csv(sheet))[1] == [wanted, "1"]


def test_numbers_stay_numbers_and_what_is_not_known_stays_empty() -> None:
    sheet = Sheet("List", ("A", "B", "C"), [(-3, 0.25, None)])
    assert _xlsx_back(as_xlsx([sheet]))[1] == (-3, 0.25, None)
    assert _csv_back(as_csv(sheet))[1] == ["-3", "0.25", ""]


def test_columns_are_made_harmless_too() -> None:
    sheet = Sheet("List", ("=A1",), [])
    assert _csv_back(as_csv(sheet)) == [["'=A1"]]
    assert _xlsx_back(as_xlsx([sheet]))[0] == ("'=A1",)


def test_ten_thousand_rows_go_through(tmp_path: Path) -> None:
    rows = [(f"L-{number:08}", number) for number in range(10_000)]
    assert len(_csv_back(as_csv(Sheet("List", ("Reference", "N"), rows)))) == 10_001
