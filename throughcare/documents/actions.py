"""Sending summaries and opening them: nothing leaves that the rules of the day do not release."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action
from throughcare.access.actions.relationships import Reason, relate
from throughcare.access.policy import may
from throughcare.access.roles import Purpose
from throughcare.access.rules import (
    Act,
    Category,
    NotPermitted,
    OrganisationKind,
    Refused,
    RelationshipKind,
    Verb,
    Viewer,
)
from throughcare.access.tails import tail_of
from throughcare.care import actions as care
from throughcare.clocks.lengths import LOCAL
from throughcare.documents import queries
from throughcare.documents.layout import Document, says_the_same, to_text
from throughcare.documents.models import Report
from throughcare.documents.summary import PACKS
from throughcare.pathway.actions import report_sent
from throughcare.people.queries import require_person
from throughcare.people.queries.sights import UNKNOWN
from throughcare.sharing.actions import disclose
from throughcare.sharing.rules import RECIPIENTS, Field, Ground, How, Recipient, released_as

CHANGED = (
    "The record has changed since you looked at the preview. Look at it again before you send."
)
KIND_OF = {
    Recipient.CUSTODY_OFFICER: OrganisationKind.POLICE,
    Recipient.COURT: OrganisationKind.COURT,
    Recipient.ESTABLISHMENT: OrganisationKind.PRISON,
    Recipient.RECEIVING_SERVICE: OrganisationKind.RECEIVING_SERVICE,
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent: the report, the decision it left under, and whether it had left before."""

    report_id: UUID
    disclosure_id: UUID
    before: bool


@action
def send_summary(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    recipient: Recipient,
    to_organisation_id: UUID,
    ground: Ground | None = None,
    written_reason: str = "",
    chosen: frozenset[Field] | None = None,
    seen: str = "",
) -> Sent:
    """Send the one-page summary as the record and the rules stand now.

    `seen` is the mark of the preview that was looked at: where it is given and something has
    changed since, nothing is sent. What the recipient already has is not sent again. Raises
    `Refused` where nothing may leave, or where there is no such recipient.
    """
    sight = require_person(by, person_id, Act.DISCLOSE, released_as(recipient), at=at)
    to = queries.recipient_of(sight, recipient, to_organisation_id)
    if to is None:
        raise Refused(f"This organisation cannot be told as {RECIPIENTS[recipient]}.")
    ready = queries.preview(sight, to, ground=ground, written_reason=written_reason, chosen=chosen)
    if ready.document is None:
        raise Refused(*ready.decision.reasons)
    if seen and seen != ready.mark:
        raise Refused(CHANGED)
    last = queries.last_sent(sight, to)
    if last is not None and _has_it(last, ready.document, ready.episode_id):
        trail.write(
            by=by,
            at=at,
            verb=Verb.CONSULT,
            what="send-summary-again",
            people=[person_id],
            categories=[Category.DOCUMENT],
            items=[f"report {last.id}"],
            relationship=sight.relationship,
        )
        return Sent(last.id, last.disclosure_id, before=True)

    report_id = uuid4()
    kind = KIND_OF[recipient]
    keeps = tail_of(RelationshipKind.INFORMED, kind, on=at.astimezone(LOCAL).date())
    because = "A summary was sent to them"
    reason = Reason(
        person_id,
        to_organisation_id,
        RelationshipKind.INFORMED,
        because,
        made_by_event=report_id,
        ends_at=at + keeps,
    )
    relate(by=by, at=at, reasons=[reason])
    content = to_text(ready.document)
    content_hash = sha256(content.encode()).hexdigest()
    disclosure_id = disclose(
        by=by,
        at=at,
        person_id=person_id,
        to_organisation_id=to_organisation_id,
        how=How.SUMMARY,
        decision=ready.decision,
        reason=written_reason,
        content_hash=content_hash,
    )
    Report.objects.bulk_create(
        [
            Report(
                id=report_id,
                recorded_at=at,
                recorded_by_id=by.worker_id,
                collected_for=Purpose.CARE,
                person_id=person_id,
                organisation_id=by.organisation_id,
                to_organisation_id=to_organisation_id,
                episode_id=ready.episode_id,
                disclosure_id=disclosure_id,
                title=ready.document.title,
                content=content,
                content_hash=content_hash,
                sent_at=at,
            )
        ]
    )
    if recipient in PACKS:
        care.note_pack_sent(
            by=by, at=at, person_id=person_id, to_organisation_id=to_organisation_id
        )
    if recipient is Recipient.COURT:
        report_sent(by=by, at=at, person_id=person_id, organisation_id=to_organisation_id)
    return Sent(report_id, disclosure_id, before=False)


def _has_it(last: queries.SentReport, document: Document, episode_id: UUID | None) -> bool:
    return last.episode_id == episode_id and says_the_same(last.document, document)


@action
def open_received(*, by: Viewer, at: datetime, report_id: UUID) -> None:
    """A recipient opens a summary; the first time is kept. Raises `NotPermitted` for any other."""
    found = queries.report(by, report_id)
    if found is None:
        raise NotPermitted(UNKNOWN)
    Report.objects.filter(id=report_id, first_opened_at__isnull=True).update(first_opened_at=at)
    trail.write(
        by=by,
        at=at,
        verb=Verb.CONSULT,
        what="open-received",
        people=[found.person_id],
        categories=[Category.DOCUMENT],
        items=[f"report {report_id}"],
        relationship=RelationshipKind.INFORMED,
        decision=may(by, Act.READ, Category.DOCUMENT, RelationshipKind.INFORMED),
    )
