"""What tests of the pages about sharing begin with: a reader signed in, at a fixed moment."""

import re
from datetime import datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client

from tests.world import NOW, World
from throughcare.web import clock

LATER = NOW + timedelta(hours=1)
KEY = re.compile(r'name="form_key" value="([^"]+)"')
MARK = re.compile(r'name="mark" value="([^"]+)"')


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime = LATER) -> None:
    """What time the pages think that it is."""
    monkeypatch.setattr(clock, "now", lambda: moment)


def signed_in(world: World, first: str) -> Client:
    """A browser in which this worker has signed in."""
    client = Client()
    worker = get_user_model()._default_manager.get(email=world.emails[first])
    client.force_login(worker, backend="throughcare.web.signing_in.ByPassword")
    return client


def said(response: HttpResponse) -> str:
    """The words of a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def hidden(response: HttpResponse) -> dict[str, str]:
    """What a form sends unseen."""
    html = response.content.decode()
    found = {"form_key": KEY.search(html), "mark": MARK.search(html)}
    return {name: match[1] for name, match in found.items() if match}
