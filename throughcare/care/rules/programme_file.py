"""Health programmes as they are written down: for whom, where, which steps, and who says so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from throughcare.clocks.lengths import Length, parse_length
from throughcare.clocks.limits import published as limits
from throughcare.pathway.rules import ESTABLISHMENTS, PRISONS, PlaceKind
from throughcare.people.rules import Sex
from throughcare.sourced import Status, load

FILE = Path(__file__).parents[1] / "programmes.yaml"
SCHEMA = Path(__file__).parents[1] / "programmes.schema.json"
USUAL_WARNING = timedelta(days=14)


class HealthSetting(StrEnum):
    """Where a programme is offered."""

    SUITE = "suite"
    PRISON = "prison"
    YOUNG_OFFENDERS = "young-offenders"
    CHILDREN = "children"
    REMOVAL_CENTRE = "removal-centre"


class Opening(StrEnum):
    """Whether a programme is for everybody of its age and sex there, or begun by somebody."""

    ARRIVAL = "arrival"
    SOMEBODY = "somebody"


class Scope(StrEnum):
    """For how long an answer counts: in this place, in this term of detention, or always."""

    STAY = "stay"
    TERM = "term"
    LIFE = "life"


class Group(StrEnum):
    """What a programme is about."""

    ASSESSMENT = "assessment"
    VIRUSES = "viruses"
    SCREENING = "screening"
    VACCINES = "vaccines"
    CONDITIONS = "conditions"
    SUBSTANCES = "substances"
    DAILY_LIFE = "daily-life"
    WOMEN = "women"
    SAFETY = "safety"
    DETENTION = "detention"
    CHILDREN = "children"


GROUP_WORDS = {
    Group.ASSESSMENT: "Assessments",
    Group.SAFETY: "Watching over",
    Group.DETENTION: "Torture, trafficking and detention",
    Group.CHILDREN: "Children: comprehensive health assessment",
    Group.VIRUSES: "Blood-borne viruses",
    Group.SUBSTANCES: "Drugs, alcohol and smoking",
    Group.CONDITIONS: "Long-term conditions",
    Group.SCREENING: "Screening",
    Group.VACCINES: "Vaccinations",
    Group.WOMEN: "Women and pregnancy",
    Group.DAILY_LIFE: "Teeth, eyes, care and growing older",
}
"""What each group is called, in the order in which a page shows them."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a programme.

    It is due `within` a length, or by the limit of a `clock`, counted from the step that it comes
    `after`, or else from the opening; done again after `again`. `event` names what another part of
    the record calls its being done. An `optional` step is never due; one that `ends` closes it.
    """

    id: str
    name: str
    after: str
    if_result: tuple[str, ...]
    clock: str
    within: Length | None
    again: Length | None
    warn_before: timedelta
    results: Mapping[str, str]
    event: str
    optional: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class Programme:
    """One health programme, with who says for whom it is and how sure we are of it."""

    id: str
    name: str
    group: Group
    where: frozenset[HealthSetting]
    sex: Sex | None
    age_from: int | None
    age_to: int | None
    opens: Opening
    scope: Scope
    steps: tuple[Step, ...]
    configurable: bool
    source: str
    status: Status
    note: str
    first: tuple[Step, ...] = field(init=False, repr=False, compare=False)
    events: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Worked out once: this is asked of every person in a place.
        first = tuple(one for one in self.steps if not one.after and not one.optional)
        object.__setattr__(self, "first", first)
        object.__setattr__(self, "events", frozenset(one.event for one in self.steps if one.event))

    @property
    def ages(self) -> str:
        """The ages for which it is, in words."""
        if self.age_to is None:
            return f"{self.age_from} and over"
        return f"{self.age_from or 0} to {self.age_to}"

    def for_age(self, age: int) -> bool:
        """Whether it is for somebody of an age in years."""
        return (self.age_from or 0) <= age and (self.age_to is None or age <= self.age_to)

    def step(self, step_id: str) -> Step | None:
        """One of its steps."""
        return next((step for step in self.steps if step.id == step_id), None)


@dataclass(frozen=True)
class Programmes:
    """All programmes in the order of their file."""

    all: tuple[Programme, ...]

    def one(self, programme_id: str) -> Programme | None:
        """A programme by its id."""
        return self._by_id.get(programme_id)

    @cached_property
    def _by_id(self) -> dict[str, Programme]:
        return {one.id: one for one in self.all}

    def of(self, group: Group) -> tuple[Programme, ...]:
        """The programmes of a group."""
        return tuple(one for one in self.all if one.group is group)


def setting_of(place: PlaceKind) -> HealthSetting | None:
    """Where programmes are concerned, what sort of place it is; None where nobody is held."""
    if place is PlaceKind.CUSTODY_SUITE:
        return HealthSetting.SUITE
    if place is PlaceKind.IMMIGRATION_REMOVAL_CENTRE:
        return HealthSetting.REMOVAL_CENTRE
    if place is PlaceKind.YOUNG_OFFENDER_INSTITUTION:
        return HealthSetting.YOUNG_OFFENDERS
    if place in PRISONS:
        return HealthSetting.PRISON
    return HealthSetting.CHILDREN if place in ESTABLISHMENTS else None


@cache
def health_programmes(path: Path = FILE) -> Programmes:
    """The programmes that come with the product, or those in another file of the same shape.

    Raises ValueError for a step that follows one that does not stand before it, and LookupError
    for a clock that there is not.
    """
    return Programmes(tuple(_programme(entry) for entry in load(path, SCHEMA).data["programmes"]))


def _programme(entry: dict[str, Any]) -> Programme:
    steps: list[Step] = []
    for told in entry["steps"]:
        step = _step(told)
        if step.after and step.after not in {one.id for one in steps}:
            raise ValueError(
                f"{entry['id']}: {step.id} follows {step.after}, which is not before it"
            )
        steps.append(step)
    return Programme(
        id=entry["id"],
        name=entry["name"],
        group=Group(entry["group"]),
        where=frozenset(HealthSetting(one) for one in entry["where"]),
        sex=Sex(entry["sex"]) if entry.get("sex") else None,
        age_from=entry.get("age_from"),
        age_to=entry.get("age_to"),
        opens=Opening(entry["opens"]),
        scope=Scope(entry["scope"]),
        steps=tuple(steps),
        configurable=entry["configurable"],
        source=entry["source"],
        status=Status(entry["status"]),
        note=entry.get("note", ""),
    )


def _step(told: dict[str, Any]) -> Step:
    clock = told.get("clock", "")
    if clock:
        limits().versions(clock)
    within, again = told.get("within"), told.get("again")
    return Step(
        id=told["id"],
        name=told["name"],
        after=told.get("after", ""),
        if_result=tuple(told.get("if_result", ())),
        clock=clock,
        within=parse_length(within) if within else None,
        again=parse_length(again) if again else None,
        warn_before=USUAL_WARNING if again else timedelta(0),
        results=told.get("results", {}),
        event=told.get("event", ""),
        optional=told.get("optional", False),
        ends=told.get("ends", False),
    )
