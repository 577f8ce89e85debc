"""A county with a suite, and custody logs to bring in there, for tests of the import."""

import csv
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tests.world import NOW, World, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import INSTALLATION
from throughcare.codes import synthetic_pnc
from throughcare.fhir.custody_log.bringing_in import Counts, bring_in, feed_of
from throughcare.fhir.custody_log.reading import open_log, published
from throughcare.fhir.custody_log.refusals import ErrorsFile
from throughcare.pathway.actions import cover, open_place
from throughcare.pathway.rules import PlaceKind
from throughcare.people.models import Person
from throughcare.web import demo

HEADINGS = (
    "Custody record number,Custody suite,Name,Aliases,DOB,Sex,Self-defined ethnicity,PNC ID,"
    "Arrived,Detention authorised,Offence group,Released,Disposal,Self-harm,AA"
)
ROBIN = (
    'AMB/1,Amberford custody suite,"TESTERSON, Robin","TESTER, Rob; Bobby Tester",27/03/1992,F,W3,'
    f"{synthetic_pnc(2024, 1)},01/11/2026 14:05,01/11/2026 14:20,Theft,,,Y,N"
)
SAM = "AMB/2,amb-c1,Sam Exampleby,,1980,M,W1,,01-Nov-26 1600,,Burglary,02/11/2026 09:10,RUI,,Y"
Import = Callable[..., Counts]
SAMPLE = Path(demo.__file__).with_name("custody-log.csv")


@pytest.fixture
def county(db: None) -> World:
    world = staffed()
    suite = open_place(
        by=INSTALLATION,
        at=NOW,
        organisation_id=world.organisations["police"],
        code="amb-c1",
        name="Amberford custody suite",
        kind=PlaceKind.CUSTODY_SUITE,
    )
    world.__dict__["suite"] = suite.id
    for team, under_18 in (("liaison", None), ("youth", True)):
        cover(
            by=INSTALLATION,
            at=NOW,
            place_id=suite.id,
            team_id=world.teams[team],
            under_18=under_18,
        )
    return world


@pytest.fixture
def import_log(county: World, tmp_path: Path) -> Import:
    def run(
        *rows: str,
        headings: str = HEADINGS,
        encoding: str = "utf-8",
        at: datetime = NOW,
        told: Callable[[Counts], None] = lambda counts: None,
        at_once: int = 2_000,
    ) -> Counts:
        file = tmp_path / "log.csv"
        file.write_bytes("\r\n".join([headings, *rows, ""]).encode(encoding))
        log = open_log(file, published())
        with ErrorsFile(tmp_path / "errors.csv", log.headings) as errors:
            return bring_in(
                log,
                published(),
                feed_of(county.feed, "custody of Ambershire Police", {}),
                errors,
                clock=lambda: at,
                told=told,
                at_once=at_once,
            )

    return run


def errors_in(tmp_path: Path) -> list[dict[str, str]]:
    with (tmp_path / "errors.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def seen(county: World, model: type, viewer: str = "amara", at: datetime = NOW) -> list:
    with viewing(county.viewers[viewer], at):
        return list(model.objects.order_by("pk"))


def person_called(county: World, name: str) -> Person:
    return next(person for person in seen(county, Person) if person.shown_name == name)


def counted(counts: Counts) -> tuple[int, ...]:
    return counts.arrived, counts.updated, counts.repeated, counts.refused
