"""Every limit says who says so, and a wrong file of limits is named with its line."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.clocks.lengths import LOCAL, Length
from throughcare.clocks.limits import FOLDER, Limit, published, read_limits
from throughcare.sourced import Status, WrongFile

ON = date(2026, 6, 1)
FILE = FOLDER / "custody.yaml"
OTHERS = [path for path in sorted(FOLDER.glob("*.yaml")) if path != FILE]


@pytest.mark.parametrize("limit", published().all, ids=lambda limit: limit.id)
def test_each_limit_has_a_source_and_can_be_found(limit: Limit) -> None:
    assert limit.length.source
    if limit.awaits_commencement:
        assert limit.configurable
        assert not limit.holds_on(ON)
    else:
        assert published().in_force(limit.id, ON) == limit


@pytest.mark.parametrize("limit", published().all, ids=lambda limit: limit.id)
def test_what_nobody_has_verified_can_be_configured_and_says_why(limit: Limit) -> None:
    if limit.length.status is Status.UNVERIFIED:
        assert limit.configurable
        assert limit.note


# Source: PACE 1984 s40(3), s41(1), s42, s43, s44; a service's published promise; our own design.
@pytest.mark.parametrize(
    ("limit_id", "length", "status"),
    [
        ("pace.detention.basic", Length(hours=24), "verified"),
        ("pace.detention.supt", Length(hours=36), "partly verified"),
        ("pace.detention.warrant", Length(hours=72), "partly verified"),
        ("pace.detention.max", Length(hours=96), "partly verified"),
        ("pace.review.1", Length(hours=6), "verified"),
        ("pace.review.n", Length(hours=9), "verified"),
        ("referral.answer", Length(working_days=3), "partly verified"),
        ("release.mh", Length(hours=72), "unverified"),
    ],
)
def test_limits_are_as_published(limit_id: str, length: Length, status: str) -> None:
    limit = published().in_force(limit_id, ON)
    assert (limit.length.value, limit.length.status) == (length, status)


@given(st.sampled_from(published().all), st.integers(0, 30 * 365 * 24 * 60))
def test_a_limit_is_in_force_at_a_moment_as_on_its_day_in_england(
    limit: Limit, minutes: int
) -> None:
    moment = datetime(2010, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    assert limit.holds_at(moment) is limit.holds_on(moment.astimezone(LOCAL).date())


@given(st.data())
def test_a_limit_is_in_force_from_midnight_to_midnight(data: st.DataObject) -> None:
    bounded = [one for one in published().all if one.length.effective_from]
    limit = data.draw(st.sampled_from(bounded))
    first = limit.length.effective_from
    assert first is not None
    midnight = datetime.combine(first, time(), LOCAL).astimezone(UTC)
    assert limit.holds_at(midnight) is limit.holds_on(first)
    assert not limit.holds_at(midnight - timedelta(seconds=1))


def test_an_unknown_limit_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(LookupError, match=r"no limit pace.tea is known"):
        published().in_force("pace.tea", ON)


def changed(folder: Path, old: str, new: str) -> Path:
    path = folder / "custody.yaml"
    text = FILE.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def test_a_wrong_length_is_named_with_its_line(tmp_path: Path) -> None:
    line = FILE.read_text("utf-8").splitlines().index("    limit: PT36H") + 1
    with pytest.raises(WrongFile) as refused:
        read_limits([changed(tmp_path, "limit: PT36H", "limit: P24"), *OTHERS])
    assert str(refused.value) == (
        f"custody.yaml line {line}: limits[6].limit: "
        "'P24' is not a length such as PT24H, P7D, P3M or 3 working days"
    )


@pytest.mark.parametrize("length", ["PT", "P", "P7", "24", "3 days", "PT24H ", "working days"])
def test_the_schema_refuses_what_is_no_length(tmp_path: Path, length: str) -> None:
    with pytest.raises(WrongFile, match="is not a length such as"):
        read_limits([changed(tmp_path, "limit: PT36H", f'limit: "{length}"'), *OTHERS])


def test_two_entries_for_the_same_days_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongFile, match=r"pace\.review\.1 already holds on some of these days"):
        read_limits([changed(tmp_path, "id: pace.review.n", "id: pace.review.1"), *OTHERS])


def test_a_limit_may_be_followed_by_another(tmp_path: Path) -> None:
    path = changed(tmp_path, "id: pace.review.2", "id: pace.review.1")
    first, second = path.read_text("utf-8").split("name: Second review of")
    head, tail = first.rsplit("effective_to: null", 1)
    second = second.replace("effective_from: null", 'effective_from: "2030-01-01"', 1)
    path.write_text(
        f'{head}effective_to: "2029-12-31"{tail}name: Second review of{second}', "utf-8"
    )
    limits = read_limits([path, *OTHERS])
    assert limits.in_force("pace.review.1", date(2029, 12, 31)).length.value == Length(hours=6)
    assert limits.in_force("pace.review.1", date(2030, 1, 1)).length.value == Length(hours=9)


def test_the_files_that_come_with_the_product_agree_with_their_schema() -> None:
    assert read_limits(sorted(FOLDER.glob("*.yaml"))) == published()


def test_an_event_without_words_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, "ends: [rest-interrupted]", "ends: [rest-spoilt]")
    with pytest.raises(WrongFile, match="no words are given under 'events' for rest-spoilt"):
        read_limits([path, *OTHERS])


def test_an_event_that_two_files_put_into_words_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, "  rest-began: beginning", "  bailed: bail\n  rest-began: beginning")
    with pytest.raises(WrongFile, match=r"events\.bailed: stands in another file already"):
        read_limits([path, *OTHERS])


def test_a_limit_like_one_that_is_not_above_it_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, "like: pace.detention.basic", "like: pace.rest")
    with pytest.raises(WrongFile, match=r"no pace\.rest stands above it in this file"):
        read_limits([path, *OTHERS])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    ends: [rest-interrupted]\n", "", "'ends' is missing"),
        ("    rule: as soon as practicable\n", "", "'rule' has to say what holds"),
        ("starts: [rest-began]", "starts: [Rest began]", "is not the name of an event"),
        ("from_grant: PT36H", "from_grant: a while", "is not a length such as"),
        ("at_least: true", "at_most_eight: true", "is not an entry that belongs here"),
    ],
)
def test_an_entry_that_says_too_little_or_too_much_is_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    with pytest.raises(WrongFile, match=rf"^custody\.yaml line [0-9]+: .*{said}"):
        read_limits([changed(tmp_path, old, new), *OTHERS])


def test_two_versions_that_await_commencement_are_refused(tmp_path: Path) -> None:
    file = FOLDER / "mental-health-act.yaml"
    path = tmp_path / file.name
    text = file.read_text("utf-8").replace("id: mha.47A.total", "id: mha.transfer.total")
    path.write_text(text, "utf-8")
    with pytest.raises(WrongFile, match=r"another mha\.transfer\.total already awaits"):
        read_limits([path, *(each for each in FOLDER.glob("*.yaml") if each != file)])


def test_a_file_without_limits_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "limits.yaml"
    path.write_text("limits: []\n", "utf-8")
    with pytest.raises(WrongFile, match=r"^limits.yaml line 1: limits: \[\] should be non-empty"):
        read_limits([path, *OTHERS])
