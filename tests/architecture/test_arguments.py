"""Time, chance and the viewer are arguments: a result depends on nothing that was not handed in."""

import ast
from collections.abc import Iterator
from pathlib import Path

from .tree import calls, imports, kind, modules, parsed, place, room

CLOCK = Path("web/clock.py")  # the one place that may read the clock
READS_CLOCK = {
    "date.today", "datetime.now", "datetime.today", "datetime.utcnow", "time.time",
    "timezone.localdate", "timezone.localtime", "timezone.now",
}  # fmt: skip
CLOCK_COLUMNS = {"auto_now", "auto_now_add"}
DATABASE_CLOCK = {f"django.db.models.functions.{name}" for name in ("Now", "TransactionNow")}
FIRST = {"viewer", "for_extract", "sight"}
FIRST_TYPES = ("Viewer", "Sight", "Extract")
WORN = {
    "action",
    "bookkeeping",
}  # what every action wears: one transaction, the viewer told, an audit row
# Asked at the door, while it is being found out who the viewer is; they tell of workers alone.
BEFORE_A_VIEWER = {
    "access": {"at_the_door", "viewer_in", "worker_at_sign_in", "system_worker", "sign_in"},
}


def _reads_clock(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Attribute):
            ending = ".".join(ast.unparse(node).split(".")[-2:])
            if ending in READS_CLOCK:
                yield f"{place(path, node)} {ending}"
        if isinstance(node, ast.keyword) and node.arg in CLOCK_COLUMNS:
            yield f"{place(path, node)} {node.arg}"
    yield from (
        f"{place(path, node)} {name}" for name, node in imports(path) if name in DATABASE_CLOCK
    )


def test_only_the_door_reads_the_clock() -> None:
    assert not [
        hit for path in modules() if not path.match(str(CLOCK)) for hit in _reads_clock(path)
    ]


def test_this_test_would_see_a_clock_read() -> None:
    assert [hit for path in modules() if path.match(str(CLOCK)) for hit in _reads_clock(path)]


def test_chance_is_handed_in() -> None:
    def process_wide(called: str, node: ast.Call) -> bool:
        if called in {"Random", "random.Random"}:
            return not node.args  # seeded by the clock: nobody could repeat it
        return called.startswith("random.")

    assert not [
        f"{place(path, node)} {called}"
        for path in modules()
        for called, node in calls(path)
        if process_wide(called, node)
    ]


def test_what_may_be_read_is_asked_viewer_first() -> None:
    def begins_with_viewer(node: ast.FunctionDef) -> bool:
        arguments = [*node.args.posonlyargs, *node.args.args]
        if not arguments:
            return False
        typed = ast.unparse(arguments[0].annotation) if arguments[0].annotation else ""
        return arguments[0].arg in FIRST or typed.split(".")[-1] in FIRST_TYPES

    assert not [
        f"{place(path, node)} {node.name}"
        for path in modules()
        if kind(path) == "queries"
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and node.name not in BEFORE_A_VIEWER.get(room(path), set())
        and not begins_with_viewer(node)
    ]


def _actions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in modules():
        for node in parsed(path).body if kind(path) == "actions" else ():
            if isinstance(node, ast.FunctionDef) and WORN & {
                ast.unparse(one) for one in node.decorator_list
            }:
                yield path, node


def test_actions_take_their_arguments_by_name_and_know_who_acts_and_when() -> None:
    assert list(_actions())
    assert not [
        f"{place(path, node)} {node.name}"
        for path, node in _actions()
        if node.args.args or {"by", "at"} - {argument.arg for argument in node.args.kwonlyargs}
    ]
