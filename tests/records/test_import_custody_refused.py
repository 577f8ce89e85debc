"""Rows of a custody log that are handed back, with what is wrong and what to do."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests import custody_log_world as world
from tests.custody_log_world import ROBIN, SAM, SAMPLE, Import, counted, errors_in, person_called
from tests.world import NOW, World
from throughcare.access.roles import Purpose, Role
from throughcare.access.rules import INSTALLATION
from throughcare.codes import synthetic_pnc
from throughcare.fhir.custody_log.bringing_in import bring_in, feed_of
from throughcare.fhir.custody_log.reading import UnreadableLog, open_log, published
from throughcare.fhir.custody_log.refusals import ErrorsFile
from throughcare.pathway.actions import close_place, end_cover, open_place
from throughcare.pathway.queries import known_places
from throughcare.pathway.rules import PlaceKind

county, import_log = world.county, world.import_log


@pytest.mark.parametrize(
    ("before", "after", "column"),
    [
        ("01/11/2026 14:05", "01/11/2026 14:06", "Arrived"),
        ('"TESTERSON, Robin","TESTER, Rob; Bobby Tester"', "Someone Entirely-Other,", "Custody"),
    ],
)
def test_a_row_that_contradicts_the_same_custody_record_is_handed_back(
    import_log: Import, tmp_path: Path, before: str, after: str, column: str
) -> None:
    import_log(ROBIN)
    changed = ROBIN.replace(before, after).replace(synthetic_pnc(2024, 1), "")
    assert counted(import_log(changed)) == (0, 0, 0, 1)
    assert errors_in(tmp_path)[0]["Column"].startswith(column)


def test_a_second_release_time_is_handed_back(import_log: Import, tmp_path: Path) -> None:
    import_log(SAM)
    assert import_log(SAM.replace("09:10", "09:30")).refused == 1
    assert errors_in(tmp_path)[0]["Column"] == "Released"


def test_two_places_at_once_are_handed_back_and_keep_no_other_back(
    county: World, import_log: Import, tmp_path: Path
) -> None:
    overlapping = ROBIN.replace("AMB/1", "AMB/8").replace("01/11/2026 14", "01/11/2026 15")
    assert counted(import_log(ROBIN, overlapping, SAM)) == (2, 0, 0, 1)
    (error,) = errors_in(tmp_path)
    assert (error["Row number"], error["Column"]) == ("3", "Arrived")


def test_windows_1252_is_read_as_it_was_meant(county: World, import_log: Import) -> None:
    import_log(SAM.replace("Exampleby", "Müller-O’Néill"), encoding="cp1252")
    assert person_called(county, "Sam Müller-O’Néill")


def test_the_errors_file_names_row_column_value_and_what_to_do_and_can_be_imported(
    county: World, import_log: Import, tmp_path: Path
) -> None:
    wrong = ROBIN.replace("01/11/2026 14:05", "31/11/2026 14:05")
    counts = import_log(wrong, SAM)
    assert counted(counts) == (1, 0, 0, 1)
    (error,) = errors_in(tmp_path)
    assert error["Row number"] == "2"
    assert (error["Column"], error["Value"]) == ("Arrived", "31/11/2026 14:05")
    assert error["Problem"]
    assert error["What to do"]
    text = (tmp_path / "errors.csv").read_text("utf-8-sig").replace("31/11/2026", "01/11/2026")
    headings, *rows = text.splitlines()
    assert counted(import_log(*rows, headings=headings)) == (1, 0, 0, 0)


def test_a_suite_of_another_force_is_handed_back(import_log: Import, tmp_path: Path) -> None:
    assert import_log(SAM.replace("amb-c1", "Elsewhere")).refused == 1
    assert errors_in(tmp_path)[0]["Column"] == "Custody suite"


def test_a_code_that_is_no_suite_is_wrong_use(county: World) -> None:
    with pytest.raises(UnreadableLog, match="amb-c1"):
        feed_of(county.feed, "custody", {"": "nowhere"})


def test_words_that_are_not_on_a_list_are_told(import_log: Import) -> None:
    counts = import_log(SAM.replace("Burglary", "Jaywalking"))
    assert counts.not_understood == {("Offence group", "Jaywalking"): 1}
    assert counts.arrived == 1


def test_the_sample_of_the_tutorial_comes_in_with_eight_rows_handed_back(
    county: World, tmp_path: Path
) -> None:
    for code, name in (("amb-c2", "Harrowmere custody suite"), ("amb-c3", "Stavely Cross")):
        open_place(
            by=INSTALLATION,
            at=NOW,
            organisation_id=county.organisations["police"],
            code=code,
            name=name,
            kind=PlaceKind.CUSTODY_SUITE,
        )
    log = open_log(SAMPLE, published())
    assert (log.encoding, log.unread) == ("cp1252", ("Cell",))
    feed = feed_of(county.feed, "custody of Ambershire Police", {})
    with ErrorsFile(tmp_path / "errors.csv", log.headings) as errors:
        counts = bring_in(
            log, published(), feed, errors, clock=lambda: NOW, told=lambda counts: None
        )
    assert counted(counts) == (31, 1, 2, 8)
    assert (counts.new_people, counts.known_people) == (30, 1)
    assert [error["Column"] for error in errors_in(tmp_path)] == [
        "Arrival date",
        "DOB",
        "Custody ref",
        "Self harm",
        "Custody suite",
        "Arrival date",
        "Arrival date",
        "Arrival date",
    ]


def test_a_row_of_a_suite_that_has_closed_is_handed_back_and_comes_in_once_put_right(
    county: World, import_log: Import, tmp_path: Path
) -> None:
    manager = replace(county.dana, role=Role.MANAGER, purpose=Purpose.RUNNING_THE_SERVICE)
    said = {"by": manager, "at": NOW}
    open_place(
        by=INSTALLATION, at=NOW, organisation_id=county.organisations["police"], code="amb-c9",
        name="New suite", kind=PlaceKind.CUSTODY_SUITE,
    )  # fmt: skip
    (closing,) = (one for one in known_places(manager, on=NOW.date()) if one.code == "amb-c1")
    for cover in closing.covers:
        end_cover(**said, cover_id=cover.cover_id, last_day=NOW.date() - timedelta(days=1))
    close_place(**said, place_id=closing.id, closed_on=NOW.date())
    assert counted(import_log(ROBIN, SAM)) == (0, 0, 0, 2)
    assert {error["Column"] for error in errors_in(tmp_path)} == {"Custody suite"}
    text = (tmp_path / "errors.csv").read_text("utf-8-sig")
    text = text.replace("amb-c1", "amb-c9").replace(closing.name, "New suite")
    headings, *rows = text.splitlines()
    assert counted(import_log(*rows, headings=headings)) == (2, 0, 0, 0)
