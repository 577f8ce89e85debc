"""The history of a need: what each change leaves behind, and what a late comer is told."""

from uuid import UUID

from throughcare.access.roles import Purpose
from throughcare.access.rules import ChangedMeanwhile, Sight
from throughcare.care.models import Need, NeedChange
from throughcare.care.rules import NEED_STATUS_WORDS, NeedStatus


def changed(sight: Sight, need: Need, reason: str) -> UUID:
    """Keep that the need stands so from now on, and why; gives the id of the change."""
    (change,) = NeedChange.objects.bulk_create(
        [
            NeedChange(
                person_id=need.person_id,
                need=need,
                status=need.status,
                responsible_team_id=need.responsible_team_id,
                reason=reason,
                recorded_at=sight.at,
                recorded_by_id=sight.viewer.worker_id,
                collected_for=Purpose.CARE,
            )
        ]
    )
    return change.id


def changed_meanwhile(need: Need) -> ChangedMeanwhile:
    """What somebody is told who worked with an older version of the need."""
    last = need.changes.select_related("recorded_by").order_by("-recorded_at").first()
    return ChangedMeanwhile(
        {
            "status": NEED_STATUS_WORDS[NeedStatus(need.status)],
            "responsible_team": need.responsible_team.name,
            "reason": last.reason if last else "",
            "version": str(need.version),
        },
        last.recorded_by.name if last else "",
        last.recorded_at if last else need.recorded_at,
    )
