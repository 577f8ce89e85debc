"""Nobody is lost: everything that waits for a team, or for somebody else on its behalf, by date.

Open referrals; open needs that no referral is about; needs offered to a team, and those that it did
not take; needs that nobody meets and risks, to be looked at again soon; people who left before
anybody saw them; and people about whom nothing is left to do but to say so. A referral, an offer
and a review say themselves when they are due; the others are due so long after they began to wait.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Viewer
from throughcare.care.queries.work_further import further_given, further_sorts
from throughcare.care.queries.work_pages import (
    Group,
    groups_of,
    page_of,
)
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
from throughcare.care.queries.work_words import When, Work, WorkItem, in_words
from throughcare.care.rules import (
    ENDED,
    ENDING,
    KEPT_NEEDS,
    OPEN_NEEDS,
    LiaisonEventKind,
    LiaisonStatus,
    ReferralStatus,
)

PAGE = 50
SOON = timedelta(days=7)
"""How long before its day a review is on the list."""


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
    Counted in groups that are due alike, so that only one page is read. Four queries.
    """
    sorts = _sorts(viewer)
    given = _given(viewer, on) | {
        "status": status, "apart_from": apart_from, "upto": offset + limit,
    }  # fmt: skip
    groups = groups_of(viewer, sorts, given)
    stand = {group: group.stands(on, at) for group in groups}
    wanted = [
        group
        for group in groups
        if group.wanted and work in (None, group.work) and when in (None, stand[group].when)
    ]
    rows = page_of(viewer, sorts, given, {one: stand[one] for one in wanted}, offset, limit)
    by_when, by_work = Counter[When](), Counter[Work]()
    for group in groups:
        by_when[stand[group].when] += group.many
        by_work[Work(group.work)] += group.many
    items = [_item(row, on, at) for row in rows]
    return Worklist(
        tuple(in_words(viewer, _named(items))),
        {one: by_when[one] for one in When},
        {one: by_work[one] for one in Work},
        sum(one.many for one in wanted),
    )


def incoming(viewer: Viewer, *, on: date, limit: int = PAGE) -> Worklist:
    """Referrals to the viewer's own teams that wait for an answer, soonest due first."""
    return worklist(
        viewer, on=on, work=Work.REFERRAL, status=ReferralStatus.WAITING_FOR_ANSWER, limit=limit
    )


def _sorts(viewer: Viewer) -> dict[Work, str]:
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
    found = {Work.HANDOVER: HANDOVERS, Work.REFERRAL: REFERRALS}
    if allowed[Category.NEED]:
        found |= {
            Work.NEED: NEEDS,
            Work.OFFER: OFFERS,
            Work.RETURNED: RETURNED,
            Work.REVIEW: REVIEWS,
            Work.RISK: RISKS,
            Work.STEP: STEPS,
            Work.PLAN: PLANS,
            Work.LEFT_UNSEEN: UNSEEN,
            Work.FINISH: FINISH,
        }
        found |= further_sorts(viewer)
    if allowed[Category.SCREENING]:
        found |= {Work.URGENT: URGENT, Work.ASK_AGAIN: ASK_AGAIN}
    return found


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


def _item(row: tuple[Any, ...], on: date, at: datetime | None) -> WorkItem:
    name, id_, person_id, episode_id, task, status, team, day, urgent, others, detail, moment = row
    work = Work(name)
    clock = task if work is Work.URGENT else ""
    stands = Group(name, day, urgent, others, moment, clock, True, 1).stands(on, at)
    return WorkItem(
        work,
        stands.when,
        id_,
        person_id,
        episode_id,
        "",
        task,
        detail,
        status,
        team,
        stands.due,
        urgent,
        stands.due_at,
    )


def _named(items: list[WorkItem]) -> list[WorkItem]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, shown_name FROM people_person WHERE id = ANY (%s)",
            [[item.person_id for item in items]],
        )
        names = dict(cursor.fetchall())
    return [replace(item, person=names.get(item.person_id, "")) for item in items]
