"""A worker at a browser with one person's record open, for the tests of screening pages."""

import re
from datetime import timedelta
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from tests.records.screening_world import everything
from tests.world import NOW
from throughcare.access.models import Worker
from throughcare.screening import actions

LATER = NOW + timedelta(hours=1)


class At:
    """A worker at a browser, with one person's record open."""

    def __init__(self, here, viewer=None):
        self.here = here
        self.client = Client()
        worker = Worker.objects.get(pk=(viewer or here.world.amara).worker_id)
        self.client.force_login(worker, backend="throughcare.web.signing_in.ByPassword")

    def address(self, name, screening_id=None, **more):
        """The address of a page of this person."""
        given = {"person_id": self.here.person_id, **more}
        if screening_id:
            given["screening_id"] = screening_id
        return reverse(name, kwargs=given)

    def see(self, name, screening_id=None, query="", **more):
        """Open a page."""
        return self.client.get(self.address(name, screening_id, **more) + query)

    def send(self, name, screening_id=None, answers=(), *, key=None, **more):
        """Send a form."""
        data = {"form_key": str(key or uuid4()), **dict(answers)}
        return self.client.post(self.address(name, screening_id, **more), data)


def said(response):
    """What a page says, without its markup."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", text).replace("&#39;", "'")


def asked(**answers):
    """Answers as the page sends them."""
    return {f"q-{item}": value for item, value in answers.items()}


def completed(here, instrument="ld-core", answers=None):
    """Every question answered and everything urgent read; to be completed."""
    screening_id = here.start(instrument)
    here.answer(screening_id, everything(instrument=instrument, **(answers or {})))
    flags = [flag.id for flag in here.sheet(screening_id).unread()]
    actions.read_urgent(by=here.world.amara, at=NOW, screening_id=screening_id, flags=flags)
    return screening_id
