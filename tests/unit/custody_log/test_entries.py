"""What one row means: names, numbers kept as supplied, words on lists, and what is refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.care.rules import SafetyKind, SafetyState
from throughcare.codes import EthnicCategory, Kind
from throughcare.fhir.custody_log.reading import (
    Entry,
    Log,
    Refusal,
    open_log,
    published,
    read_row,
)
from throughcare.fhir.custody_log.reading.names import several, whole_name
from throughcare.fhir.custody_log.reading.tables import Row
from throughcare.people.rules import NameKind, Sex

LAYOUT = published()
KEYS = tuple(column.key for column in LAYOUT.columns)
LOG = Log(
    path=Path("log.csv"),
    encoding="utf-8",
    separator=",",
    headings=tuple(column.label for column in LAYOUT.columns),
    places=tuple((key, at) for at, key in enumerate(KEYS)),
    unread=(),
    heading_row=1,
)
ENOUGH = {"reference": "AMB/1", "name": "TESTERSON, Robin", "arrived": "21/11/2026 14:05"}


def _read(**cells: str) -> Entry | Refusal:
    told = ENOUGH | cells
    return read_row(LOG, Row(2, tuple(told.get(key, "") for key in KEYS)), LAYOUT)


def _entry(**cells: str) -> Entry:
    entry = _read(**cells)
    assert isinstance(entry, Entry), entry
    return entry


def _problems(**cells: str) -> list[str]:
    refusal = _read(**cells)
    assert isinstance(refusal, Refusal)
    assert all(problem.what_to_do for problem in refusal.problems)
    return [problem.column for problem in refusal.problems]


def test_what_is_not_said_stays_unknown() -> None:
    entry = _entry()
    assert entry.safety == ()
    assert entry.person.sex is Sex.UNKNOWN
    assert entry.person.ethnicity is EthnicCategory.NOT_KNOWN
    assert (entry.person.interpreter, entry.person.address, entry.left_at) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "given_names", "family"),
    [
        ("TESTERSON, Robin", "Robin", "Testerson"),
        ("O'TESTERSON-MCSAMPLE, MARY ANN", "Mary Ann", "O'Testerson-McSample"),
        ("Robin TESTERSON", "Robin", "Testerson"),
        ("Mr Robin van Testerson", "Robin van", "Testerson"),
        ("Testerson", "", "Testerson"),
        ("testerson , robin", "robin", "testerson"),
    ],
)
def test_names_are_told_apart_as_forces_write_them(
    text: str, given_names: str, family: str
) -> None:
    name = whole_name(text)
    assert (name.given, name.family) == (given_names, family)


def test_aliases_stand_between_semicolons_or_bars_and_repeat_nothing() -> None:
    entry = _entry(aliases="TESTER, Rob; Robin Testerson | Bobby;; None")
    assert [(n.whole, n.kind) for n in entry.person.names] == [
        ("Robin Testerson", NameKind.LEGAL),
        ("Bobby", NameKind.ALIAS),
        ("Rob Tester", NameKind.ALIAS),
    ]


@given(st.lists(st.text(alphabet="abc ,'", min_size=1), max_size=5))
def test_several_names_in_a_cell_are_all_there(names: list[str]) -> None:
    wanted = [" ".join(name.split()) for name in names if name.split()]
    assert several(" ; ".join(names)) == wanted


def test_numbers_are_kept_as_supplied_right_or_wrong() -> None:
    entry = _entry(pnc="2024/0000001S; nonsense", nhs_number="9.99E+09", cro="N/K")
    assert {(number.kind, number.given) for number in entry.person.numbers} == {
        (Kind.NHS_NUMBER, "9.99E+09"),
        (Kind.PNC, "2024/0000001S"),
        (Kind.PNC, "nonsense"),
    }


@pytest.mark.parametrize(
    ("given_code", "category"),
    [("W1", "A"), ("w3", "C"), ("O2", "S"), ("A4", "R"), ("White Irish", "B"), ("NS", "Z")],
)
def test_ethnicity_is_mapped_and_the_supplied_code_kept(given_code: str, category: str) -> None:
    person = _entry(ethnicity=given_code).person
    assert person.ethnicity is EthnicCategory(category)
    assert person.ethnicity_given == given_code


def test_a_word_that_is_on_no_list_is_not_known_and_told() -> None:
    entry = _entry(ethnicity="IC3", sex="Q")
    assert entry.person.ethnicity is EthnicCategory.NOT_KNOWN
    assert entry.person.ethnicity_given == "IC3"
    assert set(entry.not_understood) == {("Self-defined ethnicity", "IC3"), ("Sex", "Q")}


def test_safety_is_yes_no_or_not_said_and_never_guessed() -> None:
    entry = _entry(self_harm="Yes", appropriate_adult="n", interpreter="N/K")
    assert entry.safety == (
        (SafetyKind.APPROPRIATE_ADULT, SafetyState.NO),
        (SafetyKind.SELF_HARM, SafetyState.YES),
    )
    assert _problems(self_harm="see notes") == ["Self-harm"]


def test_no_fixed_abode_is_an_address() -> None:
    address = _entry(address="NFA").person.address
    assert address is not None
    assert address.no_fixed_abode


def test_every_problem_of_a_row_is_told_at_once() -> None:
    assert _problems(name="???", arrived="soon", born="31/02/1990") == ["Arrived"]
    assert _problems(name="???", born="31/02/1990") == ["Name", "Date of birth"]
    assert _problems(reference="", left="31/02/2026 10:00") == ["Custody record number", "Released"]


def test_a_character_nobody_can_read_is_handed_back() -> None:
    assert _problems(name="TESTERS\N{REPLACEMENT CHARACTER}N, Robin") == ["Name"]


@given(st.dictionaries(st.sampled_from(KEYS), st.text(max_size=40), max_size=8))
def test_any_row_is_an_entry_or_a_refusal_that_says_why(cells: dict[str, str]) -> None:
    read = _read(**{key: value.strip() for key, value in cells.items()})
    assert isinstance(read, Entry) or read.problems


def test_the_layout_of_the_product_reads_its_own_examples(tmp_path: Path) -> None:
    used = [column for column in LAYOUT.columns if not column.key.endswith("_time")]
    file = tmp_path / "log.csv"
    rows = [[c.label for c in used], [f'"{c.example}"' for c in used]]
    file.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    log = open_log(file, LAYOUT)
    (row,) = log.rows()
    entry = read_row(log, row, LAYOUT)
    assert isinstance(entry, Entry)
    assert not entry.not_understood
