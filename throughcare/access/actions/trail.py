"""Writing the audit trail: who saw or did what, about whom, for which purpose, and how it ended."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from throughcare.access.actions.acting import action, audited, context
from throughcare.access.models import AuditEvent
from throughcare.access.rules import Category, Decision, Outcome, Verb, Viewer


def write(
    *,
    by: Viewer,
    at: datetime,
    verb: Verb,
    what: str,
    people: Iterable[UUID] = (),
    categories: Iterable[Category] = (),
    items: Iterable[str] = (),
    relationship: str = "",
    decision: Decision | None = None,
    outcome: Outcome = Outcome.PERMITTED,
) -> None:
    """Add one row to the trail, inside the action that it speaks of."""
    now = context()
    audited(what)
    AuditEvent.objects.bulk_create(
        [
            AuditEvent(
                at=at,
                verb=verb,
                outcome=outcome,
                what=what,
                worker_id=by.worker_id,
                worker_name=by.name,
                role=by.role,
                organisation_id=by.organisation_id,
                organisation_name=by.organisation_name,
                person_ids=list(people),
                categories=sorted(set(categories)),
                items=list(items),
                purpose=by.purpose,
                relationship=relationship,
                policies=list(decision.policies) if decision else [],
                policy_set=decision.policy_set if decision else "",
                channel=now.channel if now else "page",
                request_id=now.request_id if now else "",
            )
        ]
    )


@action
def consulted(
    *,
    by: Viewer,
    at: datetime,
    what: str,
    people: Iterable[UUID],
    categories: Iterable[Category],
    relationship: str = "",
    verb: Verb = Verb.CONSULT,
) -> None:
    """Somebody read, listed or took out records; written in the transaction that read them."""
    write(
        by=by,
        at=at,
        verb=verb,
        what=what,
        people=people,
        categories=categories,
        relationship=relationship,
    )


@action
def denied(
    *, by: Viewer, at: datetime, what: str, people: Iterable[UUID], decision: Decision | None
) -> None:
    """Somebody asked for what they may not have; written after the request was rolled back."""
    write(
        by=by,
        at=at,
        verb=Verb.CONSULT,
        what=what,
        people=people,
        decision=decision,
        outcome=Outcome.DENIED,
    )
