"""What stands on the pages of a screening: which questions, what is open, what was answered."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from throughcare.access.rules import Sight
from throughcare.screening import queries
from throughcare.screening.instrument import Item
from throughcare.screening.rules import (
    Context,
    in_words,
    is_done,
    is_fresh,
    remaining,
    shown,
)
from throughcare.web.pages.screening_questions import Question
from throughcare.web.words import relative


def questions_on(
    sight: Sight, sheet: queries.Sheet, number: int, context: Context
) -> list[Question]:
    """The questions of one page that fit this person, with what may be confirmed."""
    instrument, at = sheet.asked.instrument, sight.at
    answers = sheet.answers(at)
    held = queries.known(sight, instrument, at, beside=sheet.asked.screening_id)
    on_page = instrument.pages[number - 1].items
    found = []
    for item in shown(instrument, answers, context=context):
        if item.id not in on_page:
            continue
        earlier, last = held.get(item.concept), sheet.latest(item.id)
        to_confirm = (
            earlier is not None
            and not is_done(answers.get(item.id))
            and is_fresh(item, earlier, at=at)
        )
        found.append(
            Question(
                item=item,
                hint=_hint(sight, sheet, item, earlier, context, to_confirm=to_confirm),
                answer=answers.get(item.id),
                number=last.number if last else 0,
                held=earlier if to_confirm else None,
            )
        )
    return found


def _hint(
    sight: Sight,
    sheet: queries.Sheet,
    item: Item,
    earlier: queries.Held | None,
    context: Context,
    *,
    to_confirm: bool,
) -> str:
    """The question's own hint, and what the person said before, to whom, when and where."""
    hint = item.hint_for(context.sex)
    last = sheet.latest(item.id)
    if last is not None and sheet.expired(item, sight.at):
        words, when = in_words(item, last.value), relative(last.at, sight.at)
        return f"{hint} Said to {last.by}, {when}: “{words}”. Ask again, because it can change."
    if last is not None and last.confirmed_from:
        return f"{hint} Confirmed to {last.by}, {relative(last.at, sight.at)}."
    if earlier is None or is_done(last.value if last else None):
        return hint
    where = f" in {earlier.place_name}" if earlier.place_name else ""
    when = relative(earlier.given_at, sight.at)
    other = earlier.instrument != sheet.asked.instrument.title
    asked = f", asked in {earlier.instrument}" if other else ""
    said = f"Said to {earlier.asked_by}, {when}{where}{asked}: “{earlier.words}”."
    return f"{hint} {said} {'Is that still right?' if to_confirm else 'Ask again.'}".strip()


def open_items(sight: Sight, sheet: queries.Sheet, number: int, context: Context) -> list[Item]:
    """The questions of one page that still need an answer."""
    instrument = sheet.asked.instrument
    left = remaining(instrument, {}, at=sight.at, answers=sheet.answers(sight.at), context=context)
    on_page = instrument.pages[number - 1].items
    return [item for item in left.ask if item.required and item.id in on_page]


def checked_rows(
    sight: Sight, sheet: queries.Sheet, number: int, context: Context
) -> list[dict[str, Any]]:
    """The questions of one page with their answers, to be checked before the end."""
    answers = sheet.answers(sight.at)
    on_page = sheet.asked.instrument.pages[number - 1].items
    page_address = address("screening_page", sight, sheet.asked.screening_id, number=number)
    return [
        {
            "question": item.text,
            "answer": in_words(item, answers[item.id])
            if is_done(answers.get(item.id))
            else ("No answer yet" if item.required else "Not asked"),
            "change": f"{page_address}#id_q-{item.id}",
            "open": item.required and not is_done(answers.get(item.id)),
        }
        for item in shown(sheet.asked.instrument, answers, context=context)
        if item.id in on_page
    ]


def address(name: str, sight: Sight, screening_id: UUID, **more: Any) -> str:
    """The address of a page of one screening."""
    return reverse(
        name, kwargs={"person_id": sight.person_id, "screening_id": screening_id, **more}
    )
