"""Scores and what they mean"""

from throughcare.screening.instrument import find
from throughcare.screening.rules import score

NINE = [str(position) for position in range(1, 10)]


def test_nine_answers_of_one_are_mild_depression_on_the_phq_9():
    """9 × 1 = 9, which lies in 5 to 9."""
    scored = score(find("phq-9"), dict.fromkeys(NINE, 1))
    assert (scored.score, scored.band.label) == (9, "mild")


def test_a_missing_answer_gives_no_band():
    scored = score(find("phq-9"), dict.fromkeys(NINE[:8], 1))
    assert not scored.complete
    assert scored.band is None


def test_a_thought_of_self_harm_is_flagged_whatever_the_total():
    scored = score(find("phq-9"), {"9": 1})
    assert any(flag.urgent for flag in scored.flags)


def test_five_points_are_a_positive_audit_c():
    scored = score(find("audit-c"), {"1": 2, "2": 2, "3": 1})
    assert (scored.score, scored.band.positive) == (5, True)


def test_a_screen_shows_its_arithmetic():
    assert score(find("audit-c"), {"1": 2, "2": 2, "3": 1}).working
