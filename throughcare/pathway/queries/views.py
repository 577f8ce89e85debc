"""The views that a worker keeps of a board."""

from throughcare.access.rules import Viewer
from throughcare.pathway.models import SavedView


def saved_views(viewer: Viewer, page: str) -> list[SavedView]:
    """The worker's own views of a page, by name."""
    asked = "SELECT * FROM pathway_savedview WHERE worker_id = %s AND page = %s ORDER BY name"
    return list(SavedView.objects.raw(asked, [viewer.worker_id, page]))
