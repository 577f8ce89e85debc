"""The order of the rooms, and the shape of what stands in them."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from .tree import PACKAGE, ROOT, modules, parsed, parts, place

DRAWERS = {"base", "common", "core", "helpers", "managers", "services", "utils"}
NO_DRAWER = {("web", "postgres", "base")}  # Django looks for an engine under this name
DRAWER_CLASSES = ("Service", "Manager", "Handler", "Updater", "Helper")
LONGEST_MODULE = 400  # lines; 250 is already a question

# One planted line each: where it is put, and the contract that must refuse it.
VIOLATIONS = {
    "people/rules.py": ("import throughcare.care.rules", "Rooms depend only on rooms below them"),
    "people/queries.py": ("import throughcare.people.actions", "Inside a records room"),
    "pathway/rules.py": ("import django.utils.timezone", "know nothing of Django"),
    "web/words.py": ("import throughcare.people.models", "only through queries and actions"),
    "care/queries.py": ("import throughcare.people.actions", "never call actions"),
    "care/rules.py": ("import psycopg", "Data engines stay"),
    "sharing/rules.py": ("import throughcare.screening.rules", "No cycles between siblings"),
}


def test_imports_keep_the_seven_contracts(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True, no_logo=True)
    assert status == 0, capsys.readouterr().out


def test_each_contract_refuses_what_it_is_there_to_refuse(tmp_path: Path) -> None:
    package = _copy(tmp_path)
    for where, (line, _) in VIOLATIONS.items():
        module = package / where
        module = module if module.exists() else module.with_suffix("") / "__init__.py"
        module.write_text(f"{module.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    said = _lint(tmp_path)
    broken = [line for line in said.splitlines() if line.rstrip().endswith("BROKEN")]
    for _, contract in VIOLATIONS.values():
        assert any(contract in line for line in broken), f"nothing refused: {contract}\n{said}"


def test_a_folder_nobody_placed_is_refused(tmp_path: Path) -> None:
    shed = _copy(tmp_path) / "shed"
    shed.mkdir()
    (shed / "__init__.py").touch()
    assert "shed" in _lint(tmp_path)


def _copy(to: Path) -> Path:
    shutil.copytree(PACKAGE, to / "throughcare", ignore=shutil.ignore_patterns("static", "*.pyc"))
    shutil.copy(ROOT / ".importlinter", to)
    return to / "throughcare"


def _lint(where: Path) -> str:
    """What the contracts say of a copy, in a process of its own: this one knows the original."""
    code = "from importlinter.cli import lint_imports; lint_imports(no_cache=True, no_logo=True)"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=where, capture_output=True, text=True, check=False
    )
    return run.stdout


def test_every_folder_is_a_package() -> None:
    folders = {path.parent for top in (PACKAGE, ROOT / "tests") for path in top.rglob("*.py")}
    assert not [str(folder) for folder in folders if not (folder / "__init__.py").exists()]


def test_every_module_opens_with_a_sentence() -> None:
    def opens(path: Path) -> bool:
        first = (ast.get_docstring(parsed(path)) or "").split("\n\n")[0].strip()
        return first.endswith((".", "?", "!", ":"))

    assert not [place(path) for path in modules() if not opens(path)]


def test_public_functions_and_classes_say_what_they_mean() -> None:
    silent = [
        f"{place(path, node)} {node.name}"
        for path in modules()
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not silent


def test_nothing_is_put_in_a_drawer() -> None:
    named = [
        place(path)
        for path in modules()
        if DRAWERS & set(parts(path)) and parts(path) not in NO_DRAWER
    ]
    classes = [
        f"{place(path, node)} {node.name}"
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef) and node.name.endswith(DRAWER_CLASSES)
    ]
    assert not named + classes


def test_no_module_is_too_long_to_read_at_once() -> None:
    lengths = {
        place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()
    }
    assert not {where: lines for where, lines in lengths.items() if lines > LONGEST_MODULE}
