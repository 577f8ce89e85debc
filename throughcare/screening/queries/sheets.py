"""One person's screenings: the list, and one of them with every answer in the order given."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet

from throughcare.access.rules import Act, Category, NotPermitted, Sight
from throughcare.screening.instrument import Answer as Value
from throughcare.screening.instrument import Flag, Instrument, Item, Kind, on_record
from throughcare.screening.models import Answer, FlagRead, Result, Screening
from throughcare.screening.rules import (
    Agreement,
    CameIn,
    Mode,
    Present,
    ResponseState,
    StoppedReason,
    has_expired,
    raised,
)


@dataclass(frozen=True, slots=True)
class Kept:
    """One result of a screening, as it was worked out then; `number` 2 and on are amendments."""

    score: int | None
    band: str
    scored: Mapping[str, Any]
    number: int = 1
    answered_no: tuple[str, ...] | None = None
    because: str = ""
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One screening: what was asked, by whom, where and when, and how far it came.

    `entered_at` and `entered_by` say when and by whom it was typed in, which is later where it
    came from paper or from another system.
    """

    screening_id: UUID
    person_id: UUID
    organisation_id: UUID
    organisation: str
    episode_id: UUID | None
    instrument: Instrument
    state: ResponseState
    mode: Mode
    agreed: Agreement
    present: tuple[Present, ...]
    started_at: datetime
    started_by: str
    place_name: str
    ended_at: datetime | None
    stopped_because: StoppedReason | None
    prefilled: int
    came_in: CameIn
    paper_number: str
    entered_at: datetime
    entered_by: str
    result: Kept | None


