"""Adding a place, saying which team covers it from when until when, ending that, and closing it."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.validators import RegexValidator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access import queries as access
from throughcare.access.policy import may
from throughcare.access.rules import NO_RELATIONSHIP, OWN, Act, Category, NotPermitted
from throughcare.pathway import actions, queries
from throughcare.pathway.actions import ToCover
from throughcare.pathway.queries import KnownPlace
from throughcare.pathway.rules import PLACE_WORDS, CoverState, PlaceKind, left_open, nobody_else
from throughcare.web import fields
from throughcare.web.door import Request
from throughcare.web.fields import Choice
from throughcare.web.forms import PageForm
from throughcare.web.gate import page
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.words import day, london_date

KEEPS_PLACES = page(Category.ORGANISATION, Act.WRITE, OWN)
FOR_WHOM = (("everybody", "Everybody"), ("adults", "Adults"), ("children", "People under 18"))
UNDER_18 = {"everybody": None, "adults": False, "children": True}
CODE = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$", "Write the short code in small letters, digits and hyphens"
)
HOLDS_ONCE = "It is asked for, and holds for nobody until {} agrees."
WAITS = "Your team covers it once {} agrees, not before."
UNDO_OWN = "You can end it on any day."
UNDO_ASKED = "You can take it back while it waits, and end it on any day after."


class CoverForm(PageForm):
    """Which team, for whom, from when until when."""

    team = fields.Select(label="Which of your teams covers it?", missing="Select your team")
    for_whom = fields.Radios(
        label="For whom?", choices=FOR_WHOM, missing="Select for whom the team is there"
    )
    starts_on = fields.DateParts(label="From which day on?", what="first day")
    ends_on = fields.DateParts(
        label="Until which day?",
        hint="Leave this empty while no last day is known",
        what="last day",
        required=False,
    )


class AddForm(PageForm):
    """What it is called, of which sort it is, and who runs and covers it."""

    name = fields.Text(label="What is it called?", missing="Enter its name", max_length=200)
    kind = fields.Select(
        label="Of which sort is it?",
        choices=tuple((kind.value, words) for kind, words in PLACE_WORDS.items()),
        missing="Select the sort of place",
    )
    organisation = fields.Select(
        label="Who runs it?",
        hint="People who arrive there become known to whoever runs it",
        missing="Select who runs it",
    )
    code = fields.Text(
        label="Short code",
        hint="As files and feeds name it, such as amb-c1. Leave it empty to have one made.",
        required=False,
        max_length=40,
        validators=[CODE],
    )
    covered = fields.Radios(
        label="Does one of your teams cover it?",
        choices=(
            Choice("yes", "Yes", reveals=("team", "for_whom", "starts_on")),
            Choice("no", "No, or not yet"),
        ),
        missing="Say whether one of your teams covers it",
    )
    team = CoverForm.base_fields["team"]
    for_whom = CoverForm.base_fields["for_whom"]
    starts_on = CoverForm.base_fields["starts_on"]


class EndForm(PageForm):
    """The last day of cover."""

    last_day = fields.DateParts(
        label="What is the last day?",
        hint="What has not begun is taken back by a day before its first",
        what="last day",
    )
    anyway = fields.Tick(
        label="End it, although people are there and nobody else covers it", required=False
    )


class CloseForm(PageForm):
    """The last day of a place."""

    closed_on = fields.DateParts(label="What was its last day?", what="last day")


@KEEPS_PLACES
def add_place(request: Request) -> HttpResponse:
    """Add a place that one's organisation runs, or that one of its teams covers."""
    on = london_date(request.at)
    form = AddForm(sent(request), initial=fresh() | {"starts_on": on})
    form.fields["organisation"].offer(_named(access.organisations(request.viewer)))  # type: ignore[attr-defined]
    form.fields["team"].offer(_teams(request))  # type: ignore[attr-defined]
    made: list[str] = []

    def act() -> None:
        given = form.cleaned_data
        covered = None
        if given["covered"] == "yes":
            covered = ToCover(UUID(given["team"]), given["starts_on"], UNDER_18[given["for_whom"]])
        made.append(
            actions.add_place(
                by=request.viewer,
                at=request.at,
                organisation_id=UUID(given["organisation"]),
                name=given["name"],
                kind=PlaceKind(given["kind"]),
                code=given["code"],
                covered=covered,
            )
        )

    if request.method == "POST" and done(form, act):
        said = f"{form.cleaned_data['name']} is added."
        if form.cleaned_data["covered"] == "yes":
            said += _asked(queries.known_place(request.viewer, made[0], on=on))
        messages.success(request, said)
        return redirect("place", place_code=made[0])
    context = {"title": "Add a place", "form": form, "submit": "Add it", "back": reverse("places")}
    return render(request, "place_change.html.jinja", context)


