"""Which instruments can be asked of this person here: those that fit, and how long each is."""

import math
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from throughcare.access.rules import Sight
from throughcare.pathway.rules import PlaceKind
from throughcare.screening import queries
from throughcare.screening.instrument import Instrument, find, instruments
from throughcare.screening.rules import (
    Context,
    Decision,
    may_administer,
    may_start,
    meant_for,
    remaining,
)

CORE = "ld-core"
SECONDS_A_QUESTION = 12
"""This product's estimate, to say how long an interview takes; not measured and not published."""


def newest() -> list[Instrument]:
    """Every instrument that may be asked, in its newest version, the core screen first."""
    ids = dict.fromkeys(each.id for each in instruments())
    newest = [each for each in map(find, ids) if may_administer(each).allowed]
    return sorted(newest, key=lambda each: (each.scoring is not None, each.id != CORE, each.title))


def for_them(sight: Sight) -> list[Instrument]:
    """The instruments that may be asked of this person, wherever they are."""
    context = queries.about(sight)
    return [each for each in newest() if all(one.allowed for one in _may(each, context))]


def _may(instrument: Instrument, context: Context) -> tuple[Decision, Decision]:
    return (
        may_administer(instrument, sex=context.sex),
        may_start(instrument, age=context.age),
    )


def grouped(offers: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """What can be asked: our own screens, then scored questionnaires, each under its heading."""
    screens = [each for each in offers if each["instrument"].scoring is None]
    scored = [each for each in offers if each["instrument"].scoring is not None]
    groups = (("Screens", screens), ("Questionnaires with a score", scored))
    return [(title, found) for title, found in groups if found]


def offer_of(
    instrument: Instrument,
    context: Context,
    held: Mapping[str, queries.Held],
    at: datetime,
    *,
    here: PlaceKind | None,
) -> dict[str, Any]:
    """An instrument with how long it takes and how much of it is known already, for this person.

    `allowed` says that it may be started, `fits` that it is also meant for where the person is.
    """
    left = remaining(instrument, held, at=at, context=context)
    must = _may(instrument, context)
    place = meant_for(instrument, here)
    allowed = all(each.allowed for each in must)
    return {
        "instrument": instrument,
        "allowed": allowed,
        "fits": allowed and place.allowed,
        "reasons": [
            reason for each in (*must, place) if not each.allowed for reason in each.reasons
        ],
        "questions": len(left.ask) + len(left.confirm),
        "known": len(left.confirm),
        "minutes": math.ceil(len(left.ask) * SECONDS_A_QUESTION / 60) or 1,
    }
