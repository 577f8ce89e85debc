"""Writing the audit trail: who saw or did what, about whom, for which purpose, and how it ended."""

from collections.abc import Iterable, Set
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import connection

from throughcare.access.actions.acting import action, audited, context
from throughcare.access.arrays import array_of
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
    row: dict[str, Any] = {
        "at": at,
        "verb": str(verb),
        "outcome": str(outcome),
        "what": what,
        "worker_id": by.worker_id,
        "worker_name": by.name,
        "role": by.role.value,
        "organisation_id": by.organisation_id,
        "organisation_name": by.organisation_name,
        "person_ids": array_of(
            sorted(people, key=attrgetter("int")) if isinstance(people, Set) else list(people)
        ),
        "categories": array_of(sorted({str(category) for category in categories})),
        "items": array_of([str(item) for item in items]),
        "purpose": by.purpose.value,
        "relationship": str(relationship),
        "policies": array_of(decision.policies if decision else ()),
        "policy_set": decision.policy_set if decision else "",
        "channel": now.channel if now else "page",
        "request_id": now.request_id if now else "",
    }
    # Every page and every action writes one, so no model is made only to be taken apart again.
    with connection.cursor() as cursor:
        cursor.execute(_insert(tuple(row)), list(row.values()))


@cache
def _insert(columns: tuple[str, ...]) -> str:
    known = {field.attname: field for field in AuditEvent._meta.concrete_fields}
    fields = [known[column] for column in columns]
    into = ", ".join(f'"{field.column}"' for field in fields)
    given = ", ".join(f"%s::{field.db_type(connection)}" for field in fields)
    return f'INSERT INTO "{AuditEvent._meta.db_table}" ({into}) VALUES ({given})'  # noqa: S608


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
