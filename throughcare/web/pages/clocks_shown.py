"""How a clock is handed to the component that draws it."""

from typing import Any

from throughcare.clocks.kept import Clock
from throughcare.clocks.reckoning import State
from throughcare.clocks.rules import Clock as ClockOfItsOwn

STATES = {State.BREACHED: "overdue", State.DUE_SOON: "soon"}
DETAINED_BEFORE = (
    "Time in custody before they were bailed counts towards the limits of detention"
    " (Police and Criminal Evidence Act 1984, section 47(6); not verified). These clocks count"
    " from this arrival: take off what was used before."
)
"""What whoever looks at the clocks of somebody has to know who came back on bail."""


def clock_shown(clock: Clock | ClockOfItsOwn) -> dict[str, Any]:
    """What the clock component draws: its own sentence, and how much of its time is used."""
    return {
        "says": clock.words(),
        "due": clock.due_at,
        "started": clock.started_at,
        "state": STATES.get(clock.state, "later"),
    }


def clock_explained(clock: Clock) -> dict[str, Any]:
    """The same with why it runs, who says so, and whether something told late moved it."""
    return clock_shown(clock) | {
        "because": clock.because(),
        "moved": clock.moved(),
        "source": clock.limit.length.source,
        "verified": clock.limit.verified,
    }
