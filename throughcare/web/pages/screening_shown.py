"""What stands on the pages of a screening: which questions, what is open, what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from throughcare.access.rules import Sight
from throughcare.screening import queries
from throughcare.screening.instrument import Item, Page
from throughcare.screening.rules import (
    Context,
    ShortWay,
    in_words,
    is_done,
    is_fresh,
    next_page,
    remaining,
    short_way,
    shown,
)
from throughcare.web.pages.screening_questions import Question
from throughcare.web.words import relative

KNOWN_PAGE = 0
"""The number of the page on which what was said before is confirmed at once."""


@dataclass(frozen=True)
class Way:
    """The way through one screening: by the pages of the instrument, or the short one."""

    sight: Sight
    sheet: queries.Sheet
    context: Context
    held: Mapping[str, queries.Held]

    @property
    def rest_page(self) -> int:
        """The number of the page with what is still to be asked on the short way."""
        return len(self.sheet.asked.instrument.pages) + 1

    def short(self) -> ShortWay | None:
        """The short way, where most is known already."""
        return short_way(
            self.sheet.asked.instrument,
            self.held,
            at=self.sight.at,
            answers=self.sheet.answers(self.sight.at),
            context=self.context,
        )

    def page(self, number: int) -> Page | None:
        """The page with this number, or nothing when there is none."""
        instrument = self.sheet.asked.instrument
        if 1 <= number <= len(instrument.pages):
            return instrument.pages[number - 1]
        short = self.short()
        if short is None:
            return None
        if number == KNOWN_PAGE:
            return Page(
                "What you said before",
                tuple(item.id for item in short.known),
                "Is each of these still right? Change what is not.",
            )
        if number == self.rest_page:
            intro = "We always ask these again, because they can change or because they keep safe."
            return Page("What we ask today", tuple(item.id for item in short.rest), intro)
        return None

    def next(self) -> int | None:
        """The number of the page to go on with; None when nothing is left to ask."""
        instrument, answers = self.sheet.asked.instrument, self.sheet.answers(self.sight.at)
        at, context = self.sight.at, self.context
        if short := self.short():
            left = remaining(instrument, self.held, at=at, answers=answers, context=context)
            if left.confirm:
                return KNOWN_PAGE
            asked = {item.id for item in short.known}
            if any(item.required and item.id not in asked for item in left.ask):
                return self.rest_page
        page = next_page(instrument, self.held, at=at, answers=answers, context=context)
        return instrument.pages.index(page) + 1 if page else None

    def numbers(self) -> tuple[int, ...]:
        """The numbers of the pages of this way, from first to last."""
        if self.short():
            return (KNOWN_PAGE, self.rest_page)
        return tuple(range(1, self.rest_page))


def way_through(sight: Sight, sheet: queries.Sheet, context: Context) -> Way:
    """The way through a screening, with what was said before it."""
    instrument = sheet.asked.instrument
    held = queries.known(sight, instrument, sight.at, beside=sheet.asked.screening_id)
    return Way(sight, sheet, context, held)


def questions_on(way: Way, page: Page) -> list[Question]:
    """The questions of one page that fit this person, with what may be confirmed."""
    sight, sheet, context, held = way.sight, way.sheet, way.context, way.held
    instrument, at = sheet.asked.instrument, sight.at
    answers = sheet.answers(at)
    on_page = page.items
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


def open_items(sight: Sight, sheet: queries.Sheet, page: Page, context: Context) -> list[Item]:
    """The questions of one page that still need an answer, and those that an answer brought up."""
    instrument = sheet.asked.instrument
    left = remaining(instrument, {}, at=sight.at, answers=sheet.answers(sight.at), context=context)
    return [item for item in left.ask if item.required and item.id in page.items]


def heard_by(sheet: queries.Sheet) -> str:
    """Who heard how many of the answers, in a sentence; '' where one worker heard them all."""
    heard = sheet.heard_by()
    if len(heard) < 2:
        return ""
    said = [f"{who} ({number})" for who, number in heard]
    return f"Answers were given to {', '.join(said[:-1])} and {said[-1]}."


def checked_rows(
    sight: Sight,
    sheet: queries.Sheet,
    number: int,
    context: Context,
    *,
    leads_to: str = "screening_page",
) -> list[dict[str, Any]]:
    """The questions of one page with their answers, and where each is changed."""
    answers = sheet.answers(sight.at)
    on_page = sheet.asked.instrument.pages[number - 1].items
    page_address = address(leads_to, sight, sheet.asked.screening_id, number=number)
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
