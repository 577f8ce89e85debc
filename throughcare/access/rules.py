"""Who may do what: the shape of a request, of an answer, and of the worker at the door."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from throughcare.access.roles import ROLES, Purpose, Role


class OrganisationKind(StrEnum):
    """What an organisation is, and with it which side of the health and justice line it is on."""

    POLICE = "police"
    COURT = "court"
    PRISON = "prison"
    IMMIGRATION_REMOVAL = "immigration-removal"
    LIAISON_AND_DIVERSION = "liaison-and-diversion"
    YOUTH_JUSTICE = "youth-justice"
    DETENTION_HEALTH = "detention-health"
    RECEIVING_SERVICE = "receiving-service"
    COMMISSIONER = "commissioner"


JUSTICE = frozenset(
    {
        OrganisationKind.POLICE,
        OrganisationKind.COURT,
        OrganisationKind.PRISON,
        OrganisationKind.IMMIGRATION_REMOVAL,
    }
)


class Category(StrEnum):
    """What kind of information a field or a page holds; the unit of every decision."""

    IDENTITY = "identity"
    IDENTIFIER = "identifier"
    CONTACT = "contact"
    EQUALITY = "equality"
    BACKGROUND = "background"
    IMMIGRATION = "immigration"
    WHEREABOUTS = "whereabouts"
    DETENTION = "detention"
    OFFENCE = "offence"
    COMMUNICATION = "communication"
    SAFETY = "safety"
    ENGAGEMENT = "engagement"
    PERMISSION = "permission"
    SCREENING = "screening"
    NEED = "need"
    MEDICINE = "medicine"
    HEALTH = "health"
    REFERRAL = "referral"
    HANDOVER = "handover"
    DISCLOSURE = "disclosure"
    DOCUMENT = "document"
    FIGURE = "figure"
    STAFF = "staff"
    ORGANISATION = "organisation"
    AUDIT = "audit"
    TECHNICAL = "technical"


class Act(StrEnum):
    """What somebody asks to do with information of a category."""

    FIND = "find"
    READ = "read"
    WRITE = "write"
    EXPORT = "export"
    DISCLOSE = "disclose"
    MERGE = "merge"
    RESTRICT = "restrict"
    CORRECT = "correct"


class Verb(StrEnum):
    """The audit vocabulary: the six operations of the Data Protection Act 2018 s62, and ours."""

    COLLECT = "collect"
    ALTER = "alter"
    CONSULT = "consult"
    DISCLOSE = "disclose"
    COMBINE = "combine"
    ERASE = "erase"
    SIGN_IN = "sign-in"
    SIGN_OUT = "sign-out"


class Outcome(StrEnum):
    """How an attempt ended."""

    PERMITTED = "permitted"
    DENIED = "denied"
    FAILED = "failed"


class RelationshipKind(StrEnum):
    """Why an organisation may know a person; an event with a start and an end."""

    PRESENT = "present"
    REFERRED = "referred"
    ALLOCATED = "allocated"
    SENDING = "sending"
    INFORMED = "informed"
    SELF_CLAIMED = "self-claimed"
    BREAK_GLASS = "break-glass"


NO_RELATIONSHIP = "none"
OWN = "own"
"""What a decision about what an organisation has itself is made on: its teams, what it wrote."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """A worker at the door: in one role, for one organisation and one purpose of use."""

    worker_id: UUID
    name: str
    role: Role
    organisation_id: UUID
    organisation_name: str
    organisation_kind: OrganisationKind
    purpose: Purpose
    team_ids: frozenset[UUID] = frozenset()

    @property
    def role_title(self) -> str:
        """The role in words."""
        return ROLES[self.role].title

    @property
    def sector(self) -> str:
        """`justice` or `health`: the coarse line that the database itself enforces."""
        return "justice" if self.organisation_kind in JUSTICE else "health"


INSTALLATION = Viewer(
    worker_id=UUID(int=0),
    name="Installation",
    role=Role.FEED,
    organisation_id=UUID(int=0),
    organisation_name="This installation",
    organisation_kind=OrganisationKind.COMMISSIONER,
    purpose=Purpose.RUNNING_THE_SERVICE,
)
"""The named actor of set-up: makes organisations and workers, and has no relationship to anyone."""


@dataclass(frozen=True, slots=True)
class Request:
    """Everything a decision is made of. Absent knowledge is an explicit value, never missing."""

    role: Role
    organisation_kind: OrganisationKind
    act: Act
    category: Category
    purpose: Purpose
    relationship: str = NO_RELATIONSHIP
    restricted: bool = False
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """Permit or deny, with the policies that said so and a sentence for the reader."""

    permitted: bool
    policies: tuple[str, ...]
    reasons: tuple[str, ...]
    policy_set: str


@dataclass(frozen=True, slots=True)
class Sight:
    """What a viewer may do with one person's record now, decided once per page."""

    viewer: Viewer
    person_id: UUID
    at: datetime
    relationship: str
    because: str
    decisions: Mapping[tuple[Act, Category], Decision] = field(repr=False)

    def may(self, category: Category, act: Act = Act.READ) -> bool:
        """Whether the viewer may do this with information of this category."""
        decision = self.decisions.get((act, category))
        return decision is not None and decision.permitted

    @property
    def readable(self) -> tuple[Category, ...]:
        """The categories that may be read, in their order of declaration."""
        return tuple(category for category in Category if self.may(category))


STRENGTH: tuple[RelationshipKind, ...] = (
    RelationshipKind.ALLOCATED,
    RelationshipKind.PRESENT,
    RelationshipKind.REFERRED,
    RelationshipKind.SENDING,
    RelationshipKind.SELF_CLAIMED,
    RelationshipKind.INFORMED,
    RelationshipKind.BREAK_GLASS,
)
OPENS_RESTRICTED = frozenset({RelationshipKind.ALLOCATED, RelationshipKind.BREAK_GLASS})
"""The relationships that count for a restricted record; no other one opens it."""


def strongest(kinds: frozenset[str]) -> str:
    """The relationship that a decision is made on when an organisation has several."""
    return next((kind.value for kind in STRENGTH if kind.value in kinds), NO_RELATIONSHIP)


class NotPermitted(Exception):
    """A decision was no. Carries the reasons; a page answers as if the record did not exist."""

    def __init__(self, decision: Decision) -> None:
        super().__init__("; ".join(decision.reasons) or "Not permitted")
        self.decision = decision


class Refused(Exception):
    """What was asked cannot be done as the record stands; says why and how to put it right."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


class ChangedMeanwhile(Exception):
    """Somebody else changed the record after it was read; carries what it says now."""

    def __init__(self, current: Mapping[str, str], changed_by: str, changed_at: datetime) -> None:
        super().__init__(f"Changed by {changed_by}")
        self.current = current
        self.changed_by = changed_by
        self.changed_at = changed_at