@KEEPS_PLACES
def cover_place(request: Request, place_code: str) -> HttpResponse:
    """Say that one's own team covers a place."""
    known = _known(request, place_code)
    form = CoverForm(sent(request), initial=fresh() | {"starts_on": london_date(request.at)})
    form.fields["team"].offer(_teams(request))  # type: ignore[attr-defined]

    def act() -> None:
        given = form.cleaned_data
        covered = ToCover(
            UUID(given["team"]),
            given["starts_on"],
            UNDER_18[given["for_whom"]],
            given["ends_on"],
        )
        actions.begin_cover(by=request.viewer, at=request.at, place_id=known.id, covered=covered)

    if request.method == "POST" and done(form, act):
        said = f"Your team covers {known.name}." if known.runs else "It is asked for."
        messages.success(request, said + _asked(known))
        return redirect("place", place_code=place_code)
    context = {
        "title": f"{'Say which' if known.runs else 'Ask that your'} team covers {known.name}",
        "what": [
            *([] if known.runs else [HOLDS_ONCE.format(known.organisation)]),
            "Your organisation comes to know who arrives there, from the first day to the last.",
            "Whoever is there already becomes known only when somebody refers them to you.",
        ],
        "undo": UNDO_OWN if known.runs else UNDO_ASKED,
        "form": form,
        "submit": "Save" if known.runs else "Ask",
        "back": _back(known),
    }
    return render(request, "place_change.html.jinja", context)


@KEEPS_PLACES
def end_cover(request: Request, place_code: str, cover_id: UUID) -> HttpResponse:
    """Say on which day a team covers a place for the last time."""
    known, on = _known(request, place_code), london_date(request.at)
    said = next((one for one in known.covers if one.cover_id == cover_id), None)
    over = said is not None and said.covering.ends_on is not None and said.covering.ends_on < on
    agreed = said is not None and said.covering.state is CoverState.AGREED
    if said is None or over or not agreed or not said.ours_to_end:
        raise Http404
    form = EndForm(sent(request), initial=fresh() | {"last_day": said.covering.ends_on or on})
    others = [one.covering for one in known.covers if one is not said]
    left = left_open(said.covering, others, on=on + timedelta(days=1))
    asked = nobody_else(left, queries.now_at(request.viewer, known.id, on=on)[0])
    if not (asked or form.is_bound):
        del form.fields["anyway"]

    def act() -> None:
        actions.end_cover(
            by=request.viewer,
            at=request.at,
            cover_id=cover_id,
            last_day=form.cleaned_data["last_day"],
            anyway=form.cleaned_data["anyway"],
        )

    if request.method == "POST" and done(form, act):
        last = form.cleaned_data["last_day"]
        taken_back = said.covering.starts_on is not None and last < said.covering.starts_on
        how = "does not cover {}" if taken_back else f"covers {{}} until {day(last)}"
        messages.success(request, f"{said.team} {how.format(known.name)}.")
        return redirect("place", place_code=place_code)
    context = {
        "title": f"End cover of {known.name} by {said.team}",
        "what": [
            *([asked] if asked else []),
            "After the last day nobody who arrives there becomes known to the team.",
            "Whoever is there now stays known to it until they leave, and as long after as records "
            "stay open.",
            "After that day the place is on no board or list of the team, but on those that look "
            "back: who left before anybody saw them, and who was released.",
        ],
        "undo": "You can say again that the team covers it, from a later day on.",
        "form": form,
        "submit": "End it",
        "back": _back(known),
    }
    return render(request, "place_change.html.jinja", context)


@KEEPS_PLACES
def close_place(request: Request, place_code: str) -> HttpResponse:
    """Say that a place has closed; nobody may be there or expected."""
    known = _known(request, place_code)
    decision = may(
        request.viewer, Act.WRITE, Category.ORGANISATION, OWN if known.own else NO_RELATIONSHIP
    )
    if not decision.permitted:
        raise NotPermitted(decision)
    form = CloseForm(sent(request), initial=fresh() | {"closed_on": london_date(request.at)})

    def act() -> None:
        closed_on = form.cleaned_data["closed_on"]
        actions.close_place(
            by=request.viewer, at=request.at, place_id=known.id, closed_on=closed_on
        )

    if request.method == "POST" and done(form, act):
        messages.success(request, f"{known.name} has closed.")
        return redirect("places")
    context = {
        "title": f"{known.name} has closed",
        "what": [
            "Nobody can record that somebody arrives there.",
            "Your own teams cover it no longer, after the same day.",
            "What happened there stays on the records of the people who were there.",
        ],
        "undo": "It cannot be opened again. A place of the same name can be added.",
        "form": form,
        "submit": "It has closed",
        "back": _back(known),
    }
    return render(request, "place_change.html.jinja", context)


def _asked(known: KnownPlace | None) -> str:
    """What has to be said of cover of a place that another organisation runs, or nothing."""
    return "" if known is None or known.runs else " " + WAITS.format(known.organisation)


def _known(request: Request, place_code: str) -> KnownPlace:
    """A place that has not closed."""
    known = queries.known_place(request.viewer, place_code, on=london_date(request.at))
    if known is None or known.closed_on is not None:
        raise Http404
    return known


def _named(found: Iterable[tuple[UUID, str]]) -> list[tuple[str, str]]:
    return [(str(one), name) for one, name in found]


def _teams(request: Request) -> list[tuple[str, str]]:
    teams = access.staffed_teams(request.viewer, on=london_date(request.at))
    return _named((team.team_id, team.name) for team in teams)


def _back(known: KnownPlace) -> str:
    return reverse("place", kwargs={"place_code": known.code})


urlpatterns = [
    path("add-place", add_place, name="add_place"),
    path("places/<slug:place_code>/cover", cover_place, name="cover_place"),
    path("places/<slug:place_code>/cover/<uuid:cover_id>", end_cover, name="end_cover"),
    path("places/<slug:place_code>/closed", close_place, name="close_place"),
]
