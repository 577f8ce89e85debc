"""The one door: one transaction, read-only reading, the trail, forms that act once, not found."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.utils import InternalError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.test import Client
from django.urls import clear_url_caches, get_resolver, path, reverse

from tests.custody import arrived, signed_in, somebody, suite
from tests.world import NOW, staffed
from throughcare.access.actions import employment, trail
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent, SubmittedForm, Team
from throughcare.access.rules import Category, Outcome, Refused
from throughcare.web import urls
from throughcare.web.gate import signed_in as for_workers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _moment(monkeypatch):
    monkeypatch.setattr("throughcare.web.clock.now", lambda: NOW)


@pytest.fixture
def world():
    return staffed()


def _write(request):
    employment.form_team(
        by=request.viewer,
        at=request.at,
        organisation_id=request.viewer.organisation_id,
        name=request.POST.get("name", "New team"),
    )


@for_workers
def writes_while_reading(request):
    _write(request)
    return HttpResponse("read")


@for_workers
def makes_a_team(request):
    _write(request)
    if "wrong" in request.POST:
        return HttpResponse("Error", status=200)
    if "refuse" in request.POST:
        raise Refused("That cannot be done today.")
    return redirect("about")


@for_workers
def breaks(request):
    _write(request)
    raise ValueError("a fault in the program")


@pytest.fixture
def extra_pages(monkeypatch):
    extra = [
        path("test/writes-while-reading", writes_while_reading, name="t1"),
        path("test/makes-a-team", makes_a_team, name="t2"),
        path("test/breaks", breaks, name="t3"),
    ]
    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, *extra])
    clear_url_caches()
    yield
    clear_url_caches()


def teams() -> int:
    return Team.objects.filter(name__startswith="New").count()


def rows(world, first, **wanted):
    with viewing(world.viewers[first], NOW):
        return list(AuditEvent.objects.filter(**wanted))


def test_reading_cannot_write(client, world, extra_pages):
    with pytest.raises(InternalError, match="read-only transaction"):
        signed_in(client, world, "amara").get("/test/writes-while-reading")
    assert teams() == 0


def test_a_form_that_leads_on_is_kept(client, world, extra_pages):
    answer = signed_in(client, world, "amara").post("/test/makes-a-team", {"form_key": uuid4()})
    assert answer.status_code == 302
    assert teams() == 1


def test_a_form_sent_twice_acts_once_and_answers_alike(client, world, extra_pages):
    worker = signed_in(client, world, "amara")
    form = {"form_key": uuid4(), "name": "New team one"}
    first = worker.post("/test/makes-a-team", form)
    second = worker.post("/test/makes-a-team", form | {"name": "New team two"})
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert teams() == 1


def test_a_form_with_errors_changes_nothing_and_may_be_sent_again(client, world, extra_pages):
    worker = signed_in(client, world, "amara")
    key = uuid4()
    worker.post("/test/makes-a-team", {"form_key": key, "wrong": "1"})
    assert teams() == 0
    with viewing(world.amara, NOW):
        assert not SubmittedForm.objects.filter(key=key).exists()
    worker.post("/test/makes-a-team", {"form_key": key})
    assert teams() == 1


def test_what_is_refused_says_why_and_changes_nothing(client, world, extra_pages):
    answer = signed_in(client, world, "amara").post("/test/makes-a-team", {"refuse": "1"})
    assert answer.status_code == 409
    assert "That cannot be done today." in answer.content.decode()
    assert teams() == 0


def test_a_fault_shows_no_detail_and_changes_nothing(world, extra_pages):
    worker = signed_in(Client(raise_request_exception=False), world, "amara")
    answer = worker.post("/test/breaks")
    assert answer.status_code == 500
    assert "ValueError" not in answer.content.decode()
    assert teams() == 0


def test_what_was_read_is_on_the_trail(client, world):
    person, _ = arrived(world.dana, suite(world), somebody())
    signed_in(client, world, "amara").get(f"/record/{person}/")
    read = [row for row in rows(world, "amara", verb="consult") if person in row.person_ids]
    assert read
    assert Category.IDENTITY in read[0].categories
    assert read[0].purpose == "care"
    assert read[0].relationship == "present"


def test_no_page_is_shown_that_cannot_be_put_on_the_trail(client, world, monkeypatch):
    person, _ = arrived(world.dana, suite(world), somebody("Canary Sampleford"))

    def cannot(**_):
        raise OSError("no room for the trail")

    monkeypatch.setattr(trail, "consulted", cannot)
    worker = signed_in(Client(raise_request_exception=False), world, "amara")
    answer = worker.get(f"/record/{person}/")
    assert answer.status_code == 500
    assert "Canary" not in answer.content.decode()


def test_a_refusal_is_on_the_trail_although_the_request_was_undone(client, world):
    person, _ = arrived(world.dana, suite(world), somebody())
    assert signed_in(client, world, "otto").get(f"/record/{person}/").status_code == 404
    denied = rows(world, "otto", outcome=Outcome.DENIED)
    assert [row.person_ids for row in denied] == [[person]]


def test_forbidden_and_unknown_answer_alike(client, world):
    person, _ = arrived(world.dana, suite(world), somebody())
    worker = signed_in(client, world, "otto")
    forbidden, unknown = worker.get(f"/record/{person}/"), worker.get(f"/record/{uuid4()}/")
    for one, other in ((forbidden, unknown),):
        assert one.status_code == other.status_code == 404
        without_keys = [re.sub(r'value="[^"]+"', "", a.content.decode()) for a in (one, other)]
        assert without_keys[0] == without_keys[1]
        assert {h for h in one.headers} == {h for h in other.headers}


def test_nothing_is_kept_by_the_browser(client, world):
    answer = signed_in(client, world, "amara").get("/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_every_page_says_how_it_is_guarded():
    marks = {"public", "signed-in", "list", "record"}
    unmarked = [p.name for p in get_resolver().url_patterns if p.callback.page not in marks]
    assert unmarked == []


def test_pages_that_show_people_are_not_public():
    public_pages = {p.name for p in get_resolver().url_patterns if p.callback.page == "public"}
    by_secret_link = {"open_link", "by_link", "by_link_move", "by_link_close", "calendar"}
    without_people = {"sign_in", "one_click", "about", "accessibility", "privacy", "design"}
    assert public_pages == without_people | by_secret_link


def test_a_visitor_is_asked_to_sign_in_everywhere_else(client, world):
    for pattern in get_resolver().url_patterns:
        if pattern.callback.page == "public":
            continue
        example = {"slug": "amb-c1", "str": "x", "int": 1, "uuid": uuid4()}
        kinds = {
            name: type(converter).__name__.removesuffix("Converter").lower()
            for name, converter in pattern.pattern.converters.items()
        }
        values = {name: example[kind.replace("string", "str")] for name, kind in kinds.items()}
        answer = client.get(reverse(pattern.name, kwargs=values))
        assert answer.status_code in (302, 405), pattern.name
        if answer.status_code == 302:
            assert answer.url == "/sign-in", pattern.name


def test_what_was_taken_out_is_on_the_trail_as_such(client, world):
    answer = signed_in(client, world, "grace").get(reverse("figures_file", args=["csv"]))
    assert answer.status_code == 200
    assert [row.what for row in rows(world, "grace", verb="disclose")] == ["figures_file"]


def test_a_session_that_nobody_uses_ends_and_a_refreshing_board_does_not_keep_it(
    client, world, monkeypatch
):
    worker = signed_in(client, world, "amara")

    def at_minute(minute, **headers):
        moment = NOW + timedelta(minutes=minute)
        monkeypatch.setattr("throughcare.web.clock.now", lambda: moment)
        return worker.get("/", headers=headers)

    assert at_minute(0).status_code == 200
    assert at_minute(29).status_code == 200
    assert at_minute(58).status_code == 200
    assert at_minute(70, **{"X-Refresh": "1"}).status_code == 200
    assert at_minute(89).url == "/sign-in"
    assert at_minute(90).url == "/sign-in"
