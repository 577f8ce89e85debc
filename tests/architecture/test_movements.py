"""Whatever records a movement opens its handover: no flow and no feed may forget the next team."""

import ast

from .tree import PACKAGE, modules, parsed, place

MOVING = {"leave", "leave_many", "record_event", "record_events", "take_in", "put_right"}
FOLLOWING = "follow_moves"
ROOMS = ("throughcare.pathway", "throughcare.care")
MODULES = {"actions", "pathway", "care"}


def _calls(tree: ast.AST) -> set[str]:
    """What is called of the pathway and of care, by itself or through the module of their room."""
    known: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(ROOMS):
            known |= {each.name for each in node.names}
    called = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    found = set()
    for func in called:
        if isinstance(func, ast.Name):
            found |= {func.id} & known
        elif isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name):
            through = known | {"pathway", "care"}
            found.add(func.attr if func.value.id in through & MODULES else "")
    return found


def test_whoever_records_that_somebody_moves_lets_the_next_team_know() -> None:
    forgetful = []
    for path in modules():
        if place(path).startswith(("pathway", "throughcare/pathway")):
            continue
        called = _calls(parsed(path))
        if called & MOVING and FOLLOWING not in called:
            forgetful.append(place(path))
    assert not forgetful


def test_there_are_such_flows() -> None:
    found = [path for path in modules() if FOLLOWING in _calls(parsed(path))]
    assert len(found) >= 4
    assert all(PACKAGE in path.parents for path in found)
