"""When the system is down: a pack is printed before, and the answers on paper are entered after."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode

from throughcare.access.rules import Act, Category, Sight, Verb
from throughcare.pathway import queries as pathway
from throughcare.screening import actions, queries
from throughcare.screening.instrument import FACTS, Instrument, Item, asked_when
from throughcare.screening.rules import (
    Context,
    ResponseState,
    WrongAnswers,
    is_fresh,
)
from throughcare.web import fields
from throughcare.web.door import Request
from throughcare.web.drafts import draft_of, saved
from throughcare.web.fields import Choice
from throughcare.web.forms import PageForm
from throughcare.web.gate import record_page
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.paper_forms import LONGEST_BACK, PaperForm
from throughcare.web.pages.record_frame import record_context
from throughcare.web.pages.screening import sheet_or_404
from throughcare.web.pages.screening_begun import PAPER, begun_of
from throughcare.web.pages.screening_offers import CORE, for_them
from throughcare.web.pages.screening_questions import Question, Questions, without_an_answer
from throughcare.web.pages.screening_raised import tell
from throughcare.web.words import london_date

LASTS = timedelta(hours=24)
"""How long a printed pack may be relied on; this product's own limit."""
ARRIVED_MEANWHILE = timedelta(days=3)


class PackForm(PageForm):
    """Which blank forms go into the pack."""

    ask = fields.Checkboxes(
        label="Which questions?",
        hint="Each as a blank form, with what the person has answered before.",
        missing="Select at least one",
    )


@record_page(Category.SCREENING, Act.WRITE)
def pack(request: Request, sight: Sight) -> HttpResponse:
    """Choose what is printed; that it goes to paper is put on the trail."""
    form = PackForm(sent(request), initial=fresh() | {"ask": [CORE]})
    form.fields["ask"].offer(  # type: ignore[attr-defined]
        [Choice(each.id, each.title, each.purpose) for each in for_them(sight)]
    )
    number = str(form.key() or "").replace("-", "")[:8]

    def print_it() -> None:
        actions.print_pack(
            by=request.viewer,
            at=request.at,
            person_id=sight.person_id,
            instruments=form.cleaned_data["ask"],
            number=number,
        )

    if done(form, print_it):
        where = reverse(
            "screening_pack_sheets", kwargs={"person_id": sight.person_id, "number": number}
        )
        return redirect(f"{where}?{urlencode({'ask': form.cleaned_data['ask']}, doseq=True)}")
    return _draw(request, sight, "screening_pack.html.jinja", {"form": form})


@record_page(Category.SCREENING, Act.WRITE)
def sheets(request: Request, sight: Sight, number: str) -> HttpResponse:
    """The pack itself: what keeps them safe, what they said before, and blank forms."""
    wanted = request.GET.getlist("ask")
    chosen = [each for each in for_them(sight) if each.id in wanted]
    if not chosen:
        raise Http404
    request.shown.verb = Verb.DISCLOSE  # however often it is opened, it may go to paper again
    context = queries.about(sight)
    held = queries.known_of(sight, (i.concept for each in chosen for i in each.items), sight.at)
    return _draw(
        request,
        sight,
        "screening_pack_sheets.html.jinja",
        {
            "number": number,
            "printed_by": request.viewer.name,
            "until": request.at + LASTS,
            "forms": [
                {
                    "instrument": each,
                    "rows": [
                        _row(each, item, held.get(item.concept), sight)
                        for item in _asked(each, context)
                    ],
                }
                for each in chosen
            ],
            "urgent": queries.urgent(sight, open_only=True),
        },
    )


@record_page(Category.SCREENING, Act.WRITE)
def which(request: Request, sight: Sight) -> HttpResponse:
    """Which questions are on the paper?"""
    return _draw(request, sight, "screening_paper_which.html.jinja", {"offered": for_them(sight)})


