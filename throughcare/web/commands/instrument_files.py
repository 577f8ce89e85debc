"""The JSON files that the instrument commands take: answers to score, and answers already held."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from throughcare.screening.rules import Context, KnownAnswer

LARGEST_FILE = 1_000_000
"""Bytes in one file; a screening is far smaller."""


class WrongUse(Exception):
    """The command cannot be carried out as it was given."""


def answers_in(path: Path) -> tuple[str, dict[str, object], Context]:
    """The version, the answers and the facts of a file of answers."""
    document = _document(path, {"version", "answers", "context"})
    version, answers = document.get("version"), document.get("answers")
    if not isinstance(version, str):
        raise WrongUse(f'{path} does not say for which version, such as "version": "1.0".')
    if not isinstance(answers, dict):
        raise WrongUse(f'{path} has no answers, such as "answers": {{"1": 0}}.')
    return version, answers, _context(path, document.get("context", {}))


def known_in(
    path: Path, now: datetime
) -> tuple[datetime, dict[str, KnownAnswer], dict[str, object], Context]:
    """The moment, the answers held by concept, the answers given now, and the facts of a file.

    Without `at` in the file, the moment is `now`.
    """
    document = _document(path, {"at", "known", "answers", "context"})
    at = _moment(path, document["at"], "at") if "at" in document else now
    answers = document.get("answers", {})
    if not isinstance(answers, dict):
        raise WrongUse(f"{path}: answers should be by item.")
    return (
        at,
        _known(path, document.get("known")),
        answers,
        _context(path, document.get("context", {})),
    )


def _known(path: Path, given: object) -> dict[str, KnownAnswer]:
    if isinstance(given, dict):
        rows = [{"concept": concept, **_row(path, row)} for concept, row in given.items()]
    elif isinstance(given, list):
        rows = [_row(path, row) for row in given]
    else:
        raise WrongUse(
            f'{path} has no answers that are held, such as "known": {{"alcohol.frequency": '
            '{"value": 2, "given_at": "2026-11-01T09:00:00Z"}}.'
        )
    held: dict[str, KnownAnswer] = {}
    for row in rows:
        concept = row.get("concept")
        if not isinstance(concept, str) or "value" not in row:
            raise WrongUse(f"{path}: an answer that is held needs its concept and its value.")
        if unknown := sorted(set(row) - {"concept", "value", "given_at"}):
            raise WrongUse(f"{path}: {concept} has entries that do not belong: {unknown[0]}.")
        moment = row.get("given_at")
        given_at = _moment(path, moment, f"given_at of {concept}") if moment is not None else None
        earlier = held.get(concept)
        if earlier is None or (given_at and (not earlier.given_at or given_at > earlier.given_at)):
            held[concept] = KnownAnswer(concept, row["value"], given_at)
    return held


def _row(path: Path, row: object) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise WrongUse(f"{path}: an answer that is held is given with its value and its moment.")
    return row


def _moment(path: Path, text: object, name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError as error:
        raise WrongUse(f"{path}: {name} is not a moment such as 2026-11-01T09:00:00Z.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _document(path: Path, entries: set[str]) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise WrongUse(f"{path} is larger than {LARGEST_FILE:,} bytes. That is no screening.")
        text = path.read_text("utf-8-sig")
        document = json.loads(text, object_pairs_hook=_once)
    except OSError as error:
        raise WrongUse(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise WrongUse(f"{path} is not UTF-8 text.") from error
    except json.JSONDecodeError as error:
        raise WrongUse(f"{path} line {error.lineno} is not JSON: {error.msg}.") from error
    except (ValueError, RecursionError) as error:
        raise WrongUse(f"{path} is not JSON that can be used: {error}.") from error
    if not isinstance(document, dict):
        raise WrongUse(f'{path} should hold {{"version": "...", "answers": {{...}}}}.')
    if unknown := sorted(set(document) - entries):
        raise WrongUse(f"{path} has entries that do not belong there: {', '.join(unknown)}.")
    return document


def _context(path: Path, given: object) -> Context:
    if not isinstance(given, dict) or set(given) - {"age", "sex", "setting"}:
        raise WrongUse(f"{path}: the context can hold age, sex and setting.")
    age, sex, setting = given.get("age"), given.get("sex"), given.get("setting")
    if age is not None and (type(age) is not int or not 0 <= age <= 130):
        raise WrongUse(f"{path}: the age should be a whole number of years.")
    if sex not in (None, "female", "male"):
        raise WrongUse(f"{path}: the sex should be female or male, or be left out.")
    if setting is not None and not isinstance(setting, str):
        raise WrongUse(f"{path}: the setting should be words.")
    return Context(age=age, sex=sex, setting=setting)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entries = dict(pairs)
    if len(entries) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice!r} is there twice")
    return entries
