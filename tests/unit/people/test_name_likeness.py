"""A name that was typed is like a name on record in ways that can be said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.people.rules.given_names import standing
from throughcare.people.rules.name_likeness import How, alike, compare_name, slips, slips_allowed
from throughcare.people.rules.name_words import all_but_one, any_of, meanings, question


@pytest.mark.parametrize(
    ("typed", "held", "how"),
    [
        ("robin", "robin", How.SAME),
        ("bob", "robert", How.SHORT),
        ("robert", "bob", How.SHORT),
        ("bob", "bobby", How.SHORT),
        ("mohamed", "muhammad", How.WRITTEN),
        ("robni", "robin", How.SPELT),
        ("sampelford", "sampleford", How.SPELT),
        ("rees", "reas", How.SPELT),
        ("zamplivorth", "sampleford", How.SOUNDS),
        ("r", "robin", How.INITIAL),
        ("robin", "kestrel", None),
        ("al", "ab", None),
    ],
)
def test_two_words_are_alike_in_the_closest_way(typed: str, held: str, how: How | None) -> None:
    found = alike(typed, held)
    assert (found.how if found else None) == how


@pytest.mark.parametrize(
    ("typed", "held", "said"),
    [
        ("robin", "robin", ""),
        ("bob", "robert", "“bob” is short for Robert"),
        ("robert", "bob", "Bob is short for “robert”"),
        ("bob", "bobby", "“bob” and Bobby are both short for “robert”"),
        ("mohamed", "muhammad", "“mohamed” is another form of Muhammad"),
        ("robni", "robin", "Robin is spelt another way"),
        ("zamplivorth", "sampleford", "“zamplivorth” sounds like Sampleford"),
        ("r", "robin", "“r” is the first letter of Robin"),
    ],
)
def test_a_likeness_is_said_in_words(typed: str, held: str, said: str) -> None:
    found = alike(typed, held)
    assert found is not None
    assert found.said(typed, held.capitalize()) == said


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("robin", "robin", 0), ("robni", "robin", 1), ("rob", "robin", 2), ("abc", "xyz", 3)],
)
def test_slips_are_counted(one: str, other: str, expected: int) -> None:
    assert slips(one, other, 3) == slips(other, one, 3) == expected


@given(st.text("abcd", max_size=8), st.text("abcd", max_size=8), st.integers(0, 3))
def test_slips_never_count_further_than_asked(one: str, other: str, most: int) -> None:
    counted = slips(one, other, most)
    assert 0 <= counted <= most + 1
    assert (counted == 0) is (one == other)


@given(st.text("abcdefg", min_size=6, max_size=12), st.integers(1, 4))
def test_two_letters_changed_round_in_a_long_word_are_forgiven(word: str, at: int) -> None:
    typed = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    assert slips(typed, word, 2) <= 1 <= slips_allowed(typed)
    assert alike(typed, word)


def test_a_whole_name_says_every_reason() -> None:
    same = compare_name(("robin", "sampleford"), "Robin", "Sampleford")
    assert (same.closeness, same.reasons) == (1, ("name is the same",))
    part = compare_name(("sampleford",), "Robin", "Sampleford")
    assert part.reasons == ("part of the name is the same",)
    turned = compare_name(("sampelford", "robin"), "Robin", "Sampleford")
    assert turned.reasons == ("Sampleford is spelt another way", "names the other way round")
    first = compare_name(("sampleford", "robin"), "Robin", "Sampleford", family_first=True)
    assert first.reasons == ("name is the same",)
    more = compare_name(("robin", "x", "sampleford"), "Robin", "Sampleford")
    assert more.reasons == ("part of the name is the same", "no name like “x”")
    none = compare_name(("x",), "Y", "Z")
    as_one = compare_name(("abdul", "rahman", "namuna"), "Abdulrahman", "Namuna")
    assert (as_one.closeness, as_one.reasons) == (
        1,
        ("name is the same", "“abdul rahman” is written as one word"),
    )
    as_two = compare_name(("abdulrahman", "namuna"), "Abdul Rahman", "Namuna")
    assert (as_two.closeness, as_two.reasons) == (
        1,
        ("name is the same", "Abdul Rahman is written as two words"),
    )
    apart = compare_name(("x", "sampleford"), "Robin", "Sampleford")
    assert apart.reasons == ("part of the name is the same", "no name like “x”")
    assert same.closeness > turned.closeness > part.closeness > none.closeness == 0


def test_each_word_on_record_counts_once() -> None:
    twice = compare_name(("ali", "ali"), "Ali", "Sampleford")
    assert twice.reasons == ("part of the name is the same", "no name like “ali”")


@given(st.lists(st.text(max_size=8), max_size=4), st.text(max_size=12), st.text(max_size=12))
def test_any_two_names_can_be_compared(typed: list[str], given: str, family: str) -> None:
    found = compare_name([word for word in typed if word], given, family)
    assert 0 <= found.closeness <= 1


def test_the_list_of_names_works_both_ways() -> None:
    assert "robert" in standing("bob").full
    assert "bob" in standing("robert").short
    assert ("rob", "robert") in standing("bob").alongside
    assert "muhammad" in standing("mohammed").written
    assert standing("kestrel").every == frozenset()


def test_a_word_may_mean_itself_what_it_stands_for_and_what_is_like_it_on_record() -> None:
    meant = meanings("bob", ["bab", "bobb", "kestrel"])
    assert meant[0] == "bob"
    assert {"robert", "bobby", "bobb"} <= set(meant)
    assert "kestrel" not in meant


def test_a_question_asks_for_a_word_of_every_group_or_of_any_or_of_all_but_one() -> None:
    groups = [("a", "b"), ("c",), ("o'd\\",)]
    assert question(groups[:2]) == "('a' | 'b') & ('c')"
    assert question(groups[:2], any_of_them=True) == "('a' | 'b') | ('c')"
    assert question(groups[2:]) == "('o''d\\\\')"
    assert all_but_one(groups[:2]) == "(('c')) | (('a' | 'b'))"
    assert question([]) == ""
    assert any_of([groups[:2], [("ac",)]]) == "(('a' | 'b') & ('c')) | (('ac'))"
