"""What is known of a child's family, school and rights, with what was said before."""

from dataclasses import dataclass
from datetime import date, datetime

from throughcare.access.rules import Act, Category, NotPermitted, Sight
from throughcare.care.models import YouthFact
from throughcare.care.rules import YouthKind, is_asked, youth_kinds
from throughcare.clocks.lengths import LOCAL
from throughcare.people.queries import identity


@dataclass(frozen=True, slots=True)
class YouthSaid:
    """One answer: which, in which words, for which day, by whom and when."""

    answer: str
    words: str
    due_on: date | None
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class YouthNow:
    """One thing that is asked, what is answered now, and what was before, newest first."""

    kind: YouthKind
    now: YouthSaid | None
    before: tuple[YouthSaid, ...]


def youth_facts(sight: Sight) -> list[YouthNow]:
    """Everything that is asked at the person's age, or was answered earlier. Two queries."""
    if not sight.may(Category.NEED):
        raise NotPermitted(sight.decisions[(Act.READ, Category.NEED)])
    who = identity(sight)
    born_on = who.born_on if who else None
    on = sight.at.astimezone(LOCAL).date()
    said: dict[str, list[tuple[bool, YouthSaid]]] = {}
    rows = YouthFact.objects.filter(person_id=sight.person_id).select_related("recorded_by")
    for row in rows.order_by("-recorded_at"):
        one = YouthSaid(row.answer, row.words, row.due_on, row.recorded_by.name, row.recorded_at)
        said.setdefault(row.kind, []).append((row.superseded_at is None, one))
    return [
        YouthNow(
            kind,
            next((one for current, one in found if current), None),
            tuple(one for current, one in found if not current),
        )
        for kind in youth_kinds()
        if (found := said.get(kind.id, [])) or is_asked(kind, born_on, on)
    ]
