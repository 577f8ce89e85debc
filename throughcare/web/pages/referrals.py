"""Referrals of a person: every one, one whole as both sides see it, and making one."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access import queries as access
from throughcare.access.rules import Act, Category, Sight, Viewer
from throughcare.care import actions, queries
from throughcare.care.queries import ReferralNow
from throughcare.care.rules import (
    CONSENT_WORDS,
    ESCORT_WORDS,
    Consent,
    Escort,
    Side,
)
from throughcare.pathway import queries as pathway
from throughcare.web.door import Request
from throughcare.web.fields import Choice
from throughcare.web.gate import record_page
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.record_frame import record_context
from throughcare.web.pages.referral_forms import ReferForm
from throughcare.web.pages.referral_moves import MOVES
from throughcare.web.pages.referral_shown import event_shown, referral_shown

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
    form.fields["to_team"].offer(services(request.viewer))  # type: ignore[attr-defined]
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
    found = found_or_404(sight, referral_id)
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


def found_or_404(sight: Sight, referral_id: UUID) -> ReferralNow:
    """The referral, or the answer to whoever may not see it."""
    found = queries.referral(sight, referral_id)
    if found is None:
        raise Http404
    return found


def _may_refer(sight: Sight) -> bool:
    return sight.may(Category.REFERRAL, Act.WRITE) and sight.may(Category.NEED)


def services(viewer: Viewer) -> list[Choice]:
    """The services that a person can be referred to."""
    return [Choice(str(team.id), team.name, hint=team.offers) for team in access.services(viewer)]


BASE = "record/<uuid:person_id>/referrals"
urlpatterns = [
    path(BASE, referrals, name="referrals"),
    path(f"{BASE}/refer", refer, name="refer"),
    path(f"{BASE}/<uuid:referral_id>", referral, name="referral"),
]
