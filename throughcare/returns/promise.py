"""What a promise is, and what a check of it found.

A check counts either what must never be (a violation) or what somebody should know (information).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from throughcare.tables.values import Naming


@dataclass(frozen=True, slots=True)
class Check:
    """One way in which a promise can be broken, or one thing to know about it.

    `found` holds the references of the records, or the names of figures.
    """

    id: str
    sentence: str
    breaks: bool
    found: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many records."""
        return len(self.found)


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise, what it means, its checks, and what cannot be checked."""

    id: str
    title: str
    means: str
    checks: tuple[Check, ...]
    note: str = ""

    @property
    def violations(self) -> int:
        """How many records break it."""
        return sum(check.count for check in self.checks if check.breaks)

    @property
    def held(self) -> bool:
        """Whether no record breaks it."""
        return not self.violations


def named(name: Naming, kind: str, ids: Iterable[UUID]) -> tuple[str, ...]:
    """References of records of one kind."""
    return tuple(name(kind, each) for each in ids)
