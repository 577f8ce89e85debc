"""Asks from the command line whether a code is well formed, and how people read it."""

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from throughcare.codes import Kind, check, display
from throughcare.web.clock import today

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

ASKS = {
    "check": "is it well formed, and how is it kept?",
    "format": "how do people read it?",
}


def add(subparsers: "Subparsers") -> None:
    """Add `code check` and `code format` to the command line."""
    code = subparsers.add_parser("code", help="check or format an identifier or a code")
    asks = code.add_subparsers(dest="ask", required=True, metavar="{check,format}")
    for name, told in ASKS.items():
        ask = asks.add_parser(name, help=told)
        ask.add_argument("kind", metavar="KIND", help=" ".join(Kind))
        ask.add_argument("value", metavar="VALUE", help="the identifier as it was given")
        ask.add_argument("--json", action="store_true", help="print one JSON document")
        ask.add_argument("--synthetic", action="store_true", help="accept made-up numbers as well")
    code.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check or format one code: 0 it is well formed, 1 it is not, 2 the kind does not exist."""
    if args.kind not in list(Kind):
        print(f"There is no kind {args.kind}. Choose one of: {', '.join(Kind)}", file=sys.stderr)
        return 2
    checked = check(args.kind, args.value, on=today(), synthetic=args.synthetic)
    shown = None if checked.canonical is None else display(checked.kind, checked.canonical)
    if args.json:
        answer: dict[str, Any] = {
            "kind": checked.kind,
            "given": checked.given,
            "valid": checked.valid,
            "canonical": checked.canonical,
            "reason": checked.reason,
        }
        if args.ask == "format":
            answer["formatted"] = shown
        print(json.dumps(answer, ensure_ascii=False))
    elif shown is not None:
        print(shown)
    else:
        print(checked.reason, file=sys.stderr)
    return 0 if checked.valid else 1
