"""What every list of people shares: filters, order, counts, pages, saved views, print."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, RelationshipKind, Viewer
from throughcare.pathway import queries
from throughcare.pathway.queries import PAGE, PageOfPeople
from throughcare.people.rules import BornPrecision
from throughcare.web.door import Request
from throughcare.web.gate import showing
from throughcare.web.pages.board_rows import age_shown
from throughcare.web.words import london_date

Row = Mapping[str, Any]
Cell = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ListPage:
    """One list as a page: its words, its columns and how a row fills them.

    `filters` says each filter in words; `orders` the ways to sort, the usual one under ''.
    """

    title: str
    everybody: str
    filters: Mapping[str, str]
    orders: Mapping[str, str]
    columns: tuple[str, ...]
    cells: Callable[[Row], list[Cell]]
    empty: str
    note: str = ""
    more: tuple[tuple[str, str], ...] = ()


def asked(request: Request) -> dict[str, Any]:
    """Which filter, order and page the address asks for."""
    number = request.GET.get("page", "")
    return {
        "show": request.GET.get("show", ""),
        "sort": request.GET.get("sort", ""),
        "page": max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1,
    }


def shown(
    request: Request, page: ListPage, found: PageOfPeople, keep: Mapping[str, str] | None = None
) -> HttpResponse:
    """Draw the list; `keep` is what the address says besides filter and order."""
    how, here, keep = asked(request), request.path, keep or {}
    show = how["show"] if how["show"] in page.filters else ""
    sort = how["sort"] if how["sort"] in page.orders else ""
    first = (how["page"] - 1) * PAGE
    showing(request, [row["person_id"] for row in found.rows], Category.IDENTITY)
    hidden = found.counts[""] - found.shown

    def address(**query: Any) -> str:
        said = {key: str(value) for key, value in {**keep, **query}.items() if value}
        return f"{here}?{urlencode(said)}" if said else here

    context = {
        "at": request.at,
        "page": page,
        "rows": [_row(request, row, page) for row in found.rows],
        "counts": [
            {
                "number": found.counts[name],
                "words": words,
                "href": address(show=name, sort=sort),
                "current": name == show,
            }
            for name, words in {"": page.everybody, **page.filters}.items()
        ],
        "filters": [
            _filter("show", "Show", show, {"": "Everybody", **page.filters}),
            _filter("sort", "Order", sort, page.orders),
        ],
        "keep": keep,
        "hides": f"{hidden:,} hidden." if hidden else "",
        "clear": address(sort=sort),
        "shown": f"Showing {first + 1:,} to {first + len(found.rows):,} of {found.shown:,}"
        if found.rows
        else "",
        "previous": address(show=show, sort=sort, page=how["page"] - 1) if how["page"] > 1 else "",
        "next": address(show=show, sort=sort, page=how["page"] + 1)
        if first + PAGE < found.shown
        else "",
    } | views_of(request, here, {**keep, "show": show, "sort": sort})
    return render(request, "people_list.html.jinja", context)


def views_of(request: Request, here: str, said: Mapping[str, str]) -> dict[str, Any]:
    """The worker's own views of a list, and what keeping the present one takes."""
    chosen = {name: value for name, value in said.items() if value}
    return {
        "views": [
            {"name": view.name, "href": f"{view.page}?{view.query}", "id": view.id}
            for view in queries.saved_views(request.viewer, here)
        ],
        "save": reverse("save_view") if chosen else "",
        "query": urlencode(chosen),
        "here": here,
    }


def words(text: str, quiet: str = "") -> Cell:
    """A cell of words, with smaller ones under them."""
    return {"text": text, "quiet": quiet}


def tag(text: str, colour: str) -> Cell:
    """A cell with a tag."""
    return {"tag": text, "colour": colour}


def link(text: str, href: str, *, says: bool = True) -> Cell:
    """A cell that leads on. One that only leads on, and says nothing, is left empty on paper."""
    return {"text": text, "href": href, "says": says}


def tags(found: Iterable[Mapping[str, Any]]) -> Cell:
    """A cell of alerts."""
    return {"alerts": list(found)}


def may_read(viewer: Viewer, category: Category, act: Act = Act.READ) -> bool:
    """Whether the viewer may read this of everybody on a list."""
    return may(viewer, act, category, RelationshipKind.PRESENT).permitted


def _row(request: Request, row: Row, page: ListPage) -> dict[str, Any]:
    person: UUID = row["person_id"]
    closed = row["restricted"] and not row["name"]
    on = london_date(request.at)
    return {
        "id": f"row-{row['id']}",
        "name": row["name"] or "Name not shown",
        "age": age_shown(row["born_on"], BornPrecision(row["born_precision"]), on),
        "restricted": row["restricted"],
        "href": "" if closed else reverse("journey", kwargs={"person_id": person}),
        "cells": page.cells(row),
    }


def _filter(name: str, label: str, value: str, options: Mapping[str, str]) -> dict[str, Any]:
    said = [(key, text[:1].upper() + text[1:]) for key, text in options.items()]
    return {"name": name, "label": label, "value": value, "options": said}
