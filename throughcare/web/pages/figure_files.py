"""Figures and the rows behind them as files that a spreadsheet opens."""

from collections.abc import Sequence
from datetime import datetime

from django.http import Http404, HttpResponse

from throughcare.access.rules import Viewer
from throughcare.returns.choosing import every_figure
from throughcare.returns.definition import Definition, definitions
from throughcare.returns.sending import SMALL, TO, to_send_on
from throughcare.returns.wording import COLUMNS, by_words, value_of
from throughcare.tables.schema import ROW_TYPES, Row, Tables, cells, columns
from throughcare.web.pages.figure_choice import Choice
from throughcare.web.spreadsheets import CSV, XLSX, Sheet, as_csv, as_xlsx
from throughcare.web.words import day_and_time

NOTE = (
    "These are your own service's figures. A small number can identify somebody:"
    " do not publish them or send them on as they are."
)
ROUNDED = f"Numbers from 1 to {SMALL} are withheld; all others are rounded to the nearest {TO}."
FIGURE_COLUMNS = (
    *("Figure", "Name", "By", "In words", "Value", "Shown as"),
    *("Numerator", "Denominator", "Not known"),
)
MEANING_COLUMNS = (
    *("Figure", "Name", "What it says", "Not known means", "Source", "Status", "Since"),
    "Published elsewhere",
)


def all_figures(
    tables: Tables, choice: Choice, ending: str, *, made_for: Viewer, at: datetime
) -> HttpResponse:
    """Every figure and breakdown; the workbook also says what each means and what was chosen."""
    figures = Sheet(
        "Figures",
        FIGURE_COLUMNS,
        [
            (
                figure.figure,
                definition.title,
                figure.by,
                by_words(figure.by),
                figure.value,
                value_of(definition, figure),
                figure.numerator,
                figure.denominator,
                figure.unknown,
            )
            for definition, figure in every_figure(tables, broken_down=True)
        ],
    )
    about = Sheet(
        "About",
        ("", ""),
        [
            ("Whom", choice.words),
            ("Service", made_for.organisation_name),
            ("Made by", made_for.name),
            ("Made at", day_and_time(at)),
            ("Note", NOTE),
        ],
    )
    return _file("figures", choice, ending, [figures, _meanings(), about])


def figures_to_send_on(
    tables: Tables, choice: Choice, ending: str, *, made_for: Viewer, at: datetime
) -> HttpResponse:
    """Every figure and breakdown with small numbers withheld and the others rounded."""
    figures = Sheet(
        "Figures",
        (*(each for each in FIGURE_COLUMNS if each != "Shown as"), "Note"),
        [
            (
                figure.figure,
                definition.title,
                figure.by,
                by_words(figure.by),
                figure.value,
                figure.numerator,
                figure.denominator,
                figure.unknown,
                ROUNDED,
            )
            for definition, exact in every_figure(tables, broken_down=True)
            for figure in [to_send_on(definition, exact)]
        ],
    )
    about = Sheet(
        "About",
        ("", ""),
        [
            ("Whom", choice.words),
            ("Service", made_for.organisation_name),
            ("Made at", day_and_time(at)),
            ("Note", ROUNDED),
        ],
    )
    return _file("figures-to-send-on", choice, ending, [figures, _meanings(), about])


def rows_behind(
    definition: Definition, rows: Sequence[Row], choice: Choice, ending: str
) -> HttpResponse:
    """The rows behind one number with every column; the workbook also says what each means."""
    held = columns(ROW_TYPES[definition.table])
    listed = Sheet(
        "List",
        [column.name for column in held],
        [list(cells(row).values()) for row in rows],
    )
    meaning = Sheet(
        "Columns",
        ("Column", "In words", "What it means", "Take care"),
        [(one.name, COLUMNS[one.name], one.meaning, one.caveat) for one in held],
    )
    about = Sheet("About", ("", ""), [("Figure", definition.title), ("Whom", choice.words), ("Note", NOTE)])  # fmt: skip # noqa: E501
    return _file(definition.id, choice, ending, [listed, meaning, about])


def _meanings() -> Sheet:
    rows = [_means(one) for one in definitions().values()]
    return Sheet("What they mean", MEANING_COLUMNS, rows)


def _means(one: Definition) -> tuple[str, ...]:
    published = "; ".join(
        f"{each.what}: {each.value:g} {each.unit} ({each.year}; {each.source}; {each.status})"
        for each in one.compare
    )
    since = one.effective_from.isoformat()
    return (one.id, one.title, one.sentence, one.unknown, one.source, one.status, since, published)


def _file(name: str, choice: Choice, ending: str, sheets: list[Sheet]) -> HttpResponse:
    made = {"csv": (CSV, lambda: as_csv(sheets[0])), "xlsx": (XLSX, lambda: as_xlsx(sheets))}
    if ending not in made:
        raise Http404
    kind, content = made[ending]
    days = f"{choice.period.first.isoformat()}-to-{choice.period.last.isoformat()}"
    response = HttpResponse(content(), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="throughcare-{name}-{days}.{ending}"'
    return response
