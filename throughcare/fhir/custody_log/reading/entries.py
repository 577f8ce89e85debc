"""One row of a custody log as it is meant: a person, an arrival, what keeps them safe; or problems.

Words that are not on a list count as not known and are told afterwards, except where safety
depends on them. Numbers of a person are kept as they were supplied, right or wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TypeVar

from throughcare.care.rules import SafetyKind, SafetyState
from throughcare.clocks.lengths import LOCAL
from throughcare.codes import EthnicCategory, Kind
from throughcare.fhir.custody_log.reading.layout import Layout, fold
from throughcare.fhir.custody_log.reading.moments import Unclear, birth, moment
from throughcare.fhir.custody_log.reading.names import several, two_part_name, whole_name
from throughcare.fhir.custody_log.reading.tables import Log, Row
from throughcare.pathway.rules import Leaving, OffenceGroup
from throughcare.people.rules import (
    BornPrecision,
    NameKind,
    NewAddress,
    NewName,
    NewPerson,
    Sex,
    Source,
)

NUMBERS = {
    "nhs_number": Kind.NHS_NUMBER,
    "pnc": Kind.PNC,
    "cro": Kind.CRO,
    "asn": Kind.ASN,
}
NOBODY_CAN_READ = "\N{REPLACEMENT CHARACTER}"
LONGEST = 500
Word = TypeVar("Word")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row cannot be taken: in which column, which value, what is wrong and what to do."""

    column: str
    value: str
    problem: str
    what_to_do: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that is handed back."""

    row: Row
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that can be taken as it stands. `left_at` is None while the person is in custody."""

    row: Row
    reference: str
    suite: str
    person: NewPerson
    arrived_at: datetime
    authorised_at: datetime | None = None
    left_at: datetime | None = None
    leaving: Leaving = Leaving.UNKNOWN
    offence_group: OffenceGroup = OffenceGroup.UNKNOWN
    offence_code: str = ""
    safety: tuple[tuple[SafetyKind, SafetyState], ...] = ()
    not_understood: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    @property
    def said(self) -> tuple[object, ...]:
        """Everything that the row says, without where it stands."""
        return tuple(
            getattr(self, name)
            for name in self.__dataclass_fields__
            if name not in {"row", "not_understood"}
        )


def read_row(log: Log, row: Row, layout: Layout) -> Entry | Refusal:
    """What a row means, or every reason why it cannot be taken."""
    if row.wrong:
        what_to_do = "Put cells that hold the separator between two quotation marks."
        return Refusal(row, (Problem("", "", row.wrong, what_to_do),))
    reader = _Reader(log, layout, log.values(row))
    entry = reader.entry(row)
    return Refusal(row, tuple(reader.problems)) if entry is None else entry


def value_of(values: Mapping[str, str], key: str) -> str:
    """What a row says in a column; a date with the time of day from the column beside it."""
    return " ".join(filter(None, (values.get(key, ""), values.get(f"{key}_time", ""))))


