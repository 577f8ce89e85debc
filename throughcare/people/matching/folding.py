"""Names brought to forms that can be compared: plain letters, known forms, and how they sound."""

import re
from functools import cache, lru_cache
from pathlib import Path

import yaml

from throughcare.people.rules.name_sounds import in_latin
from throughcare.people.rules.terms import search_key

FILE = Path(__file__).with_name("forms.yaml")
SOUNDS = (
    ("sch", "s"), ("tsch", "c"), ("cz", "c"), ("sz", "s"), ("sh", "s"), ("zh", "s"), ("rz", "z"),
    ("ph", "f"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("bh", "b"), ("ck", "k"),
    ("qu", "kw"), ("q", "k"), ("x", "ks"), ("ch", "c"), ("ce", "se"), ("ci", "si"), ("cy", "si"),
)  # fmt: skip
ALIKE = str.maketrans({"c": "k", "w": "v", "j": "y", "z": "s"})


@lru_cache(maxsize=65_536)
def words(name: str) -> tuple[str, ...]:
    """The words of a name in the letters a to z, whatever script it is in.

    Every engine counts letters alike only where each letter is one byte.
    """
    latin = (re.sub(r"[^a-z]", "", in_latin(word)) for word in search_key(name).split())
    return tuple(word for word in latin if word)


@cache
def _forms() -> dict[str, str]:
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {form: row[0] for row in told["forms"] for form in row}


def root(word: str) -> str:
    """The name of which this is a form: "Bob" and "Robert" have one root."""
    return _forms().get(word, word)


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """How a word sounds, roughly: its first letter and its consonants, spellings made alike.

    Coarser than phonetic methods made for English, because names come from many languages: voiced
    and written differently, "Hussein", "Husain" and "Hossain" have one sound.
    """
    for written, spoken in SOUNDS:
        word = word.replace(written, spoken)
    word = word.translate(ALIKE)
    first, rest = word[:1], re.sub(r"[aeiouhyv]", "", word[1:])
    first = "a" if first and first in "aeiouy" else first
    return re.sub(r"(.)\1+", r"\1", first + rest)
