"""Somebody in custody whom the practitioner may screen; made by actions only."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from tests.world import NOW, World, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import RelationshipKind, Sight, Viewer
from throughcare.pathway import actions as pathway
from throughcare.pathway.rules import Arrival, PlaceKind
from throughcare.people.actions import register
from throughcare.people.queries import sight_of
from throughcare.people.rules import BornPrecision, NewName, NewPerson, Sex, Source
from throughcare.screening import actions, queries
from throughcare.screening.instrument import find
from throughcare.screening.rules import Context, shown

SUITE = "Amberford custody suite"
PHQ = {item: 1 for item in find("phq-9").scored()}
"""One answer of "several days" to each of the nine scored items."""


@dataclass
class InCustody:
    """A world with one person in custody."""

    world: World
    person_id: UUID
    episode_id: UUID
    place_id: UUID

    def start(self, instrument="ld-core", *, by=None, at=NOW, **more) -> UUID:
        """Begin a screening that the person agreed to."""
        viewer = by or self.world.amara
        given = {"agreed": "agreed", **more}
        return actions.start(
            by=viewer, at=at, person_id=self.person_id, instrument=instrument, **given
        )

    def answer(self, screening_id, given=(), *, by=None, at=NOW, **more) -> tuple[str, ...]:
        """Save answers."""
        viewer = by or self.world.amara
        return actions.answer(
            by=viewer, at=at, screening_id=screening_id, given=dict(given), **more
        )

    def sight(self, viewer: Viewer | None = None, at=NOW) -> Sight:
        """What a viewer may do with the person's record."""
        found = sight_of(viewer or self.world.amara, self.person_id, at=at)
        assert found is not None
        return found

    def sheet(self, screening_id, at=NOW) -> queries.Sheet:
        """A screening as the practitioner reads it."""
        with viewing(self.world.amara, at):
            found = queries.screening(self.sight(at=at), screening_id)
        assert found is not None
        return found


def somebody_in_custody(born: date = date(1992, 3, 27), sex: Sex = Sex.MALE) -> InCustody:
    """Robin Sampleford arrived in the suite an hour ago; the L&D team covers it."""
    world = staffed()
    by = world.dana
    place = pathway.open_place(
        by=by,
        at=NOW,
        organisation_id=world.organisations["police"],
        code="amb-c1",
        name=SUITE,
        kind=PlaceKind.CUSTODY_SUITE,
    )
    for team in ("liaison", "youth"):
        pathway.cover(by=by, at=NOW, place_id=place.id, team_id=world.teams[team])
    stay_id = uuid4()
    person_id = register(
        by=by,
        at=NOW,
        person=NewPerson(
            names=[NewName("Robin", "Sampleford")],
            source=Source.CUSTODY_RECORD,
            born_on=born,
            born_precision=BornPrecision.DAY,
            sex=sex,
        ),
        relationship=RelationshipKind.PRESENT,
        because=f"In {SUITE}",
        made_by_event=stay_id,
    )
    arrival = Arrival(person_id, place.id, "AMB/1", NOW - timedelta(hours=1), stay_id=stay_id)
    ids = pathway.arrive(by=by, at=NOW, arrival=arrival)
    return InCustody(world, person_id, ids.episode_id, place.id)


def everything(answers=None, instrument="ld-core", **given) -> dict[str, object]:
    """An answer to every item that a man of 34 is asked: "no" or "none", but for those given."""
    chosen: dict[str, object] = {}
    robin = Context(age=34, sex="male")
    for item in shown(find(instrument), answers or given, context=robin):
        options = [option.value for option in item.options]
        if item.required and options:
            chosen[item.id] = next(v for v in ("no", "none", 0) if v in options)
        elif item.required:
            chosen[item.id] = "declined"
    return {**chosen, **(answers or {}), **given}


def take_in(here, version, answers, *, asked_at=NOW - timedelta(hours=1), **more):
    """A PHQ-9 of another system comes in."""
    return actions.take_in(
        by=here.world.amara,
        at=NOW,
        person_id=here.person_id,
        instrument="phq-9",
        version=version,
        answers=answers,
        asked_at=asked_at,
        whole={"version": version, "answers": answers, "more": [1, None, "x"]},
        **more,
    )
