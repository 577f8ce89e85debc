"""A service sets what is configurable, in a file of its own, and nothing else."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from throughcare.clocks.lengths import Length
from throughcare.clocks.limits import FOLDER, Limits, published, read_limits
from throughcare.clocks.standing import standing
from throughcare.sourced import WrongFile

ON = date(2027, 6, 1)
FILES = sorted(FOLDER.glob("*.yaml"))


def local(folder: Path, text: str) -> Limits:
    path = folder / "ambershire.yaml"
    path.write_text(text, encoding="utf-8")
    return read_limits(FILES, path)


def test_a_service_sets_its_own_length_and_says_who_decided(tmp_path: Path) -> None:
    limits = local(
        tmp_path,
        "limits:\n  - id: ld.glos\n    limit: 2 working days\n    warn_before: PT12H\n"
        "    source: Ambershire team meeting\n",
    )
    limit = limits.in_force("ld.glos", ON)
    assert limit.length.value == Length(working_days=2)
    assert limit.warn_before == timedelta(hours=12)
    assert limit.length.source.endswith("; set locally: Ambershire team meeting")
    start = datetime(2027, 6, 1, tzinfo=UTC)
    told = standing("ld.glos", [("arrest-notified", start)], start, limits).because
    assert told[-1] == "Set locally."


def test_settled_law_cannot_be_set_locally(tmp_path: Path) -> None:
    with pytest.raises(WrongFile, match=r"ambershire.yaml line 2.*settled law and cannot be set"):
        local(tmp_path, "limits:\n  - id: pace.review.1\n    limit: PT8H\n    source: Somebody\n")


def test_whether_journeys_to_hospital_count_is_set_locally(tmp_path: Path) -> None:
    text = (
        "limits:\n  - id: pace.detention.basic\n"
        "    pause: { from: hospital-arrived, to: hospital-left }\n"
        "    source: Ambershire custody board\n"
    )
    limit = local(tmp_path, text).in_force("pace.detention.basic", ON)
    assert (limit.pauses[0].begins, limit.pauses[0].ends) == (
        "hospital-arrived",
        ("hospital-left",),
    )
    assert limit.pauses[1].begins == "bailed"
    with pytest.raises(WrongFile, match="there is no event tea"):
        local(tmp_path, text.replace("to: hospital-left", "to: tea"))
    with pytest.raises(WrongFile, match="has no pause that can be set"):
        local(tmp_path, text.replace("pace.detention.basic", "prison.second"))


def test_a_limit_that_does_not_exist_cannot_be_set(tmp_path: Path) -> None:
    with pytest.raises(WrongFile, match=r"line 2: limits\[0\].id: there is no limit pace.tea"):
        local(tmp_path, "limits:\n  - id: pace.tea\n    limit: PT8H\n    source: Somebody\n")


@pytest.mark.parametrize("line", ["limit: 8", "limit: PT", "effective_from: soon", "tea: yes"])
def test_a_wrong_value_is_named_with_its_line(tmp_path: Path, line: str) -> None:
    with pytest.raises(WrongFile, match=r"ambershire\.yaml line 4"):
        local(tmp_path, f"limits:\n  - id: ld.glos\n    source: Somebody\n    {line}\n")


def test_the_day_a_statute_begins_ends_the_guidance_the_day_before(tmp_path: Path) -> None:
    limits = local(
        tmp_path,
        'limits:\n  - id: mha.transfer.total\n    effective_from: "2027-04-01"\n'
        '    effective_to: "2037-03-31"\n    source: Made up\n',
    )
    guidance, statute = limits.versions("mha.transfer.total")
    assert guidance.length.effective_to == date(2027, 3, 31)
    assert statute.length.effective_to == date(2037, 3, 31)
    assert statute.holds_on(date(2027, 4, 1))
    assert not statute.awaits_commencement


def test_a_statute_cannot_begin_before_the_guidance_that_it_follows(tmp_path: Path) -> None:
    with pytest.raises(WrongFile, match="another version holds on some of these days"):
        local(
            tmp_path,
            'limits:\n  - id: mha.transfer.total\n    effective_from: "2020-04-01"\n'
            "    source: Made up\n",
        )


def test_the_file_of_a_service_is_named_in_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ambershire.yaml"
    path.write_text("limits:\n  - id: ld.glos\n    limit: P9D\n    source: Us\n", "utf-8")
    monkeypatch.setenv("THROUGHCARE_LIMITS", str(path))
    published.cache_clear()
    try:
        assert published().in_force("ld.glos", ON).length.value == Length(days=9)
    finally:
        published.cache_clear()
