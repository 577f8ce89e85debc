"""A published value: what it is, in what unit, since when, and who says so."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Status(StrEnum):
    """How far somebody has gone to make sure of a published value."""

    VERIFIED = "verified"
    PARTLY_VERIFIED = "partly verified"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Sourced(Generic[T]):
    """A value with its unit, the days on which it holds, its source and how sure we are of it.

    `effective_from` is the first day on which the value is known to hold and `effective_to` the
    last; None means that no such day is known.
    """

    what: str
    value: T
    unit: str
    source: str
    status: Status
    effective_from: date | None = None
    effective_to: date | None = None

    def holds_on(self, on: date) -> bool:
        """Whether the value holds on that day, as far as is known."""
        return (self.effective_from is None or self.effective_from <= on) and (
            self.effective_to is None or on <= self.effective_to
        )
