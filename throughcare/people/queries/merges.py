"""Which records were merged into this one, and can be taken out again?"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings

from throughcare.access.rules import Act, Category, NotPermitted, Sight
from throughcare.people.models import Merge
from throughcare.people.queries.identities import identity
from throughcare.people.rules import Side, beside, disagreeing, disagreement_in_words


@dataclass(frozen=True, slots=True)
class Merged:
    """A record that was merged into another one, by whom and why."""

    merge_id: UUID
    name: str
    merged_at: datetime
    merged_by: str
    because: str
    although: str
    undo: bool


def merges(sight: Sight) -> tuple[Merged, ...]:
    """The records merged into this one, the last first; `undo` is whether it can be undone now."""
    if not sight.may(Category.IDENTITY):
        raise NotPermitted(sight.decisions[(Act.READ, Category.IDENTITY)])
    found = Merge.objects.filter(kept_id=sight.person_id, unmerged_at__isnull=True)
    rows = found.order_by("-merged_at", "-id").values_list(
        "id", "merged_as", "merged_at", "merged_by__name", "because", "although"
    )
    may = sight.may(Category.IDENTITY, Act.MERGE)
    return tuple(Merged(*row, undo=may and n == 0) for n, row in enumerate(rows))


def side_by_side(keep: Sight, other: Sight) -> tuple[Side, ...]:
    """What two records say of who they are about, beside each other; raises `NotPermitted`."""
    return beside(identity(keep).details, identity(other).details)


def disagreements(keep: Sight, other: Sight, *, on: date) -> str:
    """What stands against merging two records in their confirmed numbers; '' where nothing does."""
    kinds = disagreeing(
        identity(keep).details.numbers,
        identity(other).details.numbers,
        on=on,
        synthetic=settings.DEMONSTRATION,
    )
    return disagreement_in_words(kinds) if kinds else ""
