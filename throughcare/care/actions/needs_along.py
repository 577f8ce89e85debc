"""The needs that go along where a child is handed over to adult services: same offer, same answer.

Until the adult team accepts, the children's team is responsible for them, as for every need.
"""

from datetime import datetime
from uuid import UUID

from throughcare.access.rules import Viewer
from throughcare.care.actions.responsibility import (
    accept_need,
    decline_need,
    offer_need,
    withdraw_offer,
)
from throughcare.care.models import Handover, Need, NeedOffer
from throughcare.care.queries.responsibility import offer_team
from throughcare.care.rules import OPEN_NEEDS, NotTaken
from throughcare.care.rules.routes import Route


def offer_along(by: Viewer, at: datetime, handover: Handover, reason: str) -> None:
    """Offer what is open and waits for nobody to the team that is to take the person over.

    A service that holds no needs here is offered none: they stay until they are met or referred.
    """
    to_team_id = handover.to_team_id
    if not _goes_along(handover) or to_team_id is None or offer_team(by, to_team_id) is None:
        return
    needs = Need.objects.filter(
        person_id=handover.person_id,
        responsible_team_id=handover.from_team_id,
        status__in=OPEN_NEEDS,
    ).exclude(offers__answer="")
    for need_id in needs.values_list("id", flat=True):
        offer_need(by=by, at=at, need_id=need_id, to_team_id=to_team_id, reason=reason)


def accept_along(by: Viewer, at: datetime, handover: Handover) -> None:
    """Who takes the person over takes over what was offered with them."""
    for offer_id in _offered(handover):
        accept_need(by=by, at=at, offer_id=offer_id)


def decline_along(
    by: Viewer, at: datetime, handover: Handover, because: NotTaken | str, note: str = ""
) -> None:
    """Who does not take the person over takes none of their needs; each comes back with why."""
    for offer_id in _offered(handover):
        decline_need(by=by, at=at, offer_id=offer_id, because=because, note=note)


def take_back_along(by: Viewer, at: datetime, handover: Handover, reason: str) -> None:
    """The handover ends: whoever gave takes the offers back, whoever was asked says no."""
    gives = handover.from_team.organisation_id == by.organisation_id
    for offer_id in _offered(handover):
        if gives:
            withdraw_offer(by=by, at=at, offer_id=offer_id, note=reason)
        else:
            decline_need(by=by, at=at, offer_id=offer_id, because=NotTaken.OTHER, note=reason)


def _goes_along(handover: Handover) -> bool:
    return Route(handover.route) is Route.CHILD_TO_ADULT


def _offered(handover: Handover) -> list[UUID]:
    if not _goes_along(handover):
        return []
    waiting = NeedOffer.objects.filter(
        person_id=handover.person_id,
        from_team_id=handover.from_team_id,
        to_team_id=handover.to_team_id,
        answer="",
    )
    return list(waiting.order_by("recorded_at", "id").values_list("id", flat=True))
