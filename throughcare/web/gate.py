"""Every page says what it shows and to whom; the gate decides, and answers "not found" for no."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, NoReturn
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render

from throughcare.access.actions import signing_in
from throughcare.access.policy import may
from throughcare.access.rules import (
    NO_RELATIONSHIP,
    Act,
    Category,
    Decision,
    NotPermitted,
    Refused,
    Verb,
)
from throughcare.people.queries import sight_of
from throughcare.web.door import READING, Denial, Request

View = Callable[..., HttpResponse]
THERE_ALREADY = "23505"
"""What PostgreSQL says where there can be one of something and there is one already."""
AT_ONCE = (
    "Somebody else has saved the same at this moment. Nothing of yours is saved."
    " Go back and look at what they wrote."
)
DONE = 204


def public(view: View) -> View:
    """A page for anybody; it shows nothing of any person."""
    view.page = "public"  # type: ignore[attr-defined]
    return view


def page(
    category: Category, act: Act = Act.READ, relationship: str = NO_RELATIONSHIP
) -> Callable[[View], View]:
    """A page that lists or counts; `relationship` is the one that everybody listed must have."""

    def wear(view: View) -> View:
        @wraps(view)
        def run(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            if not hasattr(request, "viewer"):
                return redirect("sign_in")
            decision = may(request.viewer, act, category, relationship)
            if not decision.permitted:
                _deny(request, [], decision)
            request.shown.categories.add(category)
            request.shown.relationship = relationship
            if act is Act.EXPORT:
                request.shown.verb = Verb.DISCLOSE
            return _once(request, lambda: view(request, *args, **kwargs))

        run.page = "list"  # type: ignore[attr-defined]
        run.asks = (act, category, relationship)  # type: ignore[attr-defined]
        return run

    return wear


def record_page(category: Category, act: Act = Act.READ) -> Callable[[View], View]:
    """A page about one person; the view receives the viewer's sight of that person."""

    def wear(view: View) -> View:
        @wraps(view)
        def run(request: Request, person_id: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
            if not hasattr(request, "viewer"):
                return redirect("sign_in")
            sight = sight_of(request.viewer, person_id, at=request.at)
            if sight is None or not sight.may(category, act):
                decision = sight.decisions[(act, category)] if sight else None
                _deny(request, [person_id], decision)
            if sight.person_id != person_id and request.method in READING:
                # The record was merged into another one: its old address leads there.
                name = request.resolver_match.view_name if request.resolver_match else "record"
                return redirect(name, person_id=sight.person_id, **kwargs)
            request.shown.people.append(sight.person_id)
            request.shown.categories.add(category)
            request.shown.relationship = sight.relationship
            return _once(request, lambda: view(request, sight, *args, **kwargs))

        run.page = "record"  # type: ignore[attr-defined]
        run.asks = (act, category)  # type: ignore[attr-defined]
        return run

    return wear


def signed_in(view: View) -> View:
    """A page for anybody signed in; it shows nothing of any person by itself."""

    @wraps(view)
    def run(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if not hasattr(request, "viewer"):
            return redirect("sign_in")
        return _once(request, lambda: view(request, *args, **kwargs))

    run.page = "signed-in"  # type: ignore[attr-defined]
    return run


def showing(request: Request, people: Iterable[UUID], *categories: Category) -> None:
    """Note whom a page shows and what of them, for the trail."""
    request.shown.people.extend(people)
    request.shown.categories.update(categories)


def _deny(request: Request, people: list[UUID], decision: Decision | None) -> NoReturn:
    request.denial = Denial(people, decision)
    raise Http404


def _once(request: Request, view: Callable[[], HttpResponse]) -> HttpResponse:
    """Act on a form once. What neither leads on nor says "done" (204) has changed nothing."""
    try:
        if request.method != "POST":
            return view()
        key = _form_key(request)
        with transaction.atomic():
            if key:
                led_to = signing_in.begin_form(by=request.viewer, at=request.at, key=key)
                if led_to is not None:
                    return redirect(led_to or "home")
            response = view()
            if not isinstance(response, HttpResponseRedirect):
                transaction.set_rollback(response.status_code != DONE)
            elif key:
                signing_in.end_form(by=request.viewer, at=request.at, key=key, answer=response.url)
        return response
    except NotPermitted as no:
        _deny(request, [], no.decision)
    except Refused as refused:
        return render(request, "refused.html.jinja", {"reasons": refused.reasons}, status=409)
    except IntegrityError as clash:
        # Two people saved the same at once: the database kept one, and the other is told.
        if getattr(clash.__cause__, "sqlstate", "") != THERE_ALREADY:
            raise
        return render(request, "refused.html.jinja", {"reasons": [AT_ONCE]}, status=409)


def _form_key(request: Request) -> UUID | None:
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None
