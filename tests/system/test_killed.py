"""A process is killed as it answers: what it acknowledged is there, and nothing is half there."""

import os
import signal
import traceback
from contextlib import closing
from datetime import date
from itertools import islice
from random import Random
from uuid import uuid4

from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse

from tests.system.in_custody import HOUR, arrives
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent, Worker
from throughcare.access.roles import Role
from throughcare.care.models import Need, NeedChange
from throughcare.screening.rules import NeedType
from throughcare.web import clock
from throughcare.web.demo.cast import CAST
from throughcare.web.demo.county import LIAISON

ENOUGH = 4
PRACTITIONER = next(who for who in CAST if who.role is Role.PRACTITIONER)


def _answers(held: list, tell: int) -> None:
    """Record one need after the other as a browser would, and tell of each answer that came."""
    # A browser in this process gave it a second connection, of earlier tests: left to the parent.
    del connections["default"]
    client = Client()
    worker = Worker.objects.get(email=PRACTITIONER.email)
    client.force_login(worker, backend="throughcare.web.signing_in.ByPassword")
    for one in held:
        for need in NeedType:
            answer = client.post(
                reverse("add_need", args=[one.person_id]),
                {"form_key": str(uuid4()), "need": need.value, "status": "suspected",
                 "known_before": "not_known"},
            )  # fmt: skip
            if answer.status_code == 302:
                os.write(tell, f"{one.person_id} {need.value}\n".encode())


def test_what_was_acknowledged_outlives_the_process_and_nothing_is_half_written(county):
    now = clock.now()
    held = [
        arrives(county, f"Robin Sampleford{letter}", date(1992, 3, 27), at=now - HOUR)
        for letter in "abc"
    ]
    connections.close_all()
    listen, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(listen)
            _answers(held, tell)
        except BaseException:
            os.write(tell, traceback.format_exc().encode())
        finally:
            os._exit(0)
    os.close(tell)
    with closing(os.fdopen(listen)) as said:
        lines = list(islice(said, ENOUGH))
        os.kill(child, signal.SIGKILL)
        lines += said
    acknowledged = [line.split() for line in lines]
    assert all(len(each) == 2 for each in acknowledged), "".join(lines)
    assert len(acknowledged) >= ENOUGH
    assert os.waitpid(child, 0)[1] == signal.SIGKILL

    with viewing(county.practitioner(Random(1), child=False), now):
        kept = list(Need.objects.all())
        assert {(str(one.person_id), one.type) for one in kept} >= {tuple(a) for a in acknowledged}
        assert len(kept) - len(acknowledged) in (0, 1), "more than the one being answered"
        for one in kept:
            assert one.responsible_team_id, "a need without its owner"
            assert NeedChange.objects.filter(need=one).exists(), "a need without its first word"
    governance = county.one(Random(1), LIAISON, Role.GOVERNANCE_LEAD)
    with viewing(governance, now):
        assert AuditEvent.objects.filter(what="record-need").count() == len(kept)
    assert settings.DATABASES["default"]["NAME"].startswith("test_system")
