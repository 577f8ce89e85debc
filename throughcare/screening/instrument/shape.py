"""The parts of an instrument: items with their options, scoring with its bands, flags and pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from throughcare.screening.instrument.conditions import Condition
from throughcare.screening.instrument.shelf_life import ShelfLife
from throughcare.sourced import Status


class Tier(StrEnum):
    """What ships of an instrument, by what its owner permits."""

    EMBEDDED = "embedded"
    """Questions, answers and scoring: public domain, or free to pass on."""
    PLUG_IN = "plug-in"
    """Scoring and the places of the questions only; a site supplies the words it may use."""


class Wording(StrEnum):
    """How sure it is that a question stands here in its authors' words."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"
    """A topic in our words, or a copy of a copy: nobody may be asked it."""
    SUPPLIED = "supplied"
    """The words come from the site that has permission to use them."""


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
    points: int | None = None
    """What it adds to the score, where that is not its value."""

    @cached_property
    def counts(self) -> int | None:
        """What it adds to the score; None when the item does not count."""
        if self.points is not None:
            return self.points
        return self.value if isinstance(self.value, int) else None


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
    wording: Wording = Wording.VERIFIED

    def hint_for(self, sex: str | None) -> str:
        """The hint that fits this person, or the general one where the sex is not known."""
        return dict(self.hint_by_sex).get(sex or "", self.hint)

    def option(self, value: object) -> Option | None:
        """The option with exactly this value (true is not 1, and "1" is not 1)."""
        try:
            found = self._by_value.get(value)
        except TypeError:  # a list is no option
            return None
        return found if found is not None and type(found.value) is type(value) else None

    @cached_property
    def _by_value(self) -> Mapping[object, Option]:
        return {option.value: option for option in self.options}


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
class Accuracy:
    """How well a cut-off found a condition where it was studied, in per cent, and who says so."""

    cut: str
    condition: str
    where: str
    sensitivity: str
    specificity: str
    source: str
    status: Status


@dataclass(frozen=True)
class Prorate:
    """When the authors allow a score although answers are missing: times all, by those given."""

    least_answered: int
    basis: str


@dataclass(frozen=True)
class Scoring:
    """The sum of these items, between these limits."""

    items: tuple[str, ...]
    least: int
    most: int
    bands: tuple[Band, ...]
    accuracy: str = ""
    positive_from: int | None = None
    skipped: str = ""
    """Why a scored question that the instrument itself passes over counts nothing."""
    prorate: Prorate | None = None
    figures: tuple[Accuracy, ...] = ()

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
    sexes: tuple[str, ...] = ()
    """For whom alone it was made; empty means anybody."""


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
class ReadingAge:
    """The age at which its words can be read; None where nobody has measured it."""

    age: int | None
    basis: str


NOT_MEASURED = ReadingAge(None, "Not measured.")


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
    tier: Tier = Tier.EMBEDDED
    reading_age: ReadingAge = NOT_MEASURED
    collected_for: str = "care"
    """What its answers are collected for, which bounds what they may ever be used for."""

    @cached_property
    def why_not(self) -> tuple[str, ...]:
        """Why nobody may be asked these questions yet; empty when they may be."""
        reasons: list[str] = []
        if not self.published:
            reasons.append("This version is not on the shelf. Its answers are kept as they came.")
        if self.tier is Tier.PLUG_IN and any(i.wording is Wording.SUPPLIED for i in self.items):
            reasons.append(
                "Its wording is not ours to pass on. A site that has permission supplies it: "
                f"{self.licence.permission}"
            )
        unsure = [str(i.position) for i in self.items if i.wording is Wording.UNVERIFIED]
        if unsure:
            reasons.append(
                "The wording is not verified against its authors' form, so it cannot be published: "
                f"question {', '.join(unsure)}."
            )
        if self.licence.status is Status.UNVERIFIED:
            reasons.append("The rights to it are not verified, so it cannot be published.")
        return tuple(reasons)

    @property
    def administrable(self) -> bool:
        """Whether anybody may be asked it."""
        return not self.why_not

    def item(self, item_id: str) -> Item:
        """The item with this id; `KeyError` when there is none."""
        return self._by_id[item_id]

    def by_id(self) -> Mapping[str, Item]:
        """All items by id, in the order asked."""
        return self._by_id

    def scored(self) -> frozenset[str]:
        """The ids of the items that count towards the score."""
        return self._scored

    @cached_property
    def by_position(self) -> Mapping[str, Item]:
        """All items by their plain position, "1" for the first."""
        return {str(item.position): item for item in self.items}

    @cached_property
    def always_whole(self) -> bool:
        """Whether every question is always asked, whatever was answered before."""
        return not any(item.show_when for item in self.items)

    @cached_property
    def counting(self) -> tuple[tuple[str, Mapping[object, int]], ...]:
        """What each answer to each scored question adds to the score, in the order of the sum."""
        return tuple(
            (name, {option.value: option.counts or 0 for option in self.item(name).options})
            for name in (self.scoring.items if self.scoring else ())
        )

    @cached_property
    def _by_id(self) -> Mapping[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def _scored(self) -> frozenset[str]:
        return frozenset(self.scoring.items) if self.scoring else frozenset()
