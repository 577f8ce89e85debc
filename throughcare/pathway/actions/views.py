"""A worker keeps the filters of a board under a name, and forgets them."""

from datetime import datetime
from uuid import UUID

from throughcare.access.actions.acting import bookkeeping
from throughcare.access.rules import Refused, Viewer
from throughcare.pathway.models import SavedView

MOST = 20


@bookkeeping
def save_view(*, by: Viewer, at: datetime, page: str, name: str, query: str) -> None:
    """Keep filters under a name; the same name again replaces them."""
    name = " ".join(name.split())
    if not name:
        raise Refused("Enter a name for this view.")
    views = SavedView.objects.filter(worker_id=by.worker_id, page=page)
    if views.filter(name=name).update(query=query):
        return
    if views.count() >= MOST:
        raise Refused(f"You have {MOST} views of this page already. Forget one first.")
    SavedView.objects.bulk_create(
        [SavedView(worker_id=by.worker_id, page=page, name=name, query=query)]
    )


@bookkeeping
def forget_view(*, by: Viewer, at: datetime, view_id: UUID) -> None:
    """A view is no longer wanted."""
    SavedView.objects.filter(pk=view_id, worker_id=by.worker_id).delete()
