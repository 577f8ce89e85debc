"""A log is imported by two hands, each with a connection: it says and keeps what one hand does."""

from collections import Counter
from threading import get_ident

import pytest

from tests.conftest import template
from tests.custody import suite
from tests.system.service import own_database
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.codes import synthetic_pnc
from throughcare.fhir.custody_log.bringing_in import bring_in, feed_of
from throughcare.fhir.custody_log.hands import HANDS
from throughcare.fhir.custody_log.reading import open_log, published
from throughcare.fhir.custody_log.recording import record
from throughcare.fhir.custody_log.refusals import ErrorsFile
from throughcare.pathway.models import Stay
from throughcare.people.models import Person

HEADINGS = "Custody record number,Custody suite,Name,DOB,Sex,PNC ID,Arrived,Offence group,Released"
AT_ONCE = 5


def row(number: int, person: int, arrived: str, released: str = "") -> str:
    name = f"Robin Sampleford{chr(97 + person)}"
    born = f"{person + 1:02d}/03/19{70 + person}"
    pnc = synthetic_pnc(2020, person + 1)
    return f"AMB/{number},amb-c1,{name},{born},F,{pnc},{arrived},Theft,{released}"


# Everybody comes twice, a batch apart, and is told of a third time with when they left; and one row
# contradicts another, so that it is handed back.
ROWS = (
    *(row(n, n, f"2{n % 8}/10/2026 10:00", f"2{n % 8}/10/2026 18:00") for n in range(12)),
    *(row(20 + n, n, "31/10/2026 10:00") for n in range(12)),
    *(row(20 + n, n, "31/10/2026 10:00", "31/10/2026 17:00") for n in range(11)),
    row(31, 11, "30/10/2026 10:00"),
)


@pytest.fixture
def county(django_db_setup, django_db_blocker):
    """A world of which every connection knows."""
    with django_db_blocker.unblock(), own_database(template()):
        world = staffed()
        suite(world)
        yield world


@pytest.fixture
def bring(county, tmp_path):
    def run():
        file = tmp_path / "log.csv"
        file.write_text("\n".join([HEADINGS, *ROWS, ""]), encoding="utf-8")
        log = open_log(file, published())
        with ErrorsFile(tmp_path / "errors.csv", log.headings) as errors:
            counts = bring_in(
                log,
                published(),
                feed_of(county.feed, "custody of Ambershire Police", {}),
                errors,
                clock=lambda: NOW,
                told=lambda counts: None,
                at_once=AT_ONCE,
            )
        return counts.arrived, counts.updated, counts.repeated, counts.refused

    return run


def test_two_hands_keep_what_one_would_and_the_same_file_again_changes_nothing(
    county, bring, monkeypatch
):
    hands = set()

    def noted(*args, **given):
        hands.add(get_ident())
        return record(*args, **given)

    monkeypatch.setattr("throughcare.fhir.custody_log.recording.record", noted)
    assert bring() == (24, 11, 0, 1)
    assert len(hands) == HANDS
    with viewing(county.feed, NOW, extract=True):
        assert Person.objects.count() == 12, "nobody twice, although their rows went side by side"
        stays = Counter(stay.person_id for stay in Stay.objects.all())
        assert set(stays.values()) == {2}
        assert Stay.objects.filter(left_at=None).count() == 1
    assert bring() == (0, 0, 35, 1)
