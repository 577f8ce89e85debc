"""What time is it? The only place that looks at the clock on the wall."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/London")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today's date as people in England see it on the calendar."""
    return now().astimezone(LOCAL).date()
