"""An instrument as published: questions, scoring, bands and flags, one file for each version."""

from throughcare.screening.instrument.conditions import Answer, Condition, WrongCondition, condition
from throughcare.screening.instrument.library import (
    FOLDER,
    UnknownInstrument,
    find,
    fingerprint,
    instruments,
    load_instrument,
)
from throughcare.screening.instrument.shape import (
    Band,
    Derived,
    Flag,
    Instrument,
    Item,
    Kind,
    Licence,
    Option,
    Page,
    PointsTo,
    Population,
    Scoring,
    Source,
)
from throughcare.screening.instrument.shelf_life import ShelfLife, WrongShelfLife, shelf_life

__all__ = [
    "FOLDER",
    "Answer",
    "Band",
    "Condition",
    "Derived",
    "Flag",
    "Instrument",
    "Item",
    "Kind",
    "Licence",
    "Option",
    "Page",
    "PointsTo",
    "Population",
    "Scoring",
    "ShelfLife",
    "Source",
    "UnknownInstrument",
    "WrongCondition",
    "WrongShelfLife",
    "condition",
    "find",
    "fingerprint",
    "instruments",
    "load_instrument",
    "shelf_life",
]
