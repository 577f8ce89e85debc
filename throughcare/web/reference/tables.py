"""Writing a Markdown table."""

from collections.abc import Iterable, Sequence


def cell(value: object) -> str:
    """One cell: on one line, with nothing that would end it."""
    return " ".join(str(value).split()).replace("|", "\\|")


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table with a header row."""
    lines = [f"| {' | '.join(header)} |", f"|{'---|' * len(header)}"]
    lines += [f"| {' | '.join(cell(value) for value in row)} |" for row in rows]
    return "\n".join(lines)
