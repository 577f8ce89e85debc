"""What every action of the room does first and last: ask whether it may, and say that it did."""

from datetime import date, datetime, timedelta
from uuid import UUID

from throughcare.access.actions import trail
from throughcare.access.rules import Act, Category, Sight, Verb, Viewer
from throughcare.clocks.lengths import LOCAL
from throughcare.people.queries import require_person

MOMENT = timedelta(microseconds=1)


def permitted(by: Viewer, at: datetime, person_id: UUID, category: Category) -> Sight:
    """The viewer's sight of the person, if they may write this; raises `NotPermitted`."""
    return require_person(by, person_id, Act.WRITE, category, at=at)


def noted(
    sight: Sight, what: str, category: Category, *items: object, verb: Verb = Verb.ALTER
) -> None:
    """Put on the trail what was done with one person's record."""
    trail.write(
        by=sight.viewer,
        at=sight.at,
        verb=verb,
        what=what,
        people=[sight.person_id],
        categories=[category],
        items=[str(item) for item in items],
        relationship=sight.relationship,
        decision=sight.decisions[(Act.WRITE, category)],
    )


def day_of(at: datetime) -> date:
    """The day of a moment on a calendar in England."""
    return at.astimezone(LOCAL).date()


def after(last: datetime | None, happened_at: datetime) -> datetime:
    """The moment to keep for an event: two events of one chain never share a moment."""
    return happened_at if last is None or happened_at > last else last + MOMENT
