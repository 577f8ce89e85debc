"""Who may put a screening right: whoever recorded it, and nobody else."""

from throughcare.access.policy import may
from throughcare.access.rules import NO_RELATIONSHIP, OWN, Act, Category, Viewer
from throughcare.screening.queries.sheets import Asked


def may_correct(viewer: Viewer, asked: Asked) -> bool:
    """Whether the viewer may amend a screening or call it an error: it is their organisation's."""
    own = OWN if asked.organisation_id == viewer.organisation_id else NO_RELATIONSHIP
    return may(viewer, Act.CORRECT, Category.SCREENING, own).permitted
