"""The five promises, checked against the records: what breaks each, and which records do."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from throughcare.access.actions.acting import viewing
from throughcare.access.policy import may
from throughcare.access.rules import NO_RELATIONSHIP, Act, Category, NotPermitted, Viewer
from throughcare.care import queries as care
from throughcare.care.rules import LiaisonStatus
from throughcare.clocks.lengths import LOCAL
from throughcare.returns.checks import (
    LOOKS_BACK,
    nobody_is_lost,
    on_time,
    only_what_is_needed,
    told_once,
)
from throughcare.returns.definition import Kind, definitions
from throughcare.returns.measures import Part, behind, measure
from throughcare.returns.predicates import PREDICATES
from throughcare.returns.promise import Check, Promise, named
from throughcare.tables.build import build, naming
from throughcare.tables.schema import Known, Tables
from throughcare.tables.values import Period


def kept(viewer: Viewer, at: datetime) -> list[Promise]:
    """All five promises, as `one_by_one` checks them."""
    return list(one_by_one(viewer, at))


def one_by_one(viewer: Viewer, at: datetime) -> Iterator[Promise]:
    """The five promises as the records of the viewer's organisation keep them at a moment, each as
    soon as it is checked: over a million people that takes a while.

    Looks back over a year. Raises `NotPermitted` for somebody who neither runs the service nor
    reviews it; whoever may not see figures gets no check of them.
    """
    figures = may(viewer, Act.READ, Category.FIGURE, NO_RELATIONSHIP)
    oversight = may(viewer, Act.READ, Category.AUDIT, NO_RELATIONSHIP)
    if not (figures.permitted or oversight.permitted):
        raise NotPermitted(figures)
    name = naming(viewer)
    with viewing(viewer, at, extract=True):
        for check in (nobody_is_lost, told_once, only_what_is_needed, on_time):
            yield check(viewer, at, name)
        if figures.permitted:
            yield shows_that_it_works(viewer, at)


def shows_that_it_works(viewer: Viewer, at: datetime) -> Promise:
    """Figures are counted again from their lists, and what lists sort by from what happened.

    Of arrivals that are alike in all that figures look at, one stands for the others: a figure and
    its list take each row by itself, so where they differ about one they differ about all of them.
    """
    today = at.astimezone(LOCAL).date()
    tables = build(viewer, at, Period(today - LOOKS_BACK, today), one_of_each=True)
    name = naming(viewer)
    differ = [
        row.liaison_id
        for row in care.liaisons_for_extract(viewer, at - LOOKS_BACK, at)
        if (row.seen_at is not None)
        != (LiaisonStatus(row.status) in (LiaisonStatus.SEEN, LiaisonStatus.REPORT_SENT))
    ]
    return Promise(
        "shows-that-it-works",
        "Show it works",
        "Every number can be counted again from its list, what is not known is shown beside it and"
        " never counted as no, and what lists sort by is what happened.",
        (
            Check(
                "number-without-list",
                "Numbers that differ from the list behind them",
                True,
                tuple(_numbers_without_list(tables)),
            ),
            Check(
                "rows-dropped",
                "Figures in which a row is neither counted, nor not counted, nor not known",
                True,
                tuple(_rows_dropped(tables)),
            ),
            Check(
                "status-differs",
                "Contacts whose status differs from what happened",
                True,
                named(name, "L", differ),
            ),
        ),
    )


def _numbers_without_list(tables: Tables) -> Iterable[str]:
    for definition in definitions().values():
        rows = tables.rows(definition.table)
        for figure in measure(definition, rows):
            shares = definition.kind in (Kind.SHARE, Kind.EACH)
            said = figure.numerator if shares else figure.denominator
            if len(behind(definition, rows, figure.by)) != said:
                yield f"{figure.figure} {figure.by}"


def _rows_dropped(tables: Tables) -> Iterable[str]:
    for definition in definitions().values():
        rows = tables.rows(definition.table)
        about = sum(PREDICATES[definition.of](row) is not Known.NO for row in rows)
        for figure in measure(definition, rows, by=()):
            placed = sum(len(behind(definition, rows, figure.by, part)) for part in Part)
            if placed != about:
                yield f"{figure.figure} {figure.by}"
