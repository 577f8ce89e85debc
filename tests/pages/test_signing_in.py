"""Too many wrong passwords: a plain page, the same whether there is the account or not."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.world import NOW, PASSWORD, staffed
from throughcare.access.actions import employment, guessing
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent, SignInTry
from throughcare.access.roles import Role
from throughcare.access.rules import INSTALLATION
from throughcare.access.tries import FILE, Counted, published
from throughcare.web import clock
from throughcare.web.cli import main
from throughcare.web.signing_in import Argon2At19MiB

pytestmark = pytest.mark.django_db
LIMITS = published()
HERE = LIMITS[Counted.HERE].value
MINUTE = timedelta(minutes=1)
STATION = "192.0.2.7"


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    # What a password costs to check is not what these tests are about.
    monkeypatch.setattr(Argon2At19MiB, "memory_cost", 8)
    monkeypatch.setattr(Argon2At19MiB, "time_cost", 1)
    made = staffed()
    for first in ("lena", "maud"):
        email = f"{first}@ambershire.example"
        worker = employment.employ(
            by=INSTALLATION, at=NOW, email=email, name=first, password=PASSWORD
        )
        employment.appoint(
            by=INSTALLATION, at=NOW, worker_id=worker.id, team_id=made.teams["police"],
            role=Role.CUSTODY_OFFICER, starts_on=NOW.date(),
        )  # fmt: skip
        made.emails[first] = email
    return made


def tried(email, password="wrong", *, where=STATION, client=None, **headers):
    client = client or Client()
    given = {"email": email, "password": password}
    return client.post(reverse("sign_in"), given, REMOTE_ADDR=where, **headers)


def words(answer):
    return unescape(answer.content.decode())


def until_it_waits(email, **how):
    for _ in range(HERE.tries - 1):
        assert tried(email, **how).status_code == 200
    return tried(email, **how)


def test_after_too_many_wrong_passwords_there_is_a_wait_and_the_right_one_does_not_help(world):
    lena = world.emails["lena"]
    answer = until_it_waits(lena)
    assert answer.status_code == 429
    assert "Wait 15 minutes" in words(answer)
    assert answer["Retry-After"] == "900"
    assert tried(lena, PASSWORD).status_code == 429
    assert tried(f" {lena.upper()} ", PASSWORD).status_code == 429


def test_the_answer_is_the_same_whether_there_is_the_account_or_not(world):
    there, not_there = until_it_waits(world.emails["lena"]), until_it_waits("nobody@x.example")
    assert there.content == not_there.content
    assert (there.status_code, dict(there.headers)) == (429, dict(not_there.headers))


def test_the_wait_ends_by_itself(world, monkeypatch):
    lena = world.emails["lena"]
    until_it_waits(lena)
    monkeypatch.setattr(clock, "now", lambda: NOW + HERE.within - MINUTE)
    answer = tried(lena, PASSWORD)
    assert answer.status_code == 429
    assert "Wait 1 minute," in words(answer)
    monkeypatch.setattr(clock, "now", lambda: NOW + HERE.within)
    assert tried(lena, PASSWORD).url == reverse("home")


def test_the_right_password_in_time_forgets_the_wrong_ones(world):
    lena = world.emails["lena"]
    for _ in range(3):
        for _ in range(HERE.tries - 1):
            tried(lena)
        assert tried(lena, PASSWORD).url == reverse("home")
    with viewing(INSTALLATION, NOW):
        assert not SignInTry.objects.exists()


def test_one_account_that_waits_holds_up_nobody_else_at_the_station(world):
    until_it_waits(world.emails["lena"])
    for _ in range(40):
        assert tried(world.emails["lena"]).status_code == 429
    assert tried(world.emails["maud"], PASSWORD).url == reverse("home")
    assert tried(world.emails["lena"], PASSWORD, where="198.51.100.3").url == reverse("home")


def test_an_account_that_is_guessed_at_from_many_addresses_waits_everywhere(world):
    lena = world.emails["lena"]
    for number in range(LIMITS[Counted.ACCOUNT].value.tries):
        answer = tried(lena, where=f"198.51.100.{number}")
    assert answer.status_code == 429
    assert tried(lena, PASSWORD).status_code == 429
    assert tried(world.emails["maud"], PASSWORD).url == reverse("home")


def test_an_address_that_tries_many_accounts_waits(world):
    for number in range(LIMITS[Counted.ADDRESS].value.tries):
        answer = tried(f"somebody{number}@x.example")
    assert answer.status_code == 429
    assert tried(world.emails["lena"], PASSWORD).status_code == 429
    assert tried(world.emails["lena"], PASSWORD, where="198.51.100.3").url == reverse("home")


def test_behind_a_proxy_the_last_forwarded_address_counts_and_without_one_none(world, settings):
    lena = world.emails["lena"]
    settings.BEHIND_PROXY = True
    forwarded = {"HTTP_X_FORWARDED_FOR": "10.0.0.1, 198.51.100.9"}
    assert until_it_waits(lena, **forwarded).status_code == 429
    assert tried(lena, HTTP_X_FORWARDED_FOR="10.9.9.9, 198.51.100.9").status_code == 429
    assert tried(lena, HTTP_X_FORWARDED_FOR="198.51.100.10").status_code == 200
    settings.BEHIND_PROXY = False
    assert until_it_waits("else@x.example", **forwarded).status_code == 429
    assert tried("else@x.example", HTTP_X_FORWARDED_FOR="198.51.100.77").status_code == 429


def test_each_try_is_on_the_trail_and_what_is_kept_names_nobody(world):
    lena = world.emails["lena"]
    until_it_waits(lena)
    tried(lena, PASSWORD)
    with viewing(INSTALLATION, NOW):
        trail = AuditEvent.objects.filter(verb="sign-in").order_by("id")
        ended = list(trail.values_list("what", "outcome", "items"))
        kept = " ".join(f"{row.account} {row.asked_from}" for row in SignInTry.objects.all())
    assert ended == [
        *[("password", "failed", [])] * HERE.tries,
        ("too-many-passwords", "denied", ["limit account-from-one-address"]),
    ]
    assert "lena" not in kept
    assert STATION not in kept


def test_no_worker_reads_who_mistyped_a_password(world):
    tried(world.emails["lena"])
    for viewer in world.viewers.values():
        with viewing(viewer, NOW):
            assert not SignInTry.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM access_signintry")
        assert cursor.fetchone() == (0,)


def test_wrong_tries_are_kept_for_a_day_and_no_longer(world, monkeypatch):
    tried(world.emails["lena"])
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1, seconds=1))
    tried(world.emails["maud"])
    with viewing(INSTALLATION, NOW):
        assert SignInTry.objects.count() == 1


def test_whoever_runs_the_service_lets_somebody_in_again(world, capsys, monkeypatch):
    monkeypatch.setattr("throughcare.web.starting.start_up_to_date", lambda: None)
    lena = world.emails["lena"]
    until_it_waits(lena)
    assert main(["let-in", lena.upper()]) == 0
    assert "Forgotten: 5 wrong tries." in capsys.readouterr().out
    assert tried(lena, PASSWORD).url == reverse("home")
    for number in range(LIMITS[Counted.ADDRESS].value.tries):
        tried(f"somebody{number}@x.example")
    assert main(["let-in", "--from", STATION]) == 0
    assert tried(lena, PASSWORD).url == reverse("home")
    assert main(["let-in", "nobody@x.example"]) == 1
    assert "no wrong passwords" in capsys.readouterr().out
    assert main(["let-in"]) == 2
    with viewing(INSTALLATION, NOW):
        assert AuditEvent.objects.filter(what="let-in").count() == 3


def test_one_click_in_the_demonstration_asks_for_no_password_and_never_waits(world):
    until_it_waits("grace@ambershire.example")
    href = reverse("one_click", args=["amara-obi"])
    assert Client().post(href, REMOTE_ADDR=STATION).status_code in (302, 404)


def test_a_service_sets_limits_of_its_own(world, settings, tmp_path, monkeypatch):
    local = tmp_path / "tries.yaml"
    local.write_text(FILE.read_text().replace("tries: 5", "tries: 2"))
    settings.SIGN_IN_LIMITS = str(local)
    guessing._limits.cache_clear()
    assert tried(world.emails["lena"]).status_code == 200
    assert tried(world.emails["lena"]).status_code == 429
    guessing._limits.cache_clear()
