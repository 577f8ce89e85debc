"""Words of buttons in other languages, and easy read, are whole and say how far to trust them."""

import pytest

from throughcare.screening.instrument import (
    Language,
    easy_read,
    find,
    instruments,
    language,
    languages,
)


def test_there_is_english_welsh_and_four_more() -> None:
    assert next(each.code for each in languages()) == "en"
    assert {"cy", "pl", "ro", "sq", "ar"} == {each.code for each in languages()} - {"en"}
    assert language("xx").code == "en"


@pytest.mark.parametrize("spoken", languages(), ids=lambda each: each.code)
def test_every_language_says_everything_and_how_far_it_was_checked(spoken: Language) -> None:
    english = language("en").words
    assert set(spoken.words) == set(english)
    assert all(
        words for key, words in spoken.words.items() if key != "in_english" or spoken.code != "en"
    )
    assert spoken.verified == (spoken.code == "en")
    if not spoken.verified:
        assert "machine" in spoken.status.lower()
        assert spoken.words["in_english"]


def test_an_answer_that_every_screen_has_is_translated_and_any_other_is_not() -> None:
    assert language("pl").option("yes", "Yes") == "Tak"
    assert language("pl").option("opioids", "Heroin or other opioids") == "Heroin or other opioids"


def test_easy_read_covers_every_question_of_the_core_screen_that_must_be_answered() -> None:
    core = find("ld-core")
    easy = easy_read("ld-core", "1.0")
    assert set(easy) == {item.id for item in core.items if item.required}
    assert all(len(each.words.split()) <= 16 for each in easy.values())
    others = [each for each in instruments() if each.id != "ld-core"]
    assert all(not easy_read(each.id, each.version) for each in others)
