"""A custody suite with people in it, for tests of pages: made by actions only."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.test import Client

from tests.world import NOW, World, staffed
from throughcare.access.models import Worker
from throughcare.access.rules import RelationshipKind, Viewer
from throughcare.pathway import actions
from throughcare.pathway.models import Place
from throughcare.pathway.rules import Arrival, ArrivedIds, OffenceGroup, PlaceKind
from throughcare.people.actions import register
from throughcare.people.rules import BornPrecision, NameKind, NewName, NewPerson, Source

HOUR = timedelta(hours=1)


def suite(world: World, at: datetime = NOW, code: str = "amb-c1") -> Place:
    """Amberford custody suite, run by the police; one team covers adults, another children."""
    place = actions.open_place(
        by=world.dana,
        at=at,
        organisation_id=world.organisations["police"],
        code=code,
        name="Amberford custody suite" if code == "amb-c1" else f"Suite {code}",
        kind=PlaceKind.CUSTODY_SUITE,
    )
    for team, under_18 in (("liaison", False), ("youth", True)):
        actions.cover(
            by=world.dana, at=at, place_id=place.id, team_id=world.teams[team], under_18=under_18
        )
    return place


def somebody(
    name: str = "Robin Sampleford",
    born_on: date | None = date(1992, 3, 27),
    known_as: str = "",
    precision: BornPrecision = BornPrecision.DAY,
) -> NewPerson:
    """A person as custody describes them."""
    given, _, family = name.rpartition(" ")
    names = [NewName(given, family)]
    if known_as:
        names.append(NewName(known_as, kind=NameKind.KNOWN_AS))
    return NewPerson(
        names=names,
        source=Source.CUSTODY_RECORD,
        born_on=born_on,
        born_precision=precision if born_on else BornPrecision.UNKNOWN,
    )


def arrived(
    by: Viewer,
    place: Place,
    person: NewPerson | None = None,
    *,
    at: datetime = NOW,
    ago: timedelta = HOUR,
    reference: str = "",
    **more: object,
) -> tuple[UUID, ArrivedIds]:
    """Somebody unknown arrives so long before the moment; gives the person and the arrival."""
    stay_id = uuid4()
    person_id = register(
        by=by,
        at=at,
        person=person or somebody(),
        relationship=RelationshipKind.PRESENT,
        because=f"In {place.name}",
        made_by_event=stay_id,
    )
    ids = actions.arrive(
        by=by,
        at=at,
        arrival=Arrival(
            person_id=person_id,
            place_id=place.id,
            reference=reference or f"TEST/{stay_id}",
            arrived_at=at - ago,
            offence_group=OffenceGroup.THEFT,
            stay_id=stay_id,
            **more,  # type: ignore[arg-type]
        ),
    )
    return person_id, ids


def signed_in(client: Client, world: World, first: str) -> Client:
    """The client, signed in as one of the cast."""
    worker = Worker.objects.get(email=world.emails[first])
    client.force_login(worker, backend="throughcare.web.signing_in.ByPassword")
    return client


__all__ = ["HOUR", "arrived", "signed_in", "somebody", "staffed", "suite"]
