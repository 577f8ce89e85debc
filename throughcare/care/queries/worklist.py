"""Nobody is lost: everything that waits for a team, or for somebody else on its behalf, by date.

Open referrals; open needs that no referral is about; needs offered to a team, and those that it did
not take; needs that nobody meets and risks, to be looked at again soon; people who left before
anybody saw them; and people about whom nothing is left to do but to say so. A referral, an offer
and a review say themselves when they are due; the others are due so long after they began to wait.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Viewer
from throughcare.care.models import ReferralEvent
from throughcare.care.queries.work_further import further_given, further_sorts
from throughcare.care.queries.work_sorts import (
    ASK_AGAIN,
    FINISH,
    HANDOVERS,
    NEEDS,
    OFFERS,
    PLANS,
    REFERRALS,
    RETURNED,
    REVIEWS,
    RISKS,
    STEPS,
    UNSEEN,
    URGENT,
)
from throughcare.care.rules import (
    ENDED,
    ENDING,
    KEPT_NEEDS,
    NEED_STATUS_WORDS,
    NOT_TAKEN_WORDS,
    OPEN_NEEDS,
    RISK_WORDS,
    LiaisonEventKind,
    LiaisonStatus,
    NeedStatus,
    NotTaken,
    ReferralEventKind,
    ReferralStatus,
    RiskKind,
    handed_on_words,
    order_words,
    published,
    reason_words,
    youth_words,
)
from throughcare.care.rules.handovers import HandoverState
from throughcare.care.rules.routes import ROUTE_WORDS, Route
from throughcare.clocks.lengths import LOCAL
from throughcare.screening.instrument import title_of
from throughcare.screening.rules import MATTERS, NeedType, NotNow, clock_of

PAGE = 50
SOON = timedelta(days=7)
"""How long before its day a review is on the list."""


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


@dataclass(frozen=True, slots=True)
class Worklist:
    """One page of work, how much there is of each sort, and how much the filters let through."""

    items: tuple[WorkItem, ...]
    by_when: dict[When, int]
    by_work: dict[Work, int]
    shown: int

    @property
    def total(self) -> int:
        """Everything on the list, filters aside."""
        return sum(self.by_when.values())


HANDOVER_TASKS = {
    HandoverState.WAITING: "Answer: will you take them over?",
    HandoverState.ACCEPTED: "See them, and say so",
    HandoverState.DECLINED: "Find another team for them",
}
DUE_AFTER = {
    Work.NEED: "unreferred-need",
    Work.RETURNED: "back-with-sender",
    Work.LEFT_UNSEEN: "left-unseen",
    Work.FINISH: "unreferred-need",
}
"""By which deadline each sort of work is due that does not say itself when."""


ORDER = {when: place for place, when in enumerate(When)}


def worklist(
    viewer: Viewer,
    *,
    on: date,
    at: datetime | None = None,
    when: When | None = None,
    work: Work | None = None,
    status: ReferralStatus | None = None,
    apart_from: ReferralStatus | None = None,
    offset: int = 0,
    limit: int = PAGE,
) -> Worklist:
    """The work of the viewer's teams, seen from a day; overdue first, urgent before the rest.

    What is due at a moment is overdue once `at` is past it; without `at`, once its day is.
    Referrals that stand at `apart_from` are left out of the counts too: another list has them.
    """
    with connection.cursor() as cursor:
        # Row security is asked once for each row, so the rows are read once, without names.
        cursor.execute(" UNION ALL ".join(_sorts(viewer)), _given(viewer, on))
        found = [_item(row, on, at) for row in cursor.fetchall()]
    items = [one for one in found if apart_from is None or one.status != apart_from]
    wanted = [
        item
        for item in items
        if when in (None, item.when) and work in (None, item.work) and status in (None, item.status)
    ]
    wanted.sort(key=_place)
    return Worklist(
        tuple(_in_words(_named(wanted[offset : offset + limit]))),
        {one: sum(item.when is one for item in items) for one in When},
        {one: sum(item.work is one for item in items) for one in Work},
        len(wanted),
    )


def incoming(viewer: Viewer, *, on: date, limit: int = PAGE) -> Worklist:
    """Referrals to the viewer's own teams that wait for an answer, soonest due first."""
    return worklist(
        viewer, on=on, work=Work.REFERRAL, status=ReferralStatus.WAITING_FOR_ANSWER, limit=limit
    )


