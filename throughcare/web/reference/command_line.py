"""Every command, with its own help."""

import argparse
from collections.abc import Iterator


def page(parser: argparse.ArgumentParser) -> str:
    """The page on the command line."""
    parts = [
        "# Command line",
        "Exit status: 0 done, 1 the answer is no or rows were refused, 2 wrong use. With `--json`"
        " one JSON document is printed on standard output; messages go to standard error.",
    ]
    for words, each in _commands(parser, ["throughcare"]):
        each.formatter_class = _Fixed
        parts += [f"## `{' '.join(words)}`", f"```text\n{each.format_help().strip()}\n```"]
    return "\n\n".join(parts)


class _Fixed(argparse.HelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=100)


def _commands(
    parser: argparse.ArgumentParser, words: list[str]
) -> Iterator[tuple[list[str], argparse.ArgumentParser]]:
    nested = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not nested:
        yield words, parser
    for action in nested:
        for name, child in action.choices.items():
            yield from _commands(child, [*words, name])
