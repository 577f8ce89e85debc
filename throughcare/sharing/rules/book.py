"""The published rules of sharing as values: profiles, floors, grounds, matrix of purposes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from throughcare.access.roles import Purpose
from throughcare.sharing.rules.fields import Field
from throughcare.sharing.rules.words import CollectedFor, Ground, Recipient


class Cell(StrEnum):
    """What the matrix says about information collected for one purpose and used for another."""

    WITH_RELATIONSHIP = "with-relationship"
    SUMMARY_ONLY = "summary-only"
    SUMMARY_ELSE_PERMISSION_OR_GROUND = "summary-else-permission-or-ground"
    PERMISSION_ELSE_GROUND = "permission-else-ground"
    GROUND_ONLY = "ground-only"
    AGGREGATE_ONLY = "aggregate-only"
    NEVER = "never"

    @property
    def shuts_out(self) -> bool:
        """Whether nothing about one person may ever be used so."""
        return self in (Cell.AGGREGATE_ONLY, Cell.NEVER)


@dataclass(frozen=True, slots=True)
class Profile:
    """The fields that one class of recipient may receive for its purposes, each with its reason."""

    recipient: Recipient
    version: str
    purposes: frozenset[Purpose]
    allows: Mapping[Field, str]
    holds_back: Mapping[Field, str]

    @property
    def id(self) -> str:
        """The name under which a disclosure records it, such as `court-1.0`."""
        return f"{self.recipient}-{self.version}"


@dataclass(frozen=True, slots=True)
class Floor:
    """What must reach a class of recipient for a purpose, whatever else was decided."""

    recipient: Recipient
    purpose: Purpose
    ground: Ground
    sentence: str
    fields: Mapping[Field, str]


@dataclass(frozen=True, slots=True)
class GroundCard:
    """A ground in words, the purposes it can serve, and whether it needs a written reason."""

    ground: Ground
    name: str
    sentence: str
    basis: str
    who: str
    evidence: str
    needs_reason: bool
    purposes: frozenset[Purpose]


@dataclass(frozen=True, slots=True)
class Book:
    """All published rules that hold on one day; what is absent from it is denied."""

    edition: str
    profiles: Mapping[Recipient, Profile]
    floors: Mapping[Recipient, Floor]
    grounds: Mapping[Ground, GroundCard]
    matrix: Mapping[tuple[CollectedFor, Purpose], Cell]
