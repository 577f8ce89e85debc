"""By when the next thing happens: local promises, read from a file that each service confirms."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from throughcare.clocks.calendar import add_working_days
from throughcare.clocks.lengths import Length, parse_length
from throughcare.sourced import Sourced, Status, load

FILE = Path(__file__).parents[1] / "deadlines.yaml"
SCHEMA = Path(__file__).parents[1] / "deadlines.schema.json"


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Lengths of time by id, each with its source."""

    all: dict[str, Sourced[Length]]

    def day(self, which: str, start: date, *, urgent: bool = False) -> date:
        """The day by which it is due, counted from a day; urgent where there is such an entry."""
        found = self.all.get(f"{which}-urgent") if urgent else None
        length = (found or self.all[which]).value
        if length.working_days:
            return add_working_days(start, length.working_days)
        return start + timedelta(days=length.days)

    def days(self, which: str) -> timedelta:
        """A length of calendar days."""
        return timedelta(days=self.all[which].value.days)


@cache
def published(path: Path = FILE) -> Deadlines:
    """The deadlines that come with the product, or those in another file of the same shape."""
    loaded = load(path, SCHEMA)
    return Deadlines(
        {
            entry["id"]: Sourced(
                what=entry["name"],
                value=parse_length(entry["length"]),
                unit="",
                source=entry["source"],
                status=Status(entry["status"]),
                effective_from=date.fromisoformat(entry["effective_from"])
                if entry["effective_from"]
                else None,
            )
            for entry in loaded.data["deadlines"]
        }
    )