@record_page(Category.SCREENING, Act.WRITE)
def enter(request: Request, sight: Sight, instrument: str) -> HttpResponse:
    """Enter answers from paper, with who asked, when and where, apart from who enters them now."""
    chosen = next((each for each in for_them(sight) if each.id == instrument), None)
    if chosen is None:
        raise Http404
    places = {str(each.id): each.name for each in pathway.places(request.viewer)}
    begun = begun_of(request, sight, f"{request.path}/begun", chosen.id, PAPER)
    typed = sent(request) or begun.typed()
    form = PaperForm(typed, initial=fresh(), at=request.at, places=places)
    asked = _asked(chosen, queries.about(sight), _about_then(sight))
    questions = Questions(
        [Question(item, _hint(chosen, item)) for item in asked], typed, initial=fresh()
    )
    if begun.text is not None:
        form.only_shown()
        questions.only_shown()
    entered: list[UUID] = []

    def keep() -> None:
        assert form.moment is not None
        given = form.cleaned_data
        place = given["place"] if given["place"] in places else ""
        try:
            entered.append(
                actions.enter_from_paper(
                    by=request.viewer,
                    at=request.at,
                    person_id=sight.person_id,
                    instrument=chosen.id,
                    answers=questions.given,
                    asked_at=form.moment,
                    asked_by=given["asked_by"],
                    asked_in=given["asked_in"] or "",
                    place_id=UUID(place) if place else None,
                    mode=given["mode"],
                    paper_number=given["paper_number"] or "",
                    agreed=given["agreed"],
                    agreement_note=form.note(),
                    present=given["present"],
                    stopped_because=given["stopped_because"] or "",
                )
            )
        except WrongAnswers as wrong:
            questions.add_error(None, " ".join(wrong.problems))

    if request.method == "POST" and questions.is_valid() and done(form, keep) and entered:
        actions.drop_begun(
            by=request.viewer,
            at=request.at,
            person_id=sight.person_id,
            work_item=chosen.id,
            page=PAPER,
        )
        sheet = sheet_or_404(sight, entered[0])
        tell(sight, sheet.flags())
        messages.success(request, "Entered. The interview and the entry each keep their own time.")
        step = "screening_urgent" if sheet.unread() else "screening_result"
        led_to = redirect(step, person_id=sight.person_id, screening_id=entered[0])
        return saved(led_to, request.session, request.path)
    since = request.at - ARRIVED_MEANWHILE
    return _draw(
        request,
        sight,
        "screening_paper.html.jinja",
        {
            "instrument": chosen,
            "form": form,
            "draft": draft_of(request.session, request.path, at=request.at),
            "begun": begun,
            "questions": questions,
            "errors": [*form.error_list(), *questions.error_list()] if form.is_bound else [],
            "meanwhile": [
                each
                for each in queries.screenings(sight)
                if each.instrument.id == chosen.id
                and each.started_at >= since
                and each.state is not ResponseState.ENTERED_IN_ERROR
            ],
        },
    )


def _asked(instrument: Instrument, *contexts: Context) -> list[Item]:
    """Every question that this person could be asked, whatever they answer to the others."""
    return [
        item
        for item in instrument.items
        if item.show_when is None
        or not item.show_when.names() <= set(FACTS)
        or any(item.show_when.holds(context.facts()) for context in contexts)
    ]


def _about_then(sight: Sight) -> Context:
    """How old they were when the oldest paper was written that can still be entered."""
    return queries.about(sight, on=london_date(sight.at - LONGEST_BACK))


def _hint(instrument: Instrument, item: Item) -> str:
    when = asked_when(instrument, item)
    return f"{item.hint} Only if {when}.".strip() if when else item.hint


def _row(
    instrument: Instrument, item: Item, held: queries.Held | None, sight: Sight
) -> dict[str, Any]:
    return {
        "item": item,
        "without": without_an_answer(item),
        "only_if": asked_when(instrument, item),
        "held": held,
        "fresh": held is not None and is_fresh(item, held, at=sight.at),
    }


def _draw(request: Request, sight: Sight, template: str, more: dict[str, Any]) -> HttpResponse:
    frame = record_context(request, sight, tab="screenings")
    back = reverse("screenings", kwargs={"person_id": sight.person_id})
    return render(request, template, {**frame, "back": back, **more})


_PERSON = "record/<uuid:person_id>/screening"
urlpatterns = [
    path(f"{_PERSON}/pack", pack, name="screening_pack"),
    path(f"{_PERSON}/pack/<slug:number>", sheets, name="screening_pack_sheets"),
    path(f"{_PERSON}/paper", which, name="screening_paper_which"),
    path(f"{_PERSON}/paper/<slug:instrument>", enter, name="screening_paper"),
]
