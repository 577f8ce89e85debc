"""The person fills in the questions alone, one at a time, on a tablet that shows nothing else."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.actions import signing_in
from throughcare.access.rules import Act, Category, Sight
from throughcare.people.queries import sight_of
from throughcare.screening import actions, queries
from throughcare.screening.instrument import Item, easy_read, language, languages
from throughcare.screening.rules import (
    AnswerState,
    Mode,
    ResponseState,
    WrongAnswers,
    answer_from_form,
    is_done,
    remaining,
    shown,
)
from throughcare.web import fields
from throughcare.web.door import Request
from throughcare.web.fields import Choice
from throughcare.web.forms import PageForm
from throughcare.web.gate import View, record_page
from throughcare.web.handed_over import KEY, MOST_TRIES, TRIES, Handed
from throughcare.web.pages.record_frame import record_context
from throughcare.web.pages.screening import sheet_or_404
from throughcare.web.pages.screening_raised import tell

WRONG = "That is not the password of the worker who is signed in"
CHANGED = "Changed by the person while they filled it in"


class HandOverForm(PageForm):
    """How the person wants to see the questions."""

    language = fields.Radios(
        label="Language of the buttons",
        hint="The questions stay in English. Nobody has checked a machine translation.",
        missing="Select a language",
        choices=[
            Choice(
                each.code,
                each.own_name if each.code == "en" else f"{each.own_name} ({each.name})",
                "" if each.verified else "Machine translation, not verified",
            )
            for each in languages()
        ],
        initial="en",
    )
    shown = fields.Checkboxes(
        label="How it looks",
        required=False,
        choices=[
            Choice("easy", "Easy read, with pictures"),
            Choice("large", "Large print"),
        ],
    )


def at_the_tablet(view: Callable[..., HttpResponse]) -> View:
    """A page for the person who has the tablet in their hands; it finds out whose it is itself."""
    inner = record_page(Category.SCREENING, Act.WRITE)(view)

    @wraps(view)
    def run(request: Request) -> HttpResponse:
        if not hasattr(request, "viewer"):
            return redirect("sign_in")
        given = Handed.of(request.session)
        if given is None:
            return redirect("home")
        sight = sight_of(request.viewer, given.person_id, at=request.at)
        whose = sight.person_id if sight else given.person_id
        return inner(request, person_id=whose, given=given)

    run.page = "signed-in"  # type: ignore[attr-defined]
    return run


@record_page(Category.SCREENING, Act.WRITE)
def hand_over(request: Request, sight: Sight, screening_id: UUID) -> HttpResponse:
    """Before the tablet is handed over: in which language, and how it looks."""
    sheet = sheet_or_404(sight, screening_id)
    if sheet.asked.state is not ResponseState.IN_PROGRESS or sheet.unread():
        return redirect("screening_go", person_id=sight.person_id, screening_id=screening_id)
    form = HandOverForm(request.POST or None, initial={"form_key": uuid4(), "language": "en"})
    if request.method == "POST" and form.is_valid():
        actions.change_mode(
            by=request.viewer, at=request.at, screening_id=screening_id, mode=Mode.SELF
        )
        looks = form.cleaned_data["shown"] or []
        Handed(
            str(sight.person_id),
            str(screening_id),
            language=form.cleaned_data["language"],
            easy="easy" in looks,
            large="large" in looks,
        ).keep(request.session)
        response = redirect("self_page")
        response["Clear-Site-Data"] = '"cache"'
        return response
    return render(
        request,
        "self_hand_over.html.jinja",
        {
            **record_context(request, sight, tab="screenings"),
            "asked": sheet.asked,
            "form": form,
            "easy": bool(easy_read(sheet.asked.instrument.id, sheet.asked.instrument.version)),
            "back": reverse("screenings", kwargs={"person_id": sight.person_id}),
        },
    )


@at_the_tablet
def self_page(request: Request, sight: Sight, given: Handed) -> HttpResponse:
    """One question, or the end when there is none, or when somebody should come now."""
    sheet = sheet_or_404(sight, given.screening_id)
    if sheet.asked.state is not ResponseState.IN_PROGRESS or sheet.unread():
        return redirect("self_back")
    left = _open(sight, sheet)
    chosen = request.POST.get("item") or request.GET.get("item")
    answers = sheet.answers(sight.at)
    answered = [item for item in sheet.asked.instrument.items if is_done(answers.get(item.id))]
    item = next((each for each in (*left, *answered) if each.id == chosen), None)
    if item is None and request.method == "POST":
        return redirect("self_page")  # a question that is not asked of this person
    if item is None:
        if not left:
            return redirect("self_back")
        item = left[0]
    wrong = ""
    if request.method == "POST":
        words = language(given.language).words
        try:
            answer = _answer(item, request)
        except WrongAnswers:
            answer = None
        if answer is not None:
            _save(sight, sheet, item, answer)
            return redirect("self_page")
        wrong = words["not_answered"]
    return _draw(
        request,
        given,
        "self_page.html.jinja",
        _question(sheet, given, item)
        | {
            "wrong": wrong,
            "number": answered.index(item) + 1 if item in answered else len(answered) + 1,
            "earlier": _before(answered, item),
            "of": len(answered) + len(left),
        },
    )


@at_the_tablet
def self_back(request: Request, sight: Sight, given: Handed) -> HttpResponse:
    """Give it back. Only the worker's password opens anything else again."""
    sheet = sheet_or_404(sight, given.screening_id)
    if request.method == "POST":
        if _is_the_worker(request):
            del request.session[KEY]
            return redirect(
                "screening_go", person_id=sight.person_id, screening_id=given.screening_id
            )
        return _tried(request)
    return _draw(
        request,
        given,
        "self_back.html.jinja",
        {
            "wrong": WRONG if TRIES in request.session else "",
            "urgent": bool(sheet.unread()),
            "more": bool(not sheet.unread() and _open(sight, sheet)),
            "demonstration": settings.DEMONSTRATION,
        },
    )


