"""A wrong instrument file is refused with its name and line, and a published one never changes."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from throughcare.screening.instrument import (
    FOLDER,
    Item,
    Tier,
    UnknownInstrument,
    find,
    fingerprint,
    instruments,
    load_instrument,
    never_embedded,
    supply,
)
from throughcare.screening.instrument.supplied import with_wording
from throughcare.screening.rules import DERIVED, NeedType, Strength, may_administer, score
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
    ready = [each for each in instruments() if each.administrable or each.tier is Tier.PLUG_IN]
    assert {f"{each.id}-{each.version}.yaml" for each in ready} == set(PUBLISHED)


def test_an_instrument_whose_wording_is_not_verified_is_listed_and_says_why() -> None:
    unsure = [each for each in instruments() if f"{each.id}-{each.version}.yaml" not in PUBLISHED]
    assert {each.id for each in unsure} == {"bjmhs", "cmhs-f", "cmhs-m", "osu-tbi-id"}
    for instrument in unsure:
        assert any("cannot be published" in reason for reason in instrument.why_not)
        assert not may_administer(instrument).allowed


def test_questions_that_share_a_concept_share_their_answers_or_are_always_asked() -> None:
    by_concept: dict[str, list[tuple[str, Item]]] = {}
    for instrument in instruments():
        for item in instrument.items:
            by_concept.setdefault(item.concept, []).append((instrument.id, item))
    for concept, asked in by_concept.items():
        if all(item.safety_critical for _, item in asked):
            continue
        ways = {(item.kind, item.options) for _, item in asked}
        assert len(ways) == 1, f"{concept}: {[name for name, _ in asked]} answer differently"


def test_what_may_never_be_embedded_is_refused_with_the_reason(tmp_path: Path) -> None:
    text = (FOLDER / "phq-9-1.0.yaml").read_text("utf-8")
    by_id = tmp_path / "moca-1.0.yaml"
    by_id.write_text(text.replace("id: phq-9", "id: moca", 1), encoding="utf-8")
    with pytest.raises(WrongFile, match=r"moca-1\.0\.yaml line 3: .*prohibited since April 2021"):
        load_instrument(by_id)
    by_name = changed(tmp_path, "phq-9-1.0.yaml", "title: Patient", "title: EQ-5D and Patient")
    with pytest.raises(WrongFile, match="written consent"):
        load_instrument(by_name)
    taken = {each.id for each in instruments()} & {each.id for each in never_embedded()}
    assert not taken


WORDS = """instrument: sds
version: "1.0"
language: en
supplied_by: Ambershire Health
permission: Letter of the owner to this service
permitted_on: "2026-05-01"
stem: About the drug that you named.
items:
"""
LABELS = "[Never or almost never, Sometimes, Often, Always or nearly always]"


def site_words(folder: Path, *, without: str = "", more: str = "") -> Path:
    items = [item.id for item in find("sds").items if item.id != without]
    lines = [f"  {name}: {{text: Words for {name}, answers: {LABELS}}}" for name in items]
    path = folder / "sds-1.0.wording.yaml"
    path.write_text(WORDS + "\n".join(lines) + "\n" + more, encoding="utf-8")
    return path


def test_a_plug_in_scores_without_words_and_is_asked_only_in_the_words_of_a_site(
    tmp_path: Path,
) -> None:
    bare = find("sds")
    assert bare.tier is Tier.PLUG_IN
    assert score(bare, dict.fromkeys("12345", 2)).score == 10
    assert "supplies" in may_administer(bare).reasons[0]
    site_words(tmp_path)
    try:
        supply(tmp_path)
        worded = find("sds")
        assert worded.item("control").text == "Words for control"
        assert worded.item("control").options[3].label == "Always or nearly always"
        assert "Ambershire Health" in worded.wording
        assert may_administer(worded).allowed
        assert score(worded, dict.fromkeys("12345", 2)).score == 10
    finally:
        supply(None)
    assert not find("sds").administrable


@pytest.mark.parametrize(
    ("without", "more", "said"),
    [
        ("worry", "", "line 8: items: the item worry has no wording"),
        ("", f"  shoes: {{text: Size, answers: {LABELS}}}\n", "sds has no item shoes"),
        ("worry", "  worry: {text: Worry, answers: [Never]}\n", "there are 4 answers"),
    ],
)
def test_the_words_of_a_site_are_refused_by_line(
    without: str, more: str, said: str, tmp_path: Path
) -> None:
    path = site_words(tmp_path, without=without, more=more)
    with pytest.raises(WrongFile) as refused:
        with_wording(find("sds"), path)
    assert any(said in problem for problem in refused.value.problems), refused.value.problems


def test_nobody_may_reword_an_instrument_that_ships_with_its_words(tmp_path: Path) -> None:
    path = site_words(tmp_path)
    with pytest.raises(WrongFile, match="nobody may change"):
        with_wording(find("phq-9"), path)


def test_an_instrument_made_for_one_sex_is_not_for_the_other() -> None:
    for_men = replace(find("gad-7"), population=replace(find("gad-7").population, sexes=("male",)))
    assert "made for men only" in may_administer(for_men, sex="female").reasons[0]
    assert may_administer(for_men, sex="male").allowed
    assert may_administer(for_men).allowed


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
    with pytest.raises(UnknownInstrument, match="ld-core, osu-tbi-id, pc-ptsd-5, pcl-5, phq-9"):
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
