"""People in custody and what care does about them: shared beginnings of the tests of care."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from tests.world import NOW, World, staffed
from throughcare.access.roles import Role
from throughcare.access.rules import INSTALLATION, RelationshipKind, Viewer
from throughcare.care import actions as care
from throughcare.pathway import actions as pathway
from throughcare.pathway.rules import Arrival, Leaving, OffenceGroup, PlaceKind
from throughcare.people import actions as people
from throughcare.people.rules import BornPrecision, NewName, NewPerson, Sex, Source

__all__ = ["NOW", "Held", "Role", "custody", "hold", "leave", "refer", "refer_to"]


@dataclass
class Held:
    """Somebody in the suite."""

    person_id: UUID
    episode_id: UUID
    stay_id: UUID


def custody(at: datetime = NOW) -> World:
    """The cast, with a suite that both teams cover: adults here, children there."""
    world = staffed(at)
    suite = pathway.open_place(
        by=INSTALLATION,
        at=at,
        organisation_id=world.organisations["police"],
        code="amb-c1",
        name="Amberford custody suite",
        kind=PlaceKind.CUSTODY_SUITE,
    )
    for team, under_18 in (("liaison", False), ("youth", True)):
        pathway.cover(
            by=INSTALLATION,
            at=at,
            place_id=suite.id,
            team_id=world.teams[team],
            under_18=under_18,
        )
    world.organisations["suite"] = suite.id
    return world


def hold(
    world: World,
    name: str = "Robin Sampleford",
    *,
    at: datetime = NOW,
    born: date | None = date(1992, 3, 27),
    by: Viewer | None = None,
    suspected_of: OffenceGroup = OffenceGroup.THEFT,
    precision: BornPrecision = BornPrecision.DAY,
) -> Held:
    """Somebody is brought in, for the first time."""
    by = by or world.dana
    given, family = name.split(" ", 1)
    stay_id = uuid4()
    person_id = people.register(
        by=by,
        at=at,
        person=NewPerson(
            names=[NewName(given, family)],
            source=Source.CUSTODY_RECORD,
            born_on=born,
            born_precision=precision if born else BornPrecision.UNKNOWN,
            sex=Sex.FEMALE,
        ),
        relationship=RelationshipKind.PRESENT,
        because="In the custody suite",
        made_by_event=stay_id,
    )
    arrived = pathway.arrive(
        by=by,
        at=at,
        arrival=Arrival(
            person_id=person_id,
            place_id=world.organisations["suite"],
            reference=f"AMB/{uuid4().hex[:8]}",
            arrived_at=at - timedelta(hours=1),
            offence_group=suspected_of,
            stay_id=stay_id,
        ),
    )
    return Held(person_id, arrived.episode_id, arrived.stay_id)


def leave(world: World, held: Held, *, at: datetime, leaving: Leaving = Leaving.NO_ACTION) -> None:
    """The person leaves custody, as the custody page does it."""
    care.left(by=world.dana, at=at, person_id=held.person_id, episode_id=held.episode_id)
    pathway.leave(by=world.dana, at=at, episode_id=held.episode_id, left_at=at, leaving=leaving)
    care.follow_moves(by=world.dana, at=at, people=[held.person_id])


def refer_to(world: World, held: Held, service: str, *, at: datetime = NOW, **more) -> UUID:
    """Amara refers the person to a service, without naming a need."""
    given = {"need_ids": [], "reason": "Wants help to stop drinking", "urgent": False} | more
    return care.refer(
        by=world.amara,
        at=at,
        person_id=held.person_id,
        episode_id=held.episode_id,
        to_team_id=world.teams[service],
        **given,
    )


def refer(world: World, held: Held, *, at: datetime = NOW, **more) -> UUID:
    """Amara refers the person to the drug and alcohol service."""
    return refer_to(world, held, "drugs", at=at, **more)
