"""Assessing whether a treatment requirement would suit, and following it once the court made it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from throughcare.access.actions.acting import action
from throughcare.access.roles import Purpose
from throughcare.access.rules import Category, ChangedMeanwhile, Refused, Sight, Verb, Viewer
from throughcare.care.actions.writing import day_of, noted, permitted
from throughcare.care.models import CourtRequirement, CourtRequirementEvent
from throughcare.care.rules import (
    OPEN_ORDERS,
    ORDER_STATE_WORDS,
    Met,
    OrderEvent,
    OrderState,
    Provider,
    Requirement,
    Suits,
    ToOrder,
    look_again_on,
    next_state,
    refuse_order_event,
    requirement_of,
    suitability,
)
from throughcare.pathway.queries.covering import own_team
from throughcare.people.queries import identity

CLASS = Category.NEED


@dataclass(frozen=True, slots=True)
class Assessed:
    """What was found about a requirement. A condition that is missing was not answered."""

    answers: Mapping[str, Met]
    consent: ToOrder = ToOrder.NOT_ASKED
    consent_words: str = ""
    provider: Provider = Provider.NOT_ASKED
    provider_name: str = ""


@action
def assess_requirement(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    kind: str,
    assessed: Assessed,
    version: int = 0,
) -> UUID:
    """Keep what is known of each condition; `version` is the one read, or 0 for a new assessment.

    Raises `ChangedMeanwhile` when somebody has gone on with it since.
    """
    sight = permitted(by, at, person_id, CLASS)
    of = requirement_of(kind)
    if of is None:
        raise Refused("There is no such requirement.")
    if assessed.answers.keys() - {one.id for one in of.criteria}:
        raise Refused("One of the answers is to no condition of this requirement.")
    if assessed.provider is Provider.AGREED and not assessed.provider_name.strip():
        raise Refused("Say which service has agreed, and who there.")
    row = (
        CourtRequirement.objects.select_for_update()
        .filter(person_id=person_id, kind=kind, state__in=OPEN_ORDERS)
        .first()
    )
    if row is None:
        row = CourtRequirement(
            person_id=person_id,
            kind=kind,
            state=OrderState.ASSESSING,
            team_id=own_team(by, at, None),
            next_on=look_again_on(of, OrderState.ASSESSING, day_of(at)),
            version=0,
            recorded_at=at,
            recorded_by_id=by.worker_id,
            collected_for=Purpose.CARE,
        )
    elif row.version != version:
        raise _changed(row)
    _refuse(sight, of, row, OrderEvent.ASSESSED, day_of(at), "")
    row.met = sorted(one for one, said in assessed.answers.items() if said is Met.YES)
    row.not_met = sorted(one for one, said in assessed.answers.items() if said is Met.NO)
    row.consent, row.consent_words = assessed.consent, assessed.consent_words.strip()
    row.provider, row.provider_name = assessed.provider, assessed.provider_name.strip()
    row.version += 1
    row.save()
    _happened(sight, row, OrderEvent.ASSESSED, day_of(at), "")
    noted(sight, "assess-requirement", CLASS, row.id, verb=Verb.COLLECT)
    return row.id


@action
def follow_requirement(
    *,
    by: Viewer,
    at: datetime,
    requirement_id: UUID,
    version: int,
    event: OrderEvent | str,
    on: date,
    note: str = "",
    next_on: date | None = None,
) -> UUID:
    """Keep that it was proposed, ordered, started, missed, breached, reviewed or has ended.

    Raises `ChangedMeanwhile` when somebody has gone on with it since `version` was read.
    """
    row = CourtRequirement.objects.select_for_update().filter(pk=requirement_id).first()
    of = requirement_of(row.kind) if row else None
    if row is None or of is None:
        raise Refused("There is no such requirement.")
    sight = permitted(by, at, row.person_id, CLASS)
    if row.version != version:
        raise _changed(row)
    event = OrderEvent(event)
    _refuse(sight, of, row, event, on, note)
    if next_on is not None and next_on < day_of(at):
        raise Refused("The day to look at it again is in the past.")
    state = next_state(OrderState(row.state), event)
    row.state, row.version = state, row.version + 1
    again_on = next_on or look_again_on(of, state, day_of(at))
    row.next_on = again_on if state in OPEN_ORDERS else None
    row.save(update_fields=["state", "version", "next_on"])
    _happened(sight, row, event, on, note.strip())
    noted(sight, "follow-requirement", CLASS, row.id, event)
    return row.id


def _refuse(
    sight: Sight, of: Requirement, row: CourtRequirement, event: OrderEvent, on: date, note: str
) -> None:
    wrong = refuse_order_event(
        OrderState(row.state),
        event,
        suits=_suits(sight, of, row) if event is OrderEvent.PROPOSED else Suits.NOT_YET_KNOWN,
        on=on,
        today=day_of(sight.at),
        note=note,
    )
    if wrong:
        raise Refused(wrong)


def _suits(sight: Sight, of: Requirement, row: CourtRequirement) -> Suits:
    who = identity(sight)
    return suitability(
        of,
        of.answers(row.met, row.not_met),
        consent=ToOrder(row.consent),
        provider=Provider(row.provider),
        born_on=who.born_on if who else None,
        on=day_of(sight.at),
    ).suits


def _happened(sight: Sight, row: CourtRequirement, event: OrderEvent, on: date, note: str) -> None:
    CourtRequirementEvent.objects.bulk_create(
        [
            CourtRequirementEvent(
                person_id=row.person_id,
                requirement=row,
                kind=event,
                happened_on=on,
                note=note,
                recorded_at=sight.at,
                recorded_by_id=sight.viewer.worker_id,
                collected_for=Purpose.CARE,
            )
        ]
    )  # fmt: skip


def _changed(row: CourtRequirement) -> ChangedMeanwhile:
    last = row.events.select_related("recorded_by").latest("recorded_at")
    return ChangedMeanwhile(
        {"state": ORDER_STATE_WORDS[OrderState(row.state)], "version": str(row.version)},
        last.recorded_by.name,
        last.recorded_at,
    )
