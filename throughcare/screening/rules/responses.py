"""When a screening may begin, end or be put right, each with the reasons."""

from dataclasses import dataclass

from throughcare.screening.instrument import Answer, Instrument
from throughcare.screening.rules.answers import is_answered
from throughcare.screening.rules.worded import Worded
from throughcare.sharing.rules import CollectedFor


class ResponseState(Worded):
    """How far one screening of one person has come."""

    IN_PROGRESS = "in_progress", "Started"
    COMPLETED = "completed", "Completed"
    STOPPED = "stopped", "Stopped before the end"
    ENTERED_IN_ERROR = "entered_in_error", "Entered in error"


class Agreement(Worded):
    """How it was decided that the person is asked. Somebody who said no is not asked at all."""

    AGREED = "agreed", "They said yes"
    WITH_HELP = "with_help", "They said yes, with help to understand"
    PARENT = "parent_or_guardian", "A parent or guardian said yes, and they did not object"
    BEST_INTERESTS = "best_interests", "They could not decide now, so it is in their best interests"
    NOT_KNOWN = "not_known", "Not known, because it was asked elsewhere"


class Present(Worded):
    """Who was in the room beside the person and the worker."""

    APPROPRIATE_ADULT = "appropriate_adult", "Appropriate adult"
    PARENT = "parent_or_guardian", "Parent or guardian"
    INTERPRETER = "interpreter", "Interpreter"
    FAMILY_OR_FRIEND = "family_or_friend", "Another family member or a friend"
    POLICE_OR_DETENTION_STAFF = "police_or_detention_staff", "Police or detention staff"
    HEALTHCARE = "healthcare", "Healthcare staff"
    SOLICITOR = "solicitor", "Solicitor"


class StoppedReason(Worded):
    """Why a screening ended before its last question."""

    PERSON_STOPPED = "person_stopped", "The person did not want to go on"
    TOO_UNWELL = "too_unwell", "Too unwell or upset to go on"
    INTOXICATED = "intoxicated", "Too much drink or drugs to go on"
    ASLEEP = "asleep", "Asleep, or too tired to go on"
    LEFT = "left", "Released, moved or called away"
    NEEDS_INTERPRETER = "needs_interpreter", "Needs an interpreter first"
    NEEDS_APPROPRIATE_ADULT = "needs_appropriate_adult", "Needs an appropriate adult first"
    OTHER = "other", "Another reason"


class CameIn(Worded):
    """How the answers came into the record."""

    AS_ASKED = "as_asked", "Entered as it was asked"
    PAPER = "paper", "Entered later from paper"
    SYSTEM = "system", "Came from another system"


class Mode(Worded):
    """How the questions were put."""

    INTERVIEW = "interview", "Asked face to face"
    SELF = "self", "Filled in by the person"
    BY_PHONE_OR_VIDEO = "by_phone_or_video", "Asked by phone or video"


@dataclass(frozen=True)
class Decision:
    """Yes or no, and the reasons for it in sentences."""

    allowed: bool
    reasons: tuple[str, ...]


def may_start(instrument: Instrument, *, age: int | None) -> Decision:
    """Whether the instrument is meant for this age; an unknown age is no reason against it."""
    least, most = instrument.population.age_from, instrument.population.age_to
    if age is not None and least is not None and age < least:
        return Decision(
            False,
            (f"{instrument.title} is for people aged {least} or over; this person is {age}.",),
        )
    if age is not None and most is not None and age > most:
        return Decision(
            False, (f"{instrument.title} is for people up to {most}; this person is {age}.",)
        )
    return Decision(True, (instrument.population.note,))


