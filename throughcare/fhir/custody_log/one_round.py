"""One round of a custody log: rows of which no two are about one person become records."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from throughcare.access.actions.adding import near_ids
from throughcare.access.rules import Refused, RelationshipKind
from throughcare.care.actions import follow_moves
from throughcare.care.actions.many import Said, note_safety_many
from throughcare.fhir.custody_log.known import Conflict, More, compare
from throughcare.fhir.custody_log.reading import Entry
from throughcare.fhir.custody_log.results import Became, Feed, Result, refused
from throughcare.fhir.custody_log.whose import whose
from throughcare.pathway.actions import arrive_many, authorise_detention, leave_many
from throughcare.pathway.queries import CustodyRecord, custody_records
from throughcare.pathway.rules import Arrival, Arrived, Outcome, wrong_times
from throughcare.pathway.rules.arrivals import MADE_HERE
from throughcare.people.actions import register_many
from throughcare.people.actions.many import add_names_and_numbers_many
from throughcare.people.rules import Match, Verdict

TELL_APART = (
    "Look at the people that this could be. Add a number to the row that tells them apart "
    "(PNC or NHS number), or correct the record that is here, and import the row again."
)


class Undo(Exception):
    """Rows that were refused after their people were registered: begin again without them."""

    def __init__(self, refused: dict[int, Result]) -> None:
        super().__init__()
        self.refused = refused


@dataclass
class Round:
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
        matches, strangers = whose(viewer, self.entries, known, self.at)
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
        return refused(
            "suite",
            entry.suite,
            "This is no custody suite that the feed may write to.",
            "Correct the name, or say which it is with --place NAME=CODE.",
        )

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
            self.results[index] = refused("reference", entry.reference, problem)
            return
        told = compare(entry, place_id, held, self.at)
        if isinstance(told, Conflict):
            self.results[index] = refused(told.key, "", told.problem)
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
            self.results[index] = refused("name", entry.person.shown_name, problem, TELL_APART)
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
            self.results[index] = refused("arrived", "", " ".join(wrong))
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
            raise Undo(undone)
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
        return refused("arrived", "", " ".join(outcome.reasons))

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
                except Refused as why:
                    self.results[index] = refused("authorised", "", " ".join(why.reasons))
                    continue
            if more.departure is not None:
                leaving[index] = more.departure
        if not leaving:
            return
        told = leave_many(by=viewer, at=at, departures=list(leaving.values()))
        for index, (_, outcome, reasons) in zip(leaving, told, strict=True):
            done = outcome is not Outcome.REFUSED
            self.results[index] = (
                Result(Became.UPDATED) if done else refused("left", "", " ".join(reasons))
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
