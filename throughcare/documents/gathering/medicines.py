"""The list of medicines as a handover pack says it: doses, who holds it, what is not known."""

from throughcare.care.queries.medicines import DoseNow, MedicineList, MedicineNow
from throughcare.care.rules import HOLDING_WORDS, Holding
from throughcare.documents.summary import Answer, Known, NotKnown, in_words

NOT_KNOWN = "not known"


def medicines(found: MedicineList) -> Answer:
    """Each medicine in a line, those whose missed dose is dangerous first, and what to find out."""
    if found.takes_none:
        check = found.checks[0]
        return Known(("Takes no medicine",), f"Checked by {check.who}, {in_words(check.done_at)}")
    if not found.current:
        return NotKnown.NOT_RECORDED
    lines = tuple(_line(one) for one in found.current)
    return Known((*lines, *(f"To find out: {each}" for each in found.asked.sentences)))


def _line(one: MedicineNow) -> str:
    last = one.last_taken
    held = one.holding if one.held_known else Holding.NOT_KNOWN
    parts = [
        f"{one.name}, {one.dose}, {one.how_often}",
        "a missed dose is dangerous" if one.critical else "",
        f"last dose {_when(last)}",
        f"next dose {in_words(one.next_at) if one.next_at else NOT_KNOWN}",
        HOLDING_WORDS[held].lower(),
    ]
    return ". ".join(_capital(part) for part in parts if part)


def _when(dose: DoseNow | None) -> str:
    return in_words(dose.at) if dose else NOT_KNOWN


def _capital(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"
