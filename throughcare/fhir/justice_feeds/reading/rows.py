"""One row as it is meant: somebody moved, or is listed at a court; or why it cannot be taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from throughcare.clocks.lengths import LOCAL
from throughcare.codes import Kind
from throughcare.fhir.custody_log.reading.entries import Problem, Refusal, value_of
from throughcare.fhir.custody_log.reading.layout import fold
from throughcare.fhir.custody_log.reading.moments import Unclear, birth, moment
from throughcare.fhir.custody_log.reading.names import two_part_name, whole_name
from throughcare.fhir.custody_log.reading.tables import Log, Row
from throughcare.fhir.justice_feeds.reading.layouts import FeedLayout
from throughcare.pathway.rules import EVENTS, EventKind, Exactness, choices
from throughcare.people.rules import BornPrecision, NewPerson, Source

NO_TIME = "The time of day is missing."
MIDDAY = "12:00"
CANCELLED = frozenset({"cancelled", "canceled", "vacated", "removed"})
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody came, left, was moved, or is to be released."""

    row: Row
    person: NewPerson
    kind: EventKind
    place: str
    to: str
    at: datetime
    exactness: Exactness
    detail: str
    planned_for: datetime | None

    @property
    def on(self) -> date:
        """The day on which it happened."""
        return self.at.date()


@dataclass(frozen=True, slots=True)
class Hearing:
    """Somebody is listed at a court on a day, or no longer is."""

    row: Row
    person: NewPerson
    place: str
    on: date
    starts_at: datetime | None
    room: str
    appears_from: str
    report_due_at: datetime | None
    cancelled: bool


def read_movement(log: Log, row: Row, layout: FeedLayout) -> Moved | Refusal:
    """What a row of prison movements means."""
    reader = Cells(log, row, layout)
    said = reader.word("movement")
    when = reader.moment("at")
    place = reader.needed("place")
    planned = reader.moment("planned") if reader.value("planned") else None
    kind = EventKind(said) if said in set(EventKind) else None
    detail = reader.detail(EVENTS[kind].detail if kind else "")
    person = reader.person(when[0] if when else None)
    if reader.problems or kind is None or when is None or person is None:
        return reader.refusal()
    to = reader.value("to")
    return Moved(row, person, kind, place, to, *when, detail, planned[0] if planned else None)


def read_hearing(log: Log, row: Row, layout: FeedLayout) -> Hearing | Refusal:
    """What a row of a court list means."""
    reader = Cells(log, row, layout)
    when = reader.moment("at")
    place = reader.needed("place")
    due = reader.moment("report_due") if reader.value("report_due") else None
    comes = reader.word("appears_from") if reader.value("appears_from") else ""
    person = reader.person(when[0] if when else None)
    if reader.problems or when is None or person is None:
        return reader.refusal()
    exact = when[1] is Exactness.MINUTE
    return Hearing(
        row=row,
        person=person,
        place=place,
        on=when[0].astimezone(LOCAL).date(),
        starts_at=when[0] if exact else None,
        room=reader.value("room"),
        appears_from=comes,
        report_due_at=due[0] if due else None,
        cancelled=fold(reader.value("state")) in CANCELLED,
    )


class Cells:
    """The cells of one row, and what is wrong with them."""

    def __init__(self, log: Log, row: Row, layout: FeedLayout) -> None:
        self.log, self.row, self.layout = log, row, layout
        self.problems: list[Problem] = []
        self.values: Mapping[str, str] = {} if row.wrong else log.values(row)
        if row.wrong:
            self.wrong("", row.wrong, "Put cells that hold the separator between quotation marks.")
        for key, value in self.values.items():
            if len(value) > LONGEST or "\N{REPLACEMENT CHARACTER}" in value:
                self.wrong(key, "This cannot be read.", "Type it again, and save as “CSV UTF-8”.")

    def refusal(self) -> Refusal:
        """The row with its problems, to be handed back."""
        return Refusal(self.row, tuple(self.problems))

    def wrong(self, key: str, problem: str, what_to_do: str) -> None:
        """Note what is wrong in a column."""
        heading = self.log.heading(key) or (self.layout.table.label(key) if key else "")
        self.problems.append(Problem(heading, value_of(self.values, key), problem, what_to_do))

    def value(self, key: str) -> str:
        """A cell; nothing where it says that nothing is known."""
        found = self.values.get(key, "").strip()
        return "" if fold(found) in self.layout.table.not_known else found

    def needed(self, key: str) -> str:
        """A cell that must say something."""
        found = self.value(key)
        if not found and not self.row.wrong:
            self.wrong(key, "This is missing.", "Fill it in.")
        return found

    def word(self, key: str) -> str:
        """What a word of the layout's lists stands for."""
        found = self.layout.words.get(fold(self.needed(key)), "")
        if not found and self.value(key):
            self.wrong(key, "This word is not on the list.", "Use one of the words of the layout.")
        return found

    def detail(self, name: str) -> str:
        """An answer of a list of details, by its words or its code; nothing where none is given."""
        said = fold(self.value("detail"))
        if not name or not said:
            return ""
        for one in choices(name, date.max):
            if said in (fold(one.words), fold(one.code)):
                return one.code
        self.wrong("detail", "This is not one of the answers.", "Correct it, or leave it empty.")
        return ""

    def moment(self, key: str) -> tuple[datetime, Exactness] | None:
        """A moment, or a day whose time is not known."""
        said = self.needed(key)
        if not said:
            return None
        clock = self.values.get(f"{key}_time", "")
        try:
            return moment(said, clock).astimezone(UTC), Exactness.MINUTE
        except Unclear as unclear:
            if unclear.problem != NO_TIME:
                self.wrong(key, unclear.problem, unclear.what_to_do)
                return None
        return moment(said, MIDDAY).astimezone(UTC), Exactness.DAY

    def person(self, at: datetime | None) -> NewPerson | None:
        """Whom the row is about."""
        family, given = self.value("family_name"), self.value("given_names")
        name = two_part_name(family, given) if family or given else whole_name(self.value("name"))
        if not name.key:
            if not self.row.wrong:
                key = "name" if self.log.has("name") else "family_name"
                self.wrong(key, "There is no name.", "Write at least the name that is used.")
            return None
        told: dict[str, Any] = {"born_on": None, "born_precision": BornPrecision.UNKNOWN}
        if (born := self.value("born")) and at is not None:
            try:
                on, precision = birth(born, on=at.astimezone(LOCAL).date())
            except Unclear as unclear:
                self.wrong("born", unclear.problem, unclear.what_to_do)
                return None
            told = {"born_on": on, "born_precision": precision}
        numbers = [("nhs_number", Kind.NHS_NUMBER), ("pnc", Kind.PNC)]
        return NewPerson(
            names=[name],
            source=Source.CUSTODY_RECORD,
            identifiers=[(kind, self.value(key)) for key, kind in numbers if self.value(key)],
            **told,
        )
