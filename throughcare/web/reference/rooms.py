"""The rooms in their order, each with its question, from the contract that the build holds."""

import ast
from configparser import ConfigParser
from pathlib import Path

from throughcare.web.reference.tables import table

PACKAGE = Path(__file__).parents[2]
CONTRACT = Path(__file__).parents[3] / ".importlinter"


def page() -> str:
    """The map of the rooms."""
    contract = ConfigParser()
    contract.read(CONTRACT)
    layers = contract["importlinter:contract:rooms"]["layers"].split("\n")
    rows = []
    for layer in filter(None, (line.strip() for line in layers)):
        for name in layer.replace("|", " ").replace(":", " ").split():
            if name.startswith("("):
                rows.append((name.strip("()"), "no work yet"))
            else:
                rows.append((f"`{name}`", _question(name)))
    return "\n\n".join(
        [
            "# Rooms",
            "Imports and foreign keys point down this list, and nowhere else.",
            table(("room", "its question"), rows),
        ]
    )


def _question(room: str) -> str:
    place = PACKAGE / room / "__init__.py"
    module = ast.parse((place if place.exists() else PACKAGE / f"{room}.py").read_text())
    return (ast.get_docstring(module) or "").split("\n\n")[0]
