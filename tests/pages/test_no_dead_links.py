"""No link of any page of the demonstration leads nowhere, whoever follows it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape

import pytest
from django.db import transaction
from django.test import Client

from throughcare.access.models import Worker
from throughcare.web import clock
from throughcare.web.demo.cast import CAST
from throughcare.web.demo.filling import Order, fill

NOW = datetime(2026, 11, 4, 14, 30, tzinfo=UTC)
ONE_OF_EACH_ROLE = {persona.role: persona for persona in reversed(CAST)}
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@pytest.fixture(scope="module")
def _county(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        fill(Order(people=14, days=7, seed=7, now=NOW), say=lambda _: None)
        yield
        transaction.set_rollback(True)


@pytest.mark.xdist_group("demo")
@pytest.mark.usefixtures("_county")
@pytest.mark.parametrize("role", ONE_OF_EACH_ROLE)
def test_one_page_of_each_kind_opens_as_far_as_links_lead(role, client: Client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    worker = Worker.objects.get(email=ONE_OF_EACH_ROLE[role].email)
    client.force_login(worker, backend="throughcare.web.signing_in.ByPassword")
    waiting, kinds = ["/"], {"/"}
    while waiting:
        path = waiting.pop(0)
        answer = client.get(path, follow=True)
        assert answer.status_code == 200, path
        if not answer["Content-Type"].startswith("text/html"):
            continue
        for link in map(unescape, re.findall(r'href="(/[^"#]*)', answer.content.decode())):
            kind = ID.sub("-", link.split("?")[0])
            if kind not in kinds and not kind.startswith("/static/"):
                kinds.add(kind)
                waiting.append(link)
    assert len(kinds) > 8, kinds
