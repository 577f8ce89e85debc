"""What may be read of summaries: what would leave now, what was sent, and what was received."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from throughcare.access.policy import may
from throughcare.access.rules import (
    Act,
    Category,
    NotPermitted,
    RelationshipKind,
    Sight,
    Viewer,
)
from throughcare.care.queries import takes_over
from throughcare.documents.gathering import gather
from throughcare.documents.layout import Document, from_text, to_data
from throughcare.documents.models import Report
from throughcare.documents.summary import PACKS, summary
from throughcare.sharing.profiles import in_force
from throughcare.sharing.queries import Destination, destination, facts_for
from throughcare.sharing.rules import (
    FIELDS,
    Field,
    Ground,
    Recipient,
    SharingDecision,
    decide,
    released_as,
)


@dataclass(frozen=True, slots=True)
class Preview:
    """Exactly what would leave if it were sent now, and what would not.

    `document` is None where nothing may leave; `never_listed` are kinds of need no summary names.
    `mark` changes when anything in it does, the moment
    of writing left aside: it says whether what is sent is what was looked at.
    """

    destination: Destination
    decision: SharingDecision
    document: Document | None
    episode_id: UUID | None
    never_listed: tuple[str, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class SentReport:
    """A summary as it left: to whom, when, and when its recipient first opened it."""

    id: UUID
    person_id: UUID
    disclosure_id: UUID
    episode_id: UUID | None
    title: str
    whom: str
    to: str
    sent_by: str
    worker: str
    sent_at: datetime
    first_opened_at: datetime | None
    content_hash: str
    document: Document


def recipient_of(sight: Sight, recipient: Recipient, organisation_id: UUID) -> Destination | None:
    """Whom the viewer can send a summary to; a pack only to whoever takes the person over from a
    team of the viewer's. Else nothing.
    """
    if not sight.may(released_as(recipient), Act.DISCLOSE):
        return None
    if recipient in PACKS and not takes_over(sight, organisation_id):
        return None
    return destination(sight, recipient, organisation_id)


def preview(
    sight: Sight,
    to: Destination,
    *,
    ground: Ground | None = None,
    written_reason: str = "",
    chosen: frozenset[Field] | None = None,
) -> Preview:
    """The summary as it would leave now, decided by the rules that hold today."""
    gathered = gather(sight, in_detail=to.recipient is Recipient.RECEIVING_SERVICE)
    facts = facts_for(
        sight,
        to.recipient,
        ground=ground,
        written_reason=written_reason,
        chosen=chosen,
        held=gathered.held,
    )
    decision = decide(facts, in_force(sight.at))
    document = None
    if decision.permitted:
        by = f"{sight.viewer.name}, {sight.viewer.organisation_name}"
        document = summary(gathered.facts, decision, recipient=to.recipient, by=by, at=sight.at)
    return Preview(
        to,
        decision,
        document,
        gathered.episode_id,
        gathered.never_listed,
        _mark(to, decision, document),
    )


def last_sent(sight: Sight, to: Destination) -> SentReport | None:
    """The newest summary about this person that the viewer's organisation sent there."""
    rows = _reports().filter(
        person_id=sight.person_id,
        organisation_id=sight.viewer.organisation_id,
        to_organisation_id=to.organisation_id,
        disclosure__recipient=to.recipient,
    )
    row = rows.first()
    return _report(row) if row else None


def sent(sight: Sight) -> dict[UUID, SentReport]:
    """The summaries about this person that the viewer's organisation sent, by their disclosure."""
    if not sight.may(Category.DOCUMENT):
        return {}
    rows = _reports().filter(
        person_id=sight.person_id, organisation_id=sight.viewer.organisation_id
    )
    return {row.disclosure_id: _report(row) for row in rows}


REPORTED = """
SELECT DISTINCT r.episode_id FROM documents_report r
WHERE r.episode_id = ANY (%s) AND (r.organisation_id = %s OR r.to_organisation_id = %s)
"""


def reports_sent(viewer: Viewer, episode_ids: Iterable[UUID]) -> set[UUID]:
    """The episodes about which a summary was sent by, or to, the viewer's organisation."""
    with connection.cursor() as cursor:
        cursor.execute(REPORTED, [list(episode_ids), *[viewer.organisation_id] * 2])
        return {row[0] for row in cursor.fetchall()}


ABOUT = """
SELECT r.person_id, max(r.sent_at) FROM documents_report r
WHERE r.person_id = ANY (%s) AND (r.organisation_id = %s OR r.to_organisation_id = %s)
GROUP BY r.person_id
"""


def reports_about(viewer: Viewer, people: Iterable[UUID]) -> dict[UUID, datetime]:
    """When the last summary about each was sent by, or to, the viewer's organisation."""
    with connection.cursor() as cursor:
        cursor.execute(ABOUT, [list(people), *[viewer.organisation_id] * 2])
        return dict(cursor.fetchall())


def received(viewer: Viewer, *, start: int = 0, most: int = 25) -> list[SentReport]:
    """The summaries sent to the viewer's organisation: unread first, then the newest."""
    opened = Q(first_opened_at__isnull=False)
    rows = _received(viewer).order_by(ExpressionWrapper(opened, BooleanField()), "-sent_at", "-id")
    return [_report(row) for row in rows[start : start + most]]


def received_count(viewer: Viewer) -> tuple[int, int]:
    """How many summaries were sent to the viewer's organisation, and how many nobody has opened."""
    rows = _received(viewer)
    return rows.count(), rows.filter(first_opened_at__isnull=True).count()


def report(viewer: Viewer, report_id: UUID) -> SentReport | None:
    """One summary that was sent to the viewer's organisation, or nothing."""
    row = _received(viewer).filter(id=report_id).first()
    return _report(row) if row else None


def _received(viewer: Viewer) -> QuerySet[Report]:
    decision = may(viewer, Act.READ, Category.DOCUMENT, RelationshipKind.INFORMED)
    if not decision.permitted:
        raise NotPermitted(decision)
    return _reports().filter(to_organisation_id=viewer.organisation_id)


def _reports() -> QuerySet[Report]:
    return Report.objects.select_related("recorded_by", "organisation", "to_organisation").order_by(
        "-sent_at", "-id"
    )


def _report(row: Report) -> SentReport:
    document = from_text(row.content)
    return SentReport(
        id=row.id,
        person_id=row.person_id,
        disclosure_id=row.disclosure_id,
        episode_id=row.episode_id,
        title=row.title,
        whom=document.subtitle,
        to=row.to_organisation.name,
        sent_by=row.organisation.name,
        worker=row.recorded_by.name,
        sent_at=row.sent_at,
        first_opened_at=row.first_opened_at,
        content_hash=row.content_hash,
        document=document,
    )


def _mark(to: Destination, decision: SharingDecision, document: Document | None) -> str:
    said = {
        "to": [to.recipient.value, str(to.organisation_id)],
        "released": [[each.field.value, each.ground.value] for each in decision.released],
        "withheld": [[FIELDS[each.field].label, each.reason] for each in decision.withheld],
        "document": to_data(replace(document, made_at="")) if document else None,
    }
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
