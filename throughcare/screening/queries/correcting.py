"""Who may put a screening right: whoever recorded it, and nobody else."""

from throughcare.access.policy import may
from throughcare.access.rules import NO_RELATIONSHIP, OWN, Act, Category, Viewer
from throughcare.screening.queries.sheets import Asked


def may_correct(viewer: Viewer, asked: Asked) -> bool:
    """Whether the viewer may amend a screening or call it an error: it is their organisation's."""
    own = OWN if asked.organisation_id == viewer.organisation_id else NO_RELATIONSHIP
    return may(viewer, Act.CORRECT, Category.SCREENING, own).permitted


def not_yours(asked: Asked) -> str:
    """Why somebody else's screening is not put right, and what can be done instead."""
    return (
        f"{asked.organisation} recorded these answers, so only they can amend them or mark them as"
        " an error. Tell them what is wrong, or ask the questions again: the newest answers count."
    )
