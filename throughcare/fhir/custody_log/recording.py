"""Rows become records, a batch at a time: each row whole or not at all, and each only once.

A batch is one transaction. Where the database refuses it, it is halved until the row at fault
stands alone. Rows that may be about one person never meet in one round, because people who come
in together are compared with the record, not with each other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import DataError, IntegrityError, OperationalError, connection

from throughcare.access.actions.acting import viewing
from throughcare.access.actions.adding import near_ids
from throughcare.access.rules import Refused, RelationshipKind, Viewer
from throughcare.care.actions import follow_moves
from throughcare.care.actions.many import Said, note_safety_many
from throughcare.fhir.custody_log.known import Conflict, More, compare
from throughcare.fhir.custody_log.reading import Entry, Problem
from throughcare.fhir.custody_log.reading.layout import fold
from throughcare.pathway.actions import arrive_many, authorise_detention, leave_many
from throughcare.pathway.queries import CustodyRecord, custody_records
from throughcare.pathway.rules import Arrival, Arrived, Outcome, wrong_times
from throughcare.pathway.rules.arrivals import MADE_HERE
from throughcare.people.actions import register_many
from throughcare.people.actions.many import add_names_and_numbers_many
from throughcare.people.queries import earlier, match_many
from throughcare.people.rules import Match, Verdict

DEADLOCK = "40P01"
TRY_AGAIN = "Correct the row, or the record that is already here, and import the row again."
TELL_APART = (
    "Look at the people that this could be. Add a number to the row that tells them apart "
    "(PNC or NHS number), or correct the record that is here, and import the row again."
)


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


class _Undo(Exception):
    """Rows that were refused after their people were registered: begin again without them."""

    def __init__(self, refused: dict[int, Result]) -> None:
        super().__init__()
        self.refused = refused


def record(
    feed: Feed, entries: Sequence[Entry], *, at: datetime, alone: bool = True
) -> list[Result]:
    """Record rows; what became of each is said in the order given.

    `alone` waits until no other import of the same system is at work; otherwise the caller did.
    """
    results: dict[int, Result] = {}
    while len(results) < len(entries):
        left = [index for index in range(len(entries)) if index not in results]
        try:
            with viewing(feed.viewer, at, channel="import", extract=True):
                if alone:
                    one_import_at_a_time(feed.source_system)
                found = _in_rounds(feed, [entries[index] for index in left], at)
            results |= {left[place]: result for place, result in found.items()}
        except _Undo as undo:
            results |= {left[place]: result for place, result in undo.refused.items()}
        except (DataError, IntegrityError) as error:
            if len(entries) == 1:
                return [_refused("", "", f"The database refused it: {_first_line(error)}")]
            middle = len(entries) // 2
            halves = (entries[:middle], entries[middle:])
            parts = (record(feed, half, at=at, alone=alone) for half in halves)
            return [result for part in parts for result in part]
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != DEADLOCK:
                raise  # otherwise the other one went first, and now it is our turn
    return [results[index] for index in range(len(entries))]


def _first_line(error: Exception) -> str:
    # The lines after the first repeat the row itself, which belongs in no message.
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "message_primary", None) or type(error).__name__


def one_import_at_a_time(source_system: str) -> None:
    """Wait, until the transaction ends, until nobody else imports from this system."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [source_system])


def _in_rounds(feed: Feed, entries: list[Entry], at: datetime) -> dict[int, Result]:
    results: dict[int, Result] = {}
    first: dict[str, int] = {}
    copies: dict[int, int] = {}
    for index, entry in enumerate(entries):
        before = first.setdefault(entry.reference, index)
        if before != index and entries[before].said == entry.said:
            copies[index] = before
    for places in _rounds(entries, [i for i in range(len(entries)) if i not in copies]):
        try:
            found = _Round(feed, [entries[index] for index in places], at).record()
        except _Undo as undo:
            raise _Undo({places[at_]: result for at_, result in undo.refused.items()}) from None
        results |= dict(zip(places, found, strict=True))
    for index, before in copies.items():
        refused = results[before].became is Became.REFUSED
        results[index] = results[before] if refused else Result(Became.REPEATED)
    return results


def _rounds(entries: list[Entry], waiting: list[int]) -> Iterator[list[int]]:
    while waiting:
        seen: set[object] = set()
        now: list[int] = []
        later: list[int] = []
        for index in waiting:
            marks = marks_of(entries[index])
            (now if seen.isdisjoint(marks) else later).append(index)
            seen |= marks
        yield now
        waiting = later


