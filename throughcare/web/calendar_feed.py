"""What is due as a calendar that other programs subscribe to (iCalendar, RFC 5545).

An entry says that something is due, a reference and where to sign in; it names nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

LONGEST = 75  # octets in a line, RFC 5545, section 3.1


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is due at a moment, or on a day."""

    reference: str
    what: str
    due: datetime | date
    address: str


def calendar(entries: Iterable[Entry], at: datetime) -> str:
    """The whole calendar as text."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//throughcare//due//EN", "METHOD:PUBLISH"]
    for each in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{each.reference}@throughcare",
            f"DTSTAMP:{_utc(at)}",
            _start(each.due),
            f"SUMMARY:{_text(f'Throughcare: {each.what} ({each.reference})')}",
            f"URL:{each.address}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _start(due: datetime | date) -> str:
    if isinstance(due, datetime):
        return f"DTSTART:{_utc(due)}"
    return f"DTSTART;VALUE=DATE:{due:%Y%m%d}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> Iterable[str]:
    """A long line in parts of at most 75 octets, each after the first with a space in front."""
    part = ""
    for letter in line:
        if len((part + letter).encode()) > LONGEST:
            yield part
            part = " "
        part += letter
    yield part
