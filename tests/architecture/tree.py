"""The program as a tree of text, for tests that read it without running it."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "throughcare"
RECORDS_ROOMS = "access people pathway sharing screening care documents".split()  # bottom to top


@cache
def modules() -> tuple[Path, ...]:
    """Every module of the package, migrations left out: they are written by Django."""
    return tuple(path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts)


@cache
def parsed(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path, node: ast.AST | None = None) -> str:
    """Where something stands, as an editor opens it."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def parts(path: Path) -> tuple[str, ...]:
    """The steps from the package to a module: room, then what in the room, without the ending."""
    return path.relative_to(PACKAGE).with_suffix("").parts


def room(path: Path) -> str:
    """The room that a module belongs to."""
    return parts(path)[0]


def kind(path: Path) -> str:
    """What a module is within its room: `actions`, `models`, `queries`, `rules` or another name."""
    return parts(path)[1] if len(parts(path)) > 1 else ""


def imports(path: Path) -> Iterator[tuple[str, ast.AST]]:
    """The full names that a module imports when it runs, not those for type checking alone."""
    unseen = {
        inner
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    package = ["throughcare", *parts(path)[:-1]]
    for node in ast.walk(parsed(path)):
        if node in unseen:
            continue
        if isinstance(node, ast.Import):
            yield from ((name.name, node) for name in node.names)
        if isinstance(node, ast.ImportFrom):
            above = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            source = ".".join(filter(None, (above, node.module)))
            yield source, node
            yield from ((f"{source}.{name.name}", node) for name in node.names)


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a module, with the text of what is called."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


@cache
def kept_files() -> tuple[Path, ...]:
    """Every file that the repository keeps, or would keep if it were committed now."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found = (ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(path for path in found if path.is_file())
