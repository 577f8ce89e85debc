"""The codes of a name by its sound are the published ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.people.rules.name_sounds import in_latin, near_keys, sounds

# Sources: JewishGen (Soundex info file), Avotaynu (Soundex page) and Wikipedia, as gathered in the
# tests of Apache Commons Codec (Apache-2.0).
PUBLISHED = {
    "GOLDEN": "583600",
    "Alpert": "087930",
    "Breuer": "791900",
    "Haber": "579000",
    "Mannheim": "665600",
    "Mintz": "664000",
    "Topf": "370000",
    "Kleinmann": "586660",
    "BenAron": "769600",
    "AUERBACH": "097400 097500",
    "OHRBACH": "097400 097500",
    "LIPSHITZ": "874400",
    "LIPPSZYC": "874400 874500",
    "LEWINSKY": "876450",
    "LEVINSKI": "876450",
    "SZLAMAWICZ": "486740",
    "SHLAMOVITZ": "486740",
    "Ceniow": "467000 567000",
    "Tsenyuv": "467000",
    "Holubica": "587400 587500",
    "Golubitsa": "587400",
    "Przemysl": "746480 794648",
    "Pshemeshil": "746480",
    "Rosochowaciec": "944744 944745 944754 944755 945744 945745 945754 945755",
    "Rosokhovatsets": "945744",
    "Peters": "734000 739400",
    "Peterson": "734600 739460",
    "Moskowitz": "645740",
    "Moskovitz": "645740",
    "Jackson": "154600 145460 454600 445460",
    "GERSCHFELD": "547830 545783 594783 594578",
    "AKSSOL": "054800",
    "Straßburg": "294795",
    "Éregon": "095600",
    "Washington": "746536",
    "KINGSMITH": "565463",
    "OBrien": "079600",
}


@pytest.mark.parametrize(("name", "codes"), PUBLISHED.items())
def test_a_name_has_its_published_codes(name: str, codes: str) -> None:
    assert sounds(name) == set(codes.split())


@pytest.mark.parametrize(
    ("one", "other"),
    [("Rees", "Rhys"), ("Dafydd", "David"), ("Szczepański", "Shchepansky"), ("Мария", "Maria")],
)
def test_names_that_sound_alike_share_a_code(one: str, other: str) -> None:
    assert sounds(one) & sounds(other)


@given(st.text(max_size=30))
def test_every_code_has_six_digits_and_only_a_name_with_letters_has_one(word: str) -> None:
    codes = sounds(word)
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert bool(codes) is any(c.isalpha() for c in in_latin(word))


def test_any_script_is_brought_to_latin_letters() -> None:
    assert [in_latin(word) for word in ("мария", "øyvind", "đặng", "ʻali")] == [
        "mariya", "oyvind", "dang", "ali",
    ]  # fmt: skip


@given(st.text("abcdef", min_size=3, max_size=10), st.integers(0, 9), st.sampled_from("abcdef"))
def test_words_that_differ_by_a_slip_have_a_key_in_common(word: str, at: int, letter: str) -> None:
    at %= len(word)
    slips = [word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :]]
    if len(word) > 3:
        slips += [word[:at] + word[at + 1 :], word[:at] + word[at : at + 2][::-1] + word[at + 2 :]]
    assert all(near_keys(word) & near_keys(slip) for slip in slips)


def test_the_shortest_words_have_no_slips() -> None:
    assert near_keys("al") == {"al"}
    assert near_keys("") == frozenset()
    assert not near_keys("robin") & near_keys("kestrel")
