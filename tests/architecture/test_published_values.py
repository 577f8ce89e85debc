"""Every value that somebody published says who, since when, and how sure we are of it."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from .tree import PACKAGE, ROOT

# Worked cases (`*.cases.yaml`) are examples of values that the file beside them publishes.
FILES = sorted(path for path in PACKAGE.rglob("*.yaml") if not path.match("*.cases.yaml"))
WHO = ("source", "sources")
SINCE = ("effective_from", "published")


def _says(entry: Any, names: tuple[str, ...], *, may_be_unknown: bool = False) -> bool:
    return isinstance(entry, dict) and any(
        name in entry and (may_be_unknown or entry[name]) for name in names
    )


def _is_sourced(entry: Any) -> bool:
    return _says(entry, WHO) and _says(entry, SINCE, may_be_unknown=True)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_published_value_has_a_source_and_a_day(path: Path) -> None:
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    if _is_sourced(told):
        return
    entries = [entry for value in told.values() if isinstance(value, list) for entry in value]
    unsourced = [str(entry)[:80] for entry in entries if not _is_sourced(entry)]
    assert entries, f"{path.relative_to(ROOT)} names no source"
    assert not unsourced, f"{path.relative_to(ROOT)}: no source or no day in {unsourced}"


def test_there_are_published_values_to_look_at() -> None:
    assert FILES