class _Reader:
    """Reads the cells of one row and gathers what is wrong with them."""

    def __init__(self, log: Log, layout: Layout, values: Mapping[str, str]) -> None:
        self.log, self.layout, self.values = log, layout, values
        self.problems: list[Problem] = []
        self.not_understood: list[tuple[str, str]] = []

    def entry(self, row: Row) -> Entry | None:
        """The row as it is meant, or nothing when there are problems."""
        self._readable()
        reference = self._needed("reference", "Give the custody record number.")
        arrived = self._moment("arrived", needed=True)
        authorised, left = self._moment("authorised"), self._moment("left")
        if not reference or arrived is None:
            return None
        person = self._person(arrived.astimezone(LOCAL).date())
        safety = tuple(self._safety())
        group = self._word("offence_group", self.layout.offence_groups, OffenceGroup.UNKNOWN)
        leaving = self._word("leaving", self.layout.leavings, Leaving.UNKNOWN)
        if self.problems or person is None:
            return None
        return Entry(
            row=row,
            reference=reference,
            suite=self.values.get("suite", ""),
            person=person,
            arrived_at=arrived,
            authorised_at=authorised,
            left_at=left,
            leaving=leaving if left else Leaving.UNKNOWN,
            offence_group=group,
            offence_code=self._known("offence_code").upper(),
            safety=safety,
            not_understood=tuple(self.not_understood),
        )

    def _wrong(self, key: str, problem: str, what_to_do: str) -> None:
        heading = self.log.heading(key) or self.layout.label(key)
        value = value_of(self.values, key)
        self.problems.append(Problem(heading, value, problem, what_to_do))

    def _readable(self) -> None:
        for key, value in self.values.items():
            if NOBODY_CAN_READ in value:
                self._wrong(
                    key,
                    "There is a character that cannot be read.",
                    "Type it again and save the file as “CSV UTF-8”.",
                )
            elif len(value) > LONGEST:
                self._wrong(key, f"The text is longer than {LONGEST} letters.", "Shorten it.")

    def _needed(self, key: str, what_to_do: str) -> str:
        value = self.values.get(key, "")
        if not value:
            self._wrong(key, "This is missing.", what_to_do)
        return value

    def _known(self, key: str) -> str:
        value = self.values.get(key, "")
        return "" if not value or fold(value) in self.layout.not_known else value

    def _moment(self, key: str, *, needed: bool = False) -> datetime | None:
        value = self._known(key)
        if not value:
            if needed:
                self._wrong(key, "This is missing.", "Write when the person arrived.")
            return None
        try:
            return moment(value, self.values.get(f"{key}_time", "")).astimezone(UTC)
        except Unclear as unclear:
            self._wrong(key, unclear.problem, unclear.what_to_do)
            return None

    def _word(self, key: str, words: Mapping[str, Word], unknown: Word) -> Word:
        value = self._known(key)
        if not value:
            return unknown
        found = words.get(fold(value))
        if found is None:
            self.not_understood.append((self.log.heading(key), value))
            return unknown
        return found

    def _safety(self) -> list[tuple[SafetyKind, SafetyState]]:
        found = []
        for column in self.layout.columns:
            if column.safety is None or not self._known(column.key):
                continue
            word = fold(self.values[column.key])
            if word in self.layout.yes:
                found.append((column.safety, SafetyState.YES))
            elif word in self.layout.no:
                found.append((column.safety, SafetyState.NO))
            else:
                self._wrong(
                    column.key,
                    "This says neither yes nor no, and somebody's safety may depend on it.",
                    "Write Y or N, or leave it empty if it is not known.",
                )
        return found

    def _names(self) -> list[NewName]:
        whole = self.values.get("name", "")
        family, given = self.values.get("family_name", ""), self.values.get("given_names", "")
        legal = two_part_name(family, given) if family or given else whole_name(whole)
        nothing = self.layout.not_known | self.layout.no
        aliases = [
            alias for alias in several(self.values.get("aliases", "")) if fold(alias) not in nothing
        ]
        known = {legal.key}
        names = [legal] if legal.key else []
        for alias in aliases:
            name = whole_name(alias, NameKind.ALIAS)
            if name.key and name.key not in known:
                known.add(name.key)
                names.append(name)
        if not legal.key:
            key = "name" if self.log.has("name") else "family_name"
            self._wrong(key, "There is no name.", "Write at least the name that is used.")
        return names

    def _person(self, on: date) -> NewPerson | None:
        names = self._names()
        born_on, precision = None, BornPrecision.UNKNOWN
        if told := self._known("born"):
            try:
                born_on, precision = birth(told, on=on)
            except Unclear as unclear:
                self._wrong("born", unclear.problem, unclear.what_to_do)
        sex = self._word("sex", self.layout.sexes, Sex.UNKNOWN)
        ethnicity = self._word("ethnicity", self.layout.ethnicities, EthnicCategory.NOT_KNOWN)
        interpreter = fold(self._known("interpreter"))
        if self.problems:
            return None
        return NewPerson(
            names=names,
            source=Source.CUSTODY_RECORD,
            born_on=born_on,
            born_precision=precision,
            sex=sex,
            ethnicity=ethnicity,
            ethnicity_given=self.values.get("ethnicity", ""),
            identifiers=[
                (kind, given)
                for key, kind in NUMBERS.items()
                for given in several(self._known(key))
            ],
            language=self._known("language"),
            interpreter=interpreter in self.layout.yes if interpreter else None,
            phone=self._known("phone"),
            address=self._address(),
        )

    def _address(self) -> NewAddress | None:
        lines, postcode = self._known("address"), self._known("postcode")
        if {fold(lines), fold(postcode)} & self.layout.no_fixed_abode:
            return NewAddress(no_fixed_abode=True)
        return NewAddress(lines, postcode) if lines or postcode else None
