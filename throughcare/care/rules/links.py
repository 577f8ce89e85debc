"""When a secure link opens, how long it can be used, and when somebody guesses too often."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from throughcare.access.roles import Purpose, Role
from throughcare.access.rules import OrganisationKind, Viewer

LASTS = timedelta(days=14)
SESSION_LASTS = timedelta(minutes=30)
TRIES, WITHIN = 10, timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Link:
    """A link as the door of the service knows it."""

    link_id: UUID
    referral_id: UUID
    person_id: UUID
    team_id: UUID
    team: str
    organisation_id: UUID
    organisation: str
    acts_as: UUID
    acts_as_name: str
    expires_at: datetime
    opened_at: datetime | None
    revoked_at: datetime | None


def hashed(secret: str) -> str:
    """What is kept of a secret, or of an address that is not to be kept."""
    return sha256(secret.encode()).hexdigest()


def refuse_opening(link: Link | None, at: datetime) -> str:
    """Why a link does not open, in a sentence; '' when it does."""
    if link is None or link.revoked_at is not None:
        return "This link does not open anything. Ask whoever sent it for a new one."
    if at >= link.expires_at:
        return "This link has expired. Ask whoever sent it for a new one."
    if link.opened_at is not None:
        return "This link was opened before, and opens once. Ask whoever sent it for a new one."
    return ""


def may_go_on(link: Link | None, at: datetime) -> bool:
    """Whether the session that opened a link may go on using it."""
    return (
        link is not None
        and link.revoked_at is None
        and link.opened_at is not None
        and at < min(link.expires_at, link.opened_at + SESSION_LASTS)
    )


def too_many(tries: int) -> bool:
    """Whether so many wrong links were asked for lately that no more are answered."""
    return tries >= TRIES


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
