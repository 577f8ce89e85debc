"""Asks from the command line whether an identifier is well formed: `code check KIND VALUE`."""

import argparse
import json
import sys
from typing import TYPE_CHECKING

from throughcare.codes import Kind, check, display
from throughcare.web.clock import today

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add(subparsers: "Subparsers") -> None:
    """Add `code check` to the command line."""
    code = subparsers.add_parser("code", help="check an identifier or a code")
    asks = code.add_subparsers(dest="ask", required=True, metavar="check")
    ask = asks.add_parser("check", help="is it well formed, and how is it kept?")
    ask.add_argument("kind", metavar="KIND", help=" ".join(Kind))
    ask.add_argument("value", metavar="VALUE", help="the identifier as it was given")
    ask.add_argument("--json", action="store_true", help="print one JSON document")
    ask.add_argument("--synthetic", action="store_true", help="accept made-up numbers as well")
    code.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check one identifier: 0 it is well formed, 1 it is not, 2 the kind does not exist."""
    if args.kind not in list(Kind):
        print(f"There is no kind {args.kind}. Choose one of: {', '.join(Kind)}", file=sys.stderr)
        return 2
    checked = check(args.kind, args.value, on=today(), synthetic=args.synthetic)
    if args.json:
        answer = {
            "kind": checked.kind,
            "given": checked.given,
            "valid": checked.valid,
            "canonical": checked.canonical,
            "reason": checked.reason,
        }
        print(json.dumps(answer, ensure_ascii=False))
    elif checked.canonical is not None:
        print(display(checked.kind, checked.canonical))
    else:
        print(checked.reason, file=sys.stderr)
    return 0 if checked.valid else 1
