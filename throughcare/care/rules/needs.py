"""How sure we are of a need, and which changes of it make sense."""

from collections.abc import Iterable
from enum import StrEnum


class NeedStatus(StrEnum):
    """How sure we are of a need. A screen suspects; a qualified person confirms."""

    SUSPECTED = "suspected"
    ON_PATHWAY = "on-diagnostic-pathway"
    CONFIRMED = "confirmed"
    RULED_OUT = "ruled-out"
    ADDRESSED = "addressed"


OPEN_NEEDS = (NeedStatus.SUSPECTED, NeedStatus.ON_PATHWAY, NeedStatus.CONFIRMED)
NEED_STATUS_WORDS: dict[NeedStatus, str] = {
    NeedStatus.SUSPECTED: "Suspected",
    NeedStatus.ON_PATHWAY: "On a diagnostic pathway",
    NeedStatus.CONFIRMED: "Confirmed",
    NeedStatus.RULED_OUT: "Ruled out",
    NeedStatus.ADDRESSED: "Met",
}


def needs_open(statuses: Iterable[NeedStatus]) -> int:
    """How many of these needs are open, so that a team must be responsible."""
    return sum(status in OPEN_NEEDS for status in statuses)


def refuse_change(before: NeedStatus, after: NeedStatus, *, same_team: bool, reason: str) -> str:
    """Why a need may not be changed so, in a sentence; '' when it may."""
    if before is after and same_team:
        return "Nothing has changed: choose another status or another responsible team."
    if before not in OPEN_NEEDS and after in OPEN_NEEDS and not reason.strip():
        return "Say why the need is open again."
    if after is NeedStatus.RULED_OUT and not reason.strip():
        return "Say what rules the need out."
    return ""
