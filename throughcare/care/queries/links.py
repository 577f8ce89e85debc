"""Finding a secure link by its secret, asked by the installation before anybody has come in."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from throughcare.access.rules import Viewer
from throughcare.care.models import LinkTry
from throughcare.care.rules import WITHIN, Link, hashed


def link_by_secret(viewer: Viewer, secret: str) -> Link | None:
    """The link with this secret."""
    return _link("SELECT * FROM care_link(%s, NULL)", hashed(secret))


def link_by_id(viewer: Viewer, link_id: UUID) -> Link | None:
    """The link that a session has opened."""
    return _link("SELECT * FROM care_link(NULL, %s)", str(link_id))


def tries(viewer: Viewer, asked_from: str, *, at: datetime) -> int:
    """How many wrong links this address asked for lately."""
    return LinkTry.objects.filter(asked_from=hashed(asked_from), at__gt=at - WITHIN).count()


def _link(sql: str, value: str) -> Link | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [value])
        row = cursor.fetchone()
    return Link(*row) if row else None
