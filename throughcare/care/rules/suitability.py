"""Whether a treatment requirement of the court would suit somebody, with every reason.

The court decides. This says which of the conditions in `requirements.yaml` are met, which are not,
and which nobody has answered; without consent and a provider nothing is ever called suitable.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from throughcare.clocks.lengths import Length, parse_length
from throughcare.people.rules import age_on
from throughcare.sourced import Status, load

FILE = Path(__file__).parents[1] / "requirements.yaml"
SCHEMA = Path(__file__).parents[1] / "requirements.schema.json"


class Met(StrEnum):
    """Whether a condition is met. That nobody answered is never a no."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not-known"


class ToOrder(StrEnum):
    """What the person says to a requirement."""

    WILLING = "willing"
    UNWILLING = "unwilling"
    NOT_ASKED = "not-asked"


class Provider(StrEnum):
    """What the service says that would give the treatment."""

    AGREED = "agreed"
    DECLINED = "declined"
    NOT_ASKED = "not-asked"


class Suits(StrEnum):
    """Whether a requirement would suit, as far as is known."""

    SUITABLE = "suitable"
    NOT_SUITABLE = "not-suitable"
    NOT_YET_KNOWN = "not-yet-known"


MET_WORDS = {Met.YES: "Yes", Met.NO: "No", Met.NOT_KNOWN: "Not known yet"}
TO_ORDER_WORDS = {
    ToOrder.WILLING: "They are willing, and know what it means",
    ToOrder.UNWILLING: "They are not willing",
    ToOrder.NOT_ASKED: "They were not asked yet",
}
PROVIDER_WORDS = {
    Provider.AGREED: "The service has agreed",
    Provider.DECLINED: "The service has declined",
    Provider.NOT_ASKED: "The service was not asked yet, or has not answered",
}
SUITS_WORDS = {
    Suits.SUITABLE: "Suitable",
    Suits.NOT_SUITABLE: "Not suitable",
    Suits.NOT_YET_KNOWN: "Not known yet",
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition: what is asked, and why a no stands in the way."""

    id: str
    asks: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """A requirement that a court can make, with its conditions and who says so."""

    id: str
    name: str
    order: str
    age_from: int | None
    age_to: int | None
    result_code: str
    criteria: tuple[Criterion, ...]
    review_every: Length
    court_reviews: str
    configurable: bool
    source: str
    status: Status
    note: str

    def answers(self, met: Collection[str], not_met: Collection[str]) -> dict[str, Met]:
        """What was answered to each condition; what was not answered is not known."""
        return {
            one.id: Met.YES if one.id in met else Met.NO if one.id in not_met else Met.NOT_KNOWN
            for one in self.criteria
        }

    def fits(self, born_on: date | None, on: date) -> bool | None:
        """Whether it can be made at somebody's age; None where the age matters and is not known."""
        if self.age_from is None and self.age_to is None:
            return True
        if born_on is None:
            return None
        age = age_on(born_on, on)
        above = self.age_from is None or age >= self.age_from
        return above and (self.age_to is None or age <= self.age_to)


@dataclass(frozen=True, slots=True)
class Suitability:
    """Whether a requirement would suit, and every reason."""

    suits: Suits
    reasons: tuple[str, ...]


@cache
def court_requirements(path: Path = FILE) -> tuple[Requirement, ...]:
    """The requirements that come with the product, or those in another file of the same shape."""
    return tuple(
        Requirement(
            id=entry["id"],
            name=entry["name"],
            order=entry["order"],
            age_from=entry.get("age_from"),
            age_to=entry.get("age_to"),
            result_code=entry.get("result_code", ""),
            criteria=tuple(
                Criterion(one["id"], one["asks"], one["otherwise"]) for one in entry["criteria"]
            ),
            review_every=parse_length(entry["review_every"]),
            court_reviews=entry.get("court_reviews", ""),
            configurable=entry["configurable"],
            source=entry["source"],
            status=Status(entry["status"]),
            note=entry.get("note", ""),
        )
        for entry in load(path, SCHEMA).data["requirements"]
    )


def requirement_of(requirement_id: str) -> Requirement | None:
    """A requirement by its id."""
    return next((one for one in court_requirements() if one.id == requirement_id), None)


def suitability(
    requirement: Requirement,
    answers: Mapping[str, Met],
    *,
    consent: ToOrder,
    provider: Provider,
    born_on: date | None,
    on: date,
) -> Suitability:
    """Whether a requirement would suit somebody on a day. The court decides.

    One no is enough against it, and every one is named; what is not known is named before a yes.
    """
    against = [one.otherwise for one in requirement.criteria if answers.get(one.id) is Met.NO]
    open_still = [
        f"Not known yet: {one.asks}"
        for one in requirement.criteria
        if answers.get(one.id, Met.NOT_KNOWN) is Met.NOT_KNOWN
    ]
    if consent is ToOrder.UNWILLING:
        against.append("They are not willing.")
    elif consent is ToOrder.NOT_ASKED:
        open_still.append("They were not asked whether they are willing.")
    if provider is Provider.DECLINED:
        against.append("The service that would treat them has declined.")
    elif provider is Provider.NOT_ASKED:
        open_still.append("The service that would treat them has not agreed yet.")
    fits = requirement.fits(born_on, on)
    if fits is None:
        open_still.append("Their date of birth is not known.")
    elif not fits:
        against.append(f"It is part of a {requirement.order.lower()}, not for their age.")
    if against:
        return Suitability(Suits.NOT_SUITABLE, tuple(against))
    if open_still:
        return Suitability(Suits.NOT_YET_KNOWN, tuple(open_still))
    every = "Every condition is met, they are willing, and the service has agreed."
    return Suitability(Suits.SUITABLE, (every,))
