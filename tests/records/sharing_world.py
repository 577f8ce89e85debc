"""Somebody in the custody suite, known to the police and to Liaison and Diversion."""

from uuid import UUID

from tests.world import NOW, World, staffed
from throughcare.access.rules import RelationshipKind
from throughcare.pathway.actions import arrive, cover, open_place
from throughcare.pathway.rules import Arrival, OffenceGroup, PlaceKind
from throughcare.people.actions import register
from throughcare.people.rules import NewName, NewPerson, Source


def in_custody(person: NewPerson | None = None) -> tuple[World, UUID]:
    """A staffed county and a person who has just arrived in its suite."""
    world = staffed()
    suite = open_place(
        by=world.dana,
        at=NOW,
        organisation_id=world.organisations["police"],
        code="AMB-C1",
        name="Amberford custody suite",
        kind=PlaceKind.CUSTODY_SUITE,
    )
    cover(by=world.dana, at=NOW, place_id=suite.id, team_id=world.teams["liaison"])
    person = person or NewPerson(names=[NewName("Jordan", "Example")], source=Source.CUSTODY_RECORD)
    person_id = register(
        by=world.dana,
        at=NOW,
        person=person,
        relationship=RelationshipKind.PRESENT,
        because="Arrived in custody",
    )
    arrive(
        by=world.dana,
        at=NOW,
        arrival=Arrival(
            person_id, suite.id, "AC-0001", NOW, offence_group=OffenceGroup.PUBLIC_ORDER
        ),
    )
    return world, person_id
