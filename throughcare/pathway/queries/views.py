"""The views that a worker keeps of a board."""

from throughcare.access.rules import Viewer
from throughcare.pathway.models import SavedView


def saved_views(viewer: Viewer, page: str) -> list[SavedView]:
    """The worker's own views of a page, by name."""
    return list(SavedView.objects.filter(worker_id=viewer.worker_id, page=page).order_by("name"))
