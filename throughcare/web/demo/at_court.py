"""What practitioners keep of made-up people around a hearing: requirements, family and school."""

from datetime import datetime, timedelta
from typing import Any

from throughcare.access.actions.acting import viewing
from throughcare.access.rules import Viewer
from throughcare.care import actions
from throughcare.care.actions import Assessed
from throughcare.care.rules import (
    Met,
    OrderEvent,
    Provider,
    Requirement,
    ToOrder,
    court_requirements,
)
from throughcare.clocks.lengths import LOCAL
from throughcare.web.demo.case import Case

PROVIDERS = {
    "mental-health": "Amberford community mental health team",
    "drug": "Ambershire drug and alcohol service",
    "alcohol": "Ambershire drug and alcohol service",
}
SCHOOLS = ("school", "alternative", "excluded", "none", "college")
MINUTE = timedelta(minutes=1)
"""Invented, and shown by no published figure."""


def around_hearing(case: Case, worker: Viewer, at: datetime, result: str) -> None:
    """A requirement that the court makes was assessed before; of a child, family and school."""
    with viewing(worker, at):
        if case.life.drawn.child:
            _family_and_school(case, worker, at)
            return
        for kind in court_requirements():
            if kind.result_code == result and kind.id in PROVIDERS:
                _requirement(case, worker, at, kind)


def _requirement(case: Case, worker: Viewer, at: datetime, kind: Requirement) -> None:
    requirement_id = actions.assess_requirement(
        by=worker,
        at=at,
        person_id=case.known,
        kind=kind.id,
        assessed=Assessed(
            {one.id: Met.YES for one in kind.criteria},
            ToOrder.WILLING,
            "I want help with this",
            Provider.AGREED,
            PROVIDERS[kind.id],
        ),
    )
    for version, event in enumerate((OrderEvent.PROPOSED, OrderEvent.ORDERED), start=1):
        actions.follow_requirement(
            by=worker,
            at=at + version * MINUTE,
            requirement_id=requirement_id,
            version=version,
            event=event,
            on=at.astimezone(LOCAL).date(),
        )


def _family_and_school(case: Case, worker: Viewer, at: datetime) -> None:
    said: dict[str, Any] = {"by": worker, "at": at, "person_id": case.known}
    actions.record_youth(**said, kind="education", answer=SCHOOLS[case.life.number % len(SCHOOLS)])
    actions.record_youth(
        **said, kind="parental-responsibility", answer="one", words="Their mother, by telephone"
    )
