"""Lists, shows and scores instruments from the command line, without any record of anybody."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from throughcare.screening.instrument import Instrument, UnknownInstrument, find, instruments
from throughcare.screening.rules import Context, WrongAnswers, score
from throughcare.web.commands.instrument_words import as_list, as_show, described, described_score

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

LARGEST_FILE = 1_000_000
"""Bytes in an answers file; a screening is far smaller."""


class WrongUse(Exception):
    """The command cannot be carried out as it was given."""


def add(subparsers: "Subparsers") -> None:
    """Add `instrument list`, `instrument show` and `instrument score` to the command line."""
    instrument = subparsers.add_parser("instrument", help="list, show or score an instrument")
    asks = instrument.add_subparsers(dest="ask", required=True, metavar="list|show|score")
    listing = asks.add_parser("list", help="every instrument in every version")
    showing = asks.add_parser("show", help="the questions, answers and scoring of one instrument")
    scoring = asks.add_parser("score", help="score a file of answers")
    for ask in (showing, scoring):
        ask.add_argument("id", metavar="ID", help="such as phq-9")
    showing.add_argument("--version", help="another version than the newest")
    scoring.add_argument(
        "--answers",
        required=True,
        type=Path,
        metavar="FILE",
        help='JSON: {"version": "1.0", "answers": {"<item id or position>": value}}',
    )
    for ask in (listing, showing, scoring):
        ask.add_argument("--json", action="store_true", help="print one JSON document")
    instrument.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry out one request: 0 done, 1 the answers are refused, 2 wrong use."""
    try:
        if args.ask == "list":
            return _list(args.json)
        if args.ask == "show":
            return _show(find(args.id, args.version), args.json)
        return _score(args.id, args.answers, args.json)
    except (UnknownInstrument, WrongUse) as wrong:
        print(wrong.args[0], file=sys.stderr)
        return 2


def _list(as_json: bool) -> int:
    print(_json([as_list(each) for each in instruments()]) if as_json else _table())
    return 0


def _show(instrument: Instrument, as_json: bool) -> int:
    print(_json(as_show(instrument)) if as_json else described(instrument))
    return 0


def _score(instrument_id: str, path: Path, as_json: bool) -> int:
    newest = find(instrument_id)
    version, answers, context = _answers(path)
    try:
        instrument = find(instrument_id, version)
    except UnknownInstrument:
        # The rule names both versions; the file, not the command, is what is wrong.
        instrument = newest
    try:
        scored = score(instrument, answers, context=context, version=version)
    except WrongAnswers as wrong:
        print("The answers are refused:", file=sys.stderr)
        for problem in wrong.problems:
            print(f"- {problem}", file=sys.stderr)
        return 1
    print(_json(scored.document()) if as_json else described_score(instrument, scored))
    return 0


def _answers(path: Path) -> tuple[str, dict[str, object], Context]:
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
    unknown = sorted(set(document) - {"version", "answers", "context"})
    if unknown:
        raise WrongUse(f"{path} has entries that do not belong there: {', '.join(unknown)}.")
    version, answers = document.get("version"), document.get("answers")
    if not isinstance(version, str):
        raise WrongUse(f'{path} does not say for which version, such as "version": "1.0".')
    if not isinstance(answers, dict):
        raise WrongUse(f'{path} has no answers, such as "answers": {{"1": 0}}.')
    return version, answers, _context(path, document.get("context", {}))


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


def _table() -> str:
    return "\n".join(
        f"{each.id:<12} {each.version:<6} {len(each.items):>3} items  {each.title}"
        for each in instruments()
    )


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)
