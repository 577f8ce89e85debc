"""Answering whether a team covers a place that another organisation runs, and taking it back."""

from datetime import datetime
from uuid import UUID

from throughcare.access.actions.acting import action
from throughcare.access.rules import INSTALLATION, Refused, Viewer
from throughcare.clocks.lengths import LOCAL
from throughcare.pathway.actions.covering import CLOSED, allowed, covering_of, place_kept
from throughcare.pathway.actions.places import noted
from throughcare.pathway.models import Cover
from throughcare.pathway.rules import CoverState
from throughcare.pathway.rules.covering import ANSWERED, refuse_cover_answer


@action
def agree_to_cover(*, by: Viewer, at: datetime, cover_id: UUID) -> None:
    """Whoever runs the place agrees: the team covers it from the first day asked, or from today.

    A manager of the organisation that runs the place says so, or the installation, and never who
    asked. Raises `Refused` for what is answered or taken back.
    """
    cover = _to_answer(by, at, cover_id, agrees=True, because="")
    today = at.astimezone(LOCAL).date()
    cover.starts_on = max(cover.starts_on or today, today)
    _say(by, at, cover, CoverState.AGREED, "agree-cover")


@action
def decline_cover(*, by: Viewer, at: datetime, cover_id: UUID, because: str) -> None:
    """Whoever runs the place says no, and why; it can be asked for again."""
    cover = _to_answer(by, at, cover_id, agrees=False, because=because)
    cover.declined_because = because.strip()
    _say(by, at, cover, CoverState.DECLINED, "decline-cover")


@action
def take_back_asking(*, by: Viewer, at: datetime, cover_id: UUID) -> None:
    """The team's organisation asks no longer; what was answered is not taken back."""
    cover = _locked(cover_id)
    allowed(by, own=cover.team.organisation_id == by.organisation_id)
    if cover.state != CoverState.ASKED:
        raise Refused(ANSWERED[CoverState(cover.state)])
    _say(by, at, cover, CoverState.TAKEN_BACK, "take-back-cover")


def _to_answer(by: Viewer, at: datetime, cover_id: UUID, *, agrees: bool, because: str) -> Cover:
    cover = _locked(cover_id)
    runs = cover.place.organisation_id == by.organisation_id
    allowed(by, own=runs or by == INSTALLATION)
    if cover.place.closed_on is not None:
        raise Refused(CLOSED)
    wrong = refuse_cover_answer(
        covering_of(cover, cover.team.organisation.kind),
        agrees=agrees,
        because=because,
        asked_by_same=cover.said_by_id == by.worker_id,
        on=at.astimezone(LOCAL).date(),
    )
    if wrong:
        raise Refused(wrong)
    return cover


def _locked(cover_id: UUID) -> Cover:
    """The cover as it is once nobody else changes who covers the place."""
    asked = Cover.objects.filter(pk=cover_id)
    place_id = asked.values_list("place_id", flat=True).first()
    if place_id is None:
        raise Refused("There is no such cover.")
    place_kept(place_id, closed=True)
    return asked.select_related("team__organisation", "place").get()


def _say(by: Viewer, at: datetime, cover: Cover, state: CoverState, what: str) -> None:
    cover.state, cover.said_at = state, at
    cover.said_by_id = None if by == INSTALLATION else by.worker_id
    cover.save(update_fields=["state", "said_at", "said_by", "starts_on", "declined_because"])
    noted(by, at, what, cover.id)
