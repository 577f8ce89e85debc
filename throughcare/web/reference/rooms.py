"""The rooms in their order, each with its question, from the contract that the build holds."""

from configparser import ConfigParser
from importlib import import_module
from pathlib import Path

from throughcare.web.reference.tables import table

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
                said = import_module(f"throughcare.{name}").__doc__ or ""
                rows.append((f"`{name}`", said.strip().split("\n\n")[0]))
    return "\n\n".join(
        [
            "# Rooms",
            "Imports and foreign keys point down this list, and nowhere else.",
            table(("room", "its question"), rows),
        ]
    )
