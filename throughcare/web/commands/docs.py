"""Writes docs/reference from the program, or says which of its pages are out of date."""

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

ROOT = Path(__file__).parents[3]
REFERENCE = ROOT / "docs" / "reference"
GENERATED = "<!-- Written by `make docs`. Change the program, not this page. -->"
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)")


def add(subparsers: "Subparsers") -> None:
    """Add `docs` to the command line."""
    docs = subparsers.add_parser("docs", help="write the reference pages of this source tree")
    docs.add_argument("--check", action="store_true", help="say what is out of date, write nothing")
    docs.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write or compare the pages; 1 when something is out of date or a link leads nowhere."""
    from throughcare.web.starting import say, start

    start()
    wrong = []
    for name, make in _pages(args.whole_command_line()).items():
        path, text = REFERENCE / f"{name}.md", f"{GENERATED}\n\n{make().strip()}\n"
        if args.check and (not path.exists() or path.read_text() != text):
            wrong.append(f"{path.relative_to(ROOT)} is out of date: run `make docs`")
        elif not args.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    wrong += dead_links()
    for line in wrong:
        say(line)
    return 1 if wrong else 0


def _pages(parser: argparse.ArgumentParser) -> dict[str, Callable[[], str]]:
    from throughcare.web.reference import (
        addresses,
        command_line,
        fields,
        figures,
        instruments,
        limits,
        roles,
        rooms,
        specifications,
    )

    return {
        "command-line": lambda: command_line.page(parser),
        "fields": fields.page,
        "figures": figures.page,
        "instruments": instruments.page,
        "limits": limits.page,
        "pages": addresses.page,
        "roles": roles.page,
        "rooms": rooms.page,
        "worked-examples": specifications.page,
    }


def dead_links() -> list[str]:
    """Links between the documents of this tree that lead nowhere."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return [
        f"{page.relative_to(ROOT)} links to {target}, which is not there"
        for page in pages
        for target in LINK.findall(page.read_text())
        if not (page.parent / target).exists()
    ]
