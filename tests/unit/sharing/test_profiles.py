"""The published rules of sharing: complete, sourced, dated, and refused with file and line."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from throughcare.access.roles import Purpose
from throughcare.sharing import profiles
from throughcare.sharing.profiles import ROOM, book
from throughcare.sharing.rules import Cell, CollectedFor, Field, Ground, Recipient
from throughcare.sourced import WrongFile

TODAY = date(2026, 11, 22)
CUSTODY_FLOOR = {
    "name",
    "date_of_birth",
    "communication_needs",
    "appropriate_adult",
    "safety.self_harm",
    "safety.open_care_plan",
    "safety.withdrawal_action",
    "safety.medicines_action",
    "safety.allergies_action",
    "safety.pregnancy_action",
    "safety.physical_action",
    "safety.cell_and_transport",
    "safety.dependants",
    "practitioner_contact",
}


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the published files that a test may spoil."""
    for name in ("floor.yaml", "grounds.yaml", "purposes.yaml"):
        shutil.copy(ROOM / name, tmp_path)
    shutil.copytree(
        ROOM / "profiles", tmp_path / "profiles", ignore=shutil.ignore_patterns("*.py", "__py*")
    )
    monkeypatch.setattr(profiles, "ROOM", tmp_path)
    return tmp_path


@pytest.fixture
def spoil(room: Path) -> Callable[[str, str, str], None]:
    """Change a line of a published file."""

    def change(name: str, old: str, new: str) -> None:
        text = (room / name).read_text("utf-8")
        assert old in text
        (room / name).write_text(text.replace(old, new, 1), "utf-8")

    return change


Spoil = Callable[[str, str, str], None]
CUSTODY_FILE = "profiles/custody-officer-1.1.yaml"


def test_the_custody_floor_is_exactly_what_was_agreed() -> None:
    assert set(book(TODAY).floors[Recipient.CUSTODY_OFFICER].fields) == CUSTODY_FLOOR


def test_each_profile_says_yes_or_no_with_a_reason_to_every_field() -> None:
    for profile in book(TODAY).profiles.values():
        assert profile.allows.keys() | profile.holds_back.keys() == set(Field), profile.id


def test_neither_police_nor_court_may_receive_answers_notes_numbers_or_addresses() -> None:
    kept = {
        Field.SCREENING_SCORE,
        Field.SCREENING_ANSWERS,
        Field.NEED_NOTES,
        Field.NHS_NUMBER,
        Field.ADDRESS,
        Field.THIRD_PARTY,
        Field.WITHDRAWAL,
        Field.MEDICINES,
    }
    for recipient in (Recipient.CUSTODY_OFFICER, Recipient.COURT):
        assert not kept & book(TODAY).profiles[recipient].allows.keys()


def test_every_purpose_of_collection_has_a_cell_for_every_purpose_of_use() -> None:
    matrix = book(TODAY).matrix
    assert set(matrix) == {(c, p) for c in CollectedFor for p in Purpose}


def test_the_matrix_keeps_care_from_police_and_court_without_permission_or_ground() -> None:
    matrix = book(TODAY).matrix
    cell = matrix[CollectedFor.CARE, Purpose.JUSTICE_DECISION]
    assert cell is Cell.PERMISSION_ELSE_GROUND
    assert matrix[CollectedFor.SUPERVISION, Purpose.JUSTICE_DECISION] is Cell.NEVER
    assert matrix[CollectedFor.FEEDBACK, Purpose.CARE] is Cell.NEVER


def test_every_ground_is_described_and_only_two_need_no_written_reason() -> None:
    grounds = book(TODAY).grounds
    assert set(grounds) == set(Ground)
    assert {g for g in Ground if not grounds[g].needs_reason} == {
        Ground.PERMISSION,
        Ground.SAFETY_IN_CUSTODY,
    }


def test_before_anything_was_published_nothing_holds() -> None:
    assert not book(date(2020, 1, 1)).profiles


def test_a_later_version_holds_from_its_day_and_the_earlier_one_until_then(room: Path) -> None:
    text = (room / "profiles/court-1.0.yaml").read_text("utf-8")
    later = text.replace('version: "1.0"', 'version: "1.10"').replace("2026-01-01", "2026-06-01")
    (room / "profiles/court-1.10.yaml").write_text(later, "utf-8")
    assert book(date(2026, 5, 31)).profiles[Recipient.COURT].id == "court-1.0"
    assert book(date(2026, 6, 1)).profiles[Recipient.COURT].id == "court-1.10"
    assert "court-1.10" in book(date(2026, 6, 1)).edition


@pytest.mark.parametrize("field", sorted(CUSTODY_FLOOR))
def test_taking_any_floor_fact_out_of_the_profile_is_refused(spoil: Spoil, field: str) -> None:
    line = next(
        each
        for each in (ROOM / CUSTODY_FILE).read_text("utf-8").splitlines()
        if each.startswith(f"  {field}:")
    )
    spoil(CUSTODY_FILE, line + "\n", "")
    with pytest.raises(WrongFile, match=rf"custody-officer-1\.1\.yaml line \d+.*{field}"):
        book(TODAY)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (CUSTODY_FILE, "  strengths:", "  diagnosis:", "diagnosis"),
        (CUSTODY_FILE, "recipient: custody-officer", "recipient: court", "must be called"),
        (CUSTODY_FILE, "[custody-safety]", "[care]", "purpose"),
        (CUSTODY_FILE, "  needs.notes:", "  needs.types:", "allowed as well"),
        (CUSTODY_FILE, "sign_off: Starter", "signed: Starter", "sign"),
        ("grounds.yaml", "needs_reason: true", "needs_reason: sometimes", "true or false"),
        ("purposes.yaml", "cell: summary-only", "cell: perhaps", "perhaps"),
        ("floor.yaml", "ground: safety-in-custody", "ground: habit", "habit"),
    ],
)
def test_a_wrong_file_is_named_with_its_line(
    spoil: Spoil, name: str, old: str, new: str, said: str
) -> None:
    spoil(name, old, new)
    with pytest.raises(WrongFile, match=rf"{Path(name).name} line \d+.*{said}"):
        book(TODAY)
