"""Finding a secure link by its secret, before there is a viewer; and who stands for it then."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from throughcare.access.roles import Purpose, Role
from throughcare.access.rules import OrganisationKind, Viewer
from throughcare.care.models import LinkTry
from throughcare.care.rules import WITHIN, Link, hashed


def link_by_secret(secret: str) -> Link | None:
    """The link with this secret."""
    return _link("SELECT * FROM care_link(%s, NULL)", hashed(secret))


def link_by_id(link_id: UUID) -> Link | None:
    """The link that a session has opened."""
    return _link("SELECT * FROM care_link(NULL, %s)", str(link_id))


def stands_for(link: Link) -> Viewer:
    """The service as a viewer: one referral's worth of a service worker."""
    return Viewer(
        worker_id=link.acts_as,
        name=link.acts_as_name,
        role=Role.SERVICE_WORKER,
        organisation_id=link.organisation_id,
        organisation_name=link.organisation,
        organisation_kind=OrganisationKind.RECEIVING_SERVICE,
        purpose=Purpose.CARE,
        team_ids=frozenset({link.team_id}),
    )


def tries(asked_from: str, *, at: datetime) -> int:
    """How many wrong links this address asked for lately."""
    return LinkTry.objects.filter(asked_from=hashed(asked_from), at__gt=at - WITHIN).count()


def _link(sql: str, value: str) -> Link | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [value])
        row = cursor.fetchone()
    return Link(*row) if row else None
