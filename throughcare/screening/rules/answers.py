"""Answers as they come in: put in order by item, each one of the options or plainly refused."""

from collections.abc import Mapping, Sequence

from throughcare.screening.instrument import Answer, Instrument, Item, Kind
from throughcare.screening.rules.worded import Worded

LONGEST_TEXT = 4000
"""Characters of free text in one answer; this product's limit."""


class AnswerState(Worded):
    """Whether there is an answer, and if not, why not. None of these means "no"."""

    ANSWERED = "answered", "Answered"
    DECLINED = "declined", "Preferred not to say"
    UNABLE = "unable", "Could not answer"
    NOT_ASKED = "not_asked", "Not asked"


WITHOUT_ANSWER = frozenset(AnswerState) - {AnswerState.ANSWERED}


class WrongAnswers(ValueError):
    """Answers that do not fit the instrument; `problems` names each of them in a sentence."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def state_of(answer: Answer) -> AnswerState:
    """The state of one checked answer; nothing at all means not asked."""
    if isinstance(answer, int):
        return AnswerState.ANSWERED
    if answer is None:
        return AnswerState.NOT_ASKED
    if isinstance(answer, str) and answer in WITHOUT_ANSWER:
        return AnswerState(answer)
    return AnswerState.ANSWERED


def is_answered(answer: Answer) -> bool:
    """Whether the person gave an answer ("not sure" is one, "prefer not to say" is not)."""
    return state_of(answer) is AnswerState.ANSWERED


def in_words(item: Item, answer: Answer) -> str:
    """One checked answer as it is said: labels of options, the person's own words, or why none."""
    if not is_answered(answer):
        return state_of(answer).label
    if item.kind is Kind.TEXT:
        return str(answer)
    values = answer if isinstance(answer, tuple) else (answer,)
    found = (item.option(value) for value in values)
    return ", ".join(option.label for option in found if option)


def checked(
    instrument: Instrument, answers: Mapping[str, object], *, version: str | None = None
) -> dict[str, Answer]:
    """The answers by item id, in the order of the instrument.

    Keys are item ids or plain positions ("1" is the first item). A value is an option's value, a
    list of them where several may be chosen, text for a text item, or a word of `AnswerState` that
    says why there is no answer; None means not asked. Raises `WrongAnswers` naming every fault:
    another version, an unknown item, a value that is no option, the same item given twice.
    """
    problems: list[str] = []
    if version is not None and version != instrument.version:
        problems.append(
            f"The answers were given to version {_shown(version)} of {instrument.id}, "
            f"and this is version {instrument.version}."
        )
    by_position, by_id = instrument.by_position, instrument.by_id()
    given: dict[str, Answer] = {}
    for key, value in answers.items():
        item = by_id.get(key) or by_position.get(key)
        if item is not None and type(value) is int and item.id not in given:
            option = item.option(value)
            if option is not None and item.kind is Kind.CHOICE:
                given[item.id] = value
                continue
        if item is None:
            problems.append(f"There is no item {_shown(key)} in {instrument.id}.")
        elif item.id in given:
            problems.append(f"Item {item.position} ({item.id}) was given twice.")
        else:
            given[item.id] = _answer(item, value, problems)
    if problems:
        raise WrongAnswers(problems)
    return {item_id: given[item_id] for item_id in by_id if item_id in given}


def read_answer(item: Item, value: object) -> Answer:
    """One answer to one item as it was stored or sent; `WrongAnswers` when it does not fit."""
    problems: list[str] = []
    answer = _answer(item, value, problems)
    if problems:
        raise WrongAnswers(problems)
    return answer


def answer_from_form(item: Item, texts: Sequence[str]) -> Answer:
    """One answer to one item as a page sends it: text for every option that was ticked.

    Nothing, or only spaces, means that there is no answer yet. Raises `WrongAnswers`.
    """
    if item.kind is Kind.TEXT:
        return read_answer(item, texts[0].strip() if texts else "")
    by_text: dict[str, object] = {str(option.value): option.value for option in item.options}
    values = [by_text.get(text.strip(), text.strip()) for text in texts if text.strip()]
    if item.kind is Kind.SEVERAL or len(values) > 1:
        return read_answer(item, values)
    return read_answer(item, values[0] if values else None)


def _answer(item: Item, value: object, problems: list[str]) -> Answer:
    if value is None or value == "":
        return None
    if isinstance(value, str) and value in WITHOUT_ANSWER:
        return AnswerState(value)
    if item.kind is Kind.TEXT:
        return _text(item, value, problems)
    if item.kind is Kind.SEVERAL:
        return _several(item, value, problems)
    return _choice(item, value, problems)


def _choice(item: Item, value: object, problems: list[str]) -> Answer:
    option = item.option(value)
    if option is None:
        problems.append(
            f"Item {item.position} ({item.id}) cannot be {_shown(value)}. Choose {_choices(item)}."
        )
        return None
    return option.value


def _several(item: Item, value: object, problems: list[str]) -> Answer:
    values = value if isinstance(value, (list, tuple)) else [value]
    before = len(problems)
    chosen = {_choice(item, each, problems) for each in values}
    if len(problems) > before or not chosen:
        return None
    alone = [option for option in item.options if option.exclusive and option.value in chosen]
    if alone and len(chosen) > 1:
        problems.append(
            f"Item {item.position} ({item.id}) cannot be “{alone[0].label}” and something else."
        )
        return None
    if alone and alone[0].value in WITHOUT_ANSWER:
        return AnswerState(str(alone[0].value))
    return tuple(str(option.value) for option in item.options if option.value in chosen)


def _text(item: Item, value: object, problems: list[str]) -> Answer:
    if not isinstance(value, str):
        problems.append(f"Item {item.position} ({item.id}) is answered in words.")
    elif len(value) > LONGEST_TEXT:
        problems.append(
            f"Item {item.position} ({item.id}) is {len(value)} characters long. "
            f"Use {LONGEST_TEXT} or fewer."
        )
    else:
        return value.strip() or None
    return None


def _choices(item: Item) -> str:
    *rest, last = [str(option.value) for option in item.options]
    return f"{', '.join(rest)} or {last}" if rest else last


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
