"""A service without an account opens one referral by a secure link, and answers it on a phone."""

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.actions import trail
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import (
    INSTALLATION,
    Act,
    Category,
    ChangedMeanwhile,
    NotPermitted,
    Refused,
    Sight,
    Viewer,
)
from throughcare.care import actions, queries
from throughcare.care.rules import Link, Side, may_go_on, refuse_opening, stands_for, too_many
from throughcare.people import queries as people
from throughcare.people.queries import sight_of
from throughcare.web import fields
from throughcare.web.asked_from import asked_from
from throughcare.web.door import Request
from throughcare.web.forms import PageForm
from throughcare.web.gate import public, record_page
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.record_frame import born_and_age, record_context
from throughcare.web.pages.referral_following import do_move
from throughcare.web.pages.referral_moves import MOVES
from throughcare.web.pages.referral_shown import event_shown, referral_shown
from throughcare.web.words import london_date

OPENED = "link"


class GiveLinkForm(PageForm):
    """To whom do you give the link?"""

    sent_to = fields.Text(
        label="To whom do you give the link?",
        hint="A name, and how you give it. Send it to an address that you have checked",
        missing="Enter to whom you give the link",
    )


@record_page(Category.REFERRAL, Act.WRITE)
def give_link(request: Request, sight: Sight, referral_id: UUID) -> HttpResponse:
    """Make a link for a service that has no account; it is shown once."""
    found = queries.referral(sight, referral_id)
    if found is None or found.side is not Side.SENDER:
        raise Http404
    form = GiveLinkForm(sent(request), initial=fresh())
    secret = secrets.token_urlsafe(32)
    if request.method == "POST" and done(
        form,
        lambda: actions.give_link(
            by=request.viewer,
            at=request.at,
            referral_id=referral_id,
            sent_to=form.cleaned_data["sent_to"],
            secret=secret,
        ),
    ):
        address = request.build_absolute_uri(reverse("open_link", args=[secret]))
        messages.success(
            request,
            f"Give them this address: {address} It opens once, within 14 days, and is not shown"
            " again. Earlier links to this referral open no more.",
        )
        return redirect("referral", person_id=sight.person_id, referral_id=referral_id)
    context = {
        "form": form,
        "title": "A link for a service without an account",
        "back": reverse("referral", args=[sight.person_id, referral_id]),
    }
    return render(
        request, "risk_form.html.jinja", record_context(request, sight, tab="referrals") | context
    )


@public
def open_link(request: Request, secret: str) -> HttpResponse:
    """Say what the link is; only pressing the button opens it, so that no mail filter does."""
    if hasattr(request, "viewer"):
        return _said(request, "You are signed in: the referral is on your worklist.", 404)
    link = queries.link_by_secret(INSTALLATION, secret)
    if wrong := refuse_opening(link, request.at):
        # Only who asks wrongly is told to wait: others come from the same address behind a proxy.
        came_from = asked_from(request)
        with viewing(INSTALLATION, request.at):
            if too_many(queries.tries(INSTALLATION, came_from, at=request.at)):
                return _said(request, "Too many wrong links. Wait ten minutes and try again.", 429)
        actions.wrong_link(by=INSTALLATION, at=request.at, asked_from=came_from)
        return _said(request, wrong, 404)
    assert link is not None  # refused above
    if request.method == "POST":
        try:
            actions.open_link(by=stands_for(link), at=request.at, link=link)
        except (Refused, NotPermitted):
            return _said(request, "This link opens nothing any more. Ask for a new one.", 404)
        request.session.cycle_key()
        request.session[OPENED] = str(link.link_id)
        return redirect("by_link")
    return _kept_nowhere(render(request, "open_link.html.jinja", {"team": link.team}))


