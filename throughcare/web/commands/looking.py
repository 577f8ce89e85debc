"""Commands that look people up: only for those who may, and whom they looked at is kept."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from throughcare.access.rules import Viewer


@contextmanager
def who_may_look(viewer: "Viewer") -> Iterator[None]:
    """Ends the command in plain words, as `CannotStart`, where the viewer may not find people."""
    from throughcare.access.rules import NotPermitted
    from throughcare.web.starting import CannotStart

    try:
        yield
    except NotPermitted as no:
        raise CannotStart(f"{viewer.name} may not look for people.") from no


def looked_at(viewer: "Viewer", at: datetime, what: str, people: Iterable[UUID]) -> None:
    """Note in the trail whose records the command told something of."""
    from throughcare.access.actions import trail
    from throughcare.access.rules import Category

    trail.consulted(by=viewer, at=at, what=what, people=people, categories=[Category.IDENTITY])
