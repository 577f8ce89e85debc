"""May this viewer have to do with this person? Asked once per page and once per action."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from throughcare.access import queries as access
from throughcare.access.policy import DEFAULT_DENY
from throughcare.access.rules import Act, Category, Decision, NotPermitted, Refused, Sight, Viewer

UNKNOWN = Decision(False, (), (DEFAULT_DENY,), "")
MERGED = "This record was merged into another one. Open that record and do it there."


def sight_of(viewer: Viewer, person_id: UUID, *, at: datetime) -> Sight | None:
    """What the viewer may do with this person's record; nothing when it is not theirs to know.

    Of a record that was merged into another it is the sight of that other one.
    """
    restricted = _restricted(person_id)
    if restricted is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT people_now(%s)", [person_id])
            (now,) = cursor.fetchone() or (None,)
        if now is None or (restricted := _restricted(now)) is None:
            return None
        person_id = now
    return access.sight(viewer, person_id, at=at, restricted=restricted)


def _restricted(person_id: UUID) -> bool | None:
    with connection.cursor() as cursor:
        # Asked on every page and by every action.
        cursor.execute("SELECT restricted FROM people_person WHERE id = %s", [person_id])
        (restricted,) = cursor.fetchone() or (None,)
    return restricted


def require_person(
    viewer: Viewer, person_id: UUID, act: Act, *categories: Category, at: datetime
) -> Sight:
    """The viewer's sight of a person, if every category may be acted on.

    Raises `NotPermitted`, and `Refused` for a record that was merged into another.
    """
    sight = sight_of(viewer, person_id, at=at)
    if sight is None:
        raise NotPermitted(UNKNOWN)
    for category in categories:
        if not sight.may(category, act):
            raise NotPermitted(sight.decisions[(act, category)])
    if sight.person_id != person_id:
        raise Refused(MERGED)
    return sight
