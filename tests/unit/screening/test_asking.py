"""A question is not asked again while a fresh answer is held, unless safety says it must be."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.screening.instrument import (
    Answer,
    WrongShelfLife,
    find,
    instruments,
    shelf_life,
)
from throughcare.screening.rules import (
    Context,
    KnownAnswer,
    is_fresh,
    next_page,
    remaining,
    shown,
)

AT = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
CORE = find("ld-core")
PHQ9 = find("phq-9")
ADULT = Context(age=30, sex="male")


def known(concept: str, value: Answer, given_at: datetime | None) -> dict[str, KnownAnswer]:
    return {concept: KnownAnswer(concept, value, given_at)}


def test_a_fresh_answer_is_offered_to_be_confirmed_and_an_old_one_is_asked_again() -> None:
    ends = timedelta(days=14)
    for age, offered in ((ends - timedelta(seconds=1), True), (ends, False)):
        left = remaining(PHQ9, known("mood.low", 2, AT - age), at=AT)
        assert [item.id for item, _ in left.confirm] == (["low_mood"] if offered else [])
        assert ("low_mood" in [item.id for item in left.ask]) is not offered


def test_an_offered_answer_does_not_count_until_it_is_confirmed() -> None:
    left = remaining(PHQ9, known("mood.low", 2, AT), at=AT)
    assert left
    assert len(left.ask) == 8
    assert next_page(PHQ9, known("mood.low", 2, AT), at=AT) is not None


@pytest.mark.parametrize("instrument", instruments(), ids=lambda each: each.id)
def test_safety_critical_items_are_always_asked_whatever_is_known(instrument) -> None:  # type: ignore[no-untyped-def]
    held = {
        item.concept: KnownAnswer(
            item.concept, item.options[0].value if item.options else "words", AT
        )
        for item in instrument.items
    }
    left = remaining(instrument, held, at=AT, context=Context(age=None, sex=None))
    offered = {item.id for item, _ in left.confirm}
    assert not offered & {item.id for item in instrument.items if item.safety_critical}


@pytest.mark.parametrize("value", ["declined", "unable", "not_asked", None, "perhaps", ("yes",)])
def test_only_an_answer_of_this_question_can_be_confirmed(value: Answer) -> None:
    item = CORE.item("worry")
    assert not is_fresh(item, KnownAnswer(item.concept, value, AT), at=AT)


def test_several_answers_are_known_again_as_they_were_stored() -> None:
    item = CORE.item("help_wanted")
    for stored in (["debt", "benefits"], ("debt", "benefits")):
        assert is_fresh(item, KnownAnswer(item.concept, stored, AT), at=AT)
    assert not is_fresh(item, KnownAnswer(item.concept, ["yachts"], AT), at=AT)
    assert not is_fresh(item, KnownAnswer(item.concept, [], AT), at=AT)


def test_an_answer_of_unknown_or_future_date_is_asked_again() -> None:
    item = CORE.item("worry")
    assert is_fresh(item, KnownAnswer(item.concept, "no", AT), at=AT)
    assert not is_fresh(item, KnownAnswer(item.concept, "no", None), at=AT)
    assert not is_fresh(item, KnownAnswer(item.concept, "no", AT + timedelta(seconds=1)), at=AT)


def test_declining_is_an_end_of_asking_and_not_asked_is_not() -> None:
    answers: dict[str, Answer] = {"worry": "declined", "highs": "not_asked"}
    asked = {item.id for item in remaining(CORE, {}, at=AT, answers=answers, context=ADULT).ask}
    assert "worry" not in asked
    assert "highs" in asked


def test_a_plan_is_asked_about_only_after_thoughts_of_suicide() -> None:
    def ids(answers: dict[str, Answer]) -> set[str]:
        return {item.id for item in shown(CORE, answers, context=ADULT)}

    assert "suicide_plan" not in ids({})
    assert "suicide_plan" not in ids({"thoughts_of_suicide": "no"})
    for said in ("yes", "not_sure", "declined"):
        assert "suicide_plan" in ids({"thoughts_of_suicide": said})


def test_difficulty_is_asked_once_a_problem_was_named() -> None:
    def asked(answers: dict[str, Answer]) -> bool:
        return PHQ9.item("difficulty") in shown(PHQ9, answers, context=ADULT)

    assert not asked({"interest": 0})
    assert asked({"interest": 0, "sleep": 1})


@pytest.mark.parametrize(
    ("context", "children", "pregnancy", "older"),
    [
        (Context(age=17, sex="female"), True, True, False),
        (Context(age=18, sex="male"), False, False, False),
        (Context(age=50, sex="male"), False, False, True),
        (Context(), True, True, True),
    ],
)
def test_questions_fit_the_person_and_the_unknown_is_asked(
    context: Context, children: bool, pregnancy: bool, older: bool
) -> None:
    ids = {item.id for item in shown(CORE, {}, context=context)}
    assert ("looked_after" in ids) is children
    assert ("pregnant" in ids) is pregnancy
    assert ("help_with_age" in ids) is older


def test_pages_follow_each_other_until_nothing_required_is_left() -> None:
    answers: dict[str, Answer] = {}
    titles: list[str] = []
    while page := next_page(CORE, {}, at=AT, answers=answers, context=ADULT):
        titles.append(page.title)
        answers |= dict.fromkeys(page.items, "declined")
        assert len(titles) <= 6
    assert titles == [page.title for page in CORE.pages]


def test_the_hint_on_heavy_drinking_days_fits_the_person() -> None:
    item = find("audit-c").item("heavy_days")
    assert "6 units" in item.hint_for("female")
    assert "8 units" not in item.hint_for("female")
    assert "8 units" in item.hint_for("male")
    assert item.hint_for(None) == item.hint


@pytest.mark.parametrize(
    ("text", "given_at", "ends"),
    [
        ("P14D", datetime(2026, 3, 20, tzinfo=UTC), datetime(2026, 4, 3, tzinfo=UTC)),
        ("P1M", datetime(2026, 1, 31, tzinfo=UTC), datetime(2026, 2, 28, tzinfo=UTC)),
        ("P1Y", datetime(2024, 2, 29, tzinfo=UTC), datetime(2025, 2, 28, tzinfo=UTC)),
        ("P2W", datetime(2026, 12, 25, tzinfo=UTC), datetime(2027, 1, 8, tzinfo=UTC)),
        ("PT12H", datetime(2026, 12, 31, 18, tzinfo=UTC), datetime(2027, 1, 1, 6, tzinfo=UTC)),
        ("P11M", datetime(2026, 2, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_shelf_life_ends_on_the_calendar(text: str, given_at: datetime, ends: datetime) -> None:
    assert shelf_life(text).ends(given_at) == ends


@pytest.mark.parametrize("text", ["", "P", "PT", "14D", "P1H", "P-1D", "P1.5D", "P1DT"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(WrongShelfLife):
        shelf_life(text)


@given(st.datetimes(timezones=st.just(UTC), max_value=datetime(2999, 1, 1)))  # noqa: DTZ001
def test_a_shelf_life_always_ends_later(moment: datetime) -> None:
    for item in CORE.items:
        assert item.shelf_life.ends(moment) > moment


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("P14D", "2 weeks"),
        ("P10D", "10 days"),
        ("P1D", "1 day"),
        ("P1Y", "1 year"),
        ("P18M", "1 year and 6 months"),
        ("PT12H", "12 hours"),
    ],
)
def test_a_shelf_life_is_said_in_words(text: str, words: str) -> None:
    assert shelf_life(text).in_words() == words