@dataclass(frozen=True, slots=True)
class Said:
    """One answer to one item: what, who asked, when, and the earlier answer it confirms.

    `because` says why it took the place of an earlier one, and `entered_at` when it was typed in,
    where that was later than it was said.
    """

    answer_id: UUID
    number: int
    value: Value
    at: datetime
    by_id: UUID
    by: str
    confirmed_from: UUID | None
    because: str
    entered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One screening with its answers by item, first to latest, and the flags that were read."""

    asked: Asked
    agreement_note: str
    error_because: str
    said: Mapping[str, tuple[Said, ...]]
    read: Mapping[str, tuple[str, datetime]]
    """Who read what to do about an urgent flag, and when, by flag."""
    earlier: tuple[Kept, ...] = ()
    """Results before an amendment, first to last."""

    def latest(self, item_id: str) -> Said | None:
        """The answer that counts, expired or not."""
        given = self.said.get(item_id)
        return given[-1] if given else None

    def expired(self, item: Item, at: datetime) -> bool:
        """Whether the latest answer is too old to go on with, because the screening lay open."""
        last = self.latest(item.id)
        open_still = self.asked.state is ResponseState.IN_PROGRESS
        return last is not None and open_still and has_expired(item, last.at, at=at)

    def answers(self, at: datetime) -> dict[str, Value]:
        """The answers that count at a moment, by item."""
        return {
            item.id: last.value
            for item in self.asked.instrument.items
            if (last := self.latest(item.id)) and not self.expired(item, at)
        }

    def flags(self) -> tuple[Flag, ...]:
        """What every answer ever given here raised: changing an answer does not unsay it."""
        instrument = self.asked.instrument
        found: dict[str, Flag] = {}
        depth = max((len(given) for given in self.said.values()), default=0)
        for number in range(depth, 0, -1):
            then = {item: given[min(number, len(given)) - 1] for item, given in self.said.items()}
            answers = {item: answer.value for item, answer in then.items()}
            for flag in raised(instrument, answers):
                found.setdefault(flag.id, flag)
        return tuple(sorted(found.values(), key=lambda flag: not flag.urgent))

    def heard_by(self) -> tuple[tuple[str, int], ...]:
        """Who heard the answers that count, and how many, in the order in which they came in."""
        latest = sorted((given[-1] for given in self.said.values()), key=lambda said: said.at)
        return tuple(Counter(said.by for said in latest).items())

    def unread(self) -> tuple[Flag, ...]:
        """Urgent flags of which nobody has yet read what to do."""
        return tuple(f for f in self.flags() if f.urgent and f.id not in self.read)


def screenings(sight: Sight) -> list[Asked]:
    """Every screening of the person, newest first, those entered in error included."""
    return [_asked(row) for row in _rows(sight).order_by("-started_at", "id")]


def results(sight: Sight) -> list[Asked]:
    """The completed screenings, newest first."""
    done = _rows(sight).filter(state=ResponseState.COMPLETED)
    return [_asked(row) for row in done.order_by("-started_at", "id")]


def screening(sight: Sight, screening_id: UUID) -> Sheet | None:
    """One screening with its answers, or nothing when this person has no such screening."""
    row = _rows(sight).filter(pk=screening_id).first()
    if row is None:
        return None
    given = list(
        Answer.objects.filter(screening_id=screening_id)
        .select_related("recorded_by")
        .order_by("item", "number")
    )
    asked = _asked(row, dict.fromkeys(answer.item for answer in given))
    said: dict[str, tuple[Said, ...]] = {}
    for answer in given:
        said[answer.item] = (*said.get(answer.item, ()), _said(asked.instrument, answer))
    read = FlagRead.objects.filter(screening_id=screening_id).values_list(
        "flag", "recorded_by__name", "recorded_at"
    )
    return Sheet(
        asked=asked,
        agreement_note=row.agreement_note,
        error_because=row.error_because,
        said=said,
        read={flag: (who, when) for flag, who, when in read},
        earlier=_earlier(row) if asked.result and asked.result.number > 1 else (),
    )


def _earlier(row: Screening) -> tuple[Kept, ...]:
    before = row.results.filter(superseded_at__isnull=False).select_related("recorded_by")
    return tuple(_kept(result) for result in before.order_by("number"))


def _kept(result: Result) -> Kept:
    return Kept(
        score=result.score,
        band=result.band,
        scored=result.scored,
        number=result.number,
        answered_no=None if result.answered_no is None else tuple(result.answered_no),
        because=result.because,
        at=result.recorded_at,
        by=result.recorded_by.name,
    )


def _said(instrument: Instrument, answer: Answer) -> Said:
    item = instrument.item(answer.item)
    as_came = item.kind is Kind.TEXT and answer.value is not None
    return Said(
        answer_id=answer.id,
        number=answer.number,
        value=str(answer.value) if as_came else answer.to(item),
        at=answer.recorded_at,
        by_id=answer.recorded_by_id,
        by=answer.recorded_by.name,
        confirmed_from=answer.confirmed_from,
        because=answer.changed_because,
        entered_at=answer.entered_at,
    )


def _rows(sight: Sight) -> QuerySet[Screening]:
    if not sight.may(Category.SCREENING):
        raise NotPermitted(sight.decisions[(Act.READ, Category.SCREENING)])
    counts = Q(results__superseded_at__isnull=True)
    return (
        Screening.objects.filter(person_id=sight.person_id)
        .annotate(counting=FilteredRelation("results", condition=counts))
        .select_related("recorded_by", "organisation", "place", "counting__recorded_by")  # type: ignore[misc]
    )


def _asked(row: Screening, answered: Iterable[str] = ()) -> Asked:
    # There is a result only once the screening is completed.
    result: Result | None = getattr(row, "counting", None)
    return Asked(
        screening_id=row.id,
        person_id=row.person_id,
        organisation_id=row.organisation_id,
        organisation=row.organisation.name,
        episode_id=row.episode_id,
        instrument=on_record(row.instrument, row.version, answered),
        state=ResponseState(row.state),
        mode=Mode(row.mode),
        agreed=Agreement(row.agreed),
        present=tuple(Present(who) for who in row.present),
        started_at=row.started_at,
        started_by=row.asked_by or row.recorded_by.name,
        place_name=row.place.name if row.place else row.asked_in,
        ended_at=row.ended_at,
        stopped_because=StoppedReason(row.stopped_because) if row.stopped_because else None,
        prefilled=row.prefilled,
        came_in=CameIn(row.came_in),
        paper_number=row.paper_number,
        entered_at=row.recorded_at,
        entered_by=row.recorded_by.name,
        result=_kept(result) if result else None,
    )
