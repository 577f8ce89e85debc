"""The forms of handovers: who opens one by hand, and each step with its button and words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from throughcare.care import actions, queries
from throughcare.care.queries import HandoverNow
from throughcare.care.rules import NOT_TAKEN_WORDS
from throughcare.care.rules.handovers import OPEN_HANDOVERS, HandoverState
from throughcare.care.rules.routes import BY_HAND, ROUTE_WORDS
from throughcare.web import fields
from throughcare.web.dates import NotRead, moment_in_london
from throughcare.web.door import Request
from throughcare.web.forms import PageForm
from throughcare.web.words import LONDON, london_date

IN_WORDS = 300
NO_DETAIL = "Without clinical detail: reception and police staff may read it"


class HandOverForm(PageForm):
    """To which team, and why?"""

    route = fields.Radios(
        label="What is handed over?",
        missing="Select what is handed over",
        choices=[(route.value, ROUTE_WORDS[route]) for route in BY_HAND],
    )
    to_team = fields.Select(label="To which team?", missing="Select a team")
    reason = fields.TextArea(
        label="Why, as they will read it",
        hint=NO_DETAIL,
        missing="Say why, as they will read it",
        max_length=IN_WORDS,
    )


class NoteForm(PageForm):
    """Anything to say?"""

    note = fields.TextArea(
        label="Anything to say?", hint=NO_DETAIL, required=False, max_length=IN_WORDS
    )


class DeclineHandoverForm(NoteForm):
    """Why does your team not take the person over?"""

    because = fields.Radios(
        label="Why not?",
        missing="Select why not",
        choices=[(one.value, words) for one, words in NOT_TAKEN_WORDS.items()],
    )
    field_order = ("because", "note")


class PassOnForm(PageForm):
    """Which team then?"""

    to_team = fields.Select(label="To which team?", missing="Select a team")
    reason = fields.TextArea(
        label="Why that team, as they will read it",
        hint=NO_DETAIL,
        missing="Say why that team, as they will read it",
        max_length=IN_WORDS,
    )


class SeenForm(NoteForm):
    """When was the person seen?"""

    seen_on = fields.DateParts(label="Date", what="date on which they were seen")
    seen_at = fields.TimeOfDay(
        label="Time", hint="For example, 14:30 or 2:30 pm", missing="Enter the time"
    )
    field_order = ("seen_on", "seen_at", "note")

    def clean(self) -> dict[str, Any]:
        """Put date and time together."""
        given: dict[str, Any] = self.cleaned_data
        on, clock = given.get("seen_on"), given.get("seen_at")
        if on and clock:
            try:
                given["moment"] = moment_in_london(on, clock)
            except NotRead as problem:
                self.add_error("seen_at", problem.message)
        return given


class DidNotMoveForm(PageForm):
    """How do you know that nobody moved?"""

    reason = fields.TextArea(
        label="How do you know?",
        hint="For example, “The court released them on another day”",
        missing="Say how you know that they did not move",
        max_length=IN_WORDS,
    )


def _nothing(form: PageForm, request: Request, one: HandoverNow) -> None:
    """This form asks nothing of the record."""


def _teams(form: PageForm, request: Request, one: HandoverNow) -> None:
    form.fields["to_team"].offer(  # type: ignore[attr-defined]
        (str(id_), name)
        for id_, name in queries.receiving_teams(request.viewer, london_date(request.at))
        if id_ != one.to_team_id
    )


def _now(at: datetime) -> dict[str, Any]:
    local = at.astimezone(LONDON)
    return {"seen_on": local.date(), "seen_at": local.time().replace(second=0, microsecond=0)}


def _note(answers: dict[str, Any]) -> dict[str, Any]:
    return {"note": answers["note"] or ""}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a handover: its page, its form, whether it fits now, and what it records."""

    title: str
    button: str
    said: str
    form: Callable[..., PageForm]
    act: Callable[..., UUID]
    fits: Callable[[HandoverNow], bool]
    given: Callable[[dict[str, Any]], dict[str, Any]] = _note
    offer: Callable[[PageForm, Request, HandoverNow], None] = _nothing
    initial: Callable[[datetime], dict[str, Any]] = lambda _: {}


S = HandoverState
MOVES: dict[str, Step] = {
    "seen": Step(
        "Record that they were seen",
        "Record that they were seen",
        "Recorded that they were seen. The handover is closed.",
        SeenForm,
        actions.record_handover_seen,
        lambda one: one.ours_to_receive and one.state in (S.WAITING, S.ACCEPTED),
        lambda answers: _note(answers) | {"seen_at": answers["moment"]},
        initial=_now,
    ),
    "accept": Step(
        "Accept: our team takes them over",
        "Accept",
        "Accepted. It stays open until you record that you have seen them.",
        NoteForm,
        actions.accept_handover,
        lambda one: one.ours_to_receive and one.state is S.WAITING,
    ),
    "decline": Step(
        "Decline: our team does not take them over",
        "Decline",
        "Declined. The team that hands over reads why and finds another.",
        DeclineHandoverForm,
        actions.decline_handover,
        lambda one: one.ours_to_receive and one.state is S.WAITING,
        lambda answers: _note(answers) | {"because": answers["because"]},
    ),
    "pass-on": Step(
        "Offer to another team",
        "Offer it to them",
        "Offered. Until they accept, your team answers for it.",
        PassOnForm,
        actions.pass_on,
        lambda one: (
            one.ours_to_give
            and (one.state is S.DECLINED or (one.state is S.WAITING and not one.to_team_id))
        ),
        lambda answers: {
            "to_team_id": UUID(answers["to_team"]),
            "reason": answers["reason"],
        },
        _teams,
    ),
    "did-not-move": Step(
        "They did not move after all",
        "End this handover",
        "Ended. Nobody waits for them any more.",
        DidNotMoveForm,
        actions.end_handover,
        lambda one: one.state in OPEN_HANDOVERS,
        lambda answers: {"reason": answers["reason"]},
    ),
}
