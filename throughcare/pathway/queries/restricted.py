"""May somebody who arrives have a restricted record? Yes or no, and never whose."""

from datetime import datetime

from django.conf import settings
from django.db import connection

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Viewer
from throughcare.people.queries.recognising import require_finding
from throughcare.people.rules import NewPerson, canonical


def may_be_restricted(viewer: Viewer, person: NewPerson, *, at: datetime) -> bool:
    """Whether a restricted record has a verified number of theirs, or their name and birth date.

    For those who record arrivals. Whoever is told "yes" puts that on the trail.
    """
    require_finding(viewer)
    decision = may(viewer, Act.WRITE, Category.WHEREABOUTS, RelationshipKind.PRESENT)
    if not decision.permitted:
        raise NotPermitted(decision)
    given = (
        (n.kind, canonical(n, on=at.date(), synthetic=settings.DEMONSTRATION))
        for n in person.numbers
    )
    numbers = sorted((kind, number) for kind, number in given if number)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pathway_may_be_restricted(%s::text[], %s::date, %s::text[], %s::text[])",
            [
                sorted({name.key for name in person.names}),
                person.born_on,
                [kind for kind, _ in numbers],
                [number for _, number in numbers],
            ],
        )
        (found,) = cursor.fetchone()
    return bool(found)
