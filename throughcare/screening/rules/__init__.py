"""What screening decides: which question is next, what answers add up to, what they point to."""

from throughcare.screening.rules.answers import (
    AnswerState,
    WrongAnswers,
    answer_from_form,
    checked,
    is_answered,
    read_answer,
    state_of,
)
from throughcare.screening.rules.asking import (
    Context,
    KnownAnswer,
    Remaining,
    is_fresh,
    next_page,
    remaining,
    shown,
)
from throughcare.screening.rules.needs import (
    NeedCategory,
    NeedDomain,
    NeedType,
    Strength,
    categories_of,
)
from throughcare.screening.rules.pointing import (
    Suspected,
    SuspectedStrength,
    strengths,
    suspected_needs,
    unclear,
)
from throughcare.screening.rules.responses import (
    Decision,
    Mode,
    ResponseState,
    StoppedReason,
    may_change_answer,
    may_close,
    may_start,
)
from throughcare.screening.rules.scoring import DerivedResult, Scored, raised, score
from throughcare.screening.rules.syndromes import DERIVED

__all__ = [
    "DERIVED",
    "AnswerState",
    "Context",
    "Decision",
    "DerivedResult",
    "KnownAnswer",
    "Mode",
    "NeedCategory",
    "NeedDomain",
    "NeedType",
    "Remaining",
    "ResponseState",
    "Scored",
    "StoppedReason",
    "Strength",
    "Suspected",
    "SuspectedStrength",
    "WrongAnswers",
    "answer_from_form",
    "categories_of",
    "checked",
    "is_answered",
    "is_fresh",
    "may_change_answer",
    "may_close",
    "may_start",
    "next_page",
    "raised",
    "read_answer",
    "remaining",
    "score",
    "shown",
    "state_of",
    "strengths",
    "suspected_needs",
    "unclear",
]
