"""Asking that did not begin: who said no, who could not be asked now, and when to try again."""

from datetime import datetime

from throughcare.screening.rules.responses import Decision, StoppedReason
from throughcare.screening.rules.worded import Worded


class NotNow(Worded):
    """Why somebody was not asked at all."""

    DECLINED = "declined", "They said no"
    INTOXICATED = "intoxicated", "Too much drink or drugs to be asked"
    ASLEEP = "asleep", "Asleep, or too tired"
    NEEDS_INTERPRETER = "needs_interpreter", "No interpreter is here"
    NEEDS_APPROPRIATE_ADULT = "needs_appropriate_adult", "No appropriate adult is here"
    TOO_UNWELL = "too_unwell", "Too unwell or upset to be asked"
    AWAY = "away", "Not there: in an interview, at court, moved or released"
    OTHER = "other", "Another reason"


WHY_LATER = {
    StoppedReason.PERSON_STOPPED: NotNow.DECLINED,
    StoppedReason.TOO_UNWELL: NotNow.TOO_UNWELL,
    StoppedReason.INTOXICATED: NotNow.INTOXICATED,
    StoppedReason.ASLEEP: NotNow.ASLEEP,
    StoppedReason.LEFT: NotNow.AWAY,
    StoppedReason.NEEDS_INTERPRETER: NotNow.NEEDS_INTERPRETER,
    StoppedReason.NEEDS_APPROPRIATE_ADULT: NotNow.NEEDS_APPROPRIATE_ADULT,
    StoppedReason.OTHER: NotNow.OTHER,
}
"""Why whoever was stopped is asked the rest later, in the words of those not asked at all."""


def may_leave_unasked(
    why: NotNow, *, note: str, again_at: datetime | None, at: datetime
) -> Decision:
    """Whether an attempt may be kept as it is told, `again_at` None meaning not to try again.

    Somebody who said no need not be asked again. Somebody who could not be asked now is asked
    later, or it is said why not: what nobody asked about is not known, and it is not a "no".
    """
    if why is NotNow.OTHER and not note.strip():
        return Decision(False, ("Say why they were not asked.",))
    if again_at is not None and again_at <= at:
        return Decision(False, ("The time to try again must be later than now.",))
    if again_at is None and why is not NotNow.DECLINED and not note.strip():
        return Decision(False, ("Say when to try again, or why nobody should.",))
    return Decision(True, ())