def _sorts(viewer: Viewer) -> tuple[str, ...]:
    """The sorts of work that somebody in this role may see."""
    allowed = {
        category: any(
            may(viewer, Act.READ, category, kind).permitted
            for kind in (RelationshipKind.ALLOCATED, RelationshipKind.REFERRED)
        )
        for category in (Category.REFERRAL, Category.NEED, Category.SCREENING)
    }
    if not allowed[Category.REFERRAL]:
        raise NotPermitted(may(viewer, Act.READ, Category.REFERRAL, RelationshipKind.ALLOCATED))
    first = (NEEDS, OFFERS, RETURNED, REVIEWS, RISKS, STEPS, PLANS, UNSEEN, FINISH)
    needs = first + further_sorts(viewer)
    return (
        HANDOVERS,
        REFERRALS,
        *(needs if allowed[Category.NEED] else ()),
        *((URGENT, ASK_AGAIN) if allowed[Category.SCREENING] else ()),
    )


def _given(viewer: Viewer, on: date) -> dict[str, Any]:
    return {
        "soon": on + SOON,
        "kept_needs": [status.value for status in KEPT_NEEDS],
        "teams": list(viewer.team_ids),
        "ended": [status.value for status in ENDED],
        "ending": [kind.value for kind in ENDING],
        "open_needs": [status.value for status in OPEN_NEEDS],
        "closed": LiaisonEventKind.CLOSED.value,
        "left_unseen": LiaisonStatus.LEFT_UNSEEN.value,
        "seen": LiaisonStatus.SEEN.value,
        **further_given(viewer, on),
    }


def _place(item: WorkItem) -> tuple[Any, ...]:
    soonest = item.due_at.timestamp() if item.due_at else 0.0
    return ORDER[item.when], not item.urgent, item.due, soonest, item.id


def _item(row: tuple[Any, ...], on: date, at: datetime | None) -> WorkItem:
    name, id_, person_id, episode_id, task, status, team, day, urgent, others, detail = row
    work, due_at = Work(name), None
    if work in (Work.URGENT, Work.ASK_AGAIN):
        due_at, detail = datetime.fromisoformat(detail), ""
        if work is Work.URGENT:
            due_at = clock_of(task, due_at, due_at, None).due_at
        day = due_at.astimezone(LOCAL).date()
    due = _due(DUE_AFTER[work], day) if work in DUE_AFTER else day
    passed = due < on or (due_at is not None and at is not None and due_at < at)
    when = When.OVERDUE if passed else When.TODAY if due == on else When.LATER
    if work is Work.HANDOVER and urgent:
        when = When.NOW
    return WorkItem(
        work,
        When.OTHERS if others else when,
        id_,
        person_id,
        episode_id,
        "",
        task,
        detail,
        status,
        team,
        due,
        urgent,
        due_at,
    )


@cache
def _due(which: str, began: date) -> date:
    return published().day(which, began)


def _named(items: list[WorkItem]) -> list[WorkItem]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, shown_name FROM people_person WHERE id = ANY (%s)",
            [[item.person_id for item in items]],
        )
        names = dict(cursor.fetchall())
    return [replace(item, person=names.get(item.person_id, "")) for item in items]


def _in_words(items: list[WorkItem]) -> Iterator[WorkItem]:
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
    return f"{route}, {item.detail}" if item.detail else f"{route}; not known to whom"
