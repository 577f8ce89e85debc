"""Whether an appropriate adult is needed by somebody in custody, was called, or is there."""

from enum import StrEnum

from throughcare.care.rules.safety import SafetyState


class AdultState(StrEnum):
    """How far it is with the appropriate adult; that nobody said anything is not "not needed"."""

    NEEDED = "needed"
    CALLED = "called"
    ARRIVED = "arrived"
    NOT_NEEDED = "not-needed"
    NOT_KNOWN = "not-known"


def adult_state(
    *, child: bool | None, said: SafetyState | None, called: bool, arrived: bool
) -> AdultState:
    """How far it is. A child needs one whatever is said; `said` is the safety fact about it."""
    if arrived:
        return AdultState.ARRIVED
    if called:
        return AdultState.CALLED
    if child or said is SafetyState.YES:
        return AdultState.NEEDED
    if said is SafetyState.NO and child is False:
        return AdultState.NOT_NEEDED
    return AdultState.NOT_KNOWN
