"""What an item of work is, and how it is said: the task, and what came before it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from throughcare.access.rules import Viewer
from throughcare.care.models import ReferralEvent
from throughcare.care.rules import (
    NEED_STATUS_WORDS,
    NOT_TAKEN_WORDS,
    RISK_WORDS,
    NeedStatus,
    NotTaken,
    ReferralEventKind,
    ReferralStatus,
    RiskKind,
    handed_on_words,
    order_words,
    reason_words,
    youth_words,
)
from throughcare.care.rules.handovers import HandoverState
from throughcare.care.rules.routes import ROUTE_WORDS, Route
from throughcare.screening.instrument import title_of
from throughcare.screening.rules import MATTERS, NeedType, NotNow


class Work(StrEnum):
    """What sort of work an item is."""

    REFERRAL = "referral"
    HANDOVER = "handover"
    NEED = "need"
    OFFER = "offer"
    HAND_ON = "hand-on"
    RETURNED = "returned"
    STEP = "step"
    PLAN = "plan"
    REVIEW = "review"
    RISK = "risk"
    ORDER = "order"
    YOUTH = "youth"
    TURNING_18 = "turning-18"
    URGENT = "urgent-answer"
    ASK_AGAIN = "ask-again"
    LEFT_UNSEEN = "left-unseen"
    FINISH = "finish"


class When(StrEnum):
    """When an item is due, seen from a day; or that it is somebody else's turn.

    NOW is for somebody who is out before anybody could prepare it.
    """

    NOW = "now"
    OVERDUE = "overdue"
    TODAY = "today"
    LATER = "later"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing to do about one person. Without a name, the record is restricted.

    `id` is a referral, need or liaison; `team` holds it; `detail` says what came before.
    """

    work: Work
    when: When
    id: UUID
    person_id: UUID
    episode_id: UUID | None
    person: str
    task: str
    detail: str
    status: str
    team: str
    due: date
    urgent: bool
    due_at: datetime | None = None
    """The moment, where it is due at one and not on a day."""


HANDOVER_TASKS = {
    HandoverState.WAITING: "Answer: will you take them over?",
    HandoverState.ACCEPTED: "See them, and say so",
    HandoverState.DECLINED: "Find another team for them",
}


def in_words(viewer: Viewer, items: list[WorkItem]) -> Iterator[WorkItem]:
    """The items with what came before in words: who declined and why, which need it is."""
    back = [one.id for one in items if one.status == ReferralStatus.BACK_WITH_SENDER]
    declined = {
        event.referral_id: event
        for event in ReferralEvent.objects.filter(
            referral_id__in=back, kind=ReferralEventKind.DECLINED
        ).order_by("happened_at")
    }
    for item in items:
        if item.work is Work.HANDOVER:
            yield replace(item, task=_handover_task(item), detail=_handover_detail(item))
        elif item.work is Work.NEED:
            need = NeedType(item.task).label
            yield replace(item, task="Refer or plan", detail=f"{need}, no referral yet")
        elif item.work is Work.OFFER and item.when is When.OTHERS:
            yield replace(
                item,
                task="Waiting: will they take it over?",
                detail=f"{NeedType(item.task).label}, offered to {item.detail}",
            )
        elif item.work is Work.OFFER:
            detail = f"{NeedType(item.task).label}, from {item.detail}"
            yield replace(item, task="Answer: will you take it over?", detail=detail)
        elif item.work is Work.RETURNED:
            why = NOT_TAKEN_WORDS[NotTaken(item.detail)]
            said = f"{NeedType(item.task).label}: {item.team} said no. {why}"
            yield replace(item, task="Hand over elsewhere, or keep", detail=said)
        elif item.work is Work.REVIEW:
            need, why = NeedType(item.task).label, NEED_STATUS_WORDS[NeedStatus(item.status)]
            yield replace(item, task="Look at the need again", detail=f"{need}: {why.lower()}")
        elif item.work in (Work.STEP, Work.PLAN):
            task = "Do a step of the plan" if item.work is Work.STEP else "Look at the plan again"
            yield replace(item, task=task, detail="")
        elif item.work is Work.RISK:
            yield replace(
                item, task="Look at the risk again", detail=RISK_WORDS[RiskKind(item.task)]
            )
        elif item.work is Work.HAND_ON:
            ours = item.when is not When.OTHERS
            task, detail = handed_on_words(item.task, item.detail, ours=ours)
            yield replace(item, task=task, detail=detail, person="several people")
        elif item.work is Work.ORDER:
            task, detail = order_words(item.task, item.status)
            yield replace(item, task=task, detail=detail)
        elif item.work is Work.YOUTH:
            task, detail = youth_words(item.task, item.detail)
            yield replace(item, task=task, detail=detail)
        elif item.work is Work.TURNING_18:
            detail = "They turned 18" if item.when is When.OVERDUE else "They turn 18"
            yield replace(item, task="Hand over to adult services", detail=detail)
        elif item.work is Work.URGENT:
            yield replace(item, task="Say what was done", detail=MATTERS[item.task])
        elif item.work is Work.ASK_AGAIN:
            why = NotNow(item.status).label
            detail = f"{title_of(item.task)}. {why}"
            yield replace(item, task="Try to ask again", detail=detail, status="not-asked")
        elif item.work is Work.LEFT_UNSEEN:
            alerted = ", custody had alerted us" if item.urgent else ""
            yield replace(item, detail=f"Left custody before anybody saw them{alerted}")
        elif item.work is Work.FINISH:
            yield replace(item, detail="Seen, out of custody, and nothing is open")
        elif item.id in declined:
            event = declined[item.id]
            why = reason_words(ReferralEventKind.DECLINED, event.reason)
            said = f": {event.note}" if event.note else ""
            yield replace(item, detail=f"{item.detail} declined. {why}{said}")
        elif item.when is When.OTHERS:
            yield replace(item, detail=f"Waiting for {item.team}")
        else:
            yield replace(item, detail=f"Referred by {item.detail}" if item.detail else "")


def _handover_task(item: WorkItem) -> str:
    if item.when is When.OTHERS:
        return "Waiting: will they take them over, and see them?"
    state = HandoverState(item.status)
    if state is HandoverState.WAITING and not item.detail:
        return HANDOVER_TASKS[HandoverState.DECLINED]
    return HANDOVER_TASKS[state]


def _handover_detail(item: WorkItem) -> str:
    route = ROUTE_WORDS[Route(item.task)]
    return f"{route}, {item.detail}" if item.detail else f"{route}, to a team not known yet"
