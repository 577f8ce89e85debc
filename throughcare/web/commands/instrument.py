"""Lists, shows, checks and scores instruments from the command line, without anybody's record."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from throughcare.screening.instrument import (
    Instrument,
    UnknownInstrument,
    find,
    instruments,
    load_instrument,
    supply,
)
from throughcare.screening.rules import WrongAnswers, checked, left_to_ask, score
from throughcare.screening.rules.worked_cases import disagreements, worked_cases
from throughcare.sourced import WrongFile
from throughcare.web import clock
from throughcare.web.commands.instrument_files import WrongUse, answers_in, known_in
from throughcare.web.commands.instrument_words import (
    as_left,
    as_list,
    as_show,
    described,
    described_left,
    described_score,
)

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add(subparsers: "Subparsers") -> None:
    """Add `instrument list`, `show`, `validate`, `score` and `questions` to the command line."""
    instrument = subparsers.add_parser("instrument", help="list, show, check or score instruments")
    asks = instrument.add_subparsers(
        dest="ask", required=True, metavar="list|show|validate|score|questions"
    )
    listing = asks.add_parser("list", help="every instrument in every version")
    showing = asks.add_parser("show", help="the questions, answers and scoring of one instrument")
    checking = asks.add_parser("validate", help="check an instrument file and its worked cases")
    scoring = asks.add_parser("score", help="score a file of answers")
    remaining = asks.add_parser(
        "questions", help="which questions remain when some answers are held already"
    )
    checking.add_argument("file", type=Path, metavar="FILE", help="such as phq-9-1.0.yaml")
    for ask in (showing, scoring, remaining):
        ask.add_argument("id", metavar="ID", help="such as phq-9")
        ask.add_argument(
            "--wordings", type=Path, metavar="FOLDER", help="a site's words for plug-in instruments"
        )
    for ask in (showing, remaining):
        ask.add_argument("--version", help="another version than the newest")
    scoring.add_argument(
        "--answers",
        required=True,
        type=Path,
        metavar="FILE",
        help='JSON: {"version": "1.0", "answers": {"<item id or position>": value}}',
    )
    remaining.add_argument(
        "--known",
        required=True,
        type=Path,
        metavar="FILE",
        help='JSON: {"known": {"<concept>": {"value": ..., "given_at": "2026-11-01T09:00:00Z"}}}',
    )
    for ask in (listing, showing, checking, scoring, remaining):
        ask.add_argument("--json", action="store_true", help="print one JSON document")
    instrument.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry out one request: 0 done, 1 the answers or the file are refused, 2 wrong use."""
    try:
        if getattr(args, "wordings", None) is not None:
            supply(args.wordings)
        if args.ask == "list":
            return _list(args.json)
        if args.ask == "show":
            return _show(find(args.id, args.version), args.json)
        if args.ask == "validate":
            return _validate(args.file, args.json)
        if args.ask == "questions":
            return _questions(find(args.id, args.version), args.known, args.json)
        return _score(args.id, args.answers, args.json)
    except (UnknownInstrument, WrongUse) as wrong:
        print(wrong.args[0], file=sys.stderr)
        return 2
    except WrongFile as wrong:
        return _refused("The wording that the site supplies is refused:", wrong.problems)


def _list(as_json: bool) -> int:
    print(_json([as_list(each) for each in instruments()]) if as_json else _table())
    return 0


def _show(instrument: Instrument, as_json: bool) -> int:
    print(_json(as_show(instrument)) if as_json else described(instrument))
    return 0


def _validate(path: Path, as_json: bool) -> int:
    if not path.is_file():
        raise WrongUse(f"{path} cannot be read: it is no file.")
    problems, tried, instrument = [], 0, None
    try:
        instrument = load_instrument(path)
        beside = path.with_suffix(".cases.yaml")
        if beside.exists():
            cases = worked_cases(beside)
            problems, tried = list(disagreements(instrument, cases)), len(cases)
    except WrongFile as wrong:
        problems = wrong.problems
    except WrongAnswers as wrong:
        problems = [f"{path.stem}.cases.yaml: {problem}" for problem in wrong.problems]
    why_not = list(instrument.why_not) if instrument else []
    if as_json:
        print(
            _json(
                {
                    "file": str(path),
                    "valid": not problems,
                    "problems": problems,
                    "worked_cases": tried,
                    "can_be_asked": bool(instrument) and not why_not,
                    "why_not": why_not,
                }
            )
        )
        return 1 if problems else 0
    if problems:
        return _refused(f"{path} is refused:", problems)
    print(f"{path} is sound. Worked cases that hold: {tried}.")
    for reason in why_not:
        print(f"It cannot be asked: {reason}")
    return 0


def _score(instrument_id: str, path: Path, as_json: bool) -> int:
    newest = find(instrument_id)
    version, answers, context = answers_in(path)
    try:
        instrument = find(instrument_id, version)
    except UnknownInstrument:
        # The rule names both versions; the file, not the command, is what is wrong.
        instrument = newest
    try:
        scored = score(instrument, answers, context=context, version=version)
    except WrongAnswers as wrong:
        return _refused("The answers are refused:", wrong.problems)
    print(_json(scored.document()) if as_json else described_score(instrument, scored))
    return 0


def _questions(instrument: Instrument, path: Path, as_json: bool) -> int:
    at, known, given, context = known_in(path, clock.now())
    try:
        answers = checked(instrument, given)
    except WrongAnswers as wrong:
        return _refused("The answers are refused:", wrong.problems)
    left = left_to_ask(instrument, known, at=at, answers=answers, context=context)
    print(_json(as_left(instrument, left, at)) if as_json else described_left(instrument, left))
    return 0


def _refused(what: str, problems: list[str]) -> int:
    print(what, file=sys.stderr)
    for problem in problems:
        print(f"- {problem}", file=sys.stderr)
    return 1


def _table() -> str:
    return "\n".join(
        f"{each.id:<16} {each.version:<4} {each.tier:<9} {len(each.items):>3} questions  "
        f"{each.title}{'' if each.administrable else ' (cannot be asked yet)'}"
        for each in instruments()
    )


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)