def may_administer(instrument: Instrument, *, sex: str | None = None) -> Decision:
    """Whether anybody may be asked this: its wording and rights are clear, and it was made for
    this sex; an unknown sex is no reason against it."""
    if instrument.why_not:
        return Decision(False, instrument.why_not)
    if instrument.collected_for == CollectedFor.FEEDBACK:
        return Decision(
            False,
            (
                f"{instrument.title} is feedback on the service. It is given without a name and is "
                "no part of anybody's record.",
            ),
        )
    sexes = instrument.population.sexes
    if sexes and sex is not None and sex not in sexes:
        meant = {"female": "women", "male": "men"}
        whom = " and ".join(meant[each] for each in sexes)
        return Decision(False, (f"{instrument.title} was made for {whom} only.",))
    return Decision(True, ())


def may_ask(agreement: Agreement, *, note: str) -> Decision:
    """Whether what was said about agreement is enough to begin.

    Where the person said yes alone, nothing more need be written; otherwise who helped or agreed,
    or why the person could not decide, in a few words.
    """
    if agreement is Agreement.NOT_KNOWN:
        return Decision(False, ("Ask the person first whether they agree.",))
    if agreement is Agreement.AGREED or note.strip():
        return Decision(True, ())
    ask = {
        Agreement.WITH_HELP: "Say who or what helped the person to understand.",
        Agreement.PARENT: "Say who agreed.",
        Agreement.BEST_INTERESTS: "Say why the person could not decide, and why to ask now.",
    }
    return Decision(False, (ask[agreement],))


def may_close(state: ResponseState, to: ResponseState, *, missing: int, reason: str) -> Decision:
    """Whether a screening may move to another state.

    `missing` is how many items should still be asked, `reason` what was given for stopping it or
    calling it an error. A completed screening can only be marked as entered in error.
    """
    moves = {
        ResponseState.IN_PROGRESS: {ResponseState.COMPLETED, ResponseState.STOPPED},
        ResponseState.COMPLETED: set[ResponseState](),
        ResponseState.STOPPED: {ResponseState.IN_PROGRESS},
        ResponseState.ENTERED_IN_ERROR: set[ResponseState](),
    }
    if to is ResponseState.ENTERED_IN_ERROR and state is not ResponseState.ENTERED_IN_ERROR:
        if not reason.strip():
            return Decision(False, ("Say why this screening was entered in error.",))
        return Decision(True, ("It stays on record, marked as an error.",))
    if to not in moves[state]:
        return Decision(False, (f"It is “{state.label}” and cannot become “{to.label}”.",))
    if to is ResponseState.COMPLETED and missing:
        questions = "1 question has" if missing == 1 else f"{missing} questions have"
        return Decision(
            False, (f"{questions} no answer yet. Answer, or say that it was declined.",)
        )
    if to is ResponseState.STOPPED and not reason.strip():
        return Decision(False, ("Say why the screening was stopped.",))
    return Decision(True, ())


def may_amend(state: ResponseState, *, published: bool, reason: str) -> Decision:
    """Whether answers of a screening may be put right after its end.

    `published` says whether its version is on the shelf: without it nothing can be scored again.
    """
    if state is not ResponseState.COMPLETED:
        return Decision(False, (f"It is “{state.label}”. Only a completed one is amended.",))
    if not published:
        return Decision(
            False, ("Its version is not here, so it is kept as it came and cannot be amended.",)
        )
    if not reason.strip():
        return Decision(False, ("Say why the answers are amended. The first ones are kept.",))
    return Decision(True, ("The first answers and the first result are kept.",))


def not_yours(recorded_by: str) -> str:
    """Why somebody else's screening is not put right, and what can be done instead."""
    return (
        f"{recorded_by} recorded these answers, so only they can amend them or mark them as an"
        " error. Tell them what is wrong, or ask the questions again: the newest answers count."
    )


def may_change_answer(before: Answer, after: Answer, *, reason: str) -> Decision:
    """Whether an answer given in this screening may be replaced; the first one is always kept.

    Filling in an item that had no answer needs no reason. Taking back an answer does.
    """
    if not is_answered(before) or before == after:
        return Decision(True, ())
    if not reason.strip():
        return Decision(False, ("Say why the answer is changed. The first answer is kept.",))
    return Decision(True, ("The first answer and what it raised are kept.",))
