"""When answers on paper may be entered as a screening."""

from collections.abc import Sequence
from datetime import datetime

from throughcare.screening.rules.responses import Decision


def may_enter_from_paper(
    *,
    asked_at: datetime,
    at: datetime,
    asked_by: str,
    where: str,
    missing: Sequence[str],
    stopped_because: str,
    twice: bool,
) -> Decision:
    """Whether answers from paper may be kept: who asked, when and where must be said.

    `missing` are questions that have no answer; then it is said why the asking stopped. `twice`
    says that this paper, or an interview at this very moment, stands in the record already.
    """
    reasons = []
    if asked_at > at:
        reasons.append("The time of the interview must not be later than now.")
    if not asked_by.strip():
        reasons.append("Say who asked.")
    if not where.strip():
        reasons.append("Say where they asked.")
    if twice:
        reasons.append("This paper was entered already. Look at the completed screenings.")
    if missing and not stopped_because:
        first = "; ".join(missing[:3])
        more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
        reasons.append(
            f"No answer to: {first}{more}. Enter the answers, or say why the asking stopped."
        )
    return Decision(not reasons, tuple(reasons))
