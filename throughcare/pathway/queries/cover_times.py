"""When Liaison and Diversion was at places, and when nobody said whether it was."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from uuid import UUID

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Viewer
from throughcare.clocks.lengths import LOCAL
from throughcare.pathway.models import PlaceVersion
from throughcare.pathway.rules import read_hours

Spans = list[tuple[datetime, datetime]]


def cover_times(
    viewer: Viewer, place_ids: Iterable[UUID], *, since: datetime, until: datetime
) -> tuple[list[UUID], list[str], list[str]]:
    """Places with the times of cover from a moment until another, as each day's hours were said.

    For each place two PostgreSQL multiranges: when the service was there, and when that is not
    known. One query, however many places.
    """
    decision = may(viewer, Act.READ, Category.ENGAGEMENT, RelationshipKind.PRESENT)
    if not decision.permitted:
        raise NotPermitted(decision)
    said: dict[UUID, dict[datetime, str]] = {place_id: {since: ""} for place_id in place_ids}
    for version in PlaceVersion.objects.filter(place_id__in=said).order_by(
        "valid_from", "recorded_at"
    ):
        begins = datetime.combine(version.valid_from, time(), tzinfo=LOCAL).astimezone(UTC)
        if begins < until:
            said[version.place_id][max(begins, since)] = version.cover_hours
    there, unknown = [], []
    for hours in said.values():
        known: Spans = []
        not_known: Spans = []
        for (first, text), (last, _) in pairwise([*hours.items(), (until, "")]):
            spans = _spans(text, first, last)
            if spans is None:
                not_known.append((first, last))
            else:
                known += spans
        there.append(_multirange(known))
        unknown.append(_multirange(not_known))
    return list(said), there, unknown


@lru_cache(maxsize=256)
def _on_days(text: str, first: datetime, last: datetime) -> tuple[tuple[datetime, datetime], ...]:
    hours = read_hours(text)
    return tuple(hours.spans_between(first, last)) if hours else ()


def _spans(text: str, first: datetime, last: datetime) -> Spans | None:
    """When hours hold from a moment until another; None where nobody said."""
    if not text.strip():
        return None
    # Worked out for whole days, and so once a day and not for each moment of asking.
    from_day, to_day = _midnight(first), _midnight(last) + timedelta(days=1)
    found = _on_days(text, from_day, to_day)
    return [(max(a, first), min(b, last)) for a, b in found if a < last and b > first]


def _midnight(at: datetime) -> datetime:
    return datetime.combine(at.date(), time(), tzinfo=UTC)


def _multirange(spans: Spans) -> str:
    inside = ",".join(f'["{first.isoformat()}","{last.isoformat()}")' for first, last in spans)
    return "{" + inside + "}"
