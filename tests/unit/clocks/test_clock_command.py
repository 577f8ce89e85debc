"""`throughcare clock`: an answer for scripts and for people, and plain words for wrong use."""

import json
import subprocess
import sys
from datetime import datetime
from time import perf_counter

import pytest

from throughcare.clocks.limits import published
from throughcare.web.cli import main

ARRIVED = "arrived-at-station=2026-11-02T09:00+00:00"
KEYS = [
    "limit",
    "state",
    "started_at",
    "due_at",
    "warn_at",
    "met_at",
    "remaining_seconds",
    "because",
    "source",
    "verified",
]


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(["clock", *words])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def status(capsys: pytest.CaptureFixture[str], limit: str, at: str, *events: str) -> dict:
    words = [word for event in events for word in ("--event", event)]
    code, out, _ = ask(capsys, "status", limit, *words, "--at", at, "--json")
    assert code == 0
    return json.loads(out)


def test_a_status_has_exactly_the_promised_keys(capsys: pytest.CaptureFixture[str]) -> None:
    told = status(capsys, "pace.detention.basic", "2026-11-02T10:00Z", ARRIVED)
    assert list(told) == KEYS
    assert told["state"] == "running"
    assert told["started_at"] == "2026-11-02T09:00:00Z"
    assert told["due_at"] == "2026-11-03T09:00:00Z"
    assert told["warn_at"] == "2026-11-03T06:00:00Z"
    assert told["met_at"] is None
    assert told["remaining_seconds"] == 23 * 3600
    assert told["verified"] is True


def test_times_are_told_in_utc_whatever_offset_they_came_with(
    capsys: pytest.CaptureFixture[str],
) -> None:
    event = "arrived-at-station=2026-06-01T09:00+01:00"
    told = status(capsys, "pace.detention.basic", "2026-06-02T10:00:30+01:00", event)
    assert told["started_at"] == "2026-06-01T08:00:00Z"
    assert (told["state"], told["remaining_seconds"]) == ("breached", -3630)


def test_what_has_not_started_or_has_no_length_has_nothing_remaining(
    capsys: pytest.CaptureFixture[str],
) -> None:
    at = "2026-11-02T10:00Z"
    assert status(capsys, "pace.detention.basic", at)["state"] == "not_started"
    assert status(capsys, "pace.detention.basic", at)["remaining_seconds"] is None
    child = status(capsys, "aa.child", at, "believed-under-18=2026-11-02T09:00Z")
    assert (child["state"], child["due_at"], child["remaining_seconds"]) == ("running", None, None)


def test_events_are_repeated_for_pauses(capsys: pytest.CaptureFixture[str]) -> None:
    told = status(
        capsys,
        "pace.detention.basic",
        "2026-11-02T20:00Z",
        "hospital-back=2026-11-02T12:00Z",
        "hospital-left-for=2026-11-02T11:00Z",
        ARRIVED,
        "hospital-left-for=2026-11-02T19:00Z",
    )
    assert told["state"] == "paused"
    assert datetime.fromisoformat(told["due_at"]) == datetime.fromisoformat("2026-11-03T11:00Z")


def test_an_answer_is_an_answer_and_a_breach_is_no_failure(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ("status", "pace.detention.basic", "--event", ARRIVED, "--at", "2026-11-05T09:00Z")
    code, out, _ = ask(capsys, *words)
    assert code == 0
    assert out.startswith("Detention without charge: breached\n")
    assert "section 41(1) (verified)" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["pace.detention.basc"], "Did you mean pace.detention.basic"),
        (["cup-of-tea"], "`throughcare clock list` shows every limit"),
        (["pace.review.1", "--event", "detention-authorized=2026-11-02T09:00Z"], "-authorised"),
        (["pace.review.1", "--event", "xyz=2026-11-02T09:00Z"], "The events of pace.review.1 are:"),
        (["mha25.started", "--event", "xyz=2026-11-02T09:00Z"], "are: none."),
        (["pace.review.1", "--event", "review"], "write NAME=MOMENT"),
        (["pace.review.1", "--event", "review=2026-11-02T09:00"], "does not say its time zone"),
        (["pace.review.1", "--event", "review=noon"], "'noon' is no moment"),
        (["pace.review.1", "--event", "review=0001-01-01T00:00+14:00"], "is no moment"),
    ],
)
def test_wrong_use_is_named_with_what_is_allowed(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    code, out, err = ask(capsys, "status", *words, "--at", "2026-11-02T10:00Z")
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_a_wrong_moment_to_look_at_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = ask(capsys, "status", "pace.review.1", "--at", "today")
    assert (code, err.split(":")[0]) == (2, "--at")


def test_a_file_of_local_values_that_is_not_there_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THROUGHCARE_LIMITS", "/nowhere/limits.yaml")
    published.cache_clear()
    try:
        code, _, err = ask(capsys, "list")
    finally:
        published.cache_clear()
    assert code == 2
    assert "/nowhere/limits.yaml" in err


def test_the_list_holds_every_limit_with_its_events(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ask(capsys, "list", "--json")
    told = {each["id"]: each for each in json.loads(out)}
    assert code == 0
    assert told.keys() == {limit.id for limit in published().all}
    basic = told["pace.detention.basic"]
    assert basic["length"] == "24 hours"
    assert basic["events"]["hospital-left-for"] == "departure for hospital for treatment"
    assert [each["event"] for each in basic["extensions"]][:2] == [
        "superintendent-extension",
        "warrant-issued",
    ]
    assert basic["pauses"][0]["to"] == ["hospital-back"]
    assert told["mha.47A.total"]["awaits_commencement"] is True
    assert told["mha.135-136"]["effective_from"] == "2017-12-11"


def test_the_list_can_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ask(capsys, "list")
    assert code == 0
    assert "irc.nurse  Healthcare screen in a removal centre\n  length   2 hours\n" in out


def test_it_needs_no_database_and_answers_in_under_a_second_of_processor_time() -> None:
    program = (
        "import sys, time; from throughcare.web.cli import main;"
        "main(['clock', 'status', 'ctl.summary', '--event', 'first-appearance=2026-11-02T09:00Z',"
        " '--at', '2026-11-02T10:00Z']);"
        "assert 'django' not in sys.modules and 'holidays' not in sys.modules;"
        "assert time.process_time() < 1"
    )
    started = perf_counter()
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert perf_counter() - started < 10
