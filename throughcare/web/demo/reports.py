"""People are asked about sharing; summaries go to custody and the court, and are opened there."""

from datetime import datetime, time, timedelta
from uuid import UUID

from throughcare.access.rules import Viewer
from throughcare.clocks.lengths import LOCAL
from throughcare.documents.actions import open_received, send_summary
from throughcare.pathway.rules import Leaving
from throughcare.sharing.actions import ask_permission
from throughcare.sharing.rules import PermissionState, Recipient
from throughcare.web.demo.case import MINUTE, Case, Steps
from throughcare.web.demo.passages import Passage

CHARGED = (Leaving.CHARGED_BAILED, Leaving.CHARGED_DETAINED)
COURT_OPENS = time(9)


def send(case: Case, passage: Passage, worker: Viewer, at: datetime) -> None:
    """Ask, and send what may be sent."""
    to: list[tuple[Recipient, UUID]] = []
    if passage.report:
        to.append((Recipient.CUSTODY_OFFICER, case.county.police))
    if passage.leaving in CHARGED and case.shares.happens(case.rng, "report-to-court"):
        to.append((Recipient.COURT, case.county.court(passage.suite)[0]))
    for recipient, organisation_id in to:
        agreed = case.shares.happens(case.rng, "agrees-to-sharing")
        ask_permission(
            by=worker,
            at=at,
            person_id=case.known,
            recipient=recipient,
            state=PermissionState.GIVEN if agreed else PermissionState.REFUSED,
            how_asked="In person",
        )
        if not agreed and recipient is Recipient.COURT:
            continue  # custody still gets what keeps the person safe; the court gets nothing
        sent = send_summary(
            by=worker,
            at=at,
            person_id=case.known,
            recipient=recipient,
            to_organisation_id=organisation_id,
        )
        if passage.opened:
            case.also(_opened(case, passage, recipient, sent.report_id, at))


def _opened(
    case: Case, passage: Passage, recipient: Recipient, report_id: UUID, sent_at: datetime
) -> Steps:
    """The recipient opens the summary: custody within hours, the court on its next morning."""
    if recipient is Recipient.COURT:
        morning = datetime.combine(sent_at.astimezone(LOCAL).date(), COURT_OPENS, LOCAL)
        while morning <= sent_at:
            morning += timedelta(days=1)
        moment = morning.astimezone(sent_at.tzinfo) + case.pause(0 * MINUTE, 120 * MINUTE)
        _, reader = case.county.court(passage.suite)
    else:
        moment = sent_at + case.pause(10 * MINUTE, 180 * MINUTE)
        reader = case.county.custody(case.rng, passage.suite)
    yield moment
    open_received(by=reader, at=moment, report_id=report_id)
