"""The result: what it means, what to do, and which needs and strengths somebody accepts."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from throughcare.access.rules import Act, Category, Sight
from throughcare.care import actions as care
from throughcare.care import queries as care_queries
from throughcare.care.rules import NeedStatus
from throughcare.screening import queries
from throughcare.screening.rules import (
    ResponseState,
    Strength,
    Suspected,
    SuspectedStrength,
    in_words,
    is_answered,
    strengths,
    suspected_needs,
    unclear,
)
from throughcare.web import fields
from throughcare.web.door import Request
from throughcare.web.fields import Choice
from throughcare.web.forms import PageForm
from throughcare.web.gate import record_page, showing
from throughcare.web.pages.record_frame import record_context
from throughcare.web.pages.score_chart import ScoreChart, score_chart
from throughcare.web.pages.screening import sheet_or_404
from throughcare.web.pages.screening_forms import AsWritten
from throughcare.web.words import plural

LEAVE = "leave"
CHOICES = (
    Choice(NeedStatus.SUSPECTED, "Record as suspected"),
    Choice(NeedStatus.CONFIRMED, "Record as confirmed"),
    Choice(LEAVE, "Do not record"),
)


class _OfNeed(AsWritten, fields.Radios):
    """What to do with one need."""


class _OfStrengths(AsWritten, fields.Checkboxes):
    """Which strengths to record."""


class TakeUpForm(PageForm):
    """Which of the needs and strengths that the answers point to go on record, one by one."""

    def __init__(
        self,
        needs: list[Suspected],
        found: list[SuspectedStrength],
        *args: Any,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.needs = needs
        for suspected in needs:
            field = _OfNeed(
                label=suspected.need.label,
                hint=" ".join(suspected.because),
                required=False,
                choices=CHOICES,
                draw={"classes": "nhsuk-radios--inline"},
            )
            field.error_messages["invalid_choice"] = (
                f"Select one of the answers for “{suspected.need.label}”"
            )
            self.fields[f"need-{suspected.need.value}"] = field
        if found:
            self.fields["strengths"] = _OfStrengths(
                label="What helps them",
                hint="Tick what you want to record.",
                required=False,
                choices=[
                    Choice(each.strength.value, each.strength.label, " ".join(each.because))
                    for each in found
                ],
            )

    def accepted(self) -> list[tuple[Suspected, NeedStatus]]:
        """The needs to record, with how sure the practitioner is."""
        chosen = [(need, self.cleaned_data[f"need-{need.need.value}"]) for need in self.needs]
        return [(need, NeedStatus(value)) for need, value in chosen if value and value != LEAVE]


@record_page(Category.SCREENING)
def result(request: Request, sight: Sight, screening_id: UUID) -> HttpResponse:
    """What came of a screening, completed or stopped, and what to take up from it."""
    sheet = sheet_or_404(sight, screening_id)
    asked = sheet.asked
    in_error = asked.state is ResponseState.ENTERED_IN_ERROR
    may_act = sight.may(Category.SCREENING, Act.WRITE) and not in_error
    if may_act and (asked.state is ResponseState.IN_PROGRESS or sheet.unread()):
        step = "screening_urgent" if sheet.unread() else "screening_go"
        return redirect(step, person_id=sight.person_id, screening_id=screening_id)
    answers = sheet.answers(request.at)
    form = None
    recorded: list[str] = []
    if sight.may(Category.NEED, Act.WRITE) and not in_error:
        new, recorded, helps = _not_yet_recorded(sight, sheet)
        showing(request, (), Category.NEED)
        form = TakeUpForm(new, helps, request.POST or None, initial={"form_key": uuid4()})
        if request.method == "POST" and form.is_valid():
            messages.success(request, _take_up(sight, asked, form))
            return redirect(request.path)
    scoring = asked.instrument.scoring
    return render(
        request,
        "screening_result.html.jinja",
        {
            **record_context(request, sight, tab="screenings"),
            "asked": asked,
            "result": asked.result,
            "scoring": scoring,
            "band": scoring.band(asked.result.score)
            if scoring and asked.result and asked.result.score is not None
            else None,
            "chart": _chart(sight, asked),
            "flags": sheet.flags(),
            "read": sheet.read,
            "banners": [
                (item.text, item.custody_banner)
                for item in asked.instrument.items
                if item.custody_banner and asked.place_name and is_answered(answers.get(item.id))
            ],
            "unclear": [
                (item.text, in_words(item, answers[item.id]))
                for item in unclear(asked.instrument, answers)
            ],
            "recorded": recorded,
            "form": form,
            "may_act": may_act,
            "error_because": sheet.error_because if in_error else "",
        },
    )


def _chart(sight: Sight, asked: queries.Asked) -> ScoreChart | None:
    """The scores with the same instrument up to this one."""
    scoring, ended = asked.instrument.scoring, asked.ended_at
    if scoring is None or ended is None or asked.state is not ResponseState.COMPLETED:
        return None
    same = [
        each
        for each in queries.results(sight)
        if each.instrument.id == asked.instrument.id and each.ended_at and each.ended_at <= ended
    ]
    return score_chart(scoring, same)


def _not_yet_recorded(
    sight: Sight, sheet: queries.Sheet
) -> tuple[list[Suspected], list[str], list[SuspectedStrength]]:
    """What the answers point to: needs not on record, those on record already, and strengths."""
    instrument, answers = sheet.asked.instrument, sheet.answers(sight.at)
    open_needs = {need.type for need in care_queries.needs(sight) if need.open}
    noted = {strength.kind for strength in care_queries.strengths(sight)}
    pointed = suspected_needs(instrument, answers)
    return (
        [each for each in pointed if each.need not in open_needs],
        [each.need.label for each in pointed if each.need in open_needs],
        [each for each in strengths(instrument, answers) if each.strength not in noted],
    )


def _take_up(sight: Sight, asked: queries.Asked, form: TakeUpForm) -> str:
    """Record what was accepted; says what was."""
    who: dict[str, Any] = {"by": sight.viewer, "at": sight.at}
    accepted = form.accepted()
    for suspected, status in accepted:
        need_id = care.suspect_need(
            **who,
            person_id=sight.person_id,
            need=suspected.need,
            episode_id=asked.episode_id,
            screening_id=asked.screening_id,
        )
        if status is NeedStatus.CONFIRMED:
            now = care_queries.need(sight, need_id)
            assert now is not None
            care.change_need(
                **who,
                need_id=need_id,
                version=now.version,
                status=status,
                responsible_team_id=now.team_id,
                reason="Confirmed by the practitioner after the screening",
            )
    helps = form.cleaned_data.get("strengths") or []
    for kind in helps:
        care.note_strength(**who, person_id=sight.person_id, kind=Strength(kind))
    recorded = [
        plural(found, words) for found, words in ((accepted, "need"), (helps, "strength")) if found
    ]
    return f"{' and '.join(recorded) or 'Nothing is'} recorded."


urlpatterns = [
    path(
        "record/<uuid:person_id>/screening/<uuid:screening_id>/result",
        result,
        name="screening_result",
    ),
]
