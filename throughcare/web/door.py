"""The one door: a transaction per request, the viewer told to the database, the audit row in it.

Reading happens in a read-only part of the transaction; the row that says who read follows in the
same transaction, so nothing is shown that is not on the trail. An answer that is an error undoes
everything; a refusal is put on the trail afterwards.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import logout
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse

from throughcare.access import queries
from throughcare.access.actions import trail
from throughcare.access.actions.acting import viewing
from throughcare.access.roles import Role
from throughcare.access.rules import Category, Decision, NotPermitted, Verb, Viewer
from throughcare.web import clock

READING = ("GET", "HEAD")
ACTING_AS = "role"
LAST_SEEN = "last-seen"
MINUTE = 60


@dataclass
class Shown:
    """What a page has shown, to be put on the trail."""

    people: list[UUID] = field(default_factory=list)
    categories: set[Category] = field(default_factory=set)
    relationship: str = ""
    verb: Verb = Verb.CONSULT


@dataclass
class Denial:
    """What was asked for and refused, to be put on the trail."""

    people: list[UUID]
    decision: Decision | None


@dataclass(frozen=True)
class Errand:
    """Something to be asked elsewhere, which may take long, and what is done with the answer.

    It is asked once the page has acted and while no transaction is open; what is done with the
    answer has a transaction and a decision of its own.
    """

    ask: Callable[[], Any]
    keep: Callable[[Any], None]


class Request(HttpRequest):
    """A request with its moment, its viewer and what it has shown."""

    at: datetime
    viewer: Viewer
    roles: list[Role]
    shown: Shown
    denial: Denial | None
    errand: Errand | None


class Door:
    """The middleware next to the views."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        """Answer one request."""
        request.at = clock.now()
        request.shown, request.denial, request.errand = Shown(), None, None
        viewer = _at_the_door(request) if _still_here(request) else None
        if viewer is None:
            return self.get_response(request)
        request.viewer = viewer
        request_id = uuid4().hex
        with viewing(viewer, request.at, request_id=request_id):
            response = self._answer(request)
            if response.status_code >= 400:
                transaction.set_rollback(True)
            elif request.shown.categories:
                trail.consulted(
                    by=viewer,
                    at=request.at,
                    what=_name(request),
                    people=request.shown.people,
                    categories=request.shown.categories,
                    relationship=request.shown.relationship,
                    verb=request.shown.verb,
                )
        if request.errand and response.status_code < 400:
            told = request.errand.ask()
            try:
                with viewing(viewer, request.at, request_id=request_id):
                    request.errand.keep(told)
            except NotPermitted as no:  # they may not any more, since they asked
                raise Http404 from no
        if request.denial:
            with viewing(viewer, request.at, request_id=request_id):
                trail.denied(
                    by=viewer,
                    at=request.at,
                    what=_name(request),
                    people=request.denial.people,
                    decision=request.denial.decision,
                )
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def _answer(self, request: Request) -> HttpResponse:
        if request.method not in READING:
            return self.get_response(request)
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response


def _name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else "no such page"


def _still_here(request: Request) -> bool:
    """Whether the session is in use; a board that refreshes itself does not keep it alive."""
    now, last = request.at.timestamp(), request.session.get(LAST_SEEN)
    if last is not None and now - last > settings.SESSION_IDLE_SECONDS:
        logout(request)
        return False
    refreshing = "X-Refresh" in request.headers
    if request.user.is_authenticated and not refreshing and (not last or now - last > MINUTE):
        request.session[LAST_SEEN] = now
    return True


def _at_the_door(request: Request) -> Viewer | None:
    held = getattr(request.user, "held", [])
    request.roles = list(dict.fromkeys(Role(m.role) for m in held))
    wanted = request.session.get(ACTING_AS)
    role = Role(wanted) if wanted in request.roles else None
    return queries.viewer_in(held, role)
