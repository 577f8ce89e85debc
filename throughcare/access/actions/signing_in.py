"""Signing in and out, and acting on a form only once."""

from datetime import datetime
from uuid import UUID

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action, bookkeeping
from throughcare.access.models import SubmittedForm
from throughcare.access.rules import INSTALLATION, Category, Outcome, Verb, Viewer


@action
def signed_in(*, by: Viewer, at: datetime, how: str) -> None:
    """A worker came in."""
    trail.write(by=by, at=at, verb=Verb.SIGN_IN, what=how, categories=[Category.STAFF])


@action
def signed_out(*, by: Viewer, at: datetime) -> None:
    """A worker left."""
    trail.write(by=by, at=at, verb=Verb.SIGN_OUT, what="sign-out", categories=[Category.STAFF])


@action
def sign_in_failed(*, by: Viewer = INSTALLATION, at: datetime) -> None:
    """Somebody tried to come in with a wrong name or password; neither is kept."""
    trail.write(
        by=by,
        at=at,
        verb=Verb.SIGN_IN,
        what="password",
        categories=[Category.STAFF],
        outcome=Outcome.FAILED,
    )


@bookkeeping
def begin_form(*, by: Viewer, at: datetime, key: UUID) -> str | None:
    """Take a form's key. Returns nothing when it is new, else the address its first sending led to.

    Two sendings at once: the second waits here until the first has ended.
    """
    form, is_new = SubmittedForm.objects.get_or_create(
        key=key,
        defaults={"worker_id": by.worker_id, "organisation_id": by.organisation_id, "at": at},
    )
    return None if is_new else form.answer


@bookkeeping
def end_form(*, by: Viewer, at: datetime, key: UUID, answer: str) -> None:
    """Keep the address that acting on the form led to."""
    SubmittedForm.objects.filter(key=key, worker_id=by.worker_id).update(answer=answer)
