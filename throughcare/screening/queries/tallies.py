"""What figures are made of: one row a screening, without names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, FilteredRelation, Q

from throughcare.access.policy import may
from throughcare.access.rules import NO_RELATIONSHIP, Act, Category, NotPermitted, Viewer
from throughcare.screening.models import Screening
from throughcare.screening.rules import AnswerState, ResponseState


@dataclass(frozen=True, slots=True)
class Tally:
    """One screening as figures count it.

    `asked` is how many questions were put in it, `prefilled` how many were not because the person
    had answered before. `prefilled` is final once the screening is completed.
    """

    screening_id: UUID
    person_id: UUID
    organisation_id: UUID
    episode_id: UUID | None
    instrument: str
    version: str
    state: ResponseState
    started_at: datetime
    ended_at: datetime | None
    score: int | None
    band: str
    asked: int
    prefilled: int
    answered_no: tuple[str, ...] | None
    """Needs asked about in full and not pointed to; None where there is no result or it is not
    known."""


def screenings_for_extract(viewer: Viewer, *, since: datetime, until: datetime) -> Iterator[Tally]:
    """Screenings begun from `since` to before `until`, oldest first; not those entered in error.

    Ask within `viewing(..., extract=True)` to count people who have left as well.
    """
    decision = may(viewer, Act.READ, Category.FIGURE, NO_RELATIONSHIP)
    if not decision.permitted:
        raise NotPermitted(decision)
    put = Q(answers__confirmed_from__isnull=True) & ~Q(answers__state=AnswerState.NOT_ASKED)
    rows = (
        Screening.objects.filter(started_at__gte=since, started_at__lt=until)
        .exclude(state=ResponseState.ENTERED_IN_ERROR)
        .annotate(
            asked=Count("answers__item", filter=put, distinct=True),
            counting=FilteredRelation("results", condition=Q(results__superseded_at__isnull=True)),
        )
        .order_by("started_at", "id")
        .values_list(
            "id",
            "person_id",
            "organisation_id",
            "episode_id",
            "instrument",
            "version",
            "state",
            "started_at",
            "ended_at",
            "counting__score",
            "counting__band",
            "asked",
            "prefilled",
            "counting__answered_no",
        )
    )
    for row in rows.iterator():
        no = None if row[13] is None else tuple(row[13])
        yield Tally(*row[:6], ResponseState(row[6]), *row[7:10], row[10] or "", *row[11:13], no)
