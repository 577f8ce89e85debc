"""A page of questions that was begun: kept while it is typed, offered again, thrown away."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect
from django.urls import path

from throughcare.access import queries as access
from throughcare.access.rules import Act, Category, Sight
from throughcare.screening import actions, queries
from throughcare.screening.rules import ResponseState
from throughcare.screening.rules.begun import LARGEST
from throughcare.web.door import Request, Shown
from throughcare.web.gate import record_page
from throughcare.web.pages.screening import sheet_or_404
from throughcare.web.pages.screening_offers import for_them
from throughcare.web.pages.screening_shown import address, way_through
from throughcare.web.words import relative

EVERY = 10
"""How many seconds pass at most before what was typed is kept."""
PUT_BACK, THROW_AWAY = "begun", "throw-away"
OF = "of"
"""The key of the form that was typed into, under a name that does not use it up."""
TECHNICAL = ("csrfmiddlewaretoken", "form_key", OF)
PAPER = "paper"


@dataclass(frozen=True)
class Begun:
    """What a page that is filled in says of keeping it; `when` None when nothing is offered."""

    address: str
    every: int = EVERY
    when: str | None = None
    text: str | None = None
    """What was begun, where it is put back into the form."""

    def typed(self) -> QueryDict | None:
        """What is put back, as if it were sent."""
        return None if self.text is None else QueryDict(self.text)


def begun_of(request: Request, sight: Sight, address: str, work_item: str, page: str) -> Begun:
    """What this worker has begun on a page; a page that was just sent is not offered an older."""
    kept = None if request.method == "POST" else queries.begun(sight, work_item, page)
    if kept is None:
        return Begun(address)
    when = relative(kept.kept_at, request.at)
    return Begun(address, when=when, text=kept.text if PUT_BACK in request.GET else None)


@record_page(Category.SCREENING, Act.WRITE)
def of_page(request: Request, sight: Sight, screening_id: UUID, number: int) -> HttpResponse:
    """Keep what is typed on a page of a screening that goes on, or throw it away."""
    sheet = sheet_or_404(sight, screening_id)
    going = sheet.asked.state is ResponseState.IN_PROGRESS
    if not going or way_through(sight, sheet, queries.about(sight)).page(number) is None:
        raise Http404
    back = address("screening_page", sight, screening_id, number=number)
    return _keep_or_throw_away(request, sight, str(screening_id), str(number), back)


@record_page(Category.SCREENING, Act.WRITE)
def of_paper(request: Request, sight: Sight, instrument: str) -> HttpResponse:
    """Keep what is typed from a paper so far, or throw it away."""
    if all(each.id != instrument for each in for_them(sight)):
        raise Http404
    back = request.path.removesuffix("/begun")
    return _keep_or_throw_away(request, sight, instrument, PAPER, back)


def _keep_or_throw_away(
    request: Request, sight: Sight, work_item: str, page: str, back: str
) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    who: dict[str, Any] = {"by": request.viewer, "at": request.at, "person_id": sight.person_id}
    if THROW_AWAY in request.POST:
        actions.drop_begun(**who, work_item=work_item, page=page)
        return redirect(back)
    typed = request.POST.copy()
    for name in TECHNICAL:
        typed.pop(name, None)
    text = typed.urlencode()
    if not text or len(text) > LARGEST:
        raise Http404
    # What was sent meanwhile is saved; what comes late from the same page is older than that.
    if not access.was_sent(request.viewer, request.POST.get(OF, "")):
        actions.keep_begun(**who, work_item=work_item, page=page, text=text)
    request.shown = Shown()  # nothing of the record was shown
    return HttpResponse(status=204)


_PERSON = "record/<uuid:person_id>/screening"
urlpatterns = [
    path(f"{_PERSON}/<uuid:screening_id>/page/<int:number>/begun", of_page, name="screening_begun"),
    path(f"{_PERSON}/paper/<slug:instrument>/begun", of_paper, name="screening_paper_begun"),
]
