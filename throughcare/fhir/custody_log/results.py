"""What becomes of a row of a custody log, and from where its rows come."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from throughcare.access.rules import Viewer
from throughcare.fhir.custody_log.reading import Entry, Problem
from throughcare.fhir.custody_log.reading.layout import fold

TRY_AGAIN = "Correct the row, or the record that is already here, and import the row again."


class Became(StrEnum):
    """What became of one row."""

    ARRIVED = "arrived"
    REPEATED = "repeated"
    UPDATED = "updated"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a row, and the problems of one that was refused."""

    became: Became
    new_person: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """From where rows come: who acts, which system numbers the records, which suite is which."""

    viewer: Viewer
    source_system: str
    places: Mapping[str, UUID]
    everywhere: UUID | None = None

    def place(self, entry: Entry) -> UUID | None:
        """The suite of a row, if it is one of those that the feed may write to."""
        return self.everywhere or self.places.get(fold(entry.suite))


def refused(key: str, value: str, problem: str, what_to_do: str = TRY_AGAIN) -> Result:
    """The result of a row that is handed back, with why and what to do."""
    return Result(Became.REFUSED, problems=(Problem(key, value, problem, what_to_do),))
