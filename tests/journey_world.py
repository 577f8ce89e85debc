"""Court, prisons, a clinic and a street beside the suite, for tests of whole journeys."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tests.world import NOW, World
from throughcare.access.rules import INSTALLATION, Viewer
from throughcare.pathway import actions
from throughcare.pathway.actions import Became
from throughcare.pathway.rules import EventKind, Happened, PlaceKind

DAY = timedelta(days=1)
PLACES = (
    ("court", "amb-m1", "Amberford Magistrates' Court", PlaceKind.MAGISTRATES_COURT, "court"),
    ("fennick", "amb-p1", "HMP Fennick", PlaceKind.PRISON, "prison"),
    ("annexe", "amb-p9", "HMP Fennick annexe", PlaceKind.OPEN_PRISON, "prison"),
    ("clinic", "amb-h1", "Harrow Secure Hospital", PlaceKind.SECURE_HOSPITAL, "liaison"),
    ("station", "amb-v1", "Amberford voluntary attendance", PlaceKind.VOLUNTARY_ATTENDANCE,
     "police"),
    ("street", "amb-s1", "Amberford", PlaceKind.STREET, "liaison"),
    ("safety", "amb-x1", "Amberford place of safety", PlaceKind.PLACE_OF_SAFETY, "liaison"),
)  # fmt: skip


def places(world: World, at: datetime = NOW) -> dict[str, UUID]:
    """Places by short name; Liaison and Diversion covers all of them."""
    found = {}
    for short, code, name, kind, organisation in PLACES:
        found[short] = actions.open_place(
            by=INSTALLATION,
            at=at,
            organisation_id=world.organisations[organisation],
            code=code,
            name=name,
            kind=kind,
        ).id
        actions.cover(by=INSTALLATION, at=at, place_id=found[short], team_id=world.teams["liaison"])
    return found


def happens(
    by: Viewer, person: UUID, kind: EventKind, place: UUID, at: datetime = NOW, **more: Any
) -> Became:
    """Something happens at the moment, or `happened_at`."""
    moment = more.pop("happened_at", at)
    return actions.record_event(
        by=by,
        at=at,
        event=Happened(person, kind, place, moment, **more),
    )
