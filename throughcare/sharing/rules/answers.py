"""What the person's last answer counts for now: it holds until it is changed or its time is up."""

from dataclasses import dataclass
from datetime import datetime

from throughcare.sharing.rules.fields import Field
from throughcare.sharing.rules.words import PermissionState


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of the person about one kind of recipient."""

    state: PermissionState
    limited_to: frozenset[Field] = frozenset()
    until: datetime | None = None


def standing(last: Said | None, at: datetime) -> Said:
    """The answer that counts at a moment; one that was never given or has lapsed is *not asked*.

    A *no* does not lapse: whoever refused must be asked again before anything more may leave.
    """
    if last is None:
        return Said(PermissionState.NOT_ASKED)
    lapses = last.state in (PermissionState.GIVEN, PermissionState.LIMITED)
    if lapses and last.until is not None and last.until <= at:
        return Said(PermissionState.NOT_ASKED)
    return last
