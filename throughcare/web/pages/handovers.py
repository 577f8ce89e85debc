"""Handovers: the list of those that come and go, and on a person's record what is done with one."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.roles import Role
from throughcare.access.rules import Act, Category, RelationshipKind, Sight
from throughcare.care import actions, queries
from throughcare.care.queries import Direction, HandoverNow, HandoverRow
from throughcare.care.rules.handovers import HANDOVER_STEP_WORDS, HANDOVER_WORDS, HandoverState
from throughcare.care.rules.routes import ROUTE_WORDS
from throughcare.sharing.rules import TAKES_OVER
from throughcare.web.door import Request
from throughcare.web.gate import page, record_page, showing
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.handover_forms import MOVES, HandOverForm
from throughcare.web.pages.record_frame import record_context
from throughcare.web.words import day, london_date, plural

PAGE = 50
KNOWN_AS = {
    Role.SERVICE_WORKER: RelationshipKind.REFERRED,
    Role.ESTABLISHMENT_WORKER: RelationshipKind.PRESENT,
}
WAITS_FOR = {
    HandoverState.WAITING: "Their answer",
    HandoverState.ACCEPTED: "To be seen",
    HandoverState.DECLINED: "A team to take them over",
}
OUR_ANSWER = "Your team's answer"


def handovers(request: Request) -> HttpResponse:
    """Who comes to one's own teams and who goes from them, those who are out already first."""
    direction = _one(request.GET.get("direction", ""))
    overdue = request.GET.get("show") == "overdue"
    number = max(1, int(request.GET["page"]) if request.GET.get("page", "").isdecimal() else 1)
    on = london_date(request.at)
    first = (number - 1) * PAGE
    found = queries.handovers(
        request.viewer, on=on, direction=direction, overdue=overdue, offset=first, limit=PAGE
    )
    showing(request, [one.person_id for one in found.rows], Category.IDENTITY, Category.HANDOVER)
    shown = {"direction": direction, "show": "overdue" if overdue else ""}
    context = {
        "at": request.at,
        "groups": [
            {"title": title, "id": one.value, "rows": rows}
            for one, title in ((Direction.COMING, "To us"), (Direction.GOING, "From us"))
            if (rows := [handover_row(row, on) for row in found.rows if row.direction is one])
        ],
        "counts": [
            {"number": found.emergencies, "words": "out before it could be prepared"},
            {"number": found.coming, "words": "to us", "href": _address(direction="coming")},
            {"number": found.going, "words": "from us", "href": _address(direction="going")},
            {"number": found.overdue, "words": "overdue", "href": _address(show="overdue")},
        ],
        "filtered": bool(direction or overdue),
        "everything": _address(),
        "total": found.coming + found.going,
        "shown": f"Showing {first + 1:,} to {first + len(found.rows):,} of {found.shown:,}"
        if found.rows
        else "",
        "previous": _address(**shown, page=number - 1) if number > 1 else "",
        "next": _address(**shown, page=number + 1) if first + PAGE < found.shown else "",
    }
    return render(request, "handovers.html.jinja", context)


def handover_row(row: HandoverRow, on: Any) -> dict[str, Any]:
    """One handover as a list draws it: whom, from where to where, who has it, and by when."""
    goes = row.to_team or "a team not known yet"
    places = " to ".join(place for place in (row.from_place, row.to_place) if place)
    return {
        "href": reverse("person_handovers", args=[row.person_id]),
        "task": ROUTE_WORDS[row.route],
        "person": row.person or "a restricted record",
        "detail": f"{row.from_team} to {goes}" + (f" ({places})" if places else ""),
        "kind": "handover",
        "status": row.state.value,
        "urgent": row.emergency,
        "due": _due(row, on),
        "late": row.due_on < on or row.emergency,
    }


def _due(row: HandoverRow, on: Any) -> str:
    what = _waits_for(row.state, row.to_team, ours=row.direction is Direction.COMING)
    if row.emergency:
        return f"{what} now: moved {day(row.moved_at)}"
    late = (on - row.due_on).days
    if late > 0:
        return f"{what}: overdue by {plural(late, 'day')} (due {day(row.due_on)})"
    return f"{what} by {'today' if late == 0 else day(row.due_on)}"


def _waits_for(state: HandoverState, to_team: str, *, ours: bool) -> str:
    """What is waited for, seen from whose turn it is."""
    if not to_team:
        return WAITS_FOR[HandoverState.DECLINED]
    return OUR_ANSWER if ours and state is HandoverState.WAITING else WAITS_FOR[state]


@record_page(Category.HANDOVER)
def person_handovers(request: Request, sight: Sight) -> HttpResponse:
    """Every handover of one person, with what happened on its way and what can be recorded."""
    found = queries.handovers_of(sight)
    cards = [_card(sight, one) for one in found]
    context = {
        "open": [card for card in cards if card["open"]],
        "over": [card for card in cards if not card["open"]],
        "may_open": sight.may(Category.HANDOVER, Act.WRITE) and sight.may(Category.NEED),
    }
    return render(
        request, "person_handovers.html.jinja",
        record_context(request, sight, tab="person_handovers") | context,
    )  # fmt: skip


