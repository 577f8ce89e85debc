"""What the columns are decided from: moments and states in, an answer or "not known" out."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from throughcare.care.rules import ENDED, SEEN_BY_SERVICE
from throughcare.tables.schema import NOT_APPLICABLE, NOT_KNOWN, Known

AGE_BANDS: tuple[tuple[int, str], ...] = (
    (18, "under-18"),
    (25, "18-24"),
    (35, "25-34"),
    (45, "35-44"),
    (55, "45-54"),
    (65, "55-64"),
)
OLDEST = "65-and-over"
TIME_BANDS: tuple[tuple[int, str], ...] = (
    (1, "within-1-hour"),
    (3, "1-to-3-hours"),
    (6, "3-to-6-hours"),
    (12, "6-to-12-hours"),
    (24, "12-to-24-hours"),
)
LONGEST = "after-24-hours"
SIXTEEN_HOURS = timedelta(hours=16)
INTERVENTION, BACK_IN_TOUCH, NEITHER = "intervention", "back-in-touch", "neither"


def yes(condition: bool) -> Known:
    """Yes or no, where it is known."""
    return Known.YES if condition else Known.NO


def both(*answers: Known) -> Known:
    """Yes when all are, no when one is no, otherwise not known."""
    if Known.NO in answers:
        return Known.NO
    return Known.NOT_KNOWN if Known.NOT_KNOWN in answers else Known.YES


def unless_over(happened: bool, over: bool) -> Known:
    """Yes when it happened; no only once it cannot happen any more."""
    return Known.YES if happened else Known.NO if over else Known.NOT_KNOWN


def age_band(age: int | None) -> str:
    """The band of an age in whole years."""
    if age is None:
        return NOT_KNOWN
    return next((band for below, band in AGE_BANDS if age < below), OLDEST)


def time_band(hours: float | None) -> str:
    """The band of a time in hours; not applicable where nothing was timed."""
    if hours is None:
        return NOT_APPLICABLE
    return next((band for below, band in TIME_BANDS if hours < below), LONGEST)


def hours_between(start: datetime, end: datetime | None) -> float | None:
    """Hours to two places; None where the end is not known or comes before the start."""
    if end is None or end < start:
        return None
    return round((end - start) / timedelta(hours=1), 2)


def offered(answered: bool, *, seen: bool, left: bool) -> Known:
    """Whether the service was offered; somebody seen without a recorded offer is not known."""
    if seen and not answered:
        return Known.NOT_KNOWN
    return unless_over(answered, left)


def accepted(said: str, was_offered: Known) -> Known:
    """Whether the person accepted: not known while asked to come back or unable to decide."""
    if was_offered is Known.YES:
        return {"accepted": Known.YES, "declined": Known.NO}.get(said, Known.NOT_KNOWN)
    return was_offered


def left_within_16_hours(arrived: datetime, left: datetime | None, at: datetime) -> Known:
    """Whether somebody left custody within 16 hours of arriving, as far as is known at a moment."""
    if left is not None:
        return yes(left - arrived <= SIXTEEN_HOURS)
    return Known.NO if at - arrived > SIXTEEN_HOURS else Known.NOT_KNOWN


def in_time(sent: datetime | None, left: datetime | None) -> Known:
    """Whether a summary was sent before somebody left custody."""
    if sent is None:
        return unless_over(False, left is not None)
    return yes(left is None or sent <= left)


def outcome(referrals: Iterable[tuple[str, bool, bool]]) -> str:
    """What the referrals of one contact came to.

    Each is given by its status, whether the person took part, and whether they are back in touch.
    """
    held = list(referrals)
    if not held:
        return NOT_APPLICABLE
    if any(engaged for _, engaged, _ in held):
        return INTERVENTION
    if any(back for _, _, back in held):
        return BACK_IN_TOUCH
    if any(status not in ENDED or status in SEEN_BY_SERVICE for status, _, _ in held):
        return NOT_KNOWN
    return NEITHER
