"""Every table and field of the records, with its class of information and purpose of collection."""

from django.apps import apps
from django.db.models import Model

from throughcare.access.classes import parse
from throughcare.access.rows import RowSecurity
from throughcare.web.reference.tables import table

ROOMS = ("access", "people", "pathway", "sharing", "screening", "care", "documents")
WRITES = {"append": "added, never changed", "update": "added and changed", "all": "all"}


def page() -> str:
    """The data dictionary."""
    parts = [
        "# Fields",
        "Every table and field. The database keeps the same words as comments. *Sealed* fields are"
        " encrypted in the application.",
    ]
    for room in ROOMS:
        parts.append(f"## {room}")
        for model in sorted(apps.get_app_config(room).get_models(), key=lambda m: m.__name__):
            parts += [f"### `{model._meta.db_table}`", _about(model), _fields(model)]
    return "\n\n".join(parts)


def _about(model: type[Model]) -> str:
    walls = [c for c in model._meta.constraints if isinstance(c, RowSecurity)]
    rights = f" Rows are {WRITES[walls[0].writes]}; row-level security." if walls else ""
    return f"{model._meta.db_table_comment}.{rights}"


def _fields(model: type[Model]) -> str:
    rows = []
    for field in model._meta.concrete_fields:
        said = parse(field.db_comment or "")
        sealed = ", sealed" if said.sealed else ""
        purpose = said.collected_for or ""
        rows.append((f"`{field.column}`", said.sentence, f"{said.category}{sealed}", purpose))
    return table(("field", "meaning", "class", "collected for"), rows)
