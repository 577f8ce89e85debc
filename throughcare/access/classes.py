"""Every field says what class of information it holds; the database keeps the same words."""

import re
from dataclasses import dataclass

from throughcare.access.roles import Purpose
from throughcare.access.rules import Category

SHAPE = re.compile(
    r"^\[(?P<category>[a-z]+) · (?P<purpose>[a-z-]+)(?P<sealed> · sealed)?\] (?P<sentence>.+)$"
)


@dataclass(frozen=True, slots=True)
class FieldClass:
    """What a field holds, for which purpose it is collected, and in a sentence, what it means."""

    category: Category
    collected_for: Purpose | None
    sealed: bool
    sentence: str


def says(
    category: Category,
    sentence: str,
    *,
    collected_for: Purpose | None = Purpose.CARE,
    sealed: bool = False,
) -> str:
    """The `db_comment` of a field. `None` as purpose is for fields that hold no information."""
    purpose = collected_for.value if collected_for else "none"
    return f"[{category.value} · {purpose}{' · sealed' if sealed else ''}] {sentence}"


def technical(sentence: str) -> str:
    """The `db_comment` of a field that holds nothing about a person or a worker."""
    return says(Category.TECHNICAL, sentence, collected_for=None)


def parse(comment: str) -> FieldClass:
    """Read a `db_comment` back; raises `ValueError` when it was not written by `says`."""
    found = SHAPE.match(comment or "")
    if not found:
        raise ValueError(f"not a classified comment: {comment!r}")
    purpose = found["purpose"]
    return FieldClass(
        Category(found["category"]),
        None if purpose == "none" else Purpose(purpose),
        bool(found["sealed"]),
        found["sentence"],
    )
