"""Only actions write, nothing happens behind a caller's back, and a room's records are its own."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from .tree import calls, imports, kind, modules, parsed, parts, place, room

WRITES = {
    "abulk_create", "acreate", "adelete", "asave", "aupdate", "bulk_create", "bulk_update",
    "create", "delete", "get_or_create", "save", "update", "update_or_create",
}  # fmt: skip
# Names that dictionaries, sessions and files have too: a write only where a queryset is called.
SHARED_NAMES = {"create", "update"}
NO_RECORD = re.compile(r"session|cache|storage|book")  # what they save is no record
QUERYSET = re.compile(
    r"objects\b|\.(?:filter|exclude|all|select_for_update|_default_manager)\(|_set\b"
)
WRITING_SQL = re.compile(
    r"^\s*(?:INSERT INTO|UPDATE \w|DELETE FROM|TRUNCATE|COPY \w+ .*FROM)\b", re.I
)
BY_NAME = ("get_model", "import_module", "import_string", "__import__")
# The command line imports a command when it is asked for, so that the others stay quick.
MAY_IMPORT_BY_NAME = {("web", "settings"), ("web", "cli")}
SIGNALS = (
    "django.dispatch",
    "django.db.models.signals",
    "django.core.signals",
    "django.contrib.auth.signals",
)


def _writes(path: Path) -> Iterator[str]:
    for called, node in calls(path):
        if not isinstance(node.func, ast.Attribute) or node.func.attr not in WRITES:
            continue
        on = ast.unparse(node.func.value)
        if NO_RECORD.search(on):
            continue
        if node.func.attr not in SHARED_NAMES or QUERYSET.search(on):
            yield f"{place(path, node)} {called}"
    for node in ast.walk(parsed(path)):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and WRITING_SQL.match(node.value)
        ):
            yield f"{place(path, node)} {node.value.strip()[:40]}"


def test_only_actions_write() -> None:
    assert not [hit for path in modules() if kind(path) != "actions" for hit in _writes(path)]


def test_this_test_would_see_a_write() -> None:
    actions = [path for path in modules() if kind(path) == "actions"]
    assert [hit for path in actions for hit in _writes(path)], (
        "no action writes: the pattern is wrong"
    )


def test_a_room_names_no_other_rooms_models_outside_its_own_models() -> None:
    foreign = re.compile(r"^throughcare\.(\w+)\.models\b")
    assert not [
        f"{place(path, node)} {name}"
        for path in modules()
        if kind(path) != "models"
        for name, node in imports(path)
        if (found := foreign.match(name)) and found[1] != room(path)
    ]


def test_nothing_is_reached_by_a_name_made_up_at_run_time() -> None:
    assert not [
        f"{place(path, node)} {called}"
        for path in modules()
        if parts(path) not in MAY_IMPORT_BY_NAME
        for called, node in calls(path)
        if called.split(".")[-1] in BY_NAME
    ]


def test_no_signal_carries_control_where_nobody_looks() -> None:
    assert not [
        f"{place(path, node)} {name}"
        for path in modules()
        for name, node in imports(path)
        if name.startswith(SIGNALS)
    ]


def test_settings_are_reached_only_through_django() -> None:
    assert not [
        place(path, node)
        for path in modules()
        for name, node in imports(path)
        if name == "throughcare.web.settings"
    ]
