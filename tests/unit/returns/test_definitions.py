"""Definitions are files that a manager can read; a wrong one is named with its line."""

from pathlib import Path

import pytest

from throughcare.returns.definition import FOLDER, definitions
from throughcare.returns.wording import COLUMNS
from throughcare.sourced import Status, WrongFile
from throughcare.tables.schema import ROW_TYPES, columns

ONE = """figures:
  - id: {id}
    title: Seen by the service
    sentence: Of all contacts, in how many somebody saw the person.
    table: contacts
    kind: share
    of: everyone
    of_words: contacts
    counts: {counts}
    counts_words: seen
    unknown: Still in custody and not seen yet.
    by: [{by}]
    source: Local definition
    status: unverified
    effective_from: "2026-11-22"
"""


def _folder(tmp_path: Path, **said: str) -> Path:
    text = ONE.format(**({"id": "seen", "counts": "seen", "by": "place"} | said))
    (tmp_path / "1.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_definition_of_ones_own_is_read(tmp_path: Path) -> None:
    assert list(definitions(_folder(tmp_path))) == ["seen"]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"counts": "liked"}, "1.yaml line 2: figures.0.: 'liked' is not one of"),
        ({"by": "shoe_size"}, "contacts has no column 'shoe_size'"),
        ({"id": "Seen!"}, "1.yaml line 2: figures"),
    ],
)
def test_a_wrong_definition_is_named_with_its_line(
    tmp_path: Path, said: dict[str, str], message: str
) -> None:
    with pytest.raises(WrongFile) as wrong:
        definitions(_folder(tmp_path, **said))
    assert message.replace("figures.0.", "figures[0]") in str(wrong.value)


def test_the_same_figure_twice_is_refused(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    (folder / "2.yaml").write_text((folder / "1.yaml").read_text(encoding="utf-8"), "utf-8")
    with pytest.raises(WrongFile, match=r"2\.yaml line 2: .*seen is defined twice"):
        definitions(folder)


def test_no_definition_claims_to_be_official() -> None:
    assert all(one.status is not Status.VERIFIED for one in definitions(FOLDER).values())
    assert not [one.id for one in definitions().values() if "HJIP" in one.title + one.sentence]


def test_every_column_has_words() -> None:
    named = {column.name for kind in ROW_TYPES.values() for column in columns(kind)}
    assert not named - set(COLUMNS)


def test_every_comparison_says_who_published_it_and_for_when() -> None:
    for one in definitions().values():
        for each in one.compare:
            assert each.source, one.id
            assert each.year, one.id
