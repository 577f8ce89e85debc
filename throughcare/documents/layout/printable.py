"""Which characters may reach paper or screen: nothing hidden, nothing that reorders a line."""

import unicodedata

# Marks that reverse or re-nest the reading direction can make a line show what it does not say.
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NEW_LINES = str.maketrans(
    {"\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
)


def printable(text: str) -> str:
    """The same words without control, reordering, private or unassigned characters.

    Invisible "tag" characters, which can carry a hidden message, are left out as well.
    Every kind of line break becomes a newline and a tab becomes a space.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").translate(_NEW_LINES)
    return "".join(c for c in text if c == "\n" or _may_show(c))


def lines(text: str) -> list[str]:
    """The text line by line, as it may be shown; at least one line."""
    return printable(text).split("\n")


def _may_show(character: str) -> bool:
    if character in _REORDERING or 0xE0000 <= ord(character) <= 0xE0FFF:
        return False
    return unicodedata.category(character) not in (
        "Cc",
        "Cn",
        "Co",
        "Cs",
    )