def _card(sight: Sight, one: HandoverNow) -> dict[str, Any]:
    where = " to ".join(place for place in (one.from_place, one.to_place) if place)
    waits = _waits_for(one.state, one.to_team, ours=one.ours_to_receive) if one.open else ""
    return {
        "title": ROUTE_WORDS[one.route],
        "id": str(one.handover_id),
        "open": one.open,
        "status": one.state.value,
        "emergency": one.emergency and one.open,
        "facts": [
            ("From", one.from_team),
            ("To", one.to_team or "Not known yet: the team that hands over finds out"),
            ("Way", where),
            ("Moved", day(one.moved_at)),
            ("Arrived", day(one.arrived_at) if one.arrived_at else "Not told"),
            ("Seen by the receiving team", day(one.seen_at) if one.seen_at else one.ended or "No"),
            ("Next", f"{waits}, by {day(one.due_on)}" if one.due_on else "Nothing"),
        ],
        "moves": _moves(sight, one),
        "pack": _pack(sight, one),
        "own_record": one.open and one.same_organisation and one.ours_to_give,
        "thread": [
            {
                "title": HANDOVER_STEP_WORDS[step.kind] + (f": {step.team}" if step.team else ""),
                "detail": ". ".join(part for part in (step.because, step.note) if part),
                "moment": step.at,
                "who": step.who,
                "verb": "Recorded",
            }
            for step in reversed(one.happened)
        ],
    }


def _moves(sight: Sight, one: HandoverNow) -> list[dict[str, str]]:
    if not sight.may(Category.HANDOVER, Act.WRITE):
        return []
    return [
        {
            "href": reverse("handover_move", args=[sight.person_id, one.handover_id, name]),
            "text": move.title,
        }
        for name, move in MOVES.items()
        if move.fits(one)
    ]


def _pack(sight: Sight, one: HandoverNow) -> str:
    """Where to compose what the receiving team must know, for whoever may send it."""
    if not (one.open and one.team_gives and one.to_organisation_id):
        return ""
    if one.same_organisation or one.to_kind is None:
        return ""
    if not sight.may(Category.HANDOVER, Act.DISCLOSE):
        return ""
    recipient = TAKES_OVER[one.to_kind].value
    return reverse("share_ask", args=[sight.person_id, recipient, one.to_organisation_id])


@record_page(Category.HANDOVER, Act.WRITE)
def handover_move(request: Request, sight: Sight, handover_id: UUID, step: str) -> HttpResponse:
    """Answer a handover, pass it on, say that the person was seen, or that nobody moved."""
    one = queries.handover_of(sight, handover_id)
    move = MOVES.get(step)
    if one is None or move is None or not (one.ours_to_give or one.ours_to_receive):
        raise Http404
    form = move.form(sent(request), initial=fresh() | move.initial(request.at))
    move.offer(form, request, one)

    def act() -> None:
        answers = form.cleaned_data
        move.act(by=request.viewer, at=request.at, handover_id=handover_id, **move.given(answers))

    if request.method == "POST" and done(form, act):
        messages.success(request, move.said)
        return redirect("handovers")
    facts = f"{ROUTE_WORDS[one.route]}: {one.from_team} to {one.to_team or 'a team not known yet'}."
    state = HANDOVER_WORDS[one.state]
    return _form(request, sight, form, move.title, move.button, f"{facts} {state}.")


@record_page(Category.HANDOVER, Act.WRITE)
def open_handover(request: Request, sight: Sight) -> HttpResponse:
    """Hand somebody over where no movement tells of it."""
    form = HandOverForm(sent(request), initial=fresh())
    form.fields["to_team"].offer(  # type: ignore[attr-defined]
        (str(id_), name)
        for id_, name in queries.receiving_teams(request.viewer, london_date(request.at))
    )

    def act() -> None:
        answers = form.cleaned_data
        actions.hand_over(
            by=request.viewer,
            at=request.at,
            person_id=sight.person_id,
            route=answers["route"],
            to_team_id=UUID(answers["to_team"]),
            reason=answers["reason"],
        )

    if request.method == "POST" and done(form, act):
        messages.success(request, "Offered. Until they accept, your team answers for it.")
        return redirect("person_handovers", person_id=sight.person_id)
    about = (
        "Moves between custody, court, prison, hospital and home open a handover by themselves."
        " Use this for what no movement tells."
    )
    return _form(request, sight, form, "Hand over to another team", "Offer it to them", about)


def _form(
    request: Request, sight: Sight, form: Any, title: str, submit: str, about: str
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "about": about,
        "back": reverse("person_handovers", args=[sight.person_id]),
    }
    return render(
        request, "handover_form.html.jinja",
        record_context(request, sight, tab="person_handovers") | context,
    )  # fmt: skip


def _one(value: str) -> Direction | None:
    return Direction(value) if value in set(Direction) else None


def _address(**query: Any) -> str:
    said = {name: str(value) for name, value in query.items() if value}
    here = reverse("handovers")
    return f"{here}?{urlencode(said)}" if said else here


def gate(request: Request) -> HttpResponse:
    """The list for every role that gives or receives people, by how it knows them."""
    role = request.viewer.role if hasattr(request, "viewer") else None
    known_as = KNOWN_AS.get(role, RelationshipKind.ALLOCATED) if role else RelationshipKind.PRESENT
    wear: Callable[[Any], Any] = page(Category.HANDOVER, relationship=known_as)
    answer: HttpResponse = wear(handovers)(request)
    return answer


gate.page = "list"  # type: ignore[attr-defined]
gate.asks = (Act.READ, Category.HANDOVER, RelationshipKind.ALLOCATED)  # type: ignore[attr-defined]

BASE = "record/<uuid:person_id>/handovers"
urlpatterns = [
    path("handovers", gate, name="handovers"),
    path(BASE, person_handovers, name="person_handovers"),
    path(f"{BASE}/new", open_handover, name="open_handover"),
    path(f"{BASE}/<uuid:handover_id>/<slug:step>", handover_move, name="handover_move"),
]
