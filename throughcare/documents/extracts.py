"""When summaries left, for figures: no title, no content, no name.

To be read under `viewing(viewer, at, extract=True)`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from throughcare.access.policy import may
from throughcare.access.rules import NO_RELATIONSHIP, Act, Category, NotPermitted, Viewer
from throughcare.documents.models import Report


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One summary that the viewer's organisation sent about somebody in one passage."""

    report_id: UUID
    episode_id: UUID
    recipient: str
    sent_at: datetime
    first_opened_at: datetime | None


def reports_for_extract(viewer: Viewer, since: datetime, until: datetime) -> Iterator[ReportRow]:
    """Summaries sent about passages that began from `since` to before `until`, oldest first."""
    decision = may(viewer, Act.READ, Category.FIGURE, NO_RELATIONSHIP)
    if not decision.permitted:
        raise NotPermitted(decision)
    rows = (
        Report.objects.filter(
            organisation_id=viewer.organisation_id,
            episode__started_at__gte=since,
            episode__started_at__lt=until,
        )
        .order_by("sent_at", "id")
        .values_list("id", "episode_id", "disclosure__recipient", "sent_at", "first_opened_at")
    )
    yield from (ReportRow(*row) for row in rows.iterator())
