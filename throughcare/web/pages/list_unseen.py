"""People who left custody before anybody of the service saw them, to follow up."""

from django.http import HttpResponse
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, RelationshipKind
from throughcare.care import queries as care
from throughcare.web import words as say
from throughcare.web.door import Request
from throughcare.web.gate import page
from throughcare.web.pages.list_frame import Cell, ListPage, Row, asked, link, shown, tag, words
from throughcare.web.pages.list_parts import NAME

COVERED = {
    "yes": words("Yes, for part of it"),
    "no": tag("No, out of hours", "orange"),
    "not-known": words("Cover hours not known"),
}
UNSEEN = page(Category.ENGAGEMENT, Act.READ, RelationshipKind.PRESENT)


@UNSEEN
def unseen(request: Request) -> HttpResponse:
    """People who left custody before anybody of the service saw them, to follow up."""
    found = care.left_unseen(request.viewer, at=request.at, **asked(request))

    def cells(row: Row) -> list[Cell]:
        given = {"person_id": row["person_id"], "episode_id": row["episode_id"]}
        return [
            words(row["place"]),
            words(
                say.when(row["left_at"], request.at),
                f"there for {say.duration(row['left_at'] - row['arrived_at'])}",
            ),
            COVERED[row["covered"]],
            tag("Alerted", "yellow") if row["alerted"] else words("No alert"),
            words("Followed up")
            if row["closed"]
            else link("Follow up", reverse("offering", kwargs=given), says=False),
        ]

    return shown(
        request,
        ListPage(
            title="Left custody before anybody saw them",
            everybody="left in fourteen days",
            filters={
                "alerted": "alerted by custody",
                "open": "to follow up",
                "two-days": "left in the last two days",
                "out-of-hours": "out of hours",
                "not-known": "cover hours not known",
            },
            orders={"": "Alerted first", "left": "Last left first", **NAME},
            columns=("Where", "Left", "Was the team there?", "Alert", "Follow-up"),
            cells=cells,
            empty="Everybody who left custody in the last fourteen days was seen, or declined.",
        ),
        found,
    )


urlpatterns = [path("left-unseen", unseen, name="unseen")]
