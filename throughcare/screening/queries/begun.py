"""What the viewer themselves has begun to type on a page and not sent."""

from dataclasses import dataclass
from datetime import datetime

from throughcare.access.rules import Act, Category, NotPermitted, Sight
from throughcare.access.sealed import CannotOpen
from throughcare.screening.models import Begun
from throughcare.screening.rules.begun import begun_id


@dataclass(frozen=True, slots=True)
class KeptPage:
    """What was typed, as it was sent to be kept, and when."""

    text: str
    kept_at: datetime


def begun(sight: Sight, work_item: str, page: str) -> KeptPage | None:
    """What this worker began on this page within the last hours; None for everybody else."""
    if not sight.may(Category.SCREENING, Act.WRITE):
        raise NotPermitted(sight.decisions[(Act.WRITE, Category.SCREENING)])
    row = Begun.objects.filter(
        pk=begun_id(sight.viewer.worker_id, sight.person_id, work_item, page), until__gt=sight.at
    ).first()
    try:
        return KeptPage(row.text, row.kept_at) if row else None
    except CannotOpen:  # moved from its place, or sealed by a key that is gone
        return None
