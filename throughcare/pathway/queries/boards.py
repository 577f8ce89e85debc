"""Who is in a place now: the places of a viewer, and one row a person for the board."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Viewer
from throughcare.pathway.models import HOLDS, Place, Stay
from throughcare.pathway.rules import CoverState, OffenceGroup, PlaceKind
from throughcare.people.rules import BornPrecision


@dataclass(frozen=True, slots=True)
class BoardRow:
    """Somebody who is in a place now. Without a name, the record is restricted to others.

    That an appropriate adult was called or came may be known without knowing when.
    """

    person_id: UUID
    episode_id: UUID
    stay_id: UUID
    name: str
    known_as: str
    born_on: date | None
    born_precision: BornPrecision
    restricted: bool
    offence_group: OffenceGroup
    arrived_at: datetime
    detention_authorised_at: datetime | None
    reviews_done: int
    last_review_at: datetime | None
    likely_release_at: datetime | None
    adult_called: bool = False
    adult_called_at: datetime | None = None
    adult_arrived: bool = False
    adult_arrived_at: datetime | None = None


def places(viewer: Viewer, *, since: date | None = None) -> QuerySet[Place]:
    """The places that the viewer's organisation runs or one of the viewer's teams covers.

    With `since`, also those that have closed, or whose cover has ended, on that day or after it.
    """
    ours = Q(organisation_id=viewer.organisation_id)
    covered = Q(covers__team_id__in=viewer.team_ids)
    if since is None:
        found = Place.objects.filter(ours | covered & Q(covers__id__in=HOLDS))
        found = found.filter(closed_on__isnull=True)
    else:
        begun = Q(covers__id__in=HOLDS) | Q(
            covers__ends_on__gte=since, covers__state=CoverState.AGREED
        )
        found = Place.objects.filter(ours | covered & begun).exclude(closed_on__lt=since)
    return found.distinct().order_by("name")


def places_of_kinds(viewer: Viewer, kinds: Iterable[PlaceKind]) -> list[Place]:
    """Every place of these kinds, for those who send somebody there. It tells of nobody."""
    decision = may(viewer, Act.WRITE, Category.WHEREABOUTS, RelationshipKind.PRESENT)
    if not decision.permitted:
        raise NotPermitted(decision)
    found = Place.objects.filter(kind__in=list(kinds), closed_on__isnull=True)
    return list(found.order_by("name"))


# Written out, as the board itself is: every board and list begins with it.
PLACE = """
SELECT p.* FROM pathway_place p
WHERE p.code = %s AND (p.organisation_id = %s OR EXISTS (
  SELECT 1 FROM pathway_cover c WHERE c.place_id = p.id AND c.team_id = ANY (%s)))
"""


def place(viewer: Viewer, code: str) -> Place | None:
    """One of the viewer's places by its code."""
    given = [code, viewer.organisation_id, list(viewer.team_ids)]
    return next(iter(Place.objects.raw(PLACE, given)), None)


def in_custody(viewer: Viewer, place_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many people whom the viewer may know are in each place now; places without are absent."""
    _require(viewer)
    counted = (
        Stay.objects.filter(place_id__in=list(place_ids), left_at__isnull=True)
        .order_by()
        .values_list("place_id")
        .annotate(number=Count("id"))
    )
    return dict(counted)


# The person is joined and not required: a restricted person's row is hidden from most, and whoever
# is in the suite must be on its board all the same. Written out, because a board is asked for all
# day long, and most of its time went into putting this together.
BOARD = """
SELECT s.person_id, s.episode_id, s.id, coalesce(p.shown_name, ''),
       trim(coalesce(n.given, '') || ' ' || coalesce(n.family, '')), p.born_on,
       coalesce(d.born_precision, 'unknown'), coalesce(p.restricted, true), e.offence_group,
       s.arrived_at, s.detention_authorised_at, s.reviews_done, s.last_review_at,
       s.likely_release_at,
       coalesce(a.called, false), a.called_at, coalesce(a.came, false), a.came_at
FROM pathway_stay s
JOIN pathway_episode e ON e.id = s.episode_id
LEFT JOIN people_person p ON p.id = s.person_id
LEFT JOIN people_particulars d ON d.person_id = p.id AND d.superseded_at IS NULL
LEFT JOIN LATERAL (
  SELECT k.given, k.family FROM people_personname k
  WHERE k.person_id = p.id AND k.kind = 'known-as' AND k.superseded_at IS NULL
  ORDER BY k.recorded_at DESC LIMIT 1) n ON true
LEFT JOIN LATERAL (
  SELECT bool_or(v.kind = 'appropriate-adult-called') AS called,
         max(v.happened_at) FILTER (WHERE v.kind = 'appropriate-adult-called') AS called_at,
         bool_or(v.kind = 'appropriate-adult-arrived') AS came,
         max(v.happened_at) FILTER (WHERE v.kind = 'appropriate-adult-arrived') AS came_at
  FROM pathway_event v
  WHERE v.episode_id = s.episode_id AND v.place_id = s.place_id AND NOT v.struck_out
    AND v.kind IN ('appropriate-adult-called', 'appropriate-adult-arrived')
    AND coalesce(v.happened_at, v.recorded_at) >= s.arrived_at - interval '1 day'
    AND NOT EXISTS (SELECT 1 FROM pathway_event w WHERE w.corrects_id = v.id)) a ON true
WHERE s.place_id = %s AND s.left_at IS NULL AND s.arrived_at <= %s
ORDER BY s.arrived_at, s.id
"""


def board(viewer: Viewer, place_id: UUID, *, at: datetime) -> list[BoardRow]:
    """Who is in a place at the moment, first come first. One query, however many people."""
    _require(viewer)
    with connection.cursor() as cursor:
        cursor.execute(BOARD, [place_id, at])
        return [_on_board(row) for row in cursor.fetchall()]


def _on_board(row: Sequence[Any]) -> BoardRow:
    values = list(row)
    values[6], values[8] = BornPrecision(values[6]), OffenceGroup(values[8])
    return BoardRow(*values)


def _require(viewer: Viewer) -> None:
    decision = may(viewer, Act.READ, Category.WHEREABOUTS, RelationshipKind.PRESENT)
    if not decision.permitted:
        raise NotPermitted(decision)
