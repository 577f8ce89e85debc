"""Whom a row of a file is about: by name, date of birth and numbers, and by where they were."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from throughcare.access.rules import Viewer
from throughcare.fhir.custody_log.reading.tables import Row
from throughcare.pathway.queries.seen import Placed, were_there
from throughcare.people.queries import match_many
from throughcare.people.rules import Match, NewPerson, Verdict, seen_there


class About(Protocol):
    """A row that is about a person."""

    @property
    def row(self) -> Row:
        """Where it stands in the file."""

    @property
    def person(self) -> NewPerson:
        """Whom it is about."""

    @property
    def place(self) -> str:
        """Where it happens, as the file names it."""

    @property
    def on(self) -> date:
        """The day on which it happens."""


def who_may_be_meant(
    viewer: Viewer, rows: Sequence[About], places: Sequence[UUID | None], at: datetime
) -> list[Match]:
    """Who each row may be about. `places` are those that the rows name, where they are known.

    A name and a date of birth are not enough by themselves; of somebody who was in that very place
    on that day, or is listed there, they are.
    """
    matches = match_many(viewer, [row.person for row in rows], at=at)
    asked = {
        Placed(one.person_id, place, row.on)
        for row, place, match in zip(rows, places, matches, strict=True)
        if place and match.verdict is Verdict.ASK
        for one in match.candidates
    }
    there: dict[tuple[UUID | None, date], set[UUID]] = {}
    for one in were_there(viewer, asked):
        there.setdefault((one.place_id, one.on), set()).add(one.person_id)
    return [
        seen_there(match, there.get((place, row.on), set()))
        for row, place, match in zip(rows, places, matches, strict=True)
    ]
