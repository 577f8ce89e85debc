"""Figures as a manager walks them: tiles, tables, lists, files; and closed to everybody else."""

import csv
import io
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from tests.care_world import NOW, custody, hold, leave, refer
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent, Worker
from throughcare.access.rules import OrganisationKind
from throughcare.care import actions as care
from throughcare.pathway import actions as pathway
from throughcare.pathway.rules import Leaving
from throughcare.returns.promises import kept
from throughcare.tables.build import build
from throughcare.tables.schema import Tables
from throughcare.tables.values import Period
from throughcare.web import clock

pytestmark = pytest.mark.django_db
PERIOD = Period(date(2026, 10, 1), date(2026, 11, 30))
BACKEND = "throughcare.web.signing_in.ByPassword"
OTHERS = ("dana", "amara", "joel", "rhys", "helen", "priya", "tom", "ifan", "otto")
ADDRESSES = (
    reverse("figures"),
    reverse("figure", args=["engaged"]),
    reverse("figure_list", args=["engaged"]),
    reverse("figures_file", args=["csv"]),
    reverse("figures_file", args=["xlsx"]),
    reverse("figures_to_send_on", args=["csv"]),
    reverse("figure_list_file", args=["engaged", "csv"]),
)


@pytest.fixture
def world(monkeypatch):
    later = NOW + timedelta(hours=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    world = custody()
    for name in ("Robin Canaryname", "Ash Canaryname"):
        held = hold(world, name)
        about = {"person_id": held.person_id, "episode_id": held.episode_id}
        care.alert(by=world.dana, at=NOW, reasons=["mental-health"], **about)
        care.offer(by=world.amara, at=NOW, response="accepted", **about)
        care.see(by=world.amara, at=NOW + timedelta(hours=1), **about)
        refer(world, held, at=NOW + timedelta(hours=1))
    leave(world, held, at=later)
    return world


@pytest.fixture
def sit(world):
    def at_the_desk_of(first: str) -> Client:
        client = Client()
        client.force_login(Worker.objects.get(email=world.emails[first]), backend=BACKEND)
        return client

    return at_the_desk_of


def text(response) -> str:
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
    return said.replace(" ,", ",")


@pytest.mark.parametrize("first", OTHERS)
def test_for_everybody_else_there_is_no_such_page(sit, first):
    client = sit(first)
    assert {client.get(address).status_code for address in ADDRESSES} == {404}


def test_six_numbers_come_first_each_with_what_it_is_made_of(sit):
    page = sit("grace").get(reverse("figures"))
    said = text(page)
    assert page.content.decode().count('class="tc-tile"') == 6
    assert "2 accepted and seen, of 2 contacts in which it was offered" in said
    assert "Published elsewhere: 77%, April to June 2016" in said
    assert "do not publish them" in said
    assert "Canaryname" not in page.content.decode()


def test_every_number_on_the_page_opens_a_list_with_exactly_so_many_rows(sit):
    client = sit("grace")
    for address in (reverse("figures"), reverse("figure", args=["engaged"])):
        page = client.get(address).content.decode()
        links = re.findall(r'<a href="(/figures/[^"]+/list[^"]+)">([\d,]+)<', page)
        assert links
        for href, number in links:
            listed = client.get(href.replace("&amp;", "&"))
            assert listed.status_code == 200, href
            rows = listed.content.decode().count('<th role="rowheader"')
            assert rows == int(number.replace(",", "")), href
            assert "Canaryname" not in listed.content.decode()


def test_the_contents_lead_to_every_group_of_figures_needs_first(sit):
    page = sit("grace").get(reverse("figures")).content.decode()
    nav = page[page.index('id="contents"') : page.index('class="tc-tiles')]
    links = re.findall(r'href="#([^"]+)">\s*([^<]+?)\s*</a>', nav)
    headings = re.findall(r'<h2 id="([^"]+)">([^<]+)</h2>', page)
    assert links == headings
    assert links[0] == ("needs-by-type-and-how-many", "Needs by type, and how many")
    assert len(links) > 5
    after = page[page.index('<h2 id="needs-by-type') :]
    assert after.index("Needs by type <span") < after.index("At least one need <span")


def test_a_list_that_no_figure_has_is_not_found(sit):
    client = sit("grace")
    lists = reverse("figure_list", args=["engaged"])
    for address in (
        reverse("figure_list", args=["liked"]),
        f"{lists}?by=name=Robin",
        f"{lists}?part=everything",
        reverse("figures_file", args=["exe"]),
    ):
        assert client.get(address).status_code == 404


def test_the_choice_goes_with_every_link_and_a_wrong_date_is_said(sit):
    client = sit("grace")
    none = text(client.get(reverse("figures"), {"people": "under-18"}))
    assert "people under 18 only" in none
    assert "0 accepted and seen, of 0" in none
    chosen = client.get(reverse("figures"), {"period": "30", "place": "Amberford custody suite"})
    assert "period=30&amp;place=Amberford+custody+suite" in chosen.content.decode()
    asked = {"period": "dates", "from": "31 2 2026", "to": "yesterday"}
    wrong = client.get(reverse("figures"), asked)
    assert "February 2026 does not have a day 31" in text(wrong)
    assert "Enter the last day with day, month and year" in text(wrong)
    assert 'value="31 2 2026"' in wrong.content.decode()
    back = {"period": "dates", "from": "2 11 2026", "to": "2026-11-01"}
    assert "The last day must be the same as or after" in text(client.get(reverse("figures"), back))


def test_dates_before_anybody_came_show_nobody_and_do_not_fail(sit):
    client = sit("grace")
    asked = {"period": "dates", "from": "1 1 2020", "to": "2 1 2020"}
    for address in ADDRESSES:
        assert client.get(address, asked).status_code == 200


def test_files_hold_the_numbers_of_the_page_and_the_download_is_on_the_trail(world, sit):
    client = sit("grace")
    got = client.get(reverse("figures_file", args=["csv"]))
    assert got["Content-Type"] == "text/csv; charset=utf-8"
    assert "throughcare-figures-2026-08-05-to-2026-11-02.csv" in got["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(got.content.decode("utf-8-sig"), newline="")))
    engaged = next(row for row in rows if (row["Figure"], row["By"]) == ("engaged", "all"))
    assert (engaged["Numerator"], engaged["Denominator"], engaged["Not known"]) == ("2", "2", "0")
    book = load_workbook(io.BytesIO(client.get(reverse("figures_file", args=["xlsx"])).content))
    assert book.sheetnames == ["Figures", "What they mean", "About"]
    assert len(list(book["Figures"].iter_rows())) == len(rows) + 1
    with viewing(world.grace, NOW):
        trail = AuditEvent.objects.filter(what="figures_file")
        assert trail.count() == 2
        assert trail[0].categories == ["figure"]


def test_a_file_to_send_on_holds_no_small_number_and_says_what_is_withheld(sit):
    client = sit("grace")
    href = reverse("figures_to_send_on", args=["csv"])
    assert href in client.get(reverse("figures")).content.decode()
    got = client.get(href)
    assert "throughcare-figures-to-send-on-" in got["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(got.content.decode("utf-8-sig"), newline="")))
    engaged = next(row for row in rows if (row["Figure"], row["By"]) == ("engaged", "all"))
    assert (engaged["Numerator"], engaged["Value"]) == ("withheld", "withheld")
    for row in rows:
        for column in ("Numerator", "Denominator", "Not known"):
            assert row[column] == "withheld" or int(row[column]) % 5 == 0
        assert "1 to 7 are withheld" in row["Note"]
    xlsx = client.get(reverse("figures_to_send_on", args=["xlsx"])).content
    about = [cell for row in load_workbook(io.BytesIO(xlsx))["About"].values for cell in row]
    assert "Grace Lindqvist" not in about
    assert client.get(reverse("figures_to_send_on", args=["exe"])).status_code == 404


def test_managers_of_the_police_a_prison_a_court_and_another_service_count_nobody_of_ours(world):
    later = NOW + timedelta(hours=3)
    assert build(world.grace, later, PERIOD).arrivals
    moved = hold(world, "Kim Canaryname")
    refer(world, moved)
    left = {"at": later, "episode_id": moved.episode_id, "left_at": later}
    pathway.leave(by=world.dana, leaving=Leaving.PRISON, **left)
    ours = [c for p in kept(world.grace, later) for c in p.checks if c.found]
    assert "movements-without-handover" in {check.id for check in ours}
    for short, kind in (
        ("police", OrganisationKind.POLICE),
        ("prison", OrganisationKind.PRISON),
        ("court", OrganisationKind.COURT),
        ("drugs", OrganisationKind.RECEIVING_SERVICE),
        ("elsewhere", OrganisationKind.LIAISON_AND_DIVERSION),
    ):
        other = replace(
            world.grace,
            organisation_id=world.organisations[short],
            organisation_kind=kind,
            team_ids=frozenset({world.teams[short]}),
        )
        assert build(other, later, PERIOD) == Tables(), short
        ours_too = {"movements-without-handover"} if short == "police" else set()
        for promise in kept(other, later):
            for check in promise.checks:
                assert not check.found or check.id in ours_too, (short, check.id)


def test_a_downloaded_list_has_every_column_and_no_name(sit):
    address = reverse("figure_list_file", args=["engaged", "csv"])
    got = sit("grace").get(address, {"by": "sex=female"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(got, newline="")))
    assert len(rows) == 2
    assert rows[0]["reference"].startswith("L-")
    assert {"outcome", "not_answered"} <= set(rows[0])
    assert "Canaryname" not in got


def test_a_page_of_figures_asks_the_database_a_fixed_number_of_times(world, sit):
    client = sit("grace")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("figures"))
        counts.append(len(seen))
        for number in range(6):
            held = hold(world, f"Person Number{number}")
            about = {"person_id": held.person_id, "episode_id": held.episode_id}
            care.offer(by=world.amara, at=NOW, response="accepted", **about)
    assert counts[0] == counts[1] <= 30


def test_promises_are_shown_to_those_who_run_and_those_who_review_the_service(sit):
    for first in ("grace", "ifan"):
        page = text(sit(first).get(reverse("promises")))
        assert "Nobody is lost" in page
        assert "Held" in page
    assert "Show it works" in text(sit("grace").get(reverse("promises")))
    for first in set(OTHERS) - {"ifan"}:
        assert sit(first).get(reverse("promises")).status_code == 404
        assert sit(first).get(reverse("promise_list", args=["refused"])).status_code == 404


def test_a_check_opens_its_list_by_references(sit):
    client = sit("grace")
    assert client.get(reverse("promise_list", args=["on-no-list"])).status_code == 200
    assert client.get(reverse("promise_list", args=["no-such"])).status_code == 404