@public
def by_link(request: Request) -> HttpResponse:
    """The one referral that the link opened, and what can be recorded next."""
    link, viewer = _opened(request)
    with viewing(viewer, request.at):
        response = _page(request, link, viewer)
        trail.consulted(
            by=viewer,
            at=request.at,
            what="by_link",
            people=[link.person_id],
            categories=[Category.REFERRAL, Category.IDENTITY, Category.SAFETY],
        )
    return _kept_nowhere(response)


@public
def by_link_close(request: Request) -> HttpResponse:
    """Whoever used the link is done: the session ends here, and the link opens no more."""
    if request.method == "POST" and OPENED in request.session:
        request.session.flush()
    return _said(request, "The referral is closed on this device.", 200)


@public
def by_link_move(request: Request, move: str) -> HttpResponse:
    """Record the next step of the referral that the link opened."""
    link, viewer = _opened(request)
    if move not in MOVES:
        raise Http404
    kind, form_kind, text, words, act = MOVES[move]
    with viewing(viewer, request.at):
        sight = sight_of(viewer, link.person_id, at=request.at)
        found = queries.referral(sight, link.referral_id) if sight else None
        if found is None or kind not in found.moves:
            raise Http404
        form = form_kind(sent(request), initial={"version": found.version, **fresh()})
        problem = ""
        if request.method == "POST":
            try:
                if done(form, lambda: do_move(act, viewer, request.at, found, form)):
                    request.session["said"] = words
                    return redirect("by_link")
            except ChangedMeanwhile as changed:
                problem = f"Somebody changed it meanwhile. {changed.current['status']}"
        context = {"form": form, "title": text, "problem": problem, "back": reverse("by_link")}
        response = render(request, "by_link_move.html.jinja", context)
    return _kept_nowhere(response)


def _page(request: Request, link: Link, viewer: Viewer) -> HttpResponse:
    sight = sight_of(viewer, link.person_id, at=request.at)
    found = queries.referral(sight, link.referral_id) if sight else None
    if sight is None or found is None:
        return _said(request, "The referral is not open to your service any more.", 404)
    identity = people.identity(sight)
    details = identity.details
    reach = sight.may(Category.CONTACT) and details.safe_to_contact is not False
    context: dict[str, Any] = {
        "at": request.at,
        "team": link.team,
        "name": identity.name,
        "born": born_and_age(details.born_on, details.born_precision, london_date(request.at)),
        "phone": details.phone if reach else "",
        "one": referral_shown(found),
        "referral": found,
        "needs": [need.label for need in found.needs],
        "safety": queries.safety(sight) if sight.may(Category.SAFETY) else [],
        "thread": [event_shown(event, found) for event in reversed(found.events)],
        "said": request.session.pop("said", ""),
        "moves": [
            {"href": reverse("by_link_move", args=[slug]), "text": text}
            for slug, (kind, _, text, *_) in MOVES.items()
            if kind in found.moves
        ],
    }
    return render(request, "by_link.html.jinja", context)


def _opened(request: Request) -> tuple[Link, Viewer]:
    opened = None if hasattr(request, "viewer") else request.session.get(OPENED)
    link = queries.link_by_id(INSTALLATION, UUID(opened)) if opened else None
    if link is None or not may_go_on(link, request.at):
        request.session.pop(OPENED, None)
        raise Http404
    return link, stands_for(link)


def _said(request: Request, words: str, status: int) -> HttpResponse:
    title = "The link does not open" if status >= 400 else "Closed"
    context = {"words": words, "title": title}
    return _kept_nowhere(render(request, "link_says.html.jinja", context, status=status))


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    """No cache, search engine or other address keeps the page or the secret in its address."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


urlpatterns = [
    path("record/<uuid:person_id>/referrals/<uuid:referral_id>/link", give_link, name="give_link"),
    path("r/<str:secret>", open_link, name="open_link"),
    path("by-link", by_link, name="by_link"),
    path("by-link/close", by_link_close, name="by_link_close"),
    path("by-link/<slug:move>", by_link_move, name="by_link_move"),
]
