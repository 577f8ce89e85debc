"""When a question is asked, in words that somebody with a pen can follow."""

from throughcare.screening.instrument.conditions import FACTS, NOT_ANSWERS, TOTALS, Comparison
from throughcare.screening.instrument.shape import Instrument, Item

NO_ANSWERS = {
    "declined": "Prefer not to say",
    "unable": "Could not answer",
    "not_asked": "Not asked",
}
ORDER = {"<": "less than", "<=": "at most", ">": "more than", ">=": "at least"}


def asked_when(instrument: Instrument, item: Item) -> str:
    """What must hold for a question to be asked, such as “…?” is answered “Yes”; "" for always."""
    if item.show_when is None:
        return ""
    groups = (
        " and ".join(_in_words(instrument, part) for part in group)
        for group in item.show_when.any_of
    )
    return ", or ".join(groups)


def _in_words(instrument: Instrument, part: Comparison) -> str:
    if part.name in FACTS:
        called = "their age" if part.name == "age" else f"their {part.name}"
        return f"{called} is {_compared(part)} or not known"
    if part.name in TOTALS:
        return f"the score so far is {_compared(part)}"
    asked = instrument.item(part.name)
    fits = [o.label for o in asked.options if part.holds({part.name: _value(part, o.value)})]
    labels = {str(option.value) for option in asked.options}
    fits += [NO_ANSWERS[word] for word in NOT_ANSWERS if word in part.values and word not in labels]
    return f"“{asked.text}” is answered {_or([f'“{label}”' for label in fits])}"


def _value(part: Comparison, value: int | str) -> int | str | tuple[str, ...]:
    return (str(value),) if part.op == "has" else value


def _compared(part: Comparison) -> str:
    said = _or([str(value).replace("_", " ").replace("-", " ") for value in part.values])
    if part.op in ORDER:
        return f"{ORDER[part.op]} {said}"
    return f"not {said}" if part.op == "!=" else said


def _or(words: list[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
