"""From prison to hospital under the Mental Health Act, step by step, and what delays it.

Source: NHS England, transfer and remission guidance of 10 June 2021, two limits of 14 days; read in
part. The lengths are those of the clocks; the lists of steps and of delays are our own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from throughcare.clocks.wording import both
from throughcare.pathway.rules import EventKind


class TransferStep(StrEnum):
    """Something that happened on the way to hospital, or back."""

    REFERRED = "referred"
    ASSESSED = "psychiatric-assessment"
    GATEKEEPING = "gatekeeping"
    NOT_ACCEPTED = "not-accepted"
    BED_OFFERED = "bed-offered"
    WARRANT = "warrant-issued"
    DELAYED = "delayed"
    TRANSFERRED = "transferred"
    WITHDRAWN = "no-transfer-needed"
    FIT_TO_RETURN = "fit-to-return"
    RETURNED = "returned"


TRANSFER_WORDS: dict[TransferStep, str] = {
    TransferStep.REFERRED: "Referred for transfer to hospital",
    TransferStep.ASSESSED: "First psychiatric assessment done",
    TransferStep.GATEKEEPING: "Gatekeeping assessment: accepted",
    TransferStep.NOT_ACCEPTED: "Gatekeeping assessment: not accepted",
    TransferStep.BED_OFFERED: "Bed offered",
    TransferStep.WARRANT: "Transfer direction (warrant) issued",
    TransferStep.DELAYED: "Delayed",
    TransferStep.TRANSFERRED: "Transferred to hospital",
    TransferStep.WITHDRAWN: "No transfer needed",
    TransferStep.FIT_TO_RETURN: "Fit to return to prison",
    TransferStep.RETURNED: "Returned to prison",
}


class Delay(StrEnum):
    """Why a transfer waits. Candidate list."""

    NO_BED = "no-bed"
    WHICH_SERVICE = "level-of-security-disputed"
    WHOSE_AREA = "commissioner-disputed"
    REPORTS = "waiting-for-reports"
    WARRANT = "waiting-for-warrant"
    ESCORT = "no-escort"
    HEALTH = "physical-health"
    OTHER = "other"


DELAY_WORDS: dict[Delay, str] = {
    Delay.NO_BED: "No bed",
    Delay.WHICH_SERVICE: "Which level of security is disputed",
    Delay.WHOSE_AREA: "Which area pays is disputed",
    Delay.REPORTS: "A report is waited for",
    Delay.WARRANT: "The warrant is waited for",
    Delay.ESCORT: "No escort",
    Delay.HEALTH: "Too unwell to travel",
    Delay.OTHER: "Another reason",
}
S = TransferStep
FOLLOWS: dict[TransferStep | None, tuple[TransferStep, ...]] = {
    None: (S.REFERRED,),
    S.REFERRED: (S.ASSESSED, S.WITHDRAWN),
    S.ASSESSED: (S.GATEKEEPING, S.NOT_ACCEPTED, S.WITHDRAWN),
    S.GATEKEEPING: (S.BED_OFFERED, S.WITHDRAWN),
    S.NOT_ACCEPTED: (S.GATEKEEPING, S.NOT_ACCEPTED, S.WITHDRAWN),
    S.BED_OFFERED: (S.WARRANT, S.WITHDRAWN),
    S.WARRANT: (S.WITHDRAWN,),
    S.TRANSFERRED: (S.FIT_TO_RETURN,),
    S.FIT_TO_RETURN: (),
    S.WITHDRAWN: (S.REFERRED,),
    S.RETURNED: (S.REFERRED,),
}
WAITING = frozenset(
    {S.REFERRED, S.ASSESSED, S.GATEKEEPING, S.NOT_ACCEPTED, S.BED_OFFERED, S.WARRANT}
)
OF_THE_JOURNEY: dict[TransferStep, EventKind] = {
    S.REFERRED: EventKind.TRANSFER_REFERRED,
    S.ASSESSED: EventKind.TRANSFER_ASSESSED,
    S.WITHDRAWN: EventKind.TRANSFER_WITHDRAWN,
}
"""Steps that are events of the journey, kept there alone: the clocks of every list run by them."""
MOVES: dict[EventKind, TransferStep] = {
    EventKind.TO_HOSPITAL: S.TRANSFERRED,
    EventKind.HOSPITAL_ARRIVED: S.TRANSFERRED,
    EventKind.HOSPITAL_LEFT: S.RETURNED,
    EventKind.RECEIVED: S.RETURNED,
}
"""Movements of the journey that are steps of a transfer which is under way."""
OF_CLOCKS: dict[TransferStep, str] = {
    S.REFERRED: "transfer-referred",
    S.ASSESSED: "transfer-assessed",
    S.WARRANT: "transfer-direction",
    S.TRANSFERRED: "transferred-to-hospital",
    S.WITHDRAWN: "transfer-withdrawn",
    S.FIT_TO_RETURN: "fit-to-return",
    S.RETURNED: "returned-to-prison",
}
"""What each step is called where clocks are reckoned."""
CLOCKS = (
    "mha.transfer.a",
    "mha.transfer.b",
    "mha.transfer.total",
    "mha.s47.direction",
    "mha.remission",
)


@dataclass(frozen=True, slots=True)
class Took:
    """One step of a transfer as it was recorded."""

    step: TransferStep
    at: datetime


def of_journey(kind: EventKind, detail: str) -> TransferStep | None:
    """Which step of a transfer an event of the journey is; None where it is none."""
    if kind is EventKind.HOSPITAL_LEFT and detail != "remitted":
        return None
    if kind is EventKind.RECEIVED and detail != "hospital":
        return None
    steps = {event: step for step, event in OF_THE_JOURNEY.items()} | MOVES
    return steps.get(kind)


def in_order(taken: Iterable[Took]) -> tuple[Took, ...]:
    """What happened, in the order of time; of movements, only those of a transfer under way."""
    found: list[Took] = []
    for one in sorted(taken, key=lambda each: each.at):
        now = stands(found)
        if one.step is S.TRANSFERRED and now not in WAITING:
            continue
        if one.step is S.RETURNED and now not in (S.TRANSFERRED, S.FIT_TO_RETURN):
            continue
        found.append(one)
    return tuple(found)


def stands(taken: Iterable[Took]) -> TransferStep | None:
    """How far a transfer has come: the last step that is no delay."""
    last = None
    for one in taken:
        if one.step is not S.DELAYED:
            last = one.step
    return last


def this_time(taken: Iterable[Took]) -> tuple[Took, ...]:
    """The steps since the last referral: an earlier transfer starts no clock again."""
    found: list[Took] = []
    for one in taken:
        if one.step is S.REFERRED:
            found = []
        found.append(one)
    return tuple(found)


def may_follow_transfer(taken: Iterable[Took]) -> tuple[TransferStep, ...]:
    """Which steps can be recorded next; a delay whenever something is waited for."""
    now = stands(taken)
    more = (S.DELAYED,) if now in WAITING else ()
    return FOLLOWS[now] + more


def refuse_transfer_step(
    taken: Iterable[Took],
    step: TransferStep,
    *,
    happened_at: datetime,
    at: datetime,
    delay: str,
    held: bool,
    note: str = "",
) -> str:
    """Why a step cannot be recorded so, in a sentence; '' when it can."""
    taken = tuple(taken)
    if not held and not taken:
        return "They are in no prison or other establishment, as far as this record says."
    if step not in may_follow_transfer(taken):
        now = stands(taken)
        so_far = TRANSFER_WORDS[now].lower() if now else "nothing is recorded yet"
        return f"This cannot come next. So far: {so_far}."
    if happened_at > at:
        return "This is in the future. Check the time."
    if taken and happened_at < taken[-1].at:
        last = TRANSFER_WORDS[taken[-1].step]
        told = both(f"“{last}” was", taken[-1].at, "this was", happened_at, seen_from=at)
        return f"This was before the step that was recorded last. {told}"
    if step is S.DELAYED and not delay:
        return "Say what delays it."
    if note and step in OF_THE_JOURNEY:
        return "This step stands in the journey, which keeps no notes. Leave the note empty."
    return ""
