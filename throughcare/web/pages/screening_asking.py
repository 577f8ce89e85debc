"""Asking: one page at a time, each saved; what is urgent interrupts; then a check."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode

from throughcare.access.rules import Act, Category, ChangedMeanwhile, Refused, Sight
from throughcare.care.rules import SAFETY_WORDS, SafetyState
from throughcare.screening import actions, queries
from throughcare.screening.instrument import Item
from throughcare.screening.rules import ResponseState, WrongAnswers, in_words
from throughcare.web.door import Request
from throughcare.web.drafts import draft_of, saved
from throughcare.web.gate import record_page
from throughcare.web.pages.doing import sent
from throughcare.web.pages.record_frame import record_context
from throughcare.web.pages.screening import sheet_or_404
from throughcare.web.pages.screening_begun import begun_of
from throughcare.web.pages.screening_forms import ReadForm
from throughcare.web.pages.screening_questions import Question, Questions
from throughcare.web.pages.screening_raised import kinds, tell
from throughcare.web.pages.screening_shown import (
    KNOWN_PAGE,
    Way,
    address,
    checked_rows,
    heard_by,
    open_items,
    questions_on,
    way_through,
)

SHOW_OPEN = "open"


@record_page(Category.SCREENING, Act.WRITE)
def go(request: Request, sight: Sight, screening_id: UUID) -> HttpResponse:
    """The page where the next question is, or the check when nothing is left to ask."""
    sheet = sheet_or_404(sight, screening_id)
    if away := _elsewhere(sight, sheet):
        return away
    number = way_through(sight, sheet, queries.about(sight)).next()
    if number is None:
        return _to("screening_check", sight, screening_id)
    return _to("screening_page", sight, screening_id, number=number)


@record_page(Category.SCREENING, Act.WRITE)
def page(request: Request, sight: Sight, screening_id: UUID, number: int) -> HttpResponse:
    """One page of questions. Everything that was answered is saved before the next."""
    sheet = sheet_or_404(sight, screening_id)
    if away := _elsewhere(sight, sheet):
        return away
    way = way_through(sight, sheet, queries.about(sight))
    on_page = way.page(number)
    if on_page is None:
        raise Http404
    questions = questions_on(way, on_page)
    where = address("screening_begun", sight, screening_id, number=number)
    begun = begun_of(request, sight, where, str(screening_id), str(number))
    form = Questions(questions, sent(request) or begun.typed(), initial=_key())
    if begun.text is not None:
        form.only_shown()
    conflict: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            return saved(_save(request, way, number, form), request.session, request.path)
        except actions.NeedsReason as needed:
            form = _again(questions, request.POST, form, ask_reason=True)
            changed = [q.item.text for q in questions if q.item.id in needed.items]
            form.add_error("reason", f"Say why the answer is changed: {'; '.join(changed)}")
        except ChangedMeanwhile as changed:
            conflict = _both(questions, form, changed)
            form = _again(questions, request.POST, form, ask_reason=True)
        except WrongAnswers as wrong:
            form.add_error(None, " ".join(wrong.problems))
        except Refused as refused:
            form.add_error(None, " ".join(refused.reasons))
    still_open = open_items(sight, sheet, on_page, way.context) if SHOW_OPEN in request.GET else []
    return render(
        request,
        "screening_page.html.jinja",
        {
            **_context(request, way, number),
            "form": form,
            "conflict": conflict,
            "errors": form.error_list() if form.is_bound else _asking_for(still_open),
            "still_open": still_open,
            "page": on_page,
            "later": _after(way, number),
            "draft": draft_of(request.session, request.path, at=request.at),
            "begun": begun,
        },
    )


@record_page(Category.SCREENING, Act.WRITE)
def urgent(request: Request, sight: Sight, screening_id: UUID) -> HttpResponse:
    """What to do now. The questions wait until a worker says that they have read it."""
    sheet = sheet_or_404(sight, screening_id)
    unread = sheet.unread()
    if not unread:
        return _to("screening_go", sight, screening_id)
    form = ReadForm(request.POST or None, initial=_key())
    if request.method == "POST" and form.is_valid():
        actions.read_urgent(
            by=request.viewer,
            at=request.at,
            screening_id=screening_id,
            flags=request.POST.getlist("flag"),
        )
        return _to("screening_go", sight, screening_id)
    frame = record_context(request, sight, tab="screenings")
    seen = {fact.kind for fact in frame["safety"] if fact.state is SafetyState.YES}
    return render(
        request,
        "screening_urgent.html.jinja",
        {
            **frame,
            "asked": sheet.asked,
            "going": sheet.asked.state is ResponseState.IN_PROGRESS,
            "flags": unread,
            "custody_sees": [SAFETY_WORDS[kind] for kind in kinds(unread) if kind in seen],
            "form": form,
        },
    )


@record_page(Category.SCREENING, Act.WRITE)
def check(request: Request, sight: Sight, screening_id: UUID) -> HttpResponse:
    """Every answer once more; then the screening is completed."""
    sheet = sheet_or_404(sight, screening_id)
    if away := _elsewhere(sight, sheet):
        return away
    form = ReadForm(request.POST or None, initial=_key())
    if request.method == "POST" and form.is_valid():
        try:
            actions.complete(by=request.viewer, at=request.at, screening_id=screening_id)
        except Refused as refused:
            form.add_error(None, " ".join(refused.reasons))
        else:
            return _to("screening_result", sight, screening_id)
    context = queries.about(sight)
    pages: list[dict[str, Any]] = [
        {"title": each.title, "rows": checked_rows(sight, sheet, number, context)}
        for number, each in enumerate(sheet.asked.instrument.pages, 1)
    ]
    return render(
        request,
        "screening_check.html.jinja",
        {
            **record_context(request, sight, tab="screenings"),
            "asked": sheet.asked,
            "pages": pages,
            "open_rows": [row for each in pages for row in each["rows"] if row["open"]],
            "heard_by": heard_by(sheet),
            "form": form,
            "back": address(
                "screening_page", sight, screening_id, number=len(sheet.asked.instrument.pages)
            ),
        },
    )


def _save(request: Request, way: Way, number: int, form: Questions) -> HttpResponse:
    sight, screening_id = way.sight, way.sheet.asked.screening_id
    actions.answer(
        by=request.viewer,
        at=request.at,
        screening_id=screening_id,
        given=form.given,
        confirmed=form.confirmed,
        seen=form.seen_numbers(),
        reason=form.cleaned_data.get("reason") or "",
    )
    actions.drop_begun(
        by=request.viewer,
        at=request.at,
        person_id=sight.person_id,
        work_item=str(screening_id),
        page=str(number),
    )
    sheet = sheet_or_404(sight, screening_id)
    tell(sight, sheet.flags(), before=way.sheet.flags())
    if sheet.unread():
        return _to("screening_urgent", sight, screening_id)
    now = replace(way, sheet=sheet)
    on_page = now.page(number)
    left = open_items(sight, sheet, on_page, way.context) if on_page else []
    if left and not request.POST.get("leave_open"):
        here = address("screening_page", sight, screening_id, number=number)
        return redirect(f"{here}?{urlencode({SHOW_OPEN: 1})}")
    return redirect(_after(now, number))


def _elsewhere(sight: Sight, sheet: queries.Sheet) -> HttpResponse | None:
    """Where to go instead: to what is urgent, or to what there is once the asking has ended."""
    screening_id = sheet.asked.screening_id
    if sheet.asked.state in (ResponseState.COMPLETED, ResponseState.STOPPED):
        return _to("screening_result", sight, screening_id)
    if sheet.asked.state is ResponseState.ENTERED_IN_ERROR:
        return redirect("screenings", person_id=sight.person_id)
    return _to("screening_urgent", sight, screening_id) if sheet.unread() else None


def _asking_for(items: list[Item]) -> list[tuple[str, str]]:
    return [(f"id_q-{item.id}", f"No answer yet: {item.text}") for item in items]


def _again(
    questions: list[Question], data: QueryDict, form: Questions, *, ask_reason: bool
) -> Questions:
    """The same answers, still to be saved, on a page that has seen what is saved now."""
    typed = data.copy()
    typed["seen"] = form.initial["seen"]
    again = Questions(questions, typed, initial=_key())
    again.ask_reason = ask_reason
    again.full_clean()
    return again


def _both(questions: list[Question], form: Questions, changed: ChangedMeanwhile) -> dict[str, Any]:
    rows = [
        {
            "label": q.item.text,
            "theirs": changed.current[q.item.id],
            "yours": "Confirmed as before"
            if q.item.id in form.confirmed
            else in_words(q.item, form.given.get(q.item.id)),
        }
        for q in questions
        if q.item.id in changed.current
    ]
    return {"rows": rows, "who": changed.changed_by, "moment": changed.changed_at}


def _context(request: Request, way: Way, number: int) -> dict[str, Any]:
    sight, screening_id = way.sight, way.sheet.asked.screening_id
    numbers = way.numbers()
    if number not in numbers:  # a page of the instrument, opened to change an answer
        numbers = tuple(range(1, way.rest_page))
    at = numbers.index(number)
    back = (
        address("screening_page", sight, screening_id, number=numbers[at - 1])
        if at
        else reverse("screenings", kwargs={"person_id": sight.person_id})
    )
    return {
        **record_context(request, sight, tab="screenings"),
        "asked": way.sheet.asked,
        "number": at + 1,
        "of": len(numbers),
        "back": back,
    }


def _after(way: Way, number: int) -> str:
    sight, screening_id = way.sight, way.sheet.asked.screening_id
    later = [each for each in way.numbers() if each > number]
    if not later:
        return address("screening_check", sight, screening_id)
    if number == KNOWN_PAGE:
        return address("screening_go", sight, screening_id)
    return address("screening_page", sight, screening_id, number=later[0])


def _to(name: str, sight: Sight, screening_id: UUID, **more: Any) -> HttpResponse:
    return redirect(address(name, sight, screening_id, **more))


def _key() -> dict[str, Any]:
    return {"form_key": uuid4()}


_ONE = "record/<uuid:person_id>/screening/<uuid:screening_id>"
urlpatterns = [
    path(_ONE, go, name="screening_go"),
    path(f"{_ONE}/page/<int:number>", page, name="screening_page"),
    path(f"{_ONE}/urgent", urgent, name="screening_urgent"),
    path(f"{_ONE}/check", check, name="screening_check"),
]
