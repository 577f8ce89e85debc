"""What happens next with a referral: the next link of its chain, or another service instead."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, ChangedMeanwhile, Sight, Viewer
from throughcare.care import actions
from throughcare.care.queries import ReferralNow
from throughcare.care.rules import Side
from throughcare.web.door import Request
from throughcare.web.forms import PageForm
from throughcare.web.gate import record_page
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.record_frame import record_context
from throughcare.web.pages.referral_forms import ElsewhereForm, GettingThereForm
from throughcare.web.pages.referral_moves import MOVES
from throughcare.web.pages.referral_shown import referral_shown
from throughcare.web.pages.referrals import BASE, found_or_404, services


@record_page(Category.REFERRAL, Act.WRITE)
def referral_move(request: Request, sight: Sight, referral_id: UUID, move: str) -> HttpResponse:
    """Record the next link of the chain."""
    found = found_or_404(sight, referral_id)
    if move not in MOVES:
        raise Http404
    kind, form_kind, text, words, act = MOVES[move]
    first: dict[str, Any] = {"version": found.version}
    if form_kind is GettingThereForm:
        first |= {"escort": found.escort, "note": found.getting_there}
    form = form_kind(sent(request), initial=fresh() | first)
    if "to_team_id" in form.fields:
        form.fields["to_team_id"].offer(services(request.viewer))  # type: ignore[attr-defined]
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
    found = found_or_404(sight, referral_id)
    if found.side is not Side.SENDER:
        raise Http404
    form = ElsewhereForm(
        sent(request), initial=fresh() | {"version": found.version, "reason": found.reason}
    )
    form.fields["to_team"].offer(  # type: ignore[attr-defined]
        one for one in services(request.viewer) if one.value != str(found.to_team_id)
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


urlpatterns = [
    path(f"{BASE}/<uuid:referral_id>/elsewhere", send_elsewhere, name="send_elsewhere"),
    path(f"{BASE}/<uuid:referral_id>/<slug:move>", referral_move, name="referral_move"),
]
