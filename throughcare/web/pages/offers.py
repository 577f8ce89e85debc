"""Handing a need to another team: offer it, answer an offer, take it back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, Sight
from throughcare.care import actions, queries
from throughcare.care.queries import OfferNow
from throughcare.care.rules import ANSWER_WORDS, NOT_TAKEN_WORDS
from throughcare.web import fields
from throughcare.web.door import Request
from throughcare.web.fields import Choice
from throughcare.web.forms import PageForm
from throughcare.web.gate import record_page
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.record_frame import record_context
from throughcare.web.words import day

IN_WORDS = 300


class OfferNeedForm(PageForm):
    """To which team, and why?"""

    to_team = fields.Radios(label="Which team?", missing="Select a team")
    reason = fields.TextArea(
        label="Why, as they will read it",
        hint="What was tried, what the person wants, and what would help",
        missing="Say why, as they will read it",
        max_length=2000,
    )
    urgent = fields.Tick(
        label="It is urgent: they should answer on the next working day", required=False
    )


class AnswerForm(PageForm):
    """Does your team take the need over?"""

    answer = fields.Radios(
        label="Does your team take it over?",
        missing="Select whether your team takes it over",
        choices=[
            Choice("accepted", "Yes", hint="Your team is responsible from this moment"),
            Choice("declined", "No", reveals=("because",)),
        ],
    )
    because = fields.Radios(
        label="Why not?",
        missing="Select why not",
        choices=[(one.value, words) for one, words in NOT_TAKEN_WORDS.items()],
    )
    note = fields.TextArea(label="Anything to say?", required=False, max_length=IN_WORDS)


class TakeBackForm(PageForm):
    """Take an offer back."""

    note = fields.TextArea(label="Anything to say?", required=False, max_length=IN_WORDS)


@record_page(Category.NEED, Act.WRITE)
def offer_need(request: Request, sight: Sight, need_id: UUID) -> HttpResponse:
    """Offer a need to another team; one's own team stays responsible until they accept."""
    need = queries.need(sight, need_id)
    if need is None:
        raise Http404
    form = OfferNeedForm(sent(request), initial=fresh())
    form.fields["to_team"].offer(  # type: ignore[attr-defined]
        (str(team.team_id), team.name)
        for team in queries.offer_teams(request.viewer)
        if team.team_id != need.team_id
    )
    title = f"Hand over: {need.type.label}"
    return _form(
        request,
        sight,
        form,
        title,
        "Offer it to them",
        lambda: actions.offer_need(
            by=request.viewer,
            at=request.at,
            need_id=need_id,
            to_team_id=UUID(form.cleaned_data["to_team"]),
            reason=form.cleaned_data["reason"],
            urgent=bool(form.cleaned_data["urgent"]),
        ),
        "Offered. Until they accept, your team is responsible.",
    )


@record_page(Category.REFERRAL, Act.WRITE)
def answer_offer(request: Request, sight: Sight, offer_id: UUID) -> HttpResponse:
    """Accept or decline a need that another team offers, or take one's own offer back."""
    offer = next((one for one in queries.offers(sight) if one.offer_id == offer_id), None)
    if offer is None:
        raise Http404
    given: dict[str, Any] = {"by": request.viewer, "at": request.at, "offer_id": offer_id}
    if offer.ours_to_take_back and not offer.ours_to_answer:
        back = TakeBackForm(sent(request), initial=fresh())
        return _form(
            request,
            sight,
            back,
            f"Take back the offer: {offer.need.label}",
            "Take it back",
            lambda: actions.withdraw_offer(**given, note=back.cleaned_data["note"] or ""),
            "Taken back. Your team is responsible, as before.",
            offer,
        )
    form = AnswerForm(sent(request), initial=fresh())

    def act() -> None:
        answers = form.cleaned_data
        note = answers["note"] or ""
        if answers["answer"] == "accepted":
            actions.accept_need(**given, note=note)
        else:
            actions.decline_need(**given, because=answers["because"], note=note)

    return _form(
        request,
        sight,
        form,
        f"{offer.from_team} asks you to take over: {offer.need.label}",
        "Save the answer",
        act,
        "The answer is saved, and both teams see it.",
        offer,
    )


def shown_offer(offer: OfferNow, sight: Sight) -> dict[str, Any]:
    """An offer as the record lists it: what was asked, where it stands, and who answered."""
    said = ANSWER_WORDS[offer.answer]
    why = f": {NOT_TAKEN_WORDS[offer.because].lower()}" if offer.because else ""
    note = f" “{offer.note}”" if offer.note else ""
    waiting = not offer.answered_at
    return {
        "title": f"{offer.need.label}: {offer.from_team} to {offer.to_team}",
        "detail": f"{said}{why}.{note}" if not waiting else f"{said}, by {day(offer.answer_by)}.",
        "reason": offer.reason,
        "who": offer.answered_by or offer.offered_by,
        "verb": said if not waiting else "Offered",
        "moment": offer.answered_at or offer.offered_at,
        "href": reverse("offer", args=[sight.person_id, offer.offer_id])
        if waiting and (offer.ours_to_answer or offer.ours_to_take_back)
        else "",
    }


def _form(
    request: Request,
    sight: Sight,
    form: PageForm,
    title: str,
    submit: str,
    act: Callable[[], object],
    words: str,
    offer: OfferNow | None = None,
) -> HttpResponse:
    tab = "needs" if sight.may(Category.NEED) else "referrals"
    if request.method == "POST" and done(form, act):
        messages.success(request, words)
        return redirect(tab, person_id=sight.person_id)
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "offer": offer,
        "back": reverse(tab, args=[sight.person_id]),
    }
    return render(request, "offer.html.jinja", record_context(request, sight, tab=tab) | context)


BASE = "record/<uuid:person_id>/needs"
urlpatterns = [
    path(f"{BASE}/<uuid:need_id>/hand-over", offer_need, name="offer_need"),
    path("record/<uuid:person_id>/offers/<uuid:offer_id>", answer_offer, name="offer"),
]
