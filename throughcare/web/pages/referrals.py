"""Referrals: make one, and follow it as both sides see it until the service has seen the person."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access import queries as access
from throughcare.access.rules import Act, Category, ChangedMeanwhile, Sight, Viewer
from throughcare.care import actions, queries
from throughcare.care.queries import ReferralHappening, ReferralNow
from throughcare.care.rules import (
    CONSENT_WORDS,
    ESCORT_WORDS,
    EVENT_WORDS,
    Consent,
    Escort,
    ReferralEventKind,
    ReferralStatus,
    Side,
    sentence,
)
from throughcare.pathway import queries as pathway
from throughcare.web.door import Request
from throughcare.web.fields import Choice
from throughcare.web.forms import PageForm
from throughcare.web.gate import record_page
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.record_frame import record_context
from throughcare.web.pages.referral_forms import (
    ElsewhereForm,
    GettingThereForm,
    ReferForm,
)
from throughcare.web.pages.referral_moves import MOVES
from throughcare.web.words import day, day_and_time, london_date

SENT = "The referral is sent. It stays on the list until they are seen."
KEPT = "The draft is kept. The service knows nothing of it until you send it."


@record_page(Category.REFERRAL)
def referrals(request: Request, sight: Sight) -> HttpResponse:
    """Every referral that the viewer may see, open ones first."""
    rows = queries.referrals(sight)
    context = {
        "open": [referral_shown(row) for row in rows if row.open],
        "ended": [referral_shown(row) for row in rows if not row.open],
        "may_refer": _may_refer(sight),
    }
    return render(
        request, "referrals.html.jinja", record_context(request, sight, tab="referrals") | context
    )


@record_page(Category.REFERRAL, Act.WRITE)
def refer(request: Request, sight: Sight) -> HttpResponse:
    """Refer to a service, or put the person back in touch with somebody who knows them."""
    if not _may_refer(sight):
        raise Http404
    form = ReferForm(
        sent(request), initial=fresh() | {"kind": "new", "to_team": request.GET.get("to", "")}
    )
    form.fields["to_team"].offer(_services(request.viewer))  # type: ignore[attr-defined]
    form.fields["needs"].offer(  # type: ignore[attr-defined]
        (str(need.need_id), need.type.label) for need in queries.needs(sight) if need.open
    )
    made: list[UUID] = []

    def act() -> None:
        here, answers = pathway.episodes(sight), form.cleaned_data
        made.append(
            actions.refer(
                by=request.viewer,
                at=request.at,
                person_id=sight.person_id,
                episode_id=here[0].episode_id if here else None,
                to_team_id=UUID(answers["to_team"]),
                need_ids=[UUID(need) for need in answers["needs"]],
                reason=answers["reason"],
                urgent=bool(answers["urgent"]),
                relink=answers["kind"] == "relink",
                who=answers["who"] or "",
                although=answers["although"] or "",
                consent=answers["consent"] or Consent.NOT_ASKED,
                escort=answers["escort"] or Escort.NOT_SAID,
                getting_there=answers["getting_there"] or "",
                draft=bool(answers["draft"]),
            )
        )

    if request.method == "POST" and done(form, act):
        messages.success(request, KEPT if form.cleaned_data["draft"] else SENT)
        return redirect("referral", person_id=sight.person_id, referral_id=made[0])
    context = {"form": form, "back": reverse("referrals", args=[sight.person_id])}
    return render(
        request, "refer.html.jinja", record_context(request, sight, tab="referrals") | context
    )


@record_page(Category.REFERRAL)
def referral(request: Request, sight: Sight, referral_id: UUID) -> HttpResponse:
    """One referral: where it stands, what happens next, by whom, by when, and the whole thread."""
    found = _found(sight, referral_id)
    context = {
        "one": referral_shown(found),
        "referral": found,
        "needs": [need.label for need in found.needs],
        "consent": CONSENT_WORDS[found.consent],
        "escort": ESCORT_WORDS[found.escort],
        "thread": [event_shown(event, found) for event in reversed(found.events)],
        "moves": [
            {
                "href": reverse("referral_move", args=[sight.person_id, referral_id, slug]),
                "text": text,
            }
            for slug, (kind, _, text, *_) in sorted(
                MOVES.items(), key=lambda one: [*found.moves, one[1][0]].index(one[1][0])
            )
            if kind in found.moves
        ],
        "elsewhere": found.side is Side.SENDER and found.open,
        "own_turn": found.open and found.side is Side.SERVICE,
        "back": reverse("referrals", args=[sight.person_id]),
    }
    return render(
        request, "referral.html.jinja", record_context(request, sight, tab="referrals") | context
    )


@record_page(Category.REFERRAL, Act.WRITE)
def referral_move(request: Request, sight: Sight, referral_id: UUID, move: str) -> HttpResponse:
    """Record the next link of the chain."""
    found = _found(sight, referral_id)
    if move not in MOVES:
        raise Http404
    kind, form_kind, text, words, act = MOVES[move]
    first: dict[str, Any] = {"version": found.version}
    if form_kind is GettingThereForm:
        first |= {"escort": found.escort, "note": found.getting_there}
    form = form_kind(sent(request), initial=fresh() | first)
    if "to_team_id" in form.fields:
        form.fields["to_team_id"].offer(_services(request.viewer))  # type: ignore[attr-defined]
    if request.method == "POST":
        return _answer(
            request,
            sight,
            found,
            form,
            text,
            words,
            lambda: do_move(act, request.viewer, request.at, found, form),
        )
    if kind not in found.moves:
        return redirect("referral", person_id=sight.person_id, referral_id=referral_id)
    return _move_page(request, sight, found, form, text)


@record_page(Category.REFERRAL, Act.WRITE)
def send_elsewhere(request: Request, sight: Sight, referral_id: UUID) -> HttpResponse:
    """Refer to another service instead."""
    found = _found(sight, referral_id)
    if found.side is not Side.SENDER:
        raise Http404
    form = ElsewhereForm(
        sent(request), initial=fresh() | {"version": found.version, "reason": found.reason}
    )
    form.fields["to_team"].offer(  # type: ignore[attr-defined]
        one for one in _services(request.viewer) if one.value != str(found.to_team_id)
    )

    def act() -> UUID:
        return actions.send_elsewhere(
            by=request.viewer,
            at=request.at,
            referral_id=referral_id,
            to_team_id=UUID(form.cleaned_data["to_team"]),
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"],
        )

    words = "Sent to the other service. The first referral is closed and names the new one."
    if request.method == "POST":
        return _answer(request, sight, found, form, "Send elsewhere", words, act)
    return _move_page(request, sight, found, form, "Send elsewhere")


AS_SAID = ("version", "reason", "cancelled_by", "escort")


def do_move(
    act: Callable[..., UUID], by: Viewer, at: datetime, found: ReferralNow, form: PageForm
) -> UUID:
    """Do what a form says with a referral."""
    answers = form.cleaned_data
    given: dict[str, Any] = {name: answers[name] for name in AS_SAID if name in answers}
    if "to_team_id" in answers:
        given["to_team_id"] = UUID(answers["to_team_id"])
    if "moment" in answers:
        given["appointment_at"] = answers["moment"]
    return act(
        by=by,
        at=at,
        referral_id=found.referral_id,
        note=answers["note"] or "",
        **given,
    )


def _answer(
    request: Request,
    sight: Sight,
    found: ReferralNow,
    form: PageForm,
    text: str,
    words: str,
    act: Callable[[], UUID],
) -> HttpResponse:
    changed, led_to = None, []
    try:
        if done(form, lambda: led_to.append(act())):
            messages.success(request, words)
            return redirect("referral", person_id=sight.person_id, referral_id=led_to[0])
    except ChangedMeanwhile as meanwhile:
        changed = meanwhile
    return _move_page(request, sight, found, form, text, changed)


def _move_page(
    request: Request,
    sight: Sight,
    found: ReferralNow,
    form: PageForm,
    text: str,
    changed: ChangedMeanwhile | None = None,
) -> HttpResponse:
    context = {
        "one": referral_shown(found),
        "form": form,
        "title": text,
        "changed": changed,
        "back": reverse("referral", args=[sight.person_id, found.referral_id]),
    }
    return render(
        request,
        "referral_move.html.jinja",
        record_context(request, sight, tab="referrals") | context,
    )


def _found(sight: Sight, referral_id: UUID) -> ReferralNow:
    found = queries.referral(sight, referral_id)
    if found is None:
        raise Http404
    return found


def _may_refer(sight: Sight) -> bool:
    return sight.may(Category.REFERRAL, Act.WRITE) and sight.may(Category.NEED)


def _services(viewer: Viewer) -> list[Choice]:
    return [Choice(str(team.id), team.name, hint=team.offers) for team in access.services(viewer)]


def referral_shown(row: ReferralNow) -> dict[str, Any]:
    """A referral as a card draws it."""
    return {
        "href": reverse("referral", args=[row.person_id, row.referral_id]),
        "title": row.to_team,
        "status": row.status.value.replace("-", "_"),
        "sentence": _sentence(row),
        "next": f"{row.next_action}: {row.held_by}, by {day(row.next_action_on)}"
        if row.open
        else "",
        "urgent": row.urgent,
        "relink": row.relink,
        "reason": row.reason,
        "who": row.who,
        "from": row.from_team,
        "made_by": row.made_by,
        "made_at": row.made_at,
        "made_on": london_date(row.made_at),
        "later": reverse("referral", args=[row.person_id, row.later_id]) if row.later_id else "",
        "earlier": reverse("referral", args=[row.person_id, row.instead_of_id])
        if row.instead_of_id and row.side is Side.SENDER
        else "",
    }


def _sentence(row: ReferralNow) -> str:
    """Where the referral stands, with the day or the reason that belongs to it."""
    last = row.events[-1] if row.events else None
    said = sentence(row.status)
    if row.status is ReferralStatus.BOOKED:
        return f"An appointment is booked for {day_and_time(row.appointment_at)}."
    if last and last.reason:
        return f"{said} {last.reason}."
    return said


def event_shown(event: ReferralHappening, one: ReferralNow) -> dict[str, Any]:
    """A link of the chain as a timeline draws it."""
    asked = one.relink and event.kind is ReferralEventKind.MADE
    note = f"The professional who already knows them: {event.note}" if asked else event.note
    booked = f"For {day_and_time(event.appointment_at)}." if event.appointment_at else ""
    reason = f"{event.reason}." if event.reason else ""
    return {
        "title": "Asked to put them back in touch" if asked else EVENT_WORDS[event.kind],
        "detail": " ".join(filter(None, [booked, reason, note if event.note else ""])),
        "moment": event.at,
        "who": event.who,
    }


BASE = "record/<uuid:person_id>/referrals"
urlpatterns = [
    path(BASE, referrals, name="referrals"),
    path(f"{BASE}/refer", refer, name="refer"),
    path(f"{BASE}/<uuid:referral_id>", referral, name="referral"),
    path(f"{BASE}/<uuid:referral_id>/elsewhere", send_elsewhere, name="send_elsewhere"),
    path(f"{BASE}/<uuid:referral_id>/<slug:move>", referral_move, name="referral_move"),
]
