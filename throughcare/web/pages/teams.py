"""The teams of an organisation: who works there, closing a team, and saying that somebody left."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access import queries as access
from throughcare.access.queries import TeamNow
from throughcare.access.roles import ROLES
from throughcare.access.rules import OWN, Act, Category
from throughcare.care import actions, queries
from throughcare.care.rules import refuse_closing
from throughcare.web.door import Request
from throughcare.web.forms import PageForm
from throughcare.web.gate import page
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.words import london_date

KEEPS_TEAMS = page(Category.STAFF, Act.WRITE, OWN)


class ConfirmForm(PageForm):
    """A button to do it."""


@KEEPS_TEAMS
def teams(request: Request) -> HttpResponse:
    """Every team of the manager's organisation in which somebody works."""
    found = [
        {
            "name": one.name,
            "close": reverse("close_team", args=[one.team_id]),
            "workers": [
                (name, ROLES[role].title, reverse("leaver", args=[worker_id]))
                for worker_id, name, role in one.workers
            ],
        }
        for one in _teams(request)
    ]
    return render(request, "teams.html.jinja", {"teams": found})


@KEEPS_TEAMS
def close_team(request: Request, team_id: UUID) -> HttpResponse:
    """What the team still holds, or a button to close it where it holds nothing."""
    team = next((one for one in _teams(request) if one.team_id == team_id), None)
    if team is None:
        raise Http404
    form = ConfirmForm(sent(request), initial=fresh())
    holds = refuse_closing(queries.held_by(request.viewer, team_id))

    def act() -> None:
        actions.close_team(by=request.viewer, at=request.at, team_id=team_id)

    if request.method == "POST" and done(form, act):
        messages.success(request, f"{team.name} is closed. Nobody works in it from tomorrow.")
        return redirect("teams")
    context = {
        "title": f"Close {team.name}",
        "what": [
            "Nobody works in it from tomorrow, and nobody can refer to it or hand over to it.",
            "What it did stays on the records of the people it worked with.",
        ],
        "undo": "Whoever runs this installation can open a team again.",
        "holds": holds,
        "form": form,
        "submit": "Close the team",
        "back": reverse("teams"),
    }
    return render(request, "team_change.html.jinja", context)


@KEEPS_TEAMS
def leaver(request: Request, worker_id: UUID) -> HttpResponse:
    """Say that somebody works here no longer; their people are on the list of their team."""
    names = {who: name for one in _teams(request) for who, name, _ in one.workers}
    if worker_id not in names:
        raise Http404
    form = ConfirmForm(sent(request), initial=fresh())

    def act() -> None:
        actions.staff_leaves(by=request.viewer, at=request.at, worker_id=worker_id)

    if request.method == "POST" and done(form, act):
        messages.success(request, f"{names[worker_id]} works here no longer, from tomorrow.")
        return redirect("teams")
    context = {
        "title": f"{names[worker_id]} has left",
        "what": [
            "They cannot sign in for this organisation from tomorrow.",
            "The people they worked with stand under “nobody” on “My people”, until a colleague "
            "takes them.",
        ],
        "undo": "Whoever runs this installation can give them a role again.",
        "holds": (),
        "form": form,
        "submit": "They have left",
        "back": reverse("teams"),
    }
    return render(request, "team_change.html.jinja", context)


def _teams(request: Request) -> list[TeamNow]:
    return access.staffed_teams(request.viewer, on=london_date(request.at))


urlpatterns = [
    path("teams", teams, name="teams"),
    path("teams/<uuid:team_id>/close", close_team, name="close_team"),
    path("teams/leaver/<uuid:worker_id>", leaver, name="leaver"),
]
