"""Figures: what a service manager is asked for, each number with the list behind it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.text import slugify

from throughcare.access.rules import Act, Category
from throughcare.returns.choosing import HEADINGS, HEADLINES, narrowed
from throughcare.returns.definition import Definition, definitions
from throughcare.returns.measures import ALL, Part, behind
from throughcare.returns.sending import SMALL
from throughcare.returns.wording import COLUMNS, by_words, value_words
from throughcare.tables.build import build
from throughcare.tables.schema import NOT_KNOWN, Tables
from throughcare.web.door import Request
from throughcare.web.gate import page
from throughcare.web.pages import figure_files
from throughcare.web.pages.figure_choice import PEOPLE, Choice, read_choice
from throughcare.web.pages.figure_tables import breakdown, table, tile
from throughcare.web.words import london_date

ON_A_PAGE = 100
LISTED: dict[str, tuple[str, ...]] = {
    "arrivals": (
        *("month", "place", "age_band", "sex", "ethnicity", "offence_group"),
        *("leaving", "within_16_hours", "identified"),
    ),
    "contacts": (
        *("month", "place", "age_band", "sex", "ethnicity", "offence_group", "response"),
        *("seen", "need_categories", "report_in_time", "outcome"),
    ),
    "needs": ("contact", "month", "place", "category", "type", "status", "responsible"),
    "referrals": ("contact", "month", "place", "service", "steps", "status"),
    "screenings": (
        "contact",
        "month",
        "place",
        "instrument",
        "state",
        "answered",
        "avoided",
        "need_found_later",
    ),
}
PARTS = {Part.NUMERATOR: "counted", Part.UNKNOWN: "not known", Part.NOT_COUNTED: "not counted"}


@page(Category.FIGURE)
def figures(request: Request) -> HttpResponse:
    """The figures of the viewer's service over a period."""
    choice, tables, places = _asked(request)
    known = definitions()
    tiles = [tile(known[one], tables, choice) for one in HEADLINES]
    sections = [
        {
            "id": slugify(heading),
            "heading": heading,
            "tables": [table(known[one], tables, choice) for one in ids],
        }
        for heading, ids in HEADINGS
    ]
    leads_to = [(each["id"], each["heading"]) for each in sections] + [("places", "Places")]
    places_table = breakdown(known["coverage"], tables, choice, "place")
    return render(
        request,
        "figures.html.jinja",
        _frame(choice, places) | {
            "tiles": tiles,
            "contents": [{"href": f"#{one}", "text": words} for one, words in leads_to],
            "sections": sections,
            "places_table": places_table,
            "definition": known["coverage"],
            "small": SMALL,
            "send_csv": reverse("figures_to_send_on", args=["csv"]) + choice.address(),
            "send_xlsx": reverse("figures_to_send_on", args=["xlsx"]) + choice.address(),
        },
    )  # fmt: skip


@page(Category.FIGURE)
def figure(request: Request, figure_id: str) -> HttpResponse:
    """One figure: what it means, who says so, what was published elsewhere, and its breakdowns."""
    definition = _defined(figure_id)
    choice, tables, places = _asked(request)
    whole = table(definition, tables, choice)
    return render(
        request,
        "figure.html.jinja",
        _frame(choice, places) | {
            "definition": definition,
            "whole": whole,
            "breakdowns": [breakdown(definition, tables, choice, one) for one in definition.by],
            "columns": COLUMNS,
            "back": reverse("figures") + choice.address(),
        },
    )  # fmt: skip


