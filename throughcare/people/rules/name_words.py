"""Which words on record may be meant by those that were typed? Put together as one question.

The database keeps every word that is a name of somebody, once, with its sound. So a search
compares with words, of which there are few, and not with people, of whom there are many.
"""

from collections.abc import Iterable, Sequence

from throughcare.people.rules.given_names import standing
from throughcare.people.rules.name_likeness import CLOSENESS, alike

MOST_WORDS = 6
"""More words of a name than this are not looked for: what was typed is a sentence, not a name."""

MOST_MEANINGS = 20
"""So many words on record may be meant by one that was typed; the closest are taken."""


def meanings(typed: str, on_record: Iterable[str]) -> tuple[str, ...]:
    """The folded words that may be meant by a typed one, the closest first: it and those like it.

    `on_record` are words that names on record have and that look or sound alike. The names that
    the typed one stands for by the list are meant whether or not anybody has them.
    """
    near = {word: found for word in on_record if (found := alike(typed, word))}
    order = sorted(near, key=lambda word: (-CLOSENESS[near[word].how], word))
    listed = [typed, *sorted(standing(typed).every)]
    return tuple(dict.fromkeys([*listed, *order]))[: MOST_MEANINGS + len(listed)]


def question(groups: Sequence[Iterable[str]], *, any_of_them: bool = False) -> str:
    """What to ask the index of names: a word of every group (with `any_of_them`, of any group)."""
    asked = (" | ".join(f"'{_quoted(word)}'" for word in group) for group in groups)
    return (" | " if any_of_them else " & ").join(f"({group})" for group in asked)


def any_of(ways: Iterable[Sequence[Iterable[str]]]) -> str:
    """The question for names that answer one of several, each with a word of all its groups."""
    return " | ".join(f"({question(groups)})" for groups in ways)


def all_but_one(groups: Sequence[Iterable[str]]) -> str:
    """The question for names that have a word of every group but one."""
    fewer = (question([*groups[:out], *groups[out + 1 :]]) for out in range(len(groups)))
    return " | ".join(f"({each})" for each in fewer)


def _quoted(word: str) -> str:
    return word.replace("\\", "\\\\").replace("'", "''")
