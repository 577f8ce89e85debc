"""Somebody new was told apart from those who were shown: remembered, so that nobody asks again."""

from collections.abc import Iterable
from uuid import UUID

from throughcare.access.rules import Act, Category
from throughcare.people import actions, queries
from throughcare.people.rules.apart import Apart
from throughcare.web.door import Request

BECAUSE = "When the record was opened, they were shown, and it was none of them"


def told_apart(request: Request, person_id: UUID, shown: Iterable[UUID]) -> None:
    """Remember that the new record is of nobody who was shown, where the viewer may decide that.

    Where they may not, the pairs stand among the possible duplicates for somebody who may.
    """
    by, at = request.viewer, request.at
    sight = queries.sight_of(by, person_id, at=at)
    if sight is None or not sight.may(Category.IDENTITY, Act.MERGE):
        return
    for other_id in shown:
        if queries.doubt(by, person_id, other_id, at=at):
            actions.tell_apart(
                by=by,
                at=at,
                person_id=person_id,
                other_id=other_id,
                decision=Apart.NOT_SAME,
                because=BECAUSE,
            )
