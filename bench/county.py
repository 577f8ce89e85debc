"""One force, one suite, one Liaison and Diversion team: made by actions, as anywhere."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from throughcare.access import queries
from throughcare.access.actions import employment
from throughcare.access.roles import Role
from throughcare.access.rules import INSTALLATION, OrganisationKind, Viewer
from throughcare.pathway.actions import cover, open_place
from throughcare.pathway.rules import PlaceKind

STAFF = {
    "dana": ("police", Role.CUSTODY_OFFICER),
    "feed": ("police", Role.FEED),
    "amara": ("liaison", Role.PRACTITIONER),
}
SUITE = "bench-c1"


@dataclass(frozen=True)
class County:
    """Who works where, and the suite."""

    suite_id: UUID
    viewers: dict[str, Viewer]


def found(at: datetime) -> County:
    """Make the county; where it stands already, give it back."""
    teams, organisations = {}, {}
    for short, name, kind in (
        ("police", "Bench Police", OrganisationKind.POLICE),
        ("liaison", "Bench Liaison and Diversion", OrganisationKind.LIAISON_AND_DIVERSION),
    ):
        organisation = employment.found_organisation(by=INSTALLATION, at=at, name=name, kind=kind)
        organisations[short] = organisation.id
        teams[short] = employment.form_team(
            by=INSTALLATION, at=at, organisation_id=organisation.id, name=f"{name} team"
        ).id
    suite = open_place(
        by=INSTALLATION,
        at=at,
        organisation_id=organisations["police"],
        code=SUITE,
        name="Bench custody suite",
        kind=PlaceKind.CUSTODY_SUITE,
    )
    cover(by=INSTALLATION, at=at, place_id=suite.id, team_id=teams["liaison"])
    viewers = {
        first: _staff(at, first, teams[place], role) for first, (place, role) in STAFF.items()
    }
    return County(suite.id, viewers)


def _staff(at: datetime, first: str, team_id: UUID, role: Role) -> Viewer:
    worker = employment.employ(
        by=INSTALLATION,
        at=at,
        email=f"{first}@bench.example",
        name=first.capitalize(),
        is_system=role is Role.FEED,
    )
    if not queries.at_the_door(worker.id, on=at.date()):
        employment.appoint(
            by=INSTALLATION,
            at=at,
            worker_id=worker.id,
            team_id=team_id,
            role=role,
            starts_on=at.date().replace(month=1, day=1),
        )
    viewer = queries.viewer_in(queries.at_the_door(worker.id, on=at.date()))
    assert viewer is not None
    return viewer
