"""What was found and what helps: a person's needs with who said so, and strengths."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from throughcare.access.rules import Act, Category, NotPermitted, Sight
from throughcare.care.models import Need, Strength
from throughcare.care.models.referrals import ReferralNeed
from throughcare.care.queries.risks import Said, disagreements
from throughcare.care.rules import KEPT_NEEDS, OPEN_NEEDS, NeedSource, NeedStatus, Severity, Urgency
from throughcare.screening.rules import NeedType
from throughcare.screening.rules import Strength as StrengthKind


@dataclass(frozen=True, slots=True)
class NeedChanged:
    """One entry of a need's history."""

    status: NeedStatus
    team: str
    reason: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NeedNow:
    """A need as it stands, and everything that led there, newest first.

    `known_before` None: nobody knows. `screening_id` names the screening that suggested it.
    """

    need_id: UUID
    type: NeedType
    status: NeedStatus
    known_before: bool | None
    team_id: UUID
    team: str
    note: str
    version: int
    screening_id: UUID | None
    episode_id: UUID | None
    found_by: str
    found_at: datetime
    changes: tuple[NeedChanged, ...]
    referred: bool
    severity: Severity
    urgency: Urgency
    source: NeedSource
    review_on: date | None
    disagreements: tuple[Said, ...] = ()

    @property
    def open(self) -> bool:
        """Whether somebody must be responsible for it."""
        return self.status in OPEN_NEEDS

    @property
    def kept(self) -> bool:
        """Whether nobody meets it now, so that somebody looks at it again."""
        return self.status in KEPT_NEEDS


@dataclass(frozen=True, slots=True)
class StrengthNow:
    """Something that helps, in a word and in the person's own."""

    kind: StrengthKind
    note: str
    who: str
    at: datetime


def needs(sight: Sight) -> list[NeedNow]:
    """Every need of the person: open ones first, newest first."""
    _require(sight)
    found = (
        Need.objects.filter(person_id=sight.person_id)
        .select_related("responsible_team", "recorded_by")
        .prefetch_related("changes__recorded_by", "changes__responsible_team")
        .order_by("-recorded_at", "type")
    )
    referred = set(
        ReferralNeed.objects.filter(person_id=sight.person_id).values_list("need_id", flat=True)
    )
    said = disagreements(sight)
    rows = [_now(need, need.id in referred, tuple(said.get(need.id, ()))) for need in found]
    return sorted(rows, key=lambda row: not row.open)


def need(sight: Sight, need_id: UUID) -> NeedNow | None:
    """One need of the person."""
    return next((row for row in needs(sight) if row.need_id == need_id), None)


def strengths(sight: Sight) -> list[StrengthNow]:
    """What helps the person, in the order they were said."""
    _require(sight)
    return [
        StrengthNow(StrengthKind(one.kind), one.note, one.recorded_by.name, one.recorded_at)
        for one in Strength.objects.filter(person_id=sight.person_id, superseded_at__isnull=True)
        .select_related("recorded_by")
        .order_by("recorded_at", "kind")
    ]


def _now(need: Need, referred: bool, said: tuple[Said, ...]) -> NeedNow:
    changes = sorted(need.changes.all(), key=lambda change: change.recorded_at, reverse=True)
    return NeedNow(
        need.id,
        NeedType(need.type),
        NeedStatus(need.status),
        need.known_before,
        need.responsible_team_id,
        need.responsible_team.name,
        need.note,
        need.version,
        need.screening_id,
        need.episode_id,
        need.recorded_by.name,
        need.recorded_at,
        tuple(
            NeedChanged(
                NeedStatus(change.status),
                change.responsible_team.name,
                change.reason,
                change.recorded_by.name,
                change.recorded_at,
            )
            for change in changes
        ),
        referred,
        Severity(need.severity),
        Urgency(need.urgency),
        NeedSource(need.source),
        need.review_on,
        said,
    )


def _require(sight: Sight) -> None:
    if not sight.may(Category.NEED):
        raise NotPermitted(sight.decisions[(Act.READ, Category.NEED)])
