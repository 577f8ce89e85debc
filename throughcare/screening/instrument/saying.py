"""Other ways to say it: the words of buttons in other languages, and questions in easy read."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from throughcare.sourced import load

ROOM = Path(__file__).parent.parent
LANGUAGES = ROOM / "languages"
EASY_READ = ROOM / "easy_read"


@dataclass(frozen=True)
class Language:
    """What buttons say in one language, and how far somebody has checked it."""

    code: str
    name: str
    own_name: str
    direction: str
    source: str
    status: str
    words: Mapping[str, str]

    @property
    def verified(self) -> bool:
        """Whether a person who speaks the language has checked it, or wrote it."""
        return self.status in ("original", "verified")

    def option(self, value: object, label: str) -> str:
        """An answer in this language, where it is one of those that every screen has."""
        return self.words.get(str(value)) or label


@dataclass(frozen=True)
class Easy:
    """One question in shorter words, with the name of its picture."""

    words: str
    picture: str


@cache
def languages() -> tuple[Language, ...]:
    """Every language, English first and then by name."""
    found = [_language(path) for path in LANGUAGES.glob("*.yaml")]
    return tuple(sorted(found, key=lambda each: (each.code != "en", each.name)))


def language(code: str) -> Language:
    """One language; English where there is no such one."""
    return next((each for each in languages() if each.code == code), languages()[0])


@cache
def easy_read(instrument_id: str, version: str) -> Mapping[str, Easy]:
    """The easy words by item id; empty where nobody has written them for this version."""
    path = EASY_READ / f"{instrument_id}-{version}.yaml"
    if not path.exists():
        return {}
    words = load(path, EASY_READ / "easy-read.schema.json").data
    return {item: Easy(each["words"], each["picture"]) for item, each in words["items"].items()}


def _language(path: Path) -> Language:
    words = load(path, LANGUAGES / "language.schema.json").data
    return Language(
        code=words["language"],
        name=words["name"],
        own_name=words["own_name"],
        direction=words["direction"],
        source=words["source"],
        status=words["status"],
        words=words["words"],
    )
