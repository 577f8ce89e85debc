"""`throughcare …`: the command line. Each command is a module that is loaded when it is called.

Exit status: 0 done, 1 the answer is no or rows were refused, 2 wrong use.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = "throughcare.web.commands"
PURE = ("clock", "code", "instrument")
"""Commands that need neither settings nor a database, and answer in under a second."""

WITH_RECORDS = (
    "demo",
    "serve",
    "migrate",
    "import_",
    "people",
    "board",
    "alerts",
    "check_promises",
    "let_in",
    "cover",
    "figures",
    "docs",
)
WRONG_USE = 2


def _named(word: str) -> str | None:
    module = {"import": "import_"}.get(word, word.replace("-", "_"))
    return module if module in {*PURE, *WITH_RECORDS} else None


def parser(only: str | None = None) -> argparse.ArgumentParser:
    """The command line, or the part of it that one command needs."""
    whole = argparse.ArgumentParser(prog="throughcare", description=__doc__.split(":")[0])
    subparsers = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in [only] if only else [*PURE, *WITH_RECORDS]:
        import_module(f"{COMMANDS}.{name}").add(subparsers)
    whole.set_defaults(whole_command_line=parser)
    return whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    given = parser(_named(words[0]) if words else None).parse_args(words)
    try:
        done = int(given.run(given))
        sys.stdout.flush()
        return done
    except BrokenPipeError:
        # Whoever reads has seen enough; Python would complain once more as it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as wrong:
        if type(wrong).__name__ != "CannotStart":
            raise
        print(wrong, file=sys.stderr)
        return WRONG_USE
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return WRONG_USE


if __name__ == "__main__":
    sys.exit(main())
