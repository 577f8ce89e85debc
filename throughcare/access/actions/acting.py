"""What every action wears: one transaction, the viewer told to the database, an audit row.

The viewer is told to PostgreSQL for the length of the transaction only, so a pooled connection
can never carry one worker's view into another's request.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection, transaction

from throughcare.access.rules import Viewer

Given = ParamSpec("Given")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Context:
    """For whom the database answers now, at which moment, and through which channel."""

    viewer: Viewer
    at: datetime
    channel: str
    request_id: str
    extract: bool


_context: ContextVar[Context | None] = ContextVar("viewing", default=None)
_acting: ContextVar[list[str] | None] = ContextVar("acting", default=None)
_whole: ContextVar[bool] = ContextVar("whole", default=False)


class NobodyActing(Exception):
    """A write was attempted outside an action, or an action left no audit row."""


def acting() -> bool:
    """Whether an action is running; the tests' database guard asks."""
    return _acting.get() is not None


def context() -> Context | None:
    """For whom the database answers now, if for anybody."""
    return _context.get()


def _tell(now: Context) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('throughcare.organisation', %s, true),"
            " set_config('throughcare.worker', %s, true),"
            " set_config('throughcare.sector', %s, true),"
            " set_config('throughcare.at', %s, true),"
            " set_config('throughcare.scope', %s, true)",
            [
                str(now.viewer.organisation_id),
                str(now.viewer.worker_id),
                now.viewer.sector,
                now.at.isoformat(),
                "extract" if now.extract else "",
            ],
        )


@contextmanager
def viewing(
    viewer: Viewer,
    at: datetime,
    *,
    channel: str | None = None,
    request_id: str | None = None,
    extract: bool | None = None,
) -> Iterator[None]:
    """A transaction in which the database answers for this viewer at this moment.

    `extract` also shows people whose relationship has ended, for figures over a past period;
    nothing read so may be shown with a name. What fails within an action fails all of it, so there
    it is no mark to go back to: whoever goes on beside something refused sets one of their own.
    """
    with _told(
        viewer, at, channel=channel, request_id=request_id, extract=extract, mark=not acting()
    ):
        yield


@contextmanager
def whole() -> Iterator[None]:
    """A transaction of actions of which none may be refused: each failure takes all of it back."""
    with transaction.atomic():
        token = _whole.set(True)
        try:
            yield
        finally:
            _whole.reset(token)


@contextmanager
def _told(
    viewer: Viewer,
    at: datetime,
    *,
    mark: bool,
    channel: str | None = None,
    request_id: str | None = None,
    extract: bool | None = None,
) -> Iterator[None]:
    outer = _context.get()
    wanted = Context(
        viewer,
        at,
        channel if channel is not None else (outer.channel if outer else "page"),
        request_id if request_id is not None else (outer.request_id if outer else ""),
        extract if extract is not None else bool(outer and outer.extract),
    )
    try:
        with transaction.atomic(savepoint=mark and not _whole.get()):
            if wanted != outer:
                _tell(wanted)
            token = _context.set(wanted)
            try:
                yield
            finally:
                _context.reset(token)
    finally:
        if outer is not None and outer != wanted and not connection.needs_rollback:
            _tell(outer)


def audited(what: str) -> None:
    """Note that the running action has written its audit row."""
    rows = _acting.get()
    if rows is None:
        raise NobodyActing(f"{what} was audited outside an action")
    rows.append(what)


def _wear(function: Callable[Given, Result], *, leaves_a_row: bool) -> Callable[Given, Result]:
    @wraps(function)
    def run(*args: Given.args, **given: Given.kwargs) -> Result:
        if args:
            raise TypeError(f"{function.__name__} takes keyword arguments only")
        by, at = _who_and_when(given)
        outer = _acting.get()
        rows: list[str] = []
        token = _acting.set(rows)
        try:
            with _told(by, at, mark=outer is None):
                result = function(**given)  # type: ignore[call-arg]
                if leaves_a_row and not rows:
                    raise NobodyActing(f"{function.__name__} left no audit row")
        finally:
            _acting.reset(token)
        if outer is not None:
            outer.extend(rows)
        return result

    return run


def action(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """Make a function an action: keyword-only, for `by` at `at`, in one transaction, audited."""
    return _wear(function, leaves_a_row=True)


def bookkeeping(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """An action on rows that are no part of anybody's record: no audit row of its own."""
    return _wear(function, leaves_a_row=False)


def _who_and_when(given: dict[str, Any]) -> tuple[Viewer, datetime]:
    by, at = given.get("by"), given.get("at")
    if not isinstance(by, Viewer) or not isinstance(at, datetime) or at.tzinfo is None:
        raise TypeError("an action needs by= (a viewer) and at= (a moment with a time zone)")
    return by, at