def _open(sight: Sight, sheet: queries.Sheet) -> list[Item]:
    """What is left to ask of the person; what only needs confirming is left to the worker."""
    instrument = sheet.asked.instrument
    held = queries.known(sight, instrument, sight.at, beside=sheet.asked.screening_id)
    answers, context = sheet.answers(sight.at), queries.about(sight)
    left = remaining(instrument, held, at=sight.at, answers=answers, context=context)
    fits = {item.id for item in shown(instrument, answers, context=context)}
    return [item for item in left.ask if item.required and item.id in fits]


def _answer(item: Item, request: Request) -> Any:
    if "skip" in request.POST:
        return AnswerState.DECLINED
    return answer_from_form(item, request.POST.getlist("answer"))


def _save(sight: Sight, sheet: queries.Sheet, item: Item, answer: Any) -> None:
    screening_id = sheet.asked.screening_id
    actions.answer(
        by=sight.viewer,
        at=sight.at,
        screening_id=screening_id,
        given={item.id: answer},
        reason=CHANGED,
    )
    tell(sight, sheet_or_404(sight, screening_id).flags(), before=sheet.flags())


def _is_the_worker(request: Request) -> bool:
    if settings.DEMONSTRATION and "demonstration" in request.POST:
        return True
    worker = authenticate(
        request, email=request.user.get_username(), password=request.POST.get("password", "")
    )
    return worker is not None and worker.pk == request.user.pk


def _tried(request: Request) -> HttpResponse:
    """A wrong password leads on, so that the trail keeps it; too many of them end the session."""
    signing_in.sign_in_failed(by=request.viewer, at=request.at)
    tries = request.session.get(TRIES, 0) + 1
    if tries < MOST_TRIES:
        request.session[TRIES] = tries
        return redirect("self_back")
    signing_in.signed_out(by=request.viewer, at=request.at)
    logout(request)
    return redirect("sign_in")


def _question(sheet: queries.Sheet, given: Handed, item: Item) -> dict[str, Any]:
    instrument, words = sheet.asked.instrument, language(given.language)
    easy = easy_read(instrument.id, instrument.version).get(item.id) if given.easy else None
    last = sheet.latest(item.id)
    held = last.value if last else None
    return {
        "item": item,
        "words_of_question": easy.words if easy else item.text,
        "picture": f"pictures/{easy.picture}.svg" if easy else "",
        "stem": instrument.stem if instrument.scoring else "",
        "several": item.kind.value == "several",
        "chosen": [str(value) for value in (held if isinstance(held, tuple) else (held,))],
        "options": [
            (str(option.value), words.option(option.value, option.label), option.label)
            for option in item.options
            if option.value != AnswerState.DECLINED
        ],
    }


def _before(answered: list[Item], item: Item) -> str:
    earlier = [each for each in answered if each.position < item.position]
    return f"{reverse('self_page')}?item={earlier[-1].id}" if earlier else ""


def _draw(request: Request, given: Handed, template: str, more: dict[str, Any]) -> HttpResponse:
    return render(
        request,
        template,
        {
            **more,
            "given": given,
            "language": language(given.language),
            "say": language(given.language).words,
            "form_key": uuid4(),
        },
    )


urlpatterns = [
    path(
        "record/<uuid:person_id>/screening/<uuid:screening_id>/hand-over",
        hand_over,
        name="hand_over",
    ),
    path("questions", self_page, name="self_page"),
    path("questions/back", self_back, name="self_back"),
]
