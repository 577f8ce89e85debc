"""What the lists of people share beside their frame: the place, the day, links and alerts."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from throughcare.access.rules import Act, Category, RelationshipKind
from throughcare.care import queries as care
from throughcare.care.rules.release import REACH_WORDS, Matter
from throughcare.clocks.kept import Clock
from throughcare.clocks.reckoning import State
from throughcare.pathway import queries
from throughcare.pathway.rules import PlaceKind
from throughcare.web.door import Request
from throughcare.web.gate import page, showing
from throughcare.web.pages.list_frame import Cell, Row, link, may_read, tag, tags, words
from throughcare.web.words import plural

PRESENT = page(Category.WHEREABOUTS, Act.READ, RelationshipKind.PRESENT)
NAME = {"name": "Name"}
DUE = {"due": "Due first"}
COLOURS = {State.BREACHED: "red", State.DUE_SOON: "yellow"}


def place_of(request: Request, code: str, kinds: Iterable[PlaceKind]) -> Any:
    """One of the worker's places of these kinds, or "not found"."""
    place = queries.place(request.viewer, code)
    if place is None or PlaceKind(place.kind) not in set(kinds):
        raise Http404
    return place


def day_of(request: Request, today: date) -> date:
    """The day that the address asks for, otherwise today."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today


def happened(row: Row, kind: str, place_code: str) -> str:
    """Where it is recorded what happened to the person of a row, at the place of the list."""
    name = "happened_kind" if kind else "happened"
    given: dict[str, Any] = {"person_id": row["person_id"]} | ({"kind": kind} if kind else {})
    return f"{reverse(name, kwargs=given)}?{urlencode({'place': place_code})}"


def clocks_shown(request: Request, rows: Iterable[Row]) -> Any:
    """The clocks that run for the stay of a row, read once for the whole page."""
    clocks = queries.clocks_of_stays(request.viewer, [row["id"] for row in rows], at=request.at)
    return lambda row: clocks.get(row["id"], ())


def due_cell(clocks: Iterable[Clock], otherwise: str = "Nothing is due") -> Cell:
    """What is due first, with a colour once it warns or has passed."""
    first = next(iter(clocks), None)
    if first is None:
        return words(otherwise)
    colour = COLOURS.get(first.state)
    return tag(first.words(), colour) if colour else words(first.words())


def safety_shown(request: Request, rows: Iterable[Row]) -> Any:
    """How the alerts of a row are shown, read once for the whole page."""
    if not may_read(request.viewer, Category.SAFETY):
        return lambda row: words("Not shown to you")
    people = [row["person_id"] for row in rows]
    facts = care.safety_of(request.viewer, people, at=request.at)
    showing(request, (), Category.SAFETY)
    return lambda row: tags(
        {"words": fact.words, "risk": fact.risk} for fact in facts.get(row["person_id"], ())
    )


def preparation_shown(request: Request, rows: Iterable[Row]) -> Any:
    """How far the release of a row is prepared, read once for the whole page."""
    if not may_read(request.viewer, Category.NEED):
        return lambda row: words("Not shown to you")
    settled = care.prepared_of(request.viewer, [row["episode_id"] for row in rows])
    showing(request, (), Category.NEED)

    def cell(row: Row) -> Any:
        number = settled.get(row["episode_id"], 0)
        said = f"{number} of {len(Matter)} settled" if number < len(Matter) else "Ready"
        return link(said, reverse("release", args=[row["person_id"]]))

    return cell


def reach_shown(request: Request, rows: Iterable[Row]) -> Any:
    """Whether the person of a row was reached since release, read once for the whole page."""
    if not may_read(request.viewer, Category.NEED):
        return lambda row: words("Not shown to you")
    left = [(row["episode_id"], row["left_at"]) for row in rows]
    found = care.reach_of(request.viewer, left, at=request.at)
    showing(request, (), Category.NEED)

    def cell(row: Row) -> Any:
        how, tries = found[row["episode_id"]]
        said = f"{REACH_WORDS[how]} ({plural(tries, 'contact')})"
        return link(said, reverse("release", args=[row["person_id"]]))

    return cell
