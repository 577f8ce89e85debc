"""People of Ambershire who are in custody, or were, before a journey begins: made by actions."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from throughcare.access.rules import RelationshipKind
from throughcare.care import actions as care
from throughcare.care.rules import AlertReason, SafetyKind, SafetyState
from throughcare.pathway import actions as pathway
from throughcare.pathway.rules import Arrival, Leaving, OffenceGroup
from throughcare.people.actions import register
from throughcare.people.rules import BornPrecision, NewName, NewPerson, Source
from throughcare.web.demo.county import County

HOUR = timedelta(hours=1)
SUITE = "Amberford custody suite"


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody and their passage through custody."""

    person_id: UUID
    episode_id: UUID


def arrives(
    county: County, name: str, born: date, *, at: datetime, reasons: tuple[AlertReason, ...] = ()
) -> Held:
    """Somebody nobody knew arrives at Amberford, and custody alerts where there is a reason."""
    feed, stay_id = county.feed, uuid4()
    given, _, family = name.rpartition(" ")
    person_id = register(
        by=feed,
        at=at,
        person=NewPerson(
            names=[NewName(given, family)],
            source=Source.CUSTODY_RECORD,
            born_on=born,
            born_precision=BornPrecision.DAY,
        ),
        relationship=RelationshipKind.PRESENT,
        because=f"In {SUITE}",
        made_by_event=stay_id,
    )
    ids = pathway.arrive(
        by=feed,
        at=at,
        arrival=Arrival(
            person_id=person_id,
            place_id=county.suite(0),
            reference=f"TEST/{stay_id}",
            arrived_at=at,
            detention_authorised_at=at,
            offence_group=OffenceGroup.THEFT,
            stay_id=stay_id,
        ),
    )
    if reasons:
        care.alert(
            by=feed, at=at, person_id=person_id, episode_id=ids.episode_id, reasons=list(reasons)
        )
    return Held(person_id, ids.episode_id)


def leaves(
    county: County, held: Held, *, at: datetime, leaving: Leaving = Leaving.NO_ACTION
) -> None:
    """They leave custody: released without further action, or as is said."""
    pathway.leave(
        by=county.feed,
        at=at,
        episode_id=held.episode_id,
        left_at=at,
        leaving=leaving,
    )
    care.follow_moves(by=county.feed, at=at, people=[held.person_id])


def is_at_risk(county: County, held: Held, *, at: datetime) -> None:
    """Custody notes a risk of self-harm, which moves somebody up the board."""
    care.note_safety(
        by=county.feed,
        at=at,
        person_id=held.person_id,
        kind=SafetyKind.SELF_HARM,
        state=SafetyState.YES,
    )
