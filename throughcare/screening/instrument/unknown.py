"""A stand-in for an instrument, or a version of one, that is not on the shelf."""

from collections.abc import Iterable

from throughcare.screening.instrument.shape import (
    Instrument,
    Item,
    Kind,
    Licence,
    Page,
    Population,
    Wording,
)
from throughcare.screening.instrument.shelf_life import shelf_life
from throughcare.sourced import Status

NEVER_FRESH = shelf_life("PT0H")
SAID = "Unknown version"


def unknown(instrument_id: str, version: str, items: Iterable[str]) -> Instrument:
    """An instrument that has only the names of the questions that somebody answered."""
    questions = tuple(
        Item(
            id=item_id,
            position=at,
            text=item_id,
            kind=Kind.TEXT,
            concept=f"unknown.{item_id}",
            options=(),
            shelf_life=NEVER_FRESH,
            required=False,
            wording=Wording.UNVERIFIED,
        )
        for at, item_id in enumerate(items, start=1)
    )
    title = f"{instrument_id} {version} ({SAID.lower()})"
    return Instrument(
        id=instrument_id,
        version=version,
        title=title,
        purpose="Kept as it came. Nobody here can say what its questions and scores mean.",
        published="",
        population=Population(None, None, (), "Not known."),
        languages=(),
        licence=Licence("Not known", "Not known.", Status.UNVERIFIED),
        sources=(),
        wording="Not known.",
        administered_by="Not known.",
        shelf_life_basis="Not known, so no answer is offered again.",
        stem="",
        items=questions,
        pages=(Page(title, tuple(item.id for item in questions)),),
        scoring=None,
        flags=(),
        derived=(),
        needs=(),
        strengths=(),
    )
