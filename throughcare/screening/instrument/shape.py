"""The parts of an instrument: items with their options, scoring with its bands, flags and pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from throughcare.screening.instrument.conditions import Condition
from throughcare.screening.instrument.shelf_life import ShelfLife
from throughcare.sourced import Status


class Kind(StrEnum):
    """How an item is answered."""

    CHOICE = "choice"
    SEVERAL = "several"
    TEXT = "text"


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen."""

    value: int | str
    label: str
    exclusive: bool = False
    """Cannot be chosen together with another, as in "none of these"."""


@dataclass(frozen=True)
class Item:
    """One question, its answers, and when it is asked."""

    id: str
    position: int
    text: str
    kind: Kind
    concept: str
    """What the question asks about, such as ``mood.low``; shared between instruments."""
    options: tuple[Option, ...]
    shelf_life: ShelfLife
    hint: str = ""
    hint_by_sex: tuple[tuple[str, str], ...] = ()
    show_when: Condition | None = None
    required: bool = True
    safety_critical: bool = False
    """Always asked, whatever was answered before, and never confirmed in its place."""
    custody_banner: str = ""
    """What being in custody, intoxicated or in withdrawal may do to this answer."""

    def hint_for(self, sex: str | None) -> str:
        """The hint that fits this person, or the general one where the sex is not known."""
        return dict(self.hint_by_sex).get(sex or "", self.hint)

    def option(self, value: object) -> Option | None:
        """The option with exactly this value (true is not 1, and "1" is not 1)."""
        for option in self.options:
            if type(option.value) is type(value) and option.value == value:
                return option
        return None


@dataclass(frozen=True)
class Page:
    """Items that are asked together."""

    title: str
    items: tuple[str, ...]
    intro: str = ""


@dataclass(frozen=True)
class Band:
    """A range of scores, what the authors say it means, and the next step."""

    least: int
    most: int
    label: str
    meaning: str
    next_step: str
    status: Status
    positive: bool


@dataclass(frozen=True)
class Scoring:
    """The sum of these items, between these limits."""

    items: tuple[str, ...]
    least: int
    most: int
    bands: tuple[Band, ...]
    accuracy: str = ""
    positive_from: int | None = None

    def band(self, total: int) -> Band:
        """The one band that holds this total."""
        return next(band for band in self.bands if band.least <= total <= band.most)


@dataclass(frozen=True)
class Flag:
    """An answer that somebody must act on, whatever the score."""

    id: str
    when: Condition
    sentence: str
    urgent: bool


@dataclass(frozen=True)
class Derived:
    """A further result that a named Python rule works out from a complete set of answers."""

    id: str
    rule: str
    sentence: str


@dataclass(frozen=True)
class PointsTo:
    """The need or the strength that certain answers point to."""

    when: Condition
    what: str


@dataclass(frozen=True)
class Population:
    """For whom the instrument is meant, and where."""

    age_from: int | None
    age_to: int | None
    settings: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Licence:
    """What permits the wording to be shipped here."""

    name: str
    permission: str
    status: Status


@dataclass(frozen=True)
class Source:
    """Who says so, and how far that was checked."""

    title: str
    reference: str
    status: Status


@dataclass(frozen=True)
class Instrument:
    """A published set of questions in one version."""

    id: str
    version: str
    title: str
    purpose: str
    published: str
    population: Population
    languages: tuple[str, ...]
    licence: Licence
    sources: tuple[Source, ...]
    wording: str
    administered_by: str
    shelf_life_basis: str
    stem: str
    items: tuple[Item, ...]
    pages: tuple[Page, ...]
    scoring: Scoring | None
    flags: tuple[Flag, ...]
    derived: tuple[Derived, ...]
    needs: tuple[PointsTo, ...]
    strengths: tuple[PointsTo, ...]

    def item(self, item_id: str) -> Item:
        """The item with this id; `KeyError` when there is none."""
        return self.by_id()[item_id]

    def by_id(self) -> Mapping[str, Item]:
        """All items by id, in the order asked."""
        return {item.id: item for item in self.items}

    def scored(self) -> frozenset[str]:
        """The ids of the items that count towards the score."""
        return frozenset(self.scoring.items) if self.scoring else frozenset()