def marks_of(entry: Entry) -> set[object]:
    """What two rows about one person, or one record, have in common at least one of."""
    person = entry.person
    marks: set[object] = {("record", entry.reference)}
    marks |= {name.key for name in person.names}
    marks |= {(number.kind, fold(number.given)) for number in person.numbers}
    if person.born_on is not None:
        marks.add(person.born_on)
    return marks


def _refused(key: str, value: str, problem: str, what_to_do: str = TRY_AGAIN) -> Result:
    return Result(Became.REFUSED, problems=(Problem(key, value, problem, what_to_do),))


@dataclass
class _Round:
    """Rows of which no two are about one person."""

    feed: Feed
    entries: list[Entry]
    at: datetime
    results: dict[int, Result] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    ids: Iterator[UUID] = field(default_factory=near_ids)

    def record(self) -> list[Result]:
        """What became of each row, once it is recorded."""
        viewer = self.feed.viewer
        known = custody_records(
            viewer,
            [self.feed.source_system, MADE_HERE],
            [entry.reference for entry in self.entries],
        )
        matches, strangers = self._matches(known)
        arriving: dict[int, Arrival] = {}
        again: dict[int, tuple[CustodyRecord, More]] = {}
        for index, entry in enumerate(self.entries):
            place_id = self.feed.place(entry)
            if place_id is None:
                self.results[index] = self._no_such_suite(entry)
            elif held := known.get(entry.reference):
                self._held(index, entry, place_id, held, again, stranger=index in strangers)
            else:
                self._unknown(index, entry, place_id, matches[index], arriving)
        self._arrive(arriving, matches)
        self._again(again)
        self._follow_moves(arriving, again)
        self._note_safety(again)
        return [self.results[index] for index in range(len(self.entries))]

    def _no_such_suite(self, entry: Entry) -> Result:
        return _refused(
            "suite",
            entry.suite,
            "This is no custody suite that the feed may write to.",
            "Correct the name, or say which it is with --place NAME=CODE.",
        )

    def _matches(self, known: Mapping[str, CustodyRecord]) -> tuple[dict[int, Match], set[int]]:
        """Who each row is about, and which rows under a known number are about somebody else.

        A row that says nothing of a person that was not said before is about them, and nobody else
        is looked for.
        """
        held = {
            index: record.person_id
            for index, entry in enumerate(self.entries)
            if (record := known.get(entry.reference))
        }
        before = earlier(self.feed.viewer, held.values()) if held else {}
        same = {
            index
            for index, person_id in held.items()
            if before[person_id].says(self.entries[index].person)
        }
        asked = [index for index in range(len(self.entries)) if index not in same]
        people = [self.entries[index].person for index in asked]
        found = match_many(self.feed.viewer, people, at=self.at)
        matches = dict(zip(asked, found, strict=True))
        strangers = set()
        for index in held.keys() - same:
            match, person_id = matches[index], held[index]
            names = {name.key for name in self.entries[index].person.names}
            fits = {candidate.person_id for candidate in match.candidates} | {match.person_id}
            if person_id not in fits and (match.person_id or not names & before[person_id].names):
                strangers.add(index)
        return matches, strangers

    def _held(
        self,
        index: int,
        entry: Entry,
        place_id: UUID,
        held: CustodyRecord,
        again: dict[int, tuple[CustodyRecord, More]],
        *,
        stranger: bool,
    ) -> None:
        if stranger:
            problem = "This custody record number is already here for somebody else."
            self.results[index] = _refused("reference", entry.reference, problem)
            return
        told = compare(entry, place_id, held, self.at)
        if isinstance(told, Conflict):
            self.results[index] = _refused(told.key, "", told.problem)
            return
        again[index] = held, told
        self.results[index] = Result(Became.REPEATED)

    def _unknown(
        self,
        index: int,
        entry: Entry,
        place_id: UUID,
        match: Match,
        arriving: dict[int, Arrival],
    ) -> None:
        if match.verdict is Verdict.ASK:
            said = "; ".join(match.reasons)
            problem = f"This may be somebody who is known already: {said}."
            self.results[index] = _refused("name", entry.person.shown_name, problem, TELL_APART)
            return
        arrival = Arrival(
            person_id=match.person_id or next(self.ids),
            stay_id=None if match.person_id else next(self.ids),
            place_id=place_id,
            reference=entry.reference,
            arrived_at=entry.arrived_at,
            source_system=self.feed.source_system,
            detention_authorised_at=entry.authorised_at,
            offence_group=entry.offence_group,
            offence_code=entry.offence_code,
            left_at=entry.left_at,
            leaving=entry.leaving,
        )
        if wrong := wrong_times(arrival, self.at):
            self.results[index] = _refused("arrived", "", " ".join(wrong))
        else:
            arriving[index] = arrival

    def _arrive(self, arriving: dict[int, Arrival], matches: Mapping[int, Match]) -> None:
        if not arriving:
            return
        viewer, at = self.feed.viewer, self.at
        new = {index for index in arriving if matches[index].person_id is None}
        if new:
            register_many(
                by=viewer,
                at=at,
                people=[(arriving[index].person_id, self.entries[index].person) for index in new],
                relationship=RelationshipKind.PRESENT,
                because="From the custody log",
                made_by_events={
                    arriving[index].person_id: stay_id
                    for index in new
                    if (stay_id := arriving[index].stay_id)
                },
                over={
                    arriving[index].person_id: left_at
                    for index in new
                    if (left_at := arriving[index].left_at)
                },
            )
        told = arrive_many(by=viewer, at=at, arrivals=list(arriving.values()))
        outcomes = dict(zip(arriving, told, strict=True))
        if undone := {i: self._not_arrived(outcomes[i]) for i in new if not outcomes[i].ids}:
            raise _Undo(undone)
        seen_before = []
        for index, outcome in outcomes.items():
            if outcome.outcome is Outcome.REFUSED:
                self.results[index] = self._not_arrived(outcome)
                continue
            entry, person_id = self.entries[index], outcome.arrival.person_id
            self.results[index] = Result(Became.ARRIVED, new_person=index in new)
            is_new = index in new
            self.said += [
                Said(person_id, kind, state, new_person=is_new) for kind, state in entry.safety
            ]
            if not is_new:
                seen_before.append((person_id, entry.person))
        if seen_before:
            add_names_and_numbers_many(by=viewer, at=at, people=seen_before)

    def _not_arrived(self, outcome: Arrived) -> Result:
        return _refused("arrived", "", " ".join(outcome.reasons))

    def _again(self, again: dict[int, tuple[CustodyRecord, More]]) -> None:
        """What rows add to records that are here already."""
        viewer, at = self.feed.viewer, self.at
        leaving = {}
        for index, (held, more) in again.items():
            if more.authorised_at is not None:
                try:
                    authorise_detention(
                        by=viewer,
                        at=at,
                        episode_id=held.episode_id,
                        authorised_at=more.authorised_at,
                    )
                    self.results[index] = Result(Became.UPDATED)
                except Refused as refused:
                    self.results[index] = _refused("authorised", "", " ".join(refused.reasons))
                    continue
            if more.departure is not None:
                leaving[index] = more.departure
        if not leaving:
            return
        told = leave_many(by=viewer, at=at, departures=list(leaving.values()))
        for index, (_, outcome, reasons) in zip(leaving, told, strict=True):
            done = outcome is not Outcome.REFUSED
            self.results[index] = (
                Result(Became.UPDATED) if done else _refused("left", "", " ".join(reasons))
            )

    def _follow_moves(
        self, arriving: dict[int, Arrival], again: dict[int, tuple[CustodyRecord, More]]
    ) -> None:
        """Whoever came and left, or left now, is handed over by the team that works with them."""
        left = {arrival.person_id for arrival in arriving.values() if arrival.left_at is not None}
        left |= {held.person_id for held, more in again.values() if more.departure is not None}
        if left:
            follow_moves(by=self.feed.viewer, at=self.at, people=left)

    def _note_safety(self, again: dict[int, tuple[CustodyRecord, More]]) -> None:
        for index, (held, _) in again.items():
            if self.results[index].became is not Became.REFUSED:
                self.said += [
                    Said(held.person_id, kind, state, held.entered_at)
                    for kind, state in self.entries[index].safety
                ]
        if not self.said:
            return
        noted = note_safety_many(by=self.feed.viewer, at=self.at, said=self.said)
        for index, (held, _) in again.items():
            if held.person_id in noted and self.results[index].became is Became.REPEATED:
                self.results[index] = Result(Became.UPDATED)
