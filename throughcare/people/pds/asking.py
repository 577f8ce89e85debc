"""One question to the national register about one person, whichever way it can be asked."""

from dataclasses import dataclass

from throughcare.people.pds.client import Pds, PdsUnavailable
from throughcare.people.rules.tracing import Registered, Wanted, trace, verified


@dataclass(frozen=True, slots=True)
class Told:
    """What came of asking: each step in words, whom the register means, and what differs.

    `asked_about` is the number that was asked about, or nothing where the person was looked for.
    `answered` is false where the register was busy or down: then nobody found means nothing.
    """

    steps: tuple[str, ...]
    found: Registered | None = None
    differences: tuple[str, ...] = ()
    sure: bool = False
    answered: bool = True
    asked_about: str = ""


def ask(pds: Pds, wanted: Wanted, nhs_number: str | None, *, somebody_looks: bool = False) -> Told:
    """Ask whether a number is this person's, or without one, which number they may have."""
    if not nhs_number:
        traced = trace(wanted, pds.search, somebody_looks=somebody_looks)
        steps = tuple(step.said for step in traced.steps)
        return Told(steps, traced.found, traced.differences, traced.sure, traced.answered)
    try:
        registered = pds.retrieve(nhs_number)
    except PdsUnavailable as wrong:
        step = f"The number on record: no answer ({wrong})"
        return Told((step,), answered=False, asked_about=nhs_number)
    differences = verified(nhs_number, wanted, registered)
    step = f"The number on record: {'looked at' if differences else 'agrees'}"
    return Told((step,), registered, differences, not differences, asked_about=nhs_number)
