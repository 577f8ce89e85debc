"""Getting made-up people ready to leave prison, and reaching them afterwards."""

from datetime import datetime, timedelta
from typing import Any

from throughcare.access.actions.acting import viewing
from throughcare.access.rules import Viewer
from throughcare.care import actions
from throughcare.care.rules.release import Contact, Matter, MatterState
from throughcare.clocks.lengths import LOCAL
from throughcare.web.demo.case import Case

SETTLED: dict[Matter, str] = {
    Matter.GP: "Amberford GP Partnership",
    Matter.MEDICINES: "Seven days to take along",
    Matter.NALOXONE: "Trained, kit in property",
    Matter.SUBSTANCE: "Doctor Wenlock prescribes",
    Matter.MENTAL_HEALTH: "Amberford community mental health team",
    Matter.ACCOMMODATION: "Harrow House, room 4",
    Matter.MONEY: "Claim made, account opened",
    Matter.IDENTITY: "Birth certificate in property",
    Matter.PHONE: "Has one",
    Matter.PROBATION: "Amberford probation office",
    Matter.FAMILY: "Their mother knows the day",
    Matter.LETTERS: "None are waited for",
    Matter.GATE: "Rhys Maddock, who they met",
}
HAVE_A_DAY = (Matter.GP, Matter.SUBSTANCE, Matter.MENTAL_HEALTH, Matter.PROBATION)
SETTLES, NEEDS_NOTHING, WILL_DO = 0.55, 0.1, 0.2
TRIES = 0.5
"""How often each follows; invented, and shown by no published figure."""


def prepare(case: Case, worker: Viewer, at: datetime, leaves: datetime) -> None:
    """Some matters are settled, some are somebody's to do, and some nobody has asked about."""
    day = leaves.astimezone(LOCAL).date() + timedelta(days=1)
    with viewing(worker, at):
        for matter, words in SETTLED.items():
            drawn = case.rng.random()
            given: dict[str, Any] = {"state": MatterState.DONE, "words": words}
            if matter in HAVE_A_DAY:
                given["day"] = day
            if drawn >= SETTLES + NEEDS_NOTHING + WILL_DO:
                continue
            if drawn >= SETTLES + NEEDS_NOTHING:
                given = {"state": MatterState.TO_DO, "who": worker.name, "by_on": day}
            elif drawn >= SETTLES:
                given = {"state": MatterState.NOT_NEEDED, "words": "They say it is in order"}
            actions.prepare(by=worker, at=at, person_id=case.known, matter=matter, **given)


def reach(case: Case, worker: Viewer, at: datetime, kind: Contact, note: str) -> None:
    """Somebody tries to reach them, or sees them, and says so."""
    with viewing(worker, at):
        actions.record_contact(by=worker, at=at, person_id=case.known, kind=kind, note=note)
