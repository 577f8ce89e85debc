"""The rows of needs, referrals and screenings, and the headings that a question speaks to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import cache
from uuid import UUID

from throughcare.care.queries import NeedRow, ReferralRow
from throughcare.care.rules import ENDED, SEEN_BY_SERVICE, NeedStatus, ReferralEventKind
from throughcare.screening.instrument import find, on_record
from throughcare.screening.queries import Tally
from throughcare.screening.queries.gaps import Gap
from throughcare.screening.rules import NeedType, ResponseState
from throughcare.tables.deriving import unless_over, yes
from throughcare.tables.schema import NOT_KNOWN, Contact, Known, Need, Referral, Screening
from throughcare.tables.values import Naming, age_at, month, under_18

FOLLOWED_UP = timedelta(days=365)
"""How long after a screening a need counts as one that it missed; this product's own choice."""


def need(name: Naming, row: NeedRow, contacts: Mapping[UUID, Contact]) -> Need:
    """One need; `contacts` by passage."""
    contact = contacts.get(row.episode_id) if row.episode_id else None
    type_ = NeedType(row.type)
    return Need(
        reference=name("N", row.need_id),
        contact=contact.reference if contact else NOT_KNOWN,
        person=name("P", row.person_id),
        place=row.place or NOT_KNOWN,
        under_18=contact.under_18 if contact else under_18(age_at(row.born_on, row.found_at)),
        month=month(row.found_at),
        type=type_.value,
        category=type_.category.value,
        status=row.status,
        known_before=Known.NOT_KNOWN if row.known_before is None else yes(row.known_before),
        responsible=row.team,
    )


def referral(name: Naming, row: ReferralRow, contacts: Mapping[UUID, Contact]) -> Referral:
    """One referral; `contacts` by passage."""
    contact = contacts.get(row.episode_id) if row.episode_id else None
    over = row.status in ENDED
    answered = over or row.accepted_at is not None or row.declined_at is not None
    seen, engaged = row.seen_at is not None, row.engaged_at is not None
    return Referral(
        reference=name("R", row.referral_id),
        contact=contact.reference if contact else NOT_KNOWN,
        person=name("P", row.person_id),
        place=row.place or NOT_KNOWN,
        under_18=contact.under_18 if contact else under_18(age_at(row.born_on, row.made_at)),
        month=month(row.made_at),
        service=row.to_team,
        relink=yes(row.relink),
        status=row.status,
        open=yes(not over),
        accepted=unless_over(row.accepted_at is not None, answered),
        declined=unless_over(row.declined_at is not None, answered),
        seen=unless_over(seen, over),
        engaged=unless_over(engaged, over and row.status not in SEEN_BY_SERVICE),
        back_in_touch=unless_over(row.relinked_at is not None, over),
        days_to_seen=(row.seen_at - row.made_at).days if row.seen_at else None,
        steps=_steps(row),
    )


def screening(
    name: Naming,
    row: Tally,
    contacts: Mapping[UUID, Contact],
    needs: Iterable[NeedRow] = (),
    others: Iterable[Tally] = (),
) -> Screening:
    """One screening; `contacts` by passage, `needs` and `others` of the same person."""
    contact = contacts.get(row.episode_id) if row.episode_id else None
    return Screening(
        reference=name("S", row.screening_id),
        contact=contact.reference if contact else NOT_KNOWN,
        person=name("P", row.person_id),
        place=contact.place if contact else NOT_KNOWN,
        under_18=contact.under_18 if contact else Known.NOT_KNOWN,
        month=month(row.started_at),
        instrument=f"{row.instrument} {row.version}",
        state=row.state.value,
        answered=row.asked + row.prefilled,
        avoided=row.prefilled,
        answered_no=Known.NOT_KNOWN if row.answered_no is None else yes(bool(row.answered_no)),
        need_found_later=found_later(row, needs, others),
    )


def found_later(row: Tally, needs: Iterable[NeedRow], others: Iterable[Tally]) -> Known:
    """Whether a need that a screening asked about and did not point to was found after it.

    Without anybody who looked again, nobody knows: that no need was recorded is no "no".
    """
    if not row.answered_no or row.ended_at is None:
        return Known.NOT_KNOWN
    missed, ended = set(row.answered_no), row.ended_at
    later = [
        need
        for need in needs
        if need.type in missed and ended < need.found_at <= ended + FOLLOWED_UP
    ]
    if any(need.status != NeedStatus.RULED_OUT for need in later):
        return Known.YES
    asked_again = any(
        each.state is ResponseState.COMPLETED
        and ended < each.started_at <= ended + FOLLOWED_UP
        and missed & asks_about(each.instrument, each.version)
        for each in others
    )
    return Known.NO if later or asked_again else Known.NOT_KNOWN


@cache
def asks_about(instrument: str, version: str) -> frozenset[str]:
    """The needs that an instrument asks about; none where its version is not on the shelf."""
    return frozenset(points.what for points in on_record(instrument, version, ()).needs)


def open_headings(gaps: Iterable[Gap]) -> dict[UUID, frozenset[str]]:
    """The headings that questions without an answer would have spoken to, by screening."""
    asked_under: dict[tuple[str, str], dict[str, set[str]]] = {}
    found: dict[UUID, set[str]] = defaultdict(set)
    for gap in gaps:
        instrument = (gap.instrument, gap.version)
        if instrument not in asked_under:
            asked_under[instrument] = _asked_under(*instrument)
        found[gap.screening_id] |= asked_under[instrument].get(gap.item, set())
    return {screening_id: frozenset(headings) for screening_id, headings in found.items()}


def _steps(row: ReferralRow) -> str:
    moments = (
        (ReferralEventKind.MADE, row.made_at),
        (ReferralEventKind.ACCEPTED, row.accepted_at),
        (ReferralEventKind.DECLINED, row.declined_at),
        (ReferralEventKind.BOOKED, row.booked_at),
        (ReferralEventKind.SEEN, row.seen_at),
        (ReferralEventKind.ENGAGED, row.engaged_at),
        (ReferralEventKind.RELINKED, row.relinked_at),
        (ReferralEventKind.CLOSED, row.closed_at),
    )
    happened = [(moment, kind.value) for kind, moment in moments if moment is not None]
    return " → ".join(kind for _, kind in sorted(happened, key=lambda each: each[0]))


def _asked_under(instrument: str, version: str) -> dict[str, set[str]]:
    headings: dict[str, set[str]] = defaultdict(set)
    for points in find(instrument, version).needs:
        for item in points.when.names():
            headings[item].add(NeedType(points.what).category.value)
    return headings
