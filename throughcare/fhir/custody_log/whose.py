"""Whom rows of a custody log are about: those known under its number, and everybody else."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from throughcare.access.rules import Viewer
from throughcare.fhir.custody_log.reading import Entry
from throughcare.pathway.queries import CustodyRecord
from throughcare.people.queries import earlier, match_many
from throughcare.people.rules import Match


def whose(
    viewer: Viewer, entries: Sequence[Entry], known: Mapping[str, CustodyRecord], at: datetime
) -> tuple[dict[int, Match], set[int]]:
    """Who each row is about, and which rows under a known number are about somebody else.

    A row that says nothing of a person that was not said before is about them, and nobody else
    is looked for.
    """
    held = {
        index: record.person_id
        for index, entry in enumerate(entries)
        if (record := known.get(entry.reference))
    }
    before = earlier(viewer, held.values()) if held else {}
    same = {
        index for index, person_id in held.items() if before[person_id].says(entries[index].person)
    }
    asked = [index for index in range(len(entries)) if index not in same]
    people = [entries[index].person for index in asked]
    found = match_many(viewer, people, at=at)
    matches = dict(zip(asked, found, strict=True))
    strangers = set()
    for index in held.keys() - same:
        match, person_id = matches[index], held[index]
        names = {name.key for name in entries[index].person.names}
        fits = {candidate.person_id for candidate in match.candidates} | {match.person_id}
        if person_id not in fits and (match.person_id or not names & before[person_id].names):
            strangers.add(index)
    return matches, strangers
