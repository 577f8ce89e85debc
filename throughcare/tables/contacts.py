"""The rows of arrivals and contacts: what was offered, who was seen, what was found and done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from throughcare.care.queries import LiaisonRow, NeedRow, ReferralRow
from throughcare.care.rules import NeedStatus
from throughcare.pathway.queries.extracts import EpisodeRow
from throughcare.people.rules import ADULT_AGE
from throughcare.screening.queries import Tally
from throughcare.screening.rules import NeedType, ResponseState
from throughcare.tables.deriving import (
    accepted,
    age_band,
    both,
    hours_between,
    in_time,
    left_within_16_hours,
    offered,
    outcome,
    time_band,
    unless_over,
    yes,
)
from throughcare.tables.schema import NOT_APPLICABLE, NOT_KNOWN, Arrival, Contact, Known
from throughcare.tables.values import (
    Naming,
    age_at,
    ethnic_group,
    known,
    month,
    sex_of,
    under_18,
    way_of_leaving,
)

ASKS_ABOUT_EVERY_NEED = frozenset({"ld-core"})
"""The instruments that ask about every heading; only they can say that somebody has no need."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was read, by the passage or person it belongs to."""

    reports: dict[UUID, list[datetime]]
    needs: dict[UUID, list[NeedRow]]
    referrals: dict[UUID, list[ReferralRow]]
    asked: dict[UUID, list[Tally]]
    gaps: dict[UUID, frozenset[str]]


def is_meant(row: EpisodeRow) -> bool:
    """Whether somebody's age is one that the service sees there; an unknown age is."""
    age = age_at(row.born_on, row.arrived_at)
    return age is None or row.only_under_18 is None or (age < ADULT_AGE) == row.only_under_18


def arrival(name: Naming, row: EpisodeRow, touched: set[UUID], at: datetime) -> Arrival:
    """One passage; `touched` are those in which the service did something before the leaving."""
    age = age_at(row.born_on, row.arrived_at)
    return Arrival(
        reference=name("A", row.episode_id),
        person=name("P", row.person_id),
        month=month(row.arrived_at),
        place=row.place,
        age_band=age_band(age),
        under_18=under_18(age),
        sex=sex_of(row.sex),
        ethnicity=ethnic_group(row.ethnicity),
        offence_group=known(row.offence_group),
        leaving=way_of_leaving(row.left_at, row.leaving),
        within_16_hours=left_within_16_hours(row.arrived_at, row.left_at, at),
        identified=unless_over(row.episode_id in touched, row.left_at is not None),
    )


def contact(name: Naming, row: LiaisonRow, found: Found) -> Contact:
    """One liaison with everything that was recorded in its passage."""
    age = age_at(row.born_on, row.arrived_at)
    left, seen = row.left_custody_at is not None, row.seen_at is not None
    sent = min(found.reports.get(row.episode_id, ()), default=None)
    was_offered = offered(row.response is not None, seen=seen, left=left)
    was_seen = unless_over(seen, left)
    hours = hours_between(row.arrived_at, row.seen_at)
    complete = [
        tally
        for tally in found.asked.get(row.episode_id, ())
        if tally.instrument in ASKS_ABOUT_EVERY_NEED and tally.state is ResponseState.COMPLETED
    ]
    types = _needs_of(row, found.needs.get(row.person_id, ()))
    headings = frozenset(need.category.value for need in types)
    open_questions = frozenset[str]().union(
        *(found.gaps.get(tally.screening_id, frozenset()) for tally in complete)
    )
    held = found.referrals.get(row.episode_id, [])
    over = row.closed_at is not None or (left and not seen)
    return Contact(
        reference=name("L", row.liaison_id),
        person=name("P", row.person_id),
        month=month(row.arrived_at),
        place=row.place or NOT_KNOWN,
        team=row.team,
        age_band=age_band(age),
        under_18=under_18(age),
        sex=sex_of(row.sex),
        ethnicity=ethnic_group(row.ethnicity),
        offence_group=known(row.offence_group),
        leaving=way_of_leaving(row.left_custody_at, row.leaving),
        alerted=yes(row.alerted_at is not None or bool(row.alerted_for)),
        offered=was_offered,
        response=_response(row.response, was_offered),
        decline_reason=known(row.declined_because)
        if row.response == "declined"
        else NOT_APPLICABLE,
        seen=was_seen,
        engaged=both(accepted(row.response or "", was_offered), was_seen),
        hours_to_seen=hours,
        time_to_seen=time_band(hours) if hours is not None or not seen else NOT_KNOWN,
        report_sent=unless_over(sent is not None, left),
        report_hours=hours_between(row.arrived_at, sent),
        report_in_time=in_time(sent, row.left_custody_at),
        asked=Known.YES if complete else unless_over(False, over or left),
        needs=len(types) if complete else None,
        need_categories=headings,
        not_answered=open_questions - headings,
        referred=unless_over(bool(held), over),
        outcome=outcome(
            (each.status, each.engaged_at is not None, each.relinked_at is not None)
            for each in held
        ),
    )


def _response(response: str | None, was_offered: Known) -> str:
    if response:
        return response
    return NOT_APPLICABLE if was_offered is Known.NO else NOT_KNOWN


def _needs_of(row: LiaisonRow, needs: Iterable[NeedRow]) -> set[NeedType]:
    """Needs found in this passage, and those found before that were still open when it began."""
    found = set()
    for need in needs:
        if need.status == NeedStatus.RULED_OUT:
            continue
        met_at = need.changed_at if need.status == NeedStatus.ADDRESSED else None
        carried = need.found_at < row.arrived_at and (met_at is None or met_at > row.arrived_at)
        if need.episode_id == row.episode_id or carried:
            found.add(NeedType(need.type))
    return found
