"""The health team's list of an establishment or suite: what is due, of whom, and since when."""

from typing import Any

from django.http import HttpResponse
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, RelationshipKind
from throughcare.care import queries
from throughcare.care.queries import HealthDue
from throughcare.care.rules import GROUP_WORDS, STEP_ANSWER_WORDS, Group, StepState
from throughcare.pathway.queries import PAGE, PageOfPeople
from throughcare.pathway.rules import ESTABLISHMENTS, PlaceKind
from throughcare.web import words as say
from throughcare.web.door import Request
from throughcare.web.gate import page, showing
from throughcare.web.pages.list_frame import Cell, ListPage, Row, asked, link, shown, tag, words
from throughcare.web.pages.list_parts import place_of

WHERE = ESTABLISHMENTS | {PlaceKind.CUSTODY_SUITE}
OVERDUE = "overdue"


@page(Category.HEALTH, Act.READ, RelationshipKind.PRESENT)
def health_due(request: Request, place_code: str) -> HttpResponse:
    """What the health team has to do there, the longest overdue first."""
    place = place_of(request, place_code, WHERE)
    how = asked(request)
    group = Group(how["show"]) if how["show"] in set(Group) else None
    found = queries.health_due(
        request.viewer,
        place.id,
        at=request.at,
        group=group,
        overdue=how["show"] == OVERDUE,
        offset=(how["page"] - 1) * PAGE,
    )
    showing(request, (), Category.HEALTH)
    counts = {"": found.total, OVERDUE: found.overdue} | {
        one.value: found.by_group[one] for one in GROUP_WORDS
    }
    rows = tuple(_row(number, one) for number, one in enumerate(found.items))
    used = {one: text for one, text in GROUP_WORDS.items() if found.by_group[one]}

    def cells(row: Row) -> list[Cell]:
        one: HealthDue = row["due"]
        step = one.step
        late = step.state is StepState.OVERDUE
        due = say.when(step.due_at, request.at) if step.due_at else "Nobody set a day"
        before = STEP_ANSWER_WORDS[step.last.answer] if step.last else ""
        given = [one.person_id, one.programme.id]
        return [
            tag(f"Overdue: {due}", "red") if late else words(due),
            link(one.programme.name, "" if one.restricted and not one.name
                 else reverse("health_programme", args=given)),
            words(step.step.name, before),
        ]  # fmt: skip

    return shown(
        request,
        ListPage(
            title=f"Health: what is due in {place.name}",
            everybody="due",
            filters={OVERDUE: "overdue"} | {one.value: text.lower() for one, text in used.items()},
            orders={"": "What is due first"},
            columns=("Due", "What", "Step"),
            cells=cells,
            empty="Nothing is due, as far as this record says.",
            note="Times come from published limits where there are any, and are starting values"
            " where there are none. Each programme says which.",
        ),
        PageOfPeople(rows, counts, found.shown),
    )


def _row(number: int, one: HealthDue) -> dict[str, Any]:
    return {
        "id": number,
        "person_id": one.person_id,
        "name": one.name,
        "born_on": one.born_on,
        "born_precision": one.born_precision.value,
        "restricted": one.restricted,
        "due": one,
    }


urlpatterns = [path("health-due/<slug:place_code>", health_due, name="health_due")]
