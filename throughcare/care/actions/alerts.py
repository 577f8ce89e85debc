"""A worker reads alerts, chooses how to hear of them, and has a calendar of what is due."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import uuid4

from throughcare.access.actions.acting import bookkeeping
from throughcare.access.actions.adding import add_rows, near_ids
from throughcare.access.rules import Viewer
from throughcare.care.models import AlertChoice, AlertRead
from throughcare.care.rules.alerts import (
    Digest,
    hashed_secret,
)

READ = ("id", "worker_id", "key", "read_at")


@bookkeeping
def read_alerts(*, by: Viewer, at: datetime, keys: Sequence[str]) -> None:
    """The worker has read these; reading again changes nothing."""
    ids = near_ids()
    add_rows(AlertRead, READ, [(next(ids), by.worker_id, key, at) for key in keys], once=True)


@bookkeeping
def unread_alert(*, by: Viewer, at: datetime, key: str) -> None:
    """The worker wants to see it as unread again."""
    AlertRead.objects.filter(worker_id=by.worker_id, key=key).delete()


@bookkeeping
def choose_digest(*, by: Viewer, at: datetime, digest: Digest) -> None:
    """How often the worker wants an e-mail."""
    _change(by, digest=digest)


@bookkeeping
def make_calendar(*, by: Viewer, at: datetime, secret: str) -> None:
    """A calendar address with this secret; one that was given before opens no more."""
    _change(by, calendar_hash=hashed_secret(secret))


@bookkeeping
def end_calendar(*, by: Viewer, at: datetime) -> None:
    """The calendar address opens no more."""
    _change(by, calendar_hash="")


@bookkeeping
def digest_sent(*, by: Viewer, at: datetime, on: date) -> None:
    """The e-mail of a day was sent, or there was nothing to say."""
    _change(by, sent_on=on)


def _change(by: Viewer, **said: object) -> None:
    rows = AlertChoice.objects.filter(worker_id=by.worker_id)
    if not rows.update(**said):
        AlertChoice.objects.bulk_create([AlertChoice(id=uuid4(), worker_id=by.worker_id, **said)])
