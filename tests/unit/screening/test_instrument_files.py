"""A wrong instrument file is refused with its name and line, and a published one never changes."""

import json
from pathlib import Path

import pytest

from throughcare.screening.instrument import (
    FOLDER,
    UnknownInstrument,
    find,
    fingerprint,
    instruments,
    load_instrument,
)
from throughcare.screening.rules import DERIVED, NeedType, Strength
from throughcare.sourced import WrongFile

PUBLISHED = json.loads((FOLDER / "published_hashes.json").read_text("utf-8"))


def changed(folder: Path, name: str, old: str, new: str) -> Path:
    text = (FOLDER / name).read_text("utf-8")
    assert old in text
    path = folder / name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def line_of(path: Path, words: str) -> int:
    lines = path.read_text("utf-8").splitlines()
    return next(at for at, line in enumerate(lines, start=1) if words in line)


def test_a_published_version_never_changes() -> None:
    for name, sha256 in PUBLISHED.items():
        assert fingerprint(FOLDER / name) == sha256, (
            f"{name} is published and has changed. Put corrections in a new version."
        )


def test_every_instrument_on_the_shelf_is_published_with_its_hash() -> None:
    names = {f"{each.id}-{each.version}.yaml" for each in instruments()}
    assert names == set(PUBLISHED)


@pytest.mark.parametrize(
    ("old", "new", "words", "said"),
    [
        ('version: "1.0"', "version: 1.0", "version:", "version"),
        ("concept: mood.low", "concept: Mood", "concept: Mood", "items[1].concept"),
        ("urgent: true", "urgent: perhaps", "urgent:", "flags[0].urgent"),
        ("status: unverified", "status: believed", "believed", "scoring.bands[0].status"),
        ("shelf_life: P14D", "shelf_life: PP", "shelf_life: PP", "items[0].shelf_life"),
        ("options: how_often", "options: sometimes", "sometimes", "no option set sometimes"),
        (
            "when: self_harm_thoughts > 0",
            "when: self_harm > 0",
            "when: self_harm > 0",
            "self_harm is not an item",
        ),
        ("when: total >= 10,", "when: total about 10,", "about 10", "'about' is not a comparison"),
        ("most: 4\n", "most: 5\n", "least: 5", "it goes from 5 to 9; 6 is due"),
        ("most: 27\n  accuracy", "most: 28\n  accuracy", "scoring:", "add up to 0 to 27"),
        ("- id: low_mood", "- id: interest", "", "two items have the id interest"),
        ("  - id: sleep", "  - id: total", "id: total", "another meaning"),
        ("sum: [interest,", "sum: [difficulty,", "sum:", "not always asked"),
    ],
)
def test_a_wrong_file_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, words: str, said: str
) -> None:
    path = changed(tmp_path, "phq-9-1.0.yaml", old, new)
    with pytest.raises(WrongFile) as refused:
        load_instrument(path)
    about = [problem for problem in refused.value.problems if said in problem]
    assert about, refused.value.problems
    assert about[0].startswith("phq-9-1.0.yaml line ")
    if words:
        assert about[0].startswith(f"phq-9-1.0.yaml line {line_of(path, words)}: ")


def test_a_file_must_carry_the_name_of_its_instrument_and_version(tmp_path: Path) -> None:
    path = tmp_path / "phq-9-2.0.yaml"
    path.write_bytes((FOLDER / "phq-9-1.0.yaml").read_bytes())
    with pytest.raises(WrongFile, match=r"should be named phq-9-1\.0\.yaml"):
        load_instrument(path)


def test_items_left_off_the_pages_are_named(tmp_path: Path) -> None:
    path = changed(tmp_path, "ld-core-1.0.yaml", "faith_or_culture, matters_most]", "matters_most]")
    with pytest.raises(WrongFile, match="faith_or_culture is on no page"):
        load_instrument(path)


def test_a_condition_on_an_answer_that_cannot_be_given_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, "ld-core-1.0.yaml", "drugs has opioids", "drugs has heroin")
    with pytest.raises(WrongFile, match="heroin is not an answer to drugs"):
        load_instrument(path)
    path = changed(tmp_path, "ld-core-1.0.yaml", "drugs has opioids", "drugs == opioids")
    with pytest.raises(WrongFile, match="has"):
        load_instrument(path)


def test_an_unknown_instrument_or_version_is_told_what_there_is() -> None:
    with pytest.raises(UnknownInstrument, match="audit-c, ld-core, phq-9"):
        find("phq")
    with pytest.raises(UnknownInstrument, match=r"There are: 1\.0"):
        find("phq-9", "7.3")
    with pytest.raises(UnknownInstrument):
        find("../instruments/phq-9")


def test_every_name_in_a_file_has_its_meaning_in_the_rules() -> None:
    for instrument in instruments():
        assert {derived.rule for derived in instrument.derived} <= set(DERIVED)
        assert {points.what for points in instrument.needs} <= {need.value for need in NeedType}
        assert {points.what for points in instrument.strengths} <= {word.value for word in Strength}


def test_every_instrument_says_who_says_so_and_how_far_that_was_checked() -> None:
    for instrument in instruments():
        assert instrument.sources
        assert all(source.reference and source.status for source in instrument.sources)
        assert instrument.licence.permission
        assert instrument.wording
