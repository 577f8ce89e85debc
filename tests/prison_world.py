"""People in prison, a young offender institution and a removal centre, and their health team."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from tests.custody import somebody
from tests.journey_world import happens
from tests.world import NOW, World, staffed
from throughcare.access.rules import INSTALLATION, RelationshipKind, Viewer
from throughcare.pathway import actions as pathway
from throughcare.pathway.rules import EventKind, PlaceKind
from throughcare.people import actions as people
from throughcare.people.rules import Sex

DAY = timedelta(days=1)
HELD = (
    ("fennick", "amb-p1", "HMP Fennick", PlaceKind.PRISON),
    ("larkhollow", "amb-p2", "HMP Larkhollow", PlaceKind.WOMENS_PRISON),
    ("thornbrook", "amb-y1", "HMYOI Thornbrook", PlaceKind.YOUNG_OFFENDER_INSTITUTION),
    ("marlsea", "amb-i1", "Marlsea", PlaceKind.IMMIGRATION_REMOVAL_CENTRE),
)


def prison(at: datetime = NOW) -> World:
    """The cast, with four establishments that the health team covers; L&D covers the first."""
    world = staffed(at)
    for short, code, name, kind in HELD:
        place = pathway.open_place(
            by=INSTALLATION,
            at=at,
            organisation_id=world.organisations["prison"],
            code=code,
            name=name,
            kind=kind,
        )
        world.organisations[short] = place.id
        pathway.cover(by=INSTALLATION, at=at, place_id=place.id, team_id=world.teams["health"])
    pathway.cover(
        by=INSTALLATION,
        at=at,
        place_id=world.organisations["fennick"],
        team_id=world.teams["liaison"],
    )
    return world


def received(
    world: World,
    where: str = "fennick",
    name: str = "Robin Sampleford",
    *,
    at: datetime = NOW,
    born: date | None = date(1992, 3, 27),
    sex: Sex = Sex.MALE,
    by: Viewer | None = None,
) -> UUID:
    """Somebody unknown is received; gives the person."""
    by = by or world.sol
    person_id = people.register(
        by=by,
        at=at,
        person=replace(somebody(name, born), sex=sex),
        relationship=RelationshipKind.PRESENT,
        because="In the establishment",
        made_by_event=uuid4(),
    )
    happens(by, person_id, EventKind.RECEIVED, world.organisations[where], at, detail="remand")
    return person_id


def moved(world: World, person_id: UUID, where: str, to: str, *, at: datetime) -> None:
    """The person is moved from one establishment to another."""
    place, other = world.organisations[where], world.organisations[to]
    happens(world.sol, person_id, EventKind.MOVED_OUT, place, at, to_place_id=other)
    later = at + timedelta(hours=2)
    happens(world.sol, person_id, EventKind.RECEIVED, other, later, detail="transfer")