@page(Category.FIGURE)
def figure_list(request: Request, figure_id: str) -> HttpResponse:
    """The rows behind one number, without names."""
    definition = _defined(figure_id)
    choice, tables, places = _asked(request)
    by, part = request.GET.get("by", ALL), request.GET.get("part", Part.NUMERATOR)
    rows = _behind(definition, tables, by, part)
    pages = max(1, -(-len(rows) // ON_A_PAGE))
    number = request.GET.get("page", "1")
    now = min(int(number), pages) if number.isdecimal() and int(number) else 1
    here = {"by": by, "part": part}
    listed = LISTED[definition.table]

    def to(other: int) -> str:
        return choice.address(**here, page=str(other)) if 1 <= other <= pages else ""

    return render(
        request,
        "figure_list.html.jinja",
        _frame(choice, places) | {
            "definition": definition,
            "of": by_words(by),
            "column": COLUMNS.get(by.partition("=")[0], ""),
            "part": PARTS[Part(part)],
            "count": len(rows),
            "headings": [COLUMNS[column] for column in listed],
            "rows": [
                (row.reference, [value_words(one, getattr(row, one)) for one in listed])
                for row in rows[(now - 1) * ON_A_PAGE : now * ON_A_PAGE]
            ],
            "page_number": now,
            "pages": pages,
            "previous": to(now - 1),
            "following": to(now + 1),
            "csv": reverse("figure_list_file", args=[figure_id, "csv"]) + choice.address(**here),
            "xlsx": reverse("figure_list_file", args=[figure_id, "xlsx"]) + choice.address(**here),
            "back": reverse("figure", args=[figure_id]) + choice.address(),
        },
    )  # fmt: skip


@page(Category.FIGURE, Act.EXPORT)
def figures_file(request: Request, ending: str) -> HttpResponse:
    """Every figure with its breakdowns as a file."""
    choice, tables, _ = _asked(request)
    return figure_files.all_figures(tables, choice, ending, made_for=request.viewer, at=request.at)


@page(Category.FIGURE, Act.EXPORT)
def figures_to_send_on(request: Request, ending: str) -> HttpResponse:
    """Every figure as a file in which small numbers are withheld."""
    choice, tables, _ = _asked(request)
    make = figure_files.figures_to_send_on
    return make(tables, choice, ending, made_for=request.viewer, at=request.at)


@page(Category.FIGURE, Act.EXPORT)
def figure_list_file(request: Request, figure_id: str, ending: str) -> HttpResponse:
    """The rows behind one number as a file, with every column and without names."""
    definition = _defined(figure_id)
    choice, tables, _ = _asked(request)
    by, part = request.GET.get("by", ALL), request.GET.get("part", Part.NUMERATOR)
    rows = _behind(definition, tables, by, part)
    return figure_files.rows_behind(definition, rows, choice, ending)


def _asked(request: Request) -> tuple[Choice, Tables, list[str]]:
    """The choice, the rows that it leaves, and the places that there are to choose from."""
    choice = read_choice(request.GET, london_date(request.at))
    tables = build(request.viewer, request.at, choice.period)
    places = {row.place for row in tables.arrivals} | {row.place for row in tables.contacts}
    places.discard(NOT_KNOWN)
    if choice.wanted.place:
        places.add(choice.wanted.place)
    return choice, narrowed(tables, choice.wanted), sorted(places)


def _defined(figure_id: str) -> Definition:
    found = definitions().get(figure_id)
    if found is None:
        raise Http404
    return found


def _behind(definition: Definition, tables: Tables, by: str, part: str) -> list[Any]:
    try:
        return behind(definition, tables.rows(definition.table), by, Part(part))
    except ValueError as unknown:
        raise Http404 from unknown


def _frame(choice: Choice, places: list[str]) -> dict[str, Any]:
    return {
        "choice": choice,
        "places": places,
        "people": PEOPLE,
        "errors": list(choice.errors),
        "csv": reverse("figures_file", args=["csv"]) + choice.address(),
        "xlsx": reverse("figures_file", args=["xlsx"]) + choice.address(),
    }


urlpatterns = [
    path("figures", figures, name="figures"),
    path("figures/all.<str:ending>", figures_file, name="figures_file"),
    path("figures/to-send-on.<str:ending>", figures_to_send_on, name="figures_to_send_on"),
    path("figures/<slug:figure_id>", figure, name="figure"),
    path("figures/<slug:figure_id>/list", figure_list, name="figure_list"),
    path(
        "figures/<slug:figure_id>/list.<str:ending>", figure_list_file, name="figure_list_file"
    ),
]  # fmt: skip
