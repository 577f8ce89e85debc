"""Names as custody logs write them: SURNAME, Forenames; several in one cell for aliases."""

import re
from functools import lru_cache

from throughcare.people.rules import NameKind, NewName

BETWEEN = re.compile(r"[;|\n]+")
TITLES = frozenset({"mr", "mrs", "miss", "ms", "mx", "dr"})
PARTS = re.compile(r"([^\W\d_]+)")


def several(text: str) -> list[str]:
    """What stands in a cell that may hold several things: between semicolons or vertical bars."""
    return [part for piece in BETWEEN.split(text) if (part := " ".join(piece.split()))]


@lru_cache(maxsize=4096)
def whole_name(text: str, kind: NameKind = NameKind.LEGAL) -> NewName:
    """A name from one cell: SURNAME, Forenames or Forenames Surname. One word is a family name."""
    said = " ".join(text.split())
    if "," in said:
        family, _, given = said.partition(",")
        return two_part_name(family, given.replace(",", " "), kind)
    words = [word for word in said.split() if word.lower().strip(".") not in TITLES]
    capitals = [word for word in words if len(word) > 1 and word.isupper()]
    family_words = capitals if 0 < len(capitals) < len(words) else words[-1:]
    given_words = [word for word in words if word not in family_words]
    return two_part_name(" ".join(family_words), " ".join(given_words), kind)


def two_part_name(family: str, given: str, kind: NameKind = NameKind.LEGAL) -> NewName:
    """A name from two cells, in capitals or not, without a title."""
    words = [word for word in given.split() if word.lower().strip(".") not in TITLES]
    return NewName(given=_cased(" ".join(words)), family=_cased(family), kind=kind)


def _cased(text: str) -> str:
    """Capitals throughout become a name as it is written; anything else stays as it was."""
    said = " ".join(text.split())
    if not said.isupper():
        return said
    return PARTS.sub(_capitalised, said)


def _capitalised(part: re.Match[str]) -> str:
    word = part[1]
    if part.start() and part.string[part.start() - 1] in "'’" and len(word) == 1:
        return word.lower()
    if word.startswith("MC") and len(word) > 3:
        return "Mc" + word[2:].capitalize()
    return word.capitalize()
