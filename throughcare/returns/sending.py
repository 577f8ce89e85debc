"""Figures that may be sent on: small numbers are withheld and all others rounded.

Whoever sees that one person of a kind came to a place may know who that was. What is withheld is
said to be withheld, and never shown as zero.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from throughcare.returns.definition import Definition, Kind
from throughcare.returns.measures import Figure
from throughcare.sourced import load

RULE = load(
    Path(__file__).with_name("sending.yaml"), Path(__file__).with_name("sending.schema.json")
).data
SMALL: Final[int] = RULE["withheld_up_to"]
"""Numbers from 1 to this are withheld, and the others rounded to the nearest `TO`."""
TO: Final[int] = RULE["rounded_to"]
WITHHELD: Final = "withheld"

Number = int | str
"""A number rounded, or `WITHHELD`."""


@dataclass(frozen=True, slots=True)
class Sendable:
    """A figure as it may leave; `value` is made of the rounded numbers, None where not known."""

    figure: str
    by: str
    value: float | str | None
    numerator: Number
    denominator: Number
    unknown: Number


def to_send_on(definition: Definition, figure: Figure) -> Sendable:
    """One figure with small numbers withheld; a share of few is withheld whole."""
    denominator = _rounded(figure.denominator)
    numerator = WITHHELD if denominator == WITHHELD else _rounded(figure.numerator)
    return Sendable(
        figure.figure,
        figure.by,
        _value(definition, figure, numerator, denominator),
        numerator,
        denominator,
        _rounded(figure.unknown),
    )


def _value(
    definition: Definition, figure: Figure, numerator: Number, denominator: Number
) -> float | str | None:
    if isinstance(denominator, str) or isinstance(numerator, str):
        return WITHHELD
    if figure.value is None or not denominator:
        return None
    if definition.kind in (Kind.SHARE, Kind.EACH):
        return numerator / denominator
    return numerator if definition.kind is Kind.TOTAL else round(figure.value, 1)


def _rounded(number: float) -> Number:
    if 0 < number <= SMALL:
        return WITHHELD
    return TO * int(number / TO + 0.5)
