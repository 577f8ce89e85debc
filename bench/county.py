"""One force, one suite, one prison, one court, one Liaison and Diversion team: made by actions.

A second county with a name of its own holds people of whom the first one does not know.
"""

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
    "mara": ("liaison", Role.MANAGER),
}
SUITE, PRISON, COURT = "bench-c1", "bench-p1", "bench-m1"
PLACES = (
    (SUITE, "police", "{} custody suite", PlaceKind.CUSTODY_SUITE),
    (PRISON, "prison", "HMP {}", PlaceKind.PRISON),
    (COURT, "court", "{} Magistrates' Court", PlaceKind.MAGISTRATES_COURT),
)


@dataclass(frozen=True)
class County:
    """Who works where, and the places by code."""

    places: dict[str, UUID]
    viewers: dict[str, Viewer]
    mark: str = ""
    """What the codes of its places end in."""

    @property
    def suite_id(self) -> UUID:
        """The custody suite."""
        return self.places[SUITE]


def found(at: datetime, name: str = "Bench", mark: str = "") -> County:
    """Make the county of that name; where it stands already, give it back."""
    teams, organisations = {}, {}
    for short, called, kind in (
        ("police", f"{name} Police", OrganisationKind.POLICE),
        ("liaison", f"{name} Liaison and Diversion", OrganisationKind.LIAISON_AND_DIVERSION),
        ("prison", f"{name} Prison", OrganisationKind.PRISON),
        ("court", f"{name} Courts", OrganisationKind.COURT),
    ):
        organisation = employment.found_organisation(by=INSTALLATION, at=at, name=called, kind=kind)
        organisations[short] = organisation.id
        teams[short] = employment.form_team(
            by=INSTALLATION, at=at, organisation_id=organisation.id, name=f"{called} team"
        ).id
    places = {}
    for code, runs, called, kind in PLACES:
        places[code] = open_place(
            by=INSTALLATION, at=at, organisation_id=organisations[runs], code=code + mark,
            name=called.format(name), kind=kind,
        ).id  # fmt: skip
        cover(by=INSTALLATION, at=at, place_id=places[code], team_id=teams["liaison"])
    viewers = {
        first: staff(at, first + mark, teams[place], role) for first, (place, role) in STAFF.items()
    }
    return County(places, viewers, mark)


def staff(at: datetime, first: str, team_id: UUID, role: Role) -> Viewer:
    """Somebody who works in a team since the year began; who does already is given back."""
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
