"""The core screen asks about each vulnerability, in plain words, and never about the offence."""

import re

import pytest

from throughcare.screening.instrument import Answer, Kind, find
from throughcare.screening.rules import (
    Context,
    NeedCategory,
    NeedDomain,
    NeedType,
    Strength,
    categories_of,
    checked,
    raised,
    score,
    strengths,
    suspected_needs,
    unclear,
)

CORE = find("ld-core")

VULNERABILITIES = {
    NeedDomain.MENTAL_HEALTH: "anxiety depression psychosis bipolar trauma personality_disorder "
    "eating_disorder other_mental_health undiagnosed_concern",
    NeedDomain.SELF_HARM: "suicidal_thoughts suicide_plan recent_self_harm past_self_harm "
    "hopelessness",
    NeedDomain.NEURODEVELOPMENTAL: "learning_disability learning_difficulty autism adhd "
    "brain_injury speech_and_language dementia",
    NeedDomain.SUBSTANCES: "alcohol opioids crack_or_cocaine cannabis stimulants "
    "synthetic_cannabinoids prescription_drugs injecting withdrawal_risk gambling",
    NeedDomain.PHYSICAL_HEALTH: "long_term_condition injury pregnancy pain mobility sensory "
    "infection medicine_gap",
    NeedDomain.ABUSE: "domestic_abuse_victim domestic_abuse_perpetrator sexual_violence "
    "trafficking county_lines radicalisation",
    NeedDomain.SOCIAL: "accommodation debt benefits employment education isolation relationships "
    "bereavement caring parenting immigration",
    NeedDomain.SAFEGUARDING: "safeguarding_adult safeguarding_child safeguarding_dependant",
    NeedDomain.UNDER_18: "behaviour school_exclusion looked_after missing_episodes peer_group",
    NeedDomain.OTHER: "veteran older_person faith_or_culture",
}
"""The vulnerabilities that liaison and diversion services record, by domain."""


def test_every_vulnerability_has_a_need_type_in_its_domain() -> None:
    by_domain = {
        domain: " ".join(need.value for need in NeedType if need.domain is domain)
        for domain in NeedDomain
    }
    assert by_domain == VULNERABILITIES


def test_the_core_screen_asks_about_every_vulnerability() -> None:
    assert {points.what for points in CORE.needs} == {need.value for need in NeedType}


def test_the_core_screen_asks_about_every_strength() -> None:
    assert {points.what for points in CORE.strengths} == {word.value for word in Strength}


@pytest.mark.parametrize("points", CORE.needs, ids=lambda points: points.what)
def test_each_need_can_be_reached_by_one_answer_that_says_why(points) -> None:  # type: ignore[no-untyped-def]
    for part in points.when.comparisons():
        value = [part.values[0]] if part.op == "has" else part.values[0]
        found = suspected_needs(CORE, checked(CORE, {part.name: value}))
        because = [each.because for each in found if each.need == points.what]
        assert len(because) == 1
        assert because[0][0].startswith(CORE.item(part.name).text)


def test_a_no_and_a_silence_point_to_no_need() -> None:
    answers: dict[str, Answer] = {
        item.id: "no" for item in CORE.items if item.kind is Kind.CHOICE and item.id != "safe_home"
    }
    answers.pop("safe_where_living")
    assert suspected_needs(CORE, answers) == ()
    assert strengths(CORE, answers) == ()
    declined: dict[str, Answer] = {item.id: "declined" for item in CORE.items}
    assert suspected_needs(CORE, declined) == ()
    assert suspected_needs(CORE, {}) == ()


def test_not_sure_and_declined_are_kept_to_ask_again() -> None:
    answers = checked(
        CORE, {"worry": "not_sure", "highs": "declined", "drugs": ["not_sure"], "low_mood": "no"}
    )
    assert [item.id for item in unclear(CORE, answers)] == ["worry", "highs", "drugs"]


@pytest.mark.parametrize(
    "item",
    ["thoughts_of_suicide", "suicide_plan", "self_harm_recent", "withdrawal", "medicine_missed",
     "head_injury_recent", "pregnant", "left_alone"],
)  # fmt: skip
def test_what_cannot_wait_is_urgent_as_soon_as_it_is_answered(item: str) -> None:
    assert CORE.item(item).safety_critical
    for said in ("yes", "not_sure"):
        assert any(flag.urgent for flag in raised(CORE, {item: said}))
    assert not raised(CORE, {item: "no"})


def test_urgent_flags_come_first() -> None:
    flags = raised(CORE, {"interpreter": "yes", "hopeless": "yes", "withdrawal": "yes"})
    assert [flag.urgent for flag in flags] == [True, False, False]


def test_the_core_screen_has_no_score() -> None:
    scored = score(CORE, {"worry": "yes"}, context=Context(age=30, sex="male"))
    assert scored.score is None
    assert scored.band is None
    assert scored.working == ()


def test_it_fits_on_six_pages_and_pages_keep_the_order_of_the_questions() -> None:
    assert len(CORE.pages) <= 6
    assert [name for page in CORE.pages for name in page.items] == list(CORE.by_id())


def test_it_never_asks_about_the_alleged_offence() -> None:
    words = " ".join(
        f"{item.text} {item.hint} " + " ".join(option.label for option in item.options)
        for item in CORE.items
    ).lower()
    about = (
        r"\b(offen[cds]\w*|crime\w*|arrest\w*|charge[ds]?|alleg\w*|guilty|police|victim\w*|sell\w*)"
    )
    assert re.search(about, words) is None


def syllables(word: str) -> int:
    return max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^l])e$", "", word.lower()))))


def test_questions_can_be_read_at_about_the_age_of_nine() -> None:
    """Flesch-Kincaid grade over all questions and hints; English grade 4 is about nine years."""
    sentences = [item.text for item in CORE.items] + [
        part for item in CORE.items for part in re.split(r"(?<=[.?]) ", item.hint) if part
    ]
    words = [word for sentence in sentences for word in re.findall(r"[A-Za-z']+", sentence)]
    grade = (
        0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    )
    assert grade < 5
    assert max(len(re.findall(r"[A-Za-z']+", sentence)) for sentence in sentences) <= 20


def test_every_choice_can_be_declined() -> None:
    for item in CORE.items:
        assert item.kind is Kind.TEXT or item.option("declined")


def test_needs_are_counted_under_the_published_categories() -> None:
    assert [category.label for category in NeedCategory] == [
        "Behavioural problems", "Mental health", "Safeguarding", "Relationships", "Educational",
        "Physical health", "Substance misuse", "None", "Other",
    ]  # fmt: skip
    assert categories_of([]) == {NeedCategory.NONE}
    assert categories_of([NeedType.ANXIETY, NeedType.DEPRESSION, NeedType.ALCOHOL]) == {
        NeedCategory.MENTAL_HEALTH,
        NeedCategory.SUBSTANCE_MISUSE,
    }
    assert {need.category for need in NeedType} == set(NeedCategory) - {NeedCategory.NONE}
