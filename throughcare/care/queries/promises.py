"""Nobody is lost, counted: what would break that promise, with the ids behind each count."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from throughcare.access.rules import Viewer
from throughcare.care.models import Liaison, LiaisonEvent, Need, Referral
from throughcare.care.rules import ENDED, OPEN_NEEDS, LiaisonEventKind, LiaisonStatus


@dataclass(frozen=True, slots=True)
class Broken:
    """One way in which the promise can be broken, and the records where it is."""

    what: str
    sentence: str
    ids: tuple[UUID, ...]

    @property
    def count(self) -> int:
        """How many records."""
        return len(self.ids)


def promises_for_extract(viewer: Viewer, on: date) -> list[Broken]:
    """Violations among the records of the viewer's organisation, seen from a day.

    The first two are made impossible by the database; they are counted all the same.
    """
    own = {"organisation_id": viewer.organisation_id}
    needs = Need.objects.filter(**own, status__in=OPEN_NEEDS)
    referrals = Referral.objects.filter(**own).exclude(status__in=ENDED)
    closed = LiaisonEvent.objects.filter(kind=LiaisonEventKind.CLOSED).values("liaison_id")
    unseen = Liaison.objects.filter(**own, status=LiaisonStatus.LEFT_UNSEEN)
    found = (
        (
            "needs-without-team",
            "Open needs for which no team is responsible",
            needs.filter(responsible_team__isnull=True),
        ),
        (
            "referrals-without-next-action",
            "Open referrals without a next action and its date",
            referrals.filter(next_action_on__isnull=True),
        ),
        (
            "referrals-overdue",
            "Open referrals whose next action is overdue",
            referrals.filter(next_action_on__lt=on),
        ),
        (
            "left-unseen",
            "People who left custody before anybody saw them, not yet followed up",
            unseen.exclude(id__in=closed),
        ),
    )
    return [
        Broken(what, sentence, tuple(rows.order_by("recorded_at").values_list("id", flat=True)))
        for what, sentence, rows in found
    ]
