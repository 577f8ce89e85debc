"""Whatever records a movement opens its handover: no flow and no feed may forget the next team."""

import ast

from .tree import PACKAGE, modules, parsed, place

MOVING = {"leave", "leave_many", "record_event", "record_events", "take_in_events", "put_right"}
FOLLOWING = "follow_moves"


def _calls(tree: ast.AST) -> set[str]:
    """What is called; of the modules of another room, only those of the pathway."""
    called = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    found = set()
    for func in called:
        if isinstance(func, ast.Name):
            found.add(func.id)
        elif isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name):
            found.add(func.attr if func.value.id in {"actions", "pathway", "care"} else "")
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
