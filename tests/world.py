"""A small cast and a few people, made by actions only: the world that most tests begin in.

Amberford police   Dana Whitlock (custody officer)      suite AMB-C1, covered by both teams below
Ambershire L&D     Amara Obi (practitioner), Grace Lindqvist (manager), Ifan Rees (governance)
Youth justice      Joel Penrose (practitioner)
Magistrates' court Helen Tranter (court officer)       HMP Fennick: Nia Sampleton (reception)
Health in prison   Sol Adeyemi (healthcare worker of the team at HMP Fennick)
Drug and alcohol   Priya Nair (service worker)          Housing: Tom Ellery (service worker)
Outsiders          Otto Brand (practitioner of another county's L&D provider)
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from tests.again import made_again
from throughcare.access import queries
from throughcare.access.actions import employment
from throughcare.access.roles import Role
from throughcare.access.rules import INSTALLATION, OrganisationKind, Viewer

NOW = datetime(2026, 11, 2, 14, 30, tzinfo=UTC)
PASSWORD = "correct horse battery staple"


@dataclass
class World:
    """Who works where; viewers by first name, teams and organisations by short name."""

    organisations: dict[str, UUID] = field(default_factory=dict)
    teams: dict[str, UUID] = field(default_factory=dict)
    viewers: dict[str, Viewer] = field(default_factory=dict)
    emails: dict[str, str] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Viewer:
        try:
            return self.__dict__["viewers"][name]
        except KeyError:
            raise AttributeError(name) from None


ORGANISATIONS = {
    "police": ("Ambershire Police", OrganisationKind.POLICE, "Amberford custody suite"),
    "liaison": (
        "Ambershire Liaison and Diversion",
        OrganisationKind.LIAISON_AND_DIVERSION,
        "Ambershire Liaison and Diversion team",
    ),
    "youth": (
        "Ambershire Youth Justice Service",
        OrganisationKind.YOUTH_JUSTICE,
        "Ambershire youth justice team",
    ),
    "court": (
        "Amberford Magistrates' Court",
        OrganisationKind.COURT,
        "Amberford Magistrates' Court office",
    ),
    "prison": ("HMP Fennick", OrganisationKind.PRISON, "Fennick reception"),
    "health": (
        "Ambershire Custody Health",
        OrganisationKind.DETENTION_HEALTH,
        "Fennick health team",
    ),
    "drugs": (
        "Ambershire Recovery",
        OrganisationKind.RECEIVING_SERVICE,
        "Ambershire drug and alcohol service",
    ),
    "housing": (
        "Amberford Council",
        OrganisationKind.RECEIVING_SERVICE,
        "Amberford housing options",
    ),
    "elsewhere": (
        "Pennmoor Liaison and Diversion",
        OrganisationKind.LIAISON_AND_DIVERSION,
        "Pennmoor Liaison and Diversion team",
    ),
}
STAFF = {
    "dana": ("Sergeant Dana Whitlock", "police", Role.CUSTODY_OFFICER),
    "amara": ("Amara Obi", "liaison", Role.PRACTITIONER),
    "rhys": ("Rhys Maddock", "liaison", Role.SUPPORT_WORKER),
    "grace": ("Grace Lindqvist", "liaison", Role.MANAGER),
    "ifan": ("Ifan Rees", "liaison", Role.GOVERNANCE_LEAD),
    "joel": ("Joel Penrose", "youth", Role.PRACTITIONER),
    "helen": ("Helen Tranter", "court", Role.COURT_OFFICER),
    "nia": ("Nia Sampleton", "prison", Role.ESTABLISHMENT_WORKER),
    "sol": ("Sol Adeyemi", "health", Role.HEALTHCARE_WORKER),
    "priya": ("Priya Nair", "drugs", Role.SERVICE_WORKER),
    "tom": ("Tom Ellery", "housing", Role.SERVICE_WORKER),
    "otto": ("Otto Brand", "elsewhere", Role.PRACTITIONER),
    "feed": ("Custody feed", "police", Role.FEED),
}


def staffed(at: datetime = NOW) -> World:
    """Organisations, teams and staff; nobody in custody yet."""
    return _staffed(at)


@made_again
def _staffed(at: datetime) -> World:
    world = World()
    for short, (name, kind, team) in ORGANISATIONS.items():
        made = employment.found_organisation(by=INSTALLATION, at=at, name=name, kind=kind)
        world.organisations[short] = made.id
        world.teams[short] = employment.form_team(
            by=INSTALLATION,
            at=at,
            organisation_id=made.id,
            name=team,
            takes_referrals=kind is OrganisationKind.RECEIVING_SERVICE,
        ).id
    for first, (name, organisation, role) in STAFF.items():
        email = f"{first}@ambershire.example"
        worker = employment.employ(
            by=INSTALLATION, at=at, email=email, name=name, is_system=role is Role.FEED
        )
        employment.appoint(
            by=INSTALLATION,
            at=at,
            worker_id=worker.id,
            team_id=world.teams[organisation],
            role=role,
            starts_on=at.date().replace(year=at.year - 1),
        )
        viewer = queries.viewer_in(queries.at_the_door(worker.id, on=at.date()))
        assert viewer is not None
        world.viewers[first], world.emails[first] = viewer, email
    return world
