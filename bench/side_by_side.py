"""What somebody would write without thinking of size, beside what is here: ratios in one run.

Both read and write the same tables through the same database role, so the ratio is that of asking
once for each person instead of once for all. The simple import writes no audit row, no events and
no relationship of the other side, and recognises nobody by a similar name: it does less.
"""

import csv
from pathlib import Path
from time import perf_counter

from django.db import transaction

from bench.county import County
from throughcare.access.actions.acting import viewing
from throughcare.access.models import Relationship
from throughcare.care.models import Liaison, SafetyFact
from throughcare.fhir.custody_log.reading.moments import birth, moment
from throughcare.fhir.custody_log.reading.names import whole_name
from throughcare.pathway.models import Episode, Stay
from throughcare.people.models import Identifier, Particulars, Person, PersonName
from throughcare.web.clock import now, today


def simple_board(county: County):
    """The board, asking for the details of each person when it comes to them."""
    viewer = county.viewers["amara"]

    def ask() -> int:
        said = []
        with viewing(viewer, now()):
            here = Stay.objects.filter(place_id=county.suite_id, left_at__isnull=True)
            for stay in here.order_by("arrived_at"):
                said += [stay.person.shown_name, stay.episode.offence_group]
                said += [liaison.status for liaison in Liaison.objects.filter(episode=stay.episode)]
                facts = SafetyFact.objects.filter(person=stay.person, superseded_at__isnull=True)
                said += [fact.kind for fact in facts]
                said += [name.key for name in PersonName.objects.filter(person=stay.person)]
        return len(said)

    return ask


def simple_import(path: Path, rows: int, county: County) -> float:
    """Rows a second when each row is looked up and written by itself."""
    feed = county.viewers["feed"]
    start, done = perf_counter(), 0
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if "31/02" in row["Arrived"]:
                continue
            with transaction.atomic(), viewing(feed, now(), extract=True):
                _write(row, county)
            done += 1
            if done >= rows:
                break
    return done / (perf_counter() - start)


def _write(row: dict[str, str], county: County) -> None:
    feed, at = county.viewers["feed"], now()
    said = {
        "recorded_at": at,
        "recorded_by_id": feed.worker_id,
        "collected_for": "custody-safety",
        "source": "custody-record",
    }
    name = whole_name(row["Name"])
    born_on, precision = birth(row["DOB"], on=today())
    found = Identifier.objects.filter(kind="pnc", canonical=row["PNC ID"]).exclude(canonical="")
    person = found[0].person if found else None
    new = person is None
    person = person or Person(
        registered_at=at, shown_name=name.whole, sort_name=name.key, born_on=born_on
    )
    Relationship.objects.bulk_create(
        [
            Relationship(
                person_id=person.id,
                organisation_id=feed.organisation_id,
                kind="present",
                because="simple",
                starts_at=at,
                recorded_by_id=feed.worker_id,
                recorded_by_organisation_id=feed.organisation_id,
            )
        ],
        ignore_conflicts=True,
    )
    if new:
        person.save(force_insert=True)
        PersonName.objects.bulk_create(
            [
                PersonName(
                    person=person,
                    kind="legal",
                    given=name.given,
                    family=name.family,
                    key=name.key,
                    **said,
                )
            ]
        )
        Particulars.objects.bulk_create(
            [Particulars(person=person, born_on=born_on, born_precision=precision, **said)]
        )
        if row["PNC ID"]:
            Identifier.objects.bulk_create(
                [Identifier(person=person, kind="pnc", given=row["PNC ID"], **said)]
            )
    if Episode.objects.filter(
        source_system="simple", reference=row["Custody record number"]
    ).exists():
        return
    arrived, left = moment(row["Arrived"]), moment(row["Released"])
    if Stay.objects.filter(person=person, left_at__gt=arrived, arrived_at__lt=left).exists():
        return
    episode = Episode(
        person=person,
        source_system="simple",
        reference=row["Custody record number"],
        started_at=arrived,
        ended_at=left,
    )
    episode.save(force_insert=True)
    Stay.objects.bulk_create(
        [
            Stay(
                person=person,
                episode=episode,
                place_id=county.suite_id,
                arrived_at=arrived,
                left_at=left,
            )
        ]
    )
