"""How sharing is said on pages: answers, grounds, what leaves, and the words to ask with."""

from datetime import date, datetime, time, timedelta
from typing import Any

from throughcare.documents.queries import Preview
from throughcare.sharing.queries import Answer, Destination
from throughcare.sharing.rules import (
    FIELDS,
    FRAME,
    RECIPIENTS,
    Book,
    Field,
    Ground,
    PermissionState,
    Recipient,
    Said,
    SharingDecision,
)
from throughcare.web.words import LONDON, day

ANSWERS: dict[PermissionState, str] = {
    PermissionState.GIVEN: "They said yes",
    PermissionState.LIMITED: "They said yes to some things",
    PermissionState.REFUSED: "They said no",
    PermissionState.WITHDRAWN: "They took their permission back",
    PermissionState.UNABLE_TO_DECIDE: "They were not able to decide",
    PermissionState.BEST_INTERESTS: "Decided in their best interests",
    PermissionState.NOT_ASKED: "They have not been asked",
}
WORDS_TO_USE: dict[Recipient, tuple[str, ...]] = {
    Recipient.CUSTODY_OFFICER: (
        "“Some things I must tell the custody officer, because they keep you safe in here.”",
        "“I would also like to tell them, in a few words, what you may need and what help we have "
        "arranged. They do not get your answers or my notes.”",
        "“May I tell them that? You can say no, or yes to some of it. You can change your mind.”",
    ),
    Recipient.COURT: (
        "“The court can take better decisions if it knows how best to speak with you, what you "
        "may need, what goes well, and who helps you.”",
        "“I would send one page. It does not have your answers, my notes or your health details. "
        "It can be read out in court.”",
        "“May I send it? You can say no, or yes to some of it. You can change your mind until "
        "it is sent.”",
    ),
    Recipient.ESTABLISHMENT: (
        "“Some things I must tell the reception where you go, because they keep you safe there.”",
        "“I would also like to tell them what you may need and which help is arranged. They do not "
        "get your answers or my notes.”",
        "“May I tell them that? You can say no, or yes to some of it. You can change your mind.”",
    ),
    Recipient.RECEIVING_SERVICE: (
        "“The team that helps you next should not have to ask you everything again.”",
        "“I would send them what keeps you safe, your medicines, your appointments, your plan and "
        "what you may need. They do not get your answers or my notes.”",
        "“May I send it? You can say no, or yes to some of it. You can change your mind until "
        "it is sent.”",
    ),
}
BY_PERMISSION = (Ground.PERMISSION, Ground.SAFETY_IN_CUSTODY)


def beyond_the_floor(book: Book, recipient: Recipient) -> list[Field]:
    """What the person decides about: the profile without the floor and without the frame."""
    floor = book.floors.get(recipient)
    always = FRAME | (floor.fields.keys() if floor else set())
    return [field for field in Field if field in book.profiles[recipient].allows.keys() - always]


def in_profile(book: Book, recipient: Recipient) -> list[Field]:
    """All that this recipient may receive, the frame left aside."""
    return [field for field in Field if field in book.profiles[recipient].allows.keys() - FRAME]


def labels(fields: tuple[Field, ...]) -> list[str]:
    """The labels of fields, in the order of a summary."""
    return [FIELDS[field].label for field in fields]


def grounds(book: Book, recipient: Recipient) -> list[tuple[str, str]]:
    """The grounds a practitioner can choose for this recipient, beside permission and floor."""
    purposes = book.profiles[recipient].purposes
    return [
        (ground.value, f"{card.name}: {card.basis}")
        for ground, card in book.grounds.items()
        if ground not in BY_PERMISSION and card.purposes & purposes
    ]


def end_of_day(on: date) -> datetime:
    """The moment at which a yes that holds through this day ends."""
    return datetime.combine(on + timedelta(days=1), time(), LONDON)


def answer_words(said: Said) -> str:
    """What they said, with the last day of it if they set one."""
    if said.until is None:
        return ANSWERS[said.state]
    return f"{ANSWERS[said.state]}, until the end of {day(said.until - timedelta(seconds=1))}"


def answer_row(answer: Answer) -> dict[str, Any]:
    """One answer of the person as a line of their history."""
    limited = labels(tuple(field for field in Field if field in answer.said.limited_to))
    detail = [f"Only: {', '.join(limited)}" if limited else "", answer.how_asked]
    return {
        "title": f"{answer_words(answer.said)}: {RECIPIENTS[answer.recipient]}",
        "detail": ". ".join(part for part in detail if part),
        "moment": answer.at,
        "verb": "Asked",
        "who": answer.asked_by,
        "where": answer.organisation,
    }


def preview_panel(ready: Preview, book: Book) -> dict[str, Any]:
    """What leaves, what is held back and why, for the panel beside the page itself."""
    to, decision = ready.destination, ready.decision
    held_back = [
        {"words": FIELDS[each.field].label, "why": each.reason} for each in decision.withheld
    ]
    if ready.never_listed:
        kinds = ", ".join(ready.never_listed)
        why = "A summary never names these kinds of need: said aloud they can put somebody at risk."
        held_back.append({"words": kinds, "why": why})
    return {
        "to": capital(to.words),
        "purpose": PURPOSES[to.recipient],
        "ground": ground_words(decision, book),
        "ground_source": " ".join(decision.reasons),
        "leaves": [
            {"words": FIELDS[each.field].label, "detail": _on(each.ground, decision, book)}
            for each in decision.released
        ],
        "held_back": held_back,
        "undo": "It cannot be unsent. If something changes you can send a newer one.",
    }


PURPOSES = {
    Recipient.CUSTODY_OFFICER: "To keep them safe while they are in custody",
    Recipient.COURT: "So that the court can take its decisions with this in mind",
    Recipient.RECEIVING_SERVICE: "To care for them",
    Recipient.ESTABLISHMENT: "To keep them safe while they are held",
}


def ground_words(decision: SharingDecision, book: Book) -> str:
    """The ground that answers for the whole, in words."""
    return book.grounds[decision.ground].name if decision.ground else "None: nothing leaves"


def _on(ground: Ground, decision: SharingDecision, book: Book) -> str:
    return "" if ground is decision.ground else f"({book.grounds[ground].name.lower()})"


def capital(words: str) -> str:
    """Words as they begin a sentence."""
    return f"{words[0].upper()}{words[1:]}"


def where(to: Destination) -> dict[str, Any]:
    """The parts of the address of a page about telling this recipient."""
    return {"recipient": to.recipient.value, "organisation_id": to.organisation_id}
