"""How a moment and a stretch of time are said to people, in English local time."""

from datetime import date, datetime, timedelta

from throughcare.clocks.lengths import LOCAL

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
# From two days on, hours only get in the way.
DAYS_FROM = 2 * DAY


def span(length: timedelta) -> str:
    """A stretch of time cut down to whole minutes: "3 hours 20 minutes"; from two days, days."""
    if length < MINUTE:
        return "less than a minute"
    if length >= DAYS_FROM:
        return _counted(length // DAY, "day")
    hours, minutes = divmod(length // MINUTE, 60)
    parts = [_counted(number, unit) for number, unit in ((hours, "hour"), (minutes, "minute"))]
    return " ".join(part for part in parts if not part.startswith("0 "))


def at_local_time(moment: datetime, *, seen_from: datetime, ends_day: bool = False) -> str:
    """The time of day, with the day where it is not that of `seen_from`.

    `ends_day` says the midnight that ends a day as the end of that day.
    """
    local, here = moment.astimezone(LOCAL), seen_from.astimezone(LOCAL)
    midnight = (local.hour, local.minute) == (0, 0)
    if ends_day and midnight:
        local -= MINUTE
        words = "end of"
    else:
        words = "midnight at the start of" if midnight else f"{_time(local)} on"
    same_day = local.date() == here.date()
    if same_day:
        return f"{words} today" if ends_day or midnight else _time(local)
    year = f" {local.year}" if local.year != here.year else ""
    return f"{words} {local:%A} {local.day} {local:%B}{year}"


def both(first: str, one: datetime, then: str, other: datetime, *, seen_from: datetime) -> str:
    """Two moments that cannot both be right, each with what it is said of."""
    said = [
        f"{words} at {at_local_time(moment, seen_from=seen_from)}"
        for words, moment in ((first, one), (then, other))
    ]
    return f"{said[0]}, and {said[1]}. Check both times."


def dated(day: date) -> str:
    """A day as people write it: "3 April 2017"."""
    return f"{day.day} {day:%B %Y}"


def _time(local: datetime) -> str:
    if (local.hour, local.minute) == (12, 0):
        return "midday"
    return f"{local.hour % 12 or 12}:{local.minute:02d} {'am' if local.hour < 12 else 'pm'}"


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
