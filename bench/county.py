"""One force, one suite, one prison, one court, one Liaison and Diversion team: made by actions."""

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
    "nia": ("prison", Role.ESTABLISHMENT_WORKER),
    "moves": ("prison", Role.FEED),
}
SUITE, PRISON, COURT = "bench-c1", "bench-p1", "bench-m1"
PLACES = (
    (SUITE, "police", "Bench custody suite", PlaceKind.CUSTODY_SUITE),
    (PRISON, "prison", "HMP Bench", PlaceKind.PRISON),
    (COURT, "court", "Bench Magistrates' Court", PlaceKind.MAGISTRATES_COURT),
)


@dataclass(frozen=True)
class County:
    """Who works where, and the places by code."""

    places: dict[str, UUID]
    viewers: dict[str, Viewer]

    @property
    def suite_id(self) -> UUID:
        """The custody suite."""
        return self.places[SUITE]


def found(at: datetime) -> County:
    """Make the county; where it stands already, give it back."""
    teams, organisations = {}, {}
    for short, name, kind in (
        ("police", "Bench Police", OrganisationKind.POLICE),
        ("liaison", "Bench Liaison and Diversion", OrganisationKind.LIAISON_AND_DIVERSION),
        ("prison", "Bench Prison", OrganisationKind.PRISON),
        ("court", "Bench Courts", OrganisationKind.COURT),
    ):
        organisation = employment.found_organisation(by=INSTALLATION, at=at, name=name, kind=kind)
        organisations[short] = organisation.id
        teams[short] = employment.form_team(
            by=INSTALLATION, at=at, organisation_id=organisation.id, name=f"{name} team"
        ).id
    places = {}
    for code, runs, name, kind in PLACES:
        places[code] = open_place(
            by=INSTALLATION, at=at, organisation_id=organisations[runs], code=code, name=name,
            kind=kind,
        ).id  # fmt: skip
        cover(by=INSTALLATION, at=at, place_id=places[code], team_id=teams["liaison"])
    viewers = {
        first: _staff(at, first, teams[place], role) for first, (place, role) in STAFF.items()
    }
    return County(places, viewers)


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
