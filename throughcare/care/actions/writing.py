"""What every action of the room does first and last: ask whether it may, and say that it did."""

from datetime import date, datetime, timedelta
from uuid import UUID

from throughcare.access import queries as access
from throughcare.access.actions import trail
from throughcare.access.rules import Act, Category, Refused, Sight, Verb, Viewer
from throughcare.care.queries.covering import covering_teams
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


def own_team(by: Viewer, at: datetime, episode_id: UUID | None) -> UUID:
    """The viewer's own team that answers here: the one that covers the place, else their first."""
    if episode_id is not None:
        kinds = [by.organisation_kind.value]
        for team in covering_teams(by, episode_id, on=day_of(at), kinds=kinds):
            if team.team_id in by.team_ids:
                return team.team_id
    first = access.own_teams(by).values_list("id", flat=True).first()
    if first is None:
        raise Refused("You are in no team, so nobody would be responsible. Ask your manager.")
    return UUID(str(first))


def after(last: datetime | None, happened_at: datetime) -> datetime:
    """The moment to keep for an event: two events of one chain never share a moment."""
    return happened_at if last is None or happened_at > last else last + MOMENT
