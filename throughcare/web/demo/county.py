"""Sets up the county of Ambershire: organisations, teams, staff, places, and who covers what."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from throughcare.access import queries
from throughcare.access.actions import employment
from throughcare.access.roles import Role
from throughcare.access.rules import INSTALLATION, OrganisationKind, Viewer
from throughcare.pathway.actions import About, cover, describe_place, open_place
from throughcare.pathway.rules import PlaceKind
from throughcare.sourced import load
from throughcare.web.demo.cast import CAST, Persona

FILE = Path(__file__).with_name("ambershire.yaml")
SUITES = ("amb-c1", "amb-c2", "amb-c3")
LIAISON = "Ambershire Liaison and Diversion team"
YOUTH = "Ambershire youth justice team"
COURT_OF_SUITE = (
    "Amberford Magistrates' Court",
    "Harrowmere Magistrates' Court",
    "Amberford Magistrates' Court",
)
IN_POST_BEFORE = timedelta(days=365)


@dataclass
class County:
    """Who works in which team, and the ids of teams, places and organisations by name or code."""

    organisations: dict[str, UUID] = field(default_factory=dict)
    teams: dict[str, UUID] = field(default_factory=dict)
    places: dict[str, UUID] = field(default_factory=dict)
    staff: dict[tuple[str, Role], list[Viewer]] = field(default_factory=dict)

    def one(self, rng: Random, team: str, role: Role) -> Viewer:
        """Somebody who works in that role in that team."""
        return rng.choice(self.staff[team, role])

    def custody(self, rng: Random, suite: int) -> Viewer:
        """A custody officer of a suite."""
        team = ("Amberford", "Harrowmere", "Stavely Cross")[suite]
        return self.one(rng, f"{team} custody suite", Role.CUSTODY_OFFICER)

    def suite(self, number: int) -> UUID:
        """The place of a suite."""
        return self.places[SUITES[number]]

    @property
    def feed(self) -> Viewer:
        """The system that brings custody's log in."""
        return self.staff["Amberford custody suite", Role.FEED][0]

    @property
    def police(self) -> UUID:
        """The police organisation."""
        return self.feed.organisation_id

    def court(self, suite: int) -> tuple[UUID, Viewer]:
        """The court that hears people of a suite, and its officer."""
        name = COURT_OF_SUITE[suite]
        return self.organisations[name], self.staff[f"{name} office", Role.COURT_OFFICER][0]

    def practitioner(self, rng: Random, *, child: bool) -> Viewer:
        """Whoever sees people of this age."""
        return self.one(rng, YOUTH if child else LIAISON, Role.PRACTITIONER)

    def service(self, team: str) -> Viewer:
        """Somebody of a team that takes referrals."""
        return self.staff[team, Role.SERVICE_WORKER][0]


@cache
def laid_out() -> dict[str, Any]:
    """The county as it is written down."""
    data: dict[str, Any] = load(FILE, {"type": "object"}).data
    return data


def set_up(*, at: datetime, on: date) -> County:
    """Found the county before its first day; everybody has been in post for a year by then."""
    county = County()
    given: dict[str, Any] = {"by": INSTALLATION, "at": at}
    for entry in laid_out()["organisations"]:
        kind = OrganisationKind(entry["kind"])
        made = employment.found_organisation(**given, name=entry["name"], kind=kind)
        county.organisations[entry["name"]] = made.id
        for team in entry["teams"]:
            county.teams[team["name"]] = employment.form_team(
                **given,
                organisation_id=made.id,
                name=team["name"],
                offers=team.get("offers", ""),
                takes_referrals=kind is OrganisationKind.RECEIVING_SERVICE,
            ).id
    for persona in everybody():
        _employ(county, persona, given, starts_on=on - IN_POST_BEFORE)
    for place in laid_out()["places"]:
        county.places[place["code"]] = open_place(
            **given,
            organisation_id=county.organisations[place["organisation"]],
            code=place["code"],
            name=place["name"],
            kind=PlaceKind(place["kind"]),
        ).id
    for row in laid_out()["covers"]:
        cover(
            **given,
            place_id=county.places[row["place"]],
            team_id=county.teams[row["team"]],
            under_18=row.get("under_18"),
        )
    manager = county.staff[LIAISON, Role.MANAGER][0]
    for row in laid_out()["about"]:
        known = {key: value for key, value in row.items() if key != "place"}
        describe_place(
            by=manager,
            at=at,
            place_id=county.places[row["place"]],
            about=About(**known),
            valid_from=on - IN_POST_BEFORE,
            source="Invented for the demonstration",
        )
    return county


def everybody() -> list[Persona]:
    """The cast, then their colleagues."""
    colleagues = [
        Persona(_slug(row["name"]), row["name"], Role(row["role"]), row["team"], "")
        for row in laid_out()["staff"]
    ]
    return [*CAST, *colleagues]


def _slug(name: str) -> str:
    return ".".join(name.lower().replace("sergeant ", "").replace("doctor ", "").split())


def _employ(county: County, who: Persona, given: dict[str, Any], *, starts_on: date) -> None:
    worker = employment.employ(
        **given, email=who.email, name=who.name, is_system=who.role is Role.FEED
    )
    employment.appoint(
        **given,
        worker_id=worker.id,
        team_id=county.teams[who.team],
        role=who.role,
        starts_on=starts_on,
    )
    viewer = queries.viewer_in(queries.at_the_door(worker.id, on=given["at"].date()))
    assert viewer is not None
    county.staff.setdefault((who.team, who.role), []).append(viewer)
