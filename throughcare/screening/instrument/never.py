"""Instruments whose owners do not let them be shipped or put on a screen, each with the reason."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from throughcare.sourced import Status, load

FILE = Path(__file__).parent.parent / "never.yaml"
SCHEMA = FILE.with_suffix(".schema.json")


@dataclass(frozen=True)
class Never:
    """One instrument that may not be here: only its date, score and outcome may be recorded."""

    id: str
    names: tuple[str, ...]
    reason: str
    source: str
    status: Status

    def is_named(self, title: str) -> bool:
        """Whether a title speaks of this instrument."""
        return any(
            re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title, re.IGNORECASE)
            for name in self.names
        )


@cache
def never_embedded() -> tuple[Never, ...]:
    """The register, in the order of the file."""
    return tuple(
        Never(
            each["id"],
            tuple(each["names"]),
            each["reason"],
            each["source"],
            Status(each["status"]),
        )
        for each in load(FILE, SCHEMA).data["never"]
    )


def why_never(instrument_id: str, title: str) -> str:
    """Why this instrument may not be loaded; empty when it may."""
    for each in never_embedded():
        if each.id == instrument_id or each.is_named(title):
            return f"{each.names[0]} may not be embedded: {each.reason} ({each.source})"
    return ""
