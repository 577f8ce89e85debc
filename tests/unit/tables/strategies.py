"""Made-up rows of every table, with everything that can be unknown now and then unknown."""

import random
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from throughcare.care.rules import DeclineReason, ReferralStatus
from throughcare.codes import EthnicGroup
from throughcare.pathway.rules import Leaving, OffenceGroup
from throughcare.screening.rules import NeedCategory
from throughcare.tables.schema import (
    NOT_APPLICABLE,
    NOT_KNOWN,
    ROW_TYPES,
    Contact,
    Known,
    Tables,
)

HEADINGS = [each.value for each in NeedCategory if each is not NeedCategory.NONE]
CODED = {
    "place": ["Amberford", "Harrowmere"],
    "month": ["2026-09", "2026-10"],
    "age_band": ["under-18", "18-24", "25-34", NOT_KNOWN],
    "sex": ["female", "male", NOT_KNOWN],
    "ethnicity": [EthnicGroup.WHITE.value, EthnicGroup.NOT_STATED.value, NOT_KNOWN],
    "offence_group": [*(each.value for each in OffenceGroup if each != "unknown"), NOT_KNOWN],
    "leaving": [*(each.value for each in Leaving if each != "unknown"), NOT_KNOWN, NOT_APPLICABLE],
    "response": ["accepted", "declined", "deferred", NOT_APPLICABLE, NOT_KNOWN],
    "decline_reason": [*(each.value for each in DeclineReason), NOT_APPLICABLE, NOT_KNOWN],
    "time_to_seen": ["within-1-hour", "after-24-hours", NOT_APPLICABLE, NOT_KNOWN],
    "outcome": ["intervention", "back-in-touch", "neither", NOT_APPLICABLE, NOT_KNOWN],
    "status": [each.value for each in ReferralStatus],
}


def _value(name: str, annotated: Any, rng: random.Random) -> Any:
    if name in CODED:
        return rng.choice(CODED[name])
    held = get_args(annotated)[0]
    if held is Known:
        return rng.choice(list(Known))
    if held is int:
        return rng.randint(0, 12)
    if get_origin(held) is frozenset:
        return frozenset(rng.sample(HEADINGS, rng.randint(0, 3)))
    if held is str:
        return rng.choice(["X", "Y"])
    return rng.choice([None, 0, 3, 8, 30])


def _rows(kind: type, rng: random.Random) -> tuple[Any, ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple(
        kind(**{name: _value(name, hint, rng) for name, hint in hints.items()})
        for _ in range(rng.randint(0, 8))
    )


def tables() -> st.SearchStrategy[Tables]:
    """All tables with a few rows each, made from a number that a failure names."""

    def made(seed: int) -> Tables:
        rng = random.Random(seed)
        return Tables(**{name: _rows(kind, rng) for name, kind in ROW_TYPES.items()})

    return st.integers(0, 10**9).map(made)


def contact(**known: Any) -> Contact:
    """One contact about which nothing is known but what is said here."""
    nothing: dict[str, Any] = {}
    for name, annotated in get_type_hints(Contact, include_extras=True).items():
        held = get_args(annotated)[0]
        nothing[name] = (
            Known.NOT_KNOWN
            if held is Known
            else frozenset()
            if get_origin(held) is frozenset
            else NOT_KNOWN
            if held is str
            else None
        )
    return Contact(**(nothing | known))
