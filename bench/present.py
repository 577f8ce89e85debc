"""Sixty people in custody now, brought in by the same actions as on any day."""

from datetime import datetime, timedelta
from hashlib import md5
from uuid import UUID

from bench.county import County
from throughcare.access.actions.acting import viewing
from throughcare.care.actions import alert, note_safety
from throughcare.pathway.actions import arrive
from throughcare.pathway.queries import in_custody
from throughcare.pathway.rules import Arrival, OffenceGroup

HERE_NOW, STRIDE = 60, 17


def person_id(n: int) -> UUID:
    """The id that filling gave to the nth person."""
    return UUID(md5(f"p{n}".encode()).hexdigest())


def bring_in(county: County, at: datetime) -> list[UUID]:
    """People in custody now; those who are there already are left as they are."""
    feed, dana = county.viewers["feed"], county.viewers["dana"]
    people = [person_id(n * STRIDE) for n in range(HERE_NOW)]
    with viewing(dana, at):
        if in_custody(dana, [county.suite_id]):
            return people
    for number, person in enumerate(people):
        arrived = at - timedelta(minutes=20 + 19 * number)
        episode = arrive(
            by=feed,
            at=at,
            arrival=Arrival(
                person_id=person,
                place_id=county.suite_id,
                reference=f"NOW/{number}",
                arrived_at=arrived,
                detention_authorised_at=arrived + timedelta(minutes=15),
                offence_group=OffenceGroup.THEFT,
            ),
        ).episode_id
        if number % 3 == 0:
            alert(by=dana, at=at, person_id=person, episode_id=episode, reasons=["mental-health"])
        if number % 4 == 0:
            note_safety(by=dana, at=at, person_id=person, kind="self-harm", state="yes")
    return people
