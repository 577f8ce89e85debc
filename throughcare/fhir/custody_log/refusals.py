"""Rows that were handed back: a file like the one that came, with what is wrong and what to do.

Once corrected it can be imported as it is, so nothing is lost.
"""

import csv
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from throughcare.fhir.custody_log.reading import Refusal
from throughcare.fhir.custody_log.reading.tables import OURS

STARTS_A_FORMULA = ("=", "+", "@")
READ_BY_THE_OWNER_ALONE = 0o600


class ErrorsFile:
    """Written as rows are refused; there is no such file while none is."""

    def __init__(self, path: Path, headings: Sequence[str]) -> None:
        self.path = path
        self.headings = [heading for heading in headings if heading not in OURS]
        self._kept = [at for at, heading in enumerate(headings) if heading not in OURS]
        self._file: IO[str] | None = None
        self._writer: Any = None
        self.rows = 0

    def __enter__(self) -> "ErrorsFile":
        self.path.unlink(missing_ok=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, refusals: Sequence[Refusal]) -> None:
        """Write rows down; they are on the disk when this returns."""
        if not refusals:
            return
        if self._file is None:
            self.path.touch(READ_BY_THE_OWNER_ALONE)
            self._file = self.path.open("w", encoding="utf-8-sig", newline="")
            self._writer = csv.writer(self._file)
            self._writer.writerow([*self.headings, *OURS])
        for refusal in refusals:
            cells = refusal.row.cells
            kept = [cells[at] if at < len(cells) else "" for at in self._kept]
            self._writer.writerow([*kept, *_told(refusal)])
        self._file.flush()
        self.rows += len(refusals)


def _told(refusal: Refusal) -> list[str]:
    """Row number, column, value, problem and what to do; several problems one after another."""
    found = refusal.problems
    return [
        str(refusal.row.number),
        "; ".join(each.column for each in found),
        "; ".join(_harmless(each.value) for each in found),
        " ".join(each.problem for each in found),
        " ".join(dict.fromkeys(each.what_to_do for each in found)),
    ]


def _harmless(value: str) -> str:
    """A value that a spreadsheet shows instead of working it out."""
    return f"'{value}" if value.startswith(STARTS_A_FORMULA) else value
