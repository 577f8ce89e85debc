"""A file as a table: encodings, separators, headings, and quotation marks that never close."""

from pathlib import Path

import pytest

from throughcare.fhir.custody_log.reading import UnreadableLog, open_log, published

HEADINGS = "Custody record number,Custody suite,Name,Arrived"
ROW = "AMB/1,Amberford,Robin Testerson,21/11/2026 14:05"


def _log(tmp_path: Path, content: str | bytes, **more: bool):
    file = tmp_path / "log.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return open_log(file, published(), **more)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_encoding_is_found_out(tmp_path: Path, encoding: str) -> None:
    log = _log(tmp_path, f"{HEADINGS}\n{ROW.replace('Robin', 'Zoë')}\n".encode(encoding))
    assert [row.cells[2] for row in log.rows()] == ["Zoë Testerson"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_out(tmp_path: Path, separator: str) -> None:
    log = _log(tmp_path, f"{HEADINGS}\n{ROW}\n".replace(",", separator))
    assert log.separator == separator
    assert [log.values(row)["arrived"] for row in log.rows()] == ["21/11/2026 14:05"]


def test_headings_may_stand_below_a_title_and_in_the_words_of_the_force(tmp_path: Path) -> None:
    text = f"Custody log\nPrinted today\n\nCustody ref,STATION,DP name,Arrival date\n{ROW}\n"
    log = _log(tmp_path, text)
    (row,) = log.rows()
    assert row.number == 5
    assert log.values(row)["name"] == "Robin Testerson"


def test_empty_rows_and_repeated_headings_are_no_rows_but_count(tmp_path: Path) -> None:
    log = _log(tmp_path, f"{HEADINGS}\n\n{ROW}\n{HEADINGS}\n,,,\n{ROW}")
    assert [row.number for row in log.rows()] == [3, 6]


def test_a_cell_may_hold_the_separator_and_a_line_break(tmp_path: Path) -> None:
    log = _log(
        tmp_path, f'{HEADINGS}\r\nAMB/1,"Amber,\r\nford","TESTERSON, ""Bob""",x\r\n{ROW}\r\n'
    )
    first, second = log.rows()
    assert first.cells[1:3] == ("Amber,\r\nford", 'TESTERSON, "Bob"')
    assert (first.wrong, second.number) == ("", 3)


def test_a_quotation_mark_that_never_closes_costs_one_row(tmp_path: Path) -> None:
    rows = "\n".join([ROW] * 60)
    log = _log(tmp_path, f'{HEADINGS}\nAMB/0,"Amberford,Robin,x\n{rows}\n')
    first, *others = log.rows()
    assert "never closes" in first.wrong
    assert len(others) == 60
    assert not any(row.wrong for row in others)


def test_a_row_cut_short_is_wrong(tmp_path: Path) -> None:
    log = _log(tmp_path, f"{HEADINGS}\nAMB/1,Amberford\n{ROW},more\n")
    assert ["fewer" in row.wrong or "more" in row.wrong for row in log.rows()] == [True, True]


def test_missing_columns_are_named_with_those_that_are_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableLog) as unreadable:
        _log(tmp_path, "Custody record number,Colour\n1,red\n")
    said = str(unreadable.value)
    assert all(word in said for word in ("Arrived", "Name", "Custody suite", "Colour"))


def test_the_suite_may_be_said_beside_the_file(tmp_path: Path) -> None:
    text = "Custody record number,Surname,Arrived\n1,Testerson,x\n"
    assert _log(tmp_path, text, suite_is_given=True).has("family_name")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "headings"),
        (b"a,b,c\n1,2,3\n", "headings"),
        ("x".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (f"{HEADINGS},Arrival\n".encode(), "Two columns"),
    ],
)
def test_what_is_no_custody_log_is_said_so(tmp_path: Path, content: bytes, word: str) -> None:
    with pytest.raises(UnreadableLog, match=word):
        _log(tmp_path, content)


def test_columns_that_are_not_read_are_named_and_those_of_an_errors_file_are_not(
    tmp_path: Path,
) -> None:
    log = _log(tmp_path, f"{HEADINGS},Cell,Row number,Problem\n{ROW},7,2,x\n")
    assert log.unread == ("Cell",)
