"""Handing people of a team or a colleague on to another team: asked once, answered once."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access import queries as access
from throughcare.access.rules import Act, Category, RelationshipKind
from throughcare.care import actions, queries
from throughcare.care.queries import HandedOn
from throughcare.care.rules import NOT_TAKEN_WORDS
from throughcare.web import fields
from throughcare.web.door import Request
from throughcare.web.fields import Choice
from throughcare.web.forms import PageForm
from throughcare.web.gate import page, showing
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.words import day, london_date, plural

WRITES = page(Category.NEED, Act.WRITE, relationship=RelationshipKind.ALLOCATED)
EVERYBODY, NOBODY = "everybody", "nobody"


class HandOnForm(PageForm):
    """Whose people, to which team, and why?"""

    whose = fields.Radios(label="Whose people?", missing="Select whose people")
    to_team = fields.Select(label="Which team is asked?", missing="Select a team")
    reason = fields.TextArea(
        label="Why, as they will read it",
        hint="They see it with every person. Keep it free of what concerns one of them alone",
        missing="Say why, as they will read it",
        max_length=2000,
    )


class TakeOverForm(PageForm):
    """Does your team take them over?"""

    answer = fields.Radios(
        label="Does your team take them over?",
        missing="Select whether your team takes them over",
        choices=[
            Choice("accepted", "Yes, all", hint="Your team is responsible from this moment"),
            Choice("declined", "No", hint="Nothing moves", reveals=("because",)),
        ],
    )
    because = fields.Radios(
        label="Why not?",
        missing="Select why not",
        choices=[(one.value, words) for one, words in NOT_TAKEN_WORDS.items()],
    )


@WRITES
def hand_on(request: Request) -> HttpResponse:
    """Choose whose people are handed on and to whom; each choice says how many that is."""
    form = HandOnForm(sent(request), initial=fresh())
    choices = _whom(request)
    form.fields["whose"].offer(  # type: ignore[attr-defined]
        Choice(code, words) for code, (words, _) in choices.items()
    )
    form.fields["to_team"].offer(  # type: ignore[attr-defined]
        (str(team.team_id), team.name) for team in queries.offer_teams(request.viewer)
    )

    def act() -> None:
        team_id, worker_id, everybody = choices[form.cleaned_data["whose"]][1]
        actions.hand_on(
            by=request.viewer,
            at=request.at,
            from_team_id=team_id,
            worker_id=worker_id,
            everybody=everybody,
            to_team_id=UUID(form.cleaned_data["to_team"]),
            reason=form.cleaned_data["reason"],
        )

    if request.method == "POST" and done(form, act):
        messages.success(request, "Offered. Until they accept, your team is responsible.")
        return redirect("caseload")
    context = {
        "title": "Hand people on to another team",
        "lead": "They are asked to take over all that your team holds for these people: open and"
        " unmet needs, risks, plans and their steps, treatment requirements, contracts and panels."
        " Nothing moves until they accept.",
        "form": form,
        "submit": "Ask them",
        "empty": "Your team holds nothing for anybody now." if not choices else "",
        "back": reverse("caseload"),
    }
    return render(request, "hand_on.html.jinja", context)


@WRITES
def take_over(request: Request, batch: UUID) -> HttpResponse:
    """Take everybody over or not; or, on the giver's side, take the offer back."""
    offer = queries.handed_on(request.viewer, batch)
    if offer is None or not (offer.ours_to_answer or offer.ours_to_take_back):
        raise Http404
    showing(request, [person for person, _ in offer.people], Category.IDENTITY)
    given: dict[str, Any] = {"by": request.viewer, "at": request.at, "batch": batch}
    form = TakeOverForm(sent(request), initial=fresh()) if offer.ours_to_answer else PageForm(
        sent(request), initial=fresh()
    )  # fmt: skip

    def act() -> None:
        if not offer.ours_to_answer:
            actions.leave_with_giver(**given)
        elif form.cleaned_data["answer"] == "accepted":
            actions.take_over(**given)
        else:
            actions.leave_with_giver(**given, because=form.cleaned_data["because"])

    if request.method == "POST" and done(form, act):
        messages.success(request, "The answer is saved, and both teams see it.")
        return redirect("worklist")
    number = plural(len(offer.people), "person", "people")
    context = {
        "title": f"{offer.from_team} asks you to take over {number}"
        if offer.ours_to_answer
        else f"Take back the offer of {number} to {offer.to_team}",
        "lead": f"“{offer.reason}” Asked by {offer.offered_by}. Answer by {day(offer.answer_by)}.",
        "people": _people(offer),
        "form": form,
        "submit": "Save the answer" if offer.ours_to_answer else "Take it back",
        "back": reverse("worklist"),
    }
    return render(request, "hand_on.html.jinja", context)


def _people(offer: HandedOn) -> Iterable[tuple[str, str]]:
    return [
        (reverse("needs", args=[person]), name or "a restricted record")
        for person, name in offer.people
    ]


def _whom(request: Request) -> dict[str, tuple[str, tuple[UUID, UUID | None, bool]]]:
    """Each choice with its words and how many people, and which team and colleague it means."""
    on = london_date(request.at)
    names = {one.worker_id: one.name for one in queries.colleagues(request.viewer, on=on)}
    found: dict[str, tuple[str, tuple[UUID, UUID | None, bool]]] = {}
    for team in access.own_teams(request.viewer):
        held = queries.held_people(request.viewer, team.id, on=on)
        whom: list[tuple[str, str, UUID | None, bool]] = [
            (EVERYBODY, f"Everybody of {team.name}", None, True),
            *((str(worker), f"People of {name}", worker, False) for worker, name in names.items()),
            (NOBODY, f"Those of {team.name} whom nobody works with", None, False),
        ]
        for code, words, worker, everybody in whom:
            number = len(held.of(worker, everybody=everybody))
            if number:
                said = f"{words}: {plural(number, 'person', 'people')}"
                found[f"{team.id}:{code}"] = (said, (team.id, worker, everybody))
    return found


urlpatterns = [
    path("hand-on", hand_on, name="hand_on"),
    path("hand-on/<uuid:batch>", take_over, name="take_over"),
]
