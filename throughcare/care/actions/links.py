"""Giving a service without an account a link to its one referral; opening it; taking it back."""

from datetime import datetime
from uuid import UUID

from throughcare.access.actions import employment, trail
from throughcare.access.actions.acting import action, bookkeeping
from throughcare.access.roles import Purpose
from throughcare.access.rules import INSTALLATION, Category, Outcome, Refused, Verb, Viewer
from throughcare.care.actions.writing import noted, permitted
from throughcare.care.models import LinkTry, Referral, ReferralLink
from throughcare.care.rules import ENDED, LASTS, Link, ReferralStatus, hashed, refuse_opening

SHORTEST = 32


@action
def give_link(*, by: Viewer, at: datetime, referral_id: UUID, sent_to: str, secret: str) -> UUID:
    """Make a link that opens this referral once, for 14 days; earlier ones open no more.

    `secret` is drawn at the door and given to the sender alone; only its hash is kept.
    """
    referral = Referral.objects.select_related("to_team").filter(pk=referral_id).first()
    if referral is None:
        raise Refused("There is no such referral.")
    sight = permitted(by, at, referral.person_id, Category.REFERRAL)
    if referral.organisation_id != by.organisation_id:
        raise Refused("Only the team that referred gives a link.")
    if referral.status in (*ENDED, ReferralStatus.DRAFT):
        raise Refused("A link is given for a referral that is sent and open.")
    if not sent_to.strip():
        raise Refused("Say to whom you give the link.")
    if len(secret) < SHORTEST:
        raise ValueError("a secret has at least 32 characters")
    worker = employment.employ(
        by=by,
        at=at,
        email=f"link-{referral.to_team_id}@link.invalid",
        name=f"{referral.to_team.name}, by secure link",
        is_system=True,
    )
    ReferralLink.objects.filter(referral=referral, revoked_at__isnull=True).update(revoked_at=at)
    link = ReferralLink(
        person_id=referral.person_id,
        referral=referral,
        organisation_id=by.organisation_id,
        acts_as=worker,
        secret_hash=hashed(secret),
        sent_to=sent_to.strip(),
        expires_at=at + LASTS,
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.CARE,
    )
    ReferralLink.objects.bulk_create([link])
    noted(sight, "give-link", Category.REFERRAL, link.id, verb=Verb.DISCLOSE)
    return link.id


@action
def open_link(*, by: Viewer, at: datetime, link: Link) -> None:
    """The service opens the link; of two at once, one does.

    Nothing opens once the referral has ended: whoever said no meanwhile is not read about.
    """
    if wrong := refuse_opening(link, at):
        raise Refused(wrong)
    sight = permitted(by, at, link.person_id, Category.REFERRAL)
    if Referral.objects.filter(pk=link.referral_id, status__in=ENDED).exists():
        raise Refused("The referral has ended, so the link opens nothing.")
    opened = ReferralLink.objects.filter(pk=link.link_id, opened_at__isnull=True).update(
        opened_at=at
    )
    if not opened:
        raise Refused("This link was opened a moment ago, and opens once.")
    noted(sight, "open-link", Category.REFERRAL, link.link_id, verb=Verb.CONSULT)


@action
def wrong_link(*, by: Viewer = INSTALLATION, at: datetime, asked_from: str) -> None:
    """Somebody asked for a link that there is not, or that opens no more."""
    note_try(by=by, at=at, asked_from=asked_from)
    trail.write(
        by=by,
        at=at,
        verb=Verb.SIGN_IN,
        what="link",
        categories=[Category.REFERRAL],
        outcome=Outcome.FAILED,
    )


@bookkeeping
def note_try(*, by: Viewer, at: datetime, asked_from: str) -> None:
    """Count a wrong link against the address it was asked from."""
    LinkTry.objects.bulk_create([LinkTry(at=at, asked_from=hashed(asked_from))])
