"""The one-page summary for custody officer or court: only what a sharing decision let through."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from throughcare.documents.layout import (
    Block,
    Document,
    Fact,
    Facts,
    Heading,
    Notice,
    NoticeKind,
    Paragraph,
    Table,
)
from throughcare.sharing.rules import FIELDS, RECIPIENTS, Field, Ground, Recipient, SharingDecision

PACKS = frozenset({Recipient.ESTABLISHMENT, Recipient.RECEIVING_SERVICE})
"""Whoever takes a person over gets a pack: risks first, then medicines, then what comes next."""

_LONDON = ZoneInfo("Europe/London")

_WHAT_THIS_IS = (
    "This is a short summary and not a full assessment. A suspected need is not a confirmed one. "
    "“Not known” does not mean no. Other things may be known that are not shared here. "
    "It gives no opinion on whether the person did what they are suspected of."
)
_FLOOR_ONLY = "This page holds only what is needed to keep the person safe in custody."
_ALL_ANSWERED = (
    "Everything listed on this page has an answer. "
    "Things that nobody asked about may still matter: ask the person."
)

_SECTIONS: tuple[tuple[str, tuple[Field, ...]], ...] = (
    (
        "Keeping the person safe",
        (
            Field.SELF_HARM,
            Field.OPEN_CARE_PLAN,
            Field.WITHDRAWAL_ACTION,
            Field.MEDICINES_ACTION,
            Field.ALLERGIES_ACTION,
            Field.PREGNANCY_ACTION,
            Field.PHYSICAL_ACTION,
            Field.CELL_AND_TRANSPORT,
            Field.DEPENDANTS,
        ),
    ),
    ("Speaking with the person", (Field.COMMUNICATION_NEEDS, Field.APPROPRIATE_ADULT)),
    ("Needs", (Field.NEED_TYPES, Field.NEED_STATUS)),
    (
        "What helps, and what happens next",
        (Field.STRENGTHS, Field.SUPPORT, Field.REFERRALS, Field.NEXT_STEPS),
    ),
)
_PACK_SECTIONS: tuple[tuple[str, tuple[Field, ...]], ...] = (
    (
        "Risks first",
        (
            Field.SELF_HARM,
            Field.OPEN_CARE_PLAN,
            Field.WITHDRAWAL,
            Field.WITHDRAWAL_ACTION,
            Field.ALLERGIES,
            Field.ALLERGIES_ACTION,
            Field.PREGNANCY,
            Field.PREGNANCY_ACTION,
            Field.PHYSICAL,
            Field.PHYSICAL_ACTION,
            Field.CELL_AND_TRANSPORT,
            Field.DEPENDANTS,
        ),
    ),
    ("Medicines", (Field.MEDICINES, Field.MEDICINES_ACTION)),
    (
        "Appointments and what happens next",
        (Field.NEXT_STEPS, Field.REFERRALS, Field.SUPPORT),
    ),
    ("Speaking with the person", (Field.COMMUNICATION_NEEDS,)),
    ("Needs", (Field.NEED_TYPES, Field.NEED_STATUS)),
    ("Plan, and what helps", (Field.PLAN, Field.STRENGTHS)),
)
_DOSES = (
    "When the last dose was taken and when the next one is due is not known here. "
    "Ask the person, and whoever gave the medicine."
)
_ABOUT = (Field.ARRESTED_ON_SUSPICION_OF, Field.WHY_SEEN)


class NotKnown(StrEnum):
    """Why there is no answer; each reason is shown in its own words, and none of them means no."""

    NOT_RECORDED = "Not known"
    NOT_ASKED = "Not known: not asked"
    ASKED = "Not known: asked, and they did not know"
    DECLINED = "Not known: they chose not to say"
    UNAVAILABLE = "Cannot be shown now: call the practitioner"


@dataclass(frozen=True, slots=True)
class Known:
    """An answer in words, and who said it and when. "No" is an answer and has to be written out."""

    words: str | tuple[str, ...]
    said: str = ""


Answer = Known | NotKnown


def summary(
    facts: Mapping[Field, Answer],
    decision: SharingDecision,
    *,
    recipient: Recipient,
    by: str,
    at: datetime,
) -> Document:
    """The summary as it may leave: fields the decision does not release never reach the layout.

    `by` is who wrote it, in words; `at` is when. A released field without an answer is shown as
    not known. Raises ValueError where the decision releases nothing or is for another recipient.
    """
    if decision.recipient is not recipient:
        raise ValueError(f"This decision is not about {RECIPIENTS[recipient]}.")
    if not decision.permitted:
        raise ValueError("Nothing may be shared: " + " ".join(decision.reasons))
    shared = {field: _answer(facts.get(field)) for field in decision.fields}
    what = "Handover pack" if recipient in PACKS else "Summary"
    return Document(
        title=f"{what} for {RECIPIENTS[recipient]}",
        subtitle=_subtitle(shared),
        author=f"Written by {by}",
        made_at=f"Written on {in_words(at)}",
        blocks=tuple(_blocks(shared, decision)),
        marking=(
            f"For {RECIPIENTS[recipient]} only. It holds health information: "
            "keep it safe, and ask the practitioner before passing it on."
        ),
    )


def _blocks(shared: Mapping[Field, Answer], decision: SharingDecision) -> list[Block]:
    blocks: list[Block] = [Notice(NoticeKind.WARNING, _WHAT_THIS_IS, "Read this first")]
    if decision.ground is Ground.SAFETY_IN_CUSTODY:
        blocks.append(Notice(NoticeKind.INFORMATION, _FLOOR_ONLY))
    blocks.extend(_facts(_ABOUT, shared))
    pack = decision.recipient in PACKS
    for title, fields in _PACK_SECTIONS if pack else _SECTIONS:
        drawn = _needs(shared) if Field.NEED_TYPES in fields else _facts(fields, shared)
        if drawn:
            doses = pack and Field.MEDICINES in fields and not _doses_said(shared)
            blocks.extend([Heading(title), *drawn, *([Paragraph(_DOSES)] if doses else [])])
    blocks.extend([Heading("What is not known"), Paragraph(_unknown(shared))])
    if Field.PRACTITIONER in shared:
        blocks.extend([Heading("Whom to ask"), *_facts((Field.PRACTITIONER,), shared)])
    return blocks


def _doses_said(shared: Mapping[Field, Answer]) -> bool:
    """Whether the list of medicines itself is there, line by line, with the doses of each."""
    answer = shared.get(Field.MEDICINES)
    return isinstance(answer, Known) and isinstance(answer.words, tuple)


def _facts(fields: tuple[Field, ...], shared: Mapping[Field, Answer]) -> list[Block]:
    rows = tuple(_fact(field, shared[field]) for field in fields if field in shared)
    return [Facts(rows)] if rows else []


def _fact(field: Field, answer: Answer) -> Fact:
    label = FIELDS[field].label
    if isinstance(answer, Known):
        return Fact(label, answer.words, answer.said)
    return Fact(label, answer.value)


def _needs(shared: Mapping[Field, Answer]) -> list[Block]:
    """The needs with how sure each is; a need is never shown as surer than it is."""
    if Field.NEED_TYPES not in shared:
        return []
    types = shared[Field.NEED_TYPES]
    if not isinstance(types, Known):
        return [Facts((_fact(Field.NEED_TYPES, types),))]
    status = shared.get(Field.NEED_STATUS, NotKnown.NOT_RECORDED)
    names = _lines(types)
    sure = _lines(status) if isinstance(status, Known) else (status.value,) * len(names)
    if len(sure) != len(names):
        raise ValueError(f"There are {len(names)} needs, and {len(sure)} say how sure they are.")
    rows = tuple(zip(names, sure, strict=True))
    blocks: list[Block] = [Table("Needs found so far", ("Need", "How sure"), rows)]
    said = ". ".join(a.said for a in (types, status) if isinstance(a, Known) and a.said)
    return [*blocks, Paragraph(said)] if said else blocks


def _unknown(shared: Mapping[Field, Answer]) -> str:
    missing = [
        FIELDS[field].label.partition(":")[0].lower()
        for field, answer in shared.items()
        if isinstance(answer, NotKnown)
    ]
    if not missing:
        return _ALL_ANSWERED
    return f"No answer about: {'; '.join(missing)}. Ask the person, or the practitioner."


def _answer(given: Answer | None) -> Answer:
    if given is None or (isinstance(given, Known) and not any(w.strip() for w in _lines(given))):
        return NotKnown.NOT_RECORDED
    return given


def _lines(known: Known) -> tuple[str, ...]:
    return (known.words,) if isinstance(known.words, str) else known.words


def _subtitle(shared: Mapping[Field, Answer]) -> str:
    """Whom the page is about. Part of every page, so that loose sheets cannot be mixed up."""
    words = []
    for field, before in ((Field.NAME, ""), (Field.DATE_OF_BIRTH, "born ")):
        if field in shared:
            answer = shared[field]
            if isinstance(answer, Known):
                words.append(before + " ".join(_lines(answer)))
            else:
                words.append(f"{FIELDS[field].label}: {answer}")
    return ", ".join(words)


def in_words(at: datetime) -> str:
    """A moment as a document says it. Raises ValueError for one without a time zone."""
    if at.tzinfo is None:
        raise ValueError("The moment a summary is written needs a time zone.")
    local = at.astimezone(_LONDON)
    half = "am" if local.hour < 12 else "pm"
    return f"{local.day} {local:%B %Y}, {local.hour % 12 or 12}:{local:%M} {half}"
