"""May this viewer have to do with this person? Asked once per page and once per action."""

from datetime import datetime
from uuid import UUID

from throughcare.access import queries as access
from throughcare.access.policy import DEFAULT_DENY
from throughcare.access.rules import Act, Category, Decision, NotPermitted, Sight, Viewer
from throughcare.people.models import Person

UNKNOWN = Decision(False, (), (DEFAULT_DENY,), "")


def sight_of(viewer: Viewer, person_id: UUID, *, at: datetime) -> Sight | None:
    """What the viewer may do with this person's record; nothing when it is not theirs to know."""
    restricted = Person.objects.filter(pk=person_id).values_list("restricted", flat=True).first()
    if restricted is None:
        return None
    return access.sight(viewer, person_id, at=at, restricted=restricted)


def require_person(
    viewer: Viewer, person_id: UUID, act: Act, *categories: Category, at: datetime
) -> Sight:
    """The viewer's sight of a person, if every category may be acted on; raises `NotPermitted`."""
    sight = sight_of(viewer, person_id, at=at)
    if sight is None:
        raise NotPermitted(UNKNOWN)
    for category in categories:
        if not sight.may(category, act):
            raise NotPermitted(sight.decisions[(act, category)])
    return sight
