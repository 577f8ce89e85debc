"""The words of sharing: who receives, what the person answered, what a disclosure rests on."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from throughcare.access.roles import Purpose
from throughcare.access.rules import Category, OrganisationKind


class Recipient(StrEnum):
    """A class of recipient: what they may receive follows from what they do."""

    CUSTODY_OFFICER = "custody-officer"
    COURT = "court"
    RECEIVING_SERVICE = "receiving-service"
    ESTABLISHMENT = "establishment"


RECIPIENTS: Mapping[Recipient, str] = MappingProxyType(
    {
        Recipient.CUSTODY_OFFICER: "the custody officer",
        Recipient.COURT: "the court",
        Recipient.RECEIVING_SERVICE: "the receiving service",
        Recipient.ESTABLISHMENT: "the reception",
    }
)
"""Each class of recipient as it is named inside a sentence."""


USED_FOR: Mapping[Recipient, Purpose] = MappingProxyType(
    {
        Recipient.CUSTODY_OFFICER: Purpose.CUSTODY_SAFETY,
        Recipient.COURT: Purpose.JUSTICE_DECISION,
        Recipient.RECEIVING_SERVICE: Purpose.CARE,
        Recipient.ESTABLISHMENT: Purpose.CUSTODY_SAFETY,
    }
)
"""What each class of recipient may use it for."""


TAKES_OVER: Mapping[OrganisationKind, Recipient] = MappingProxyType(
    {
        OrganisationKind.PRISON: Recipient.ESTABLISHMENT,
        OrganisationKind.IMMIGRATION_REMOVAL: Recipient.ESTABLISHMENT,
        OrganisationKind.RECEIVING_SERVICE: Recipient.RECEIVING_SERVICE,
        OrganisationKind.LIAISON_AND_DIVERSION: Recipient.RECEIVING_SERVICE,
        OrganisationKind.YOUTH_JUSTICE: Recipient.RECEIVING_SERVICE,
        OrganisationKind.DETENTION_HEALTH: Recipient.RECEIVING_SERVICE,
    }
)
"""As which class of recipient an organisation is told that takes a person over."""


def released_as(recipient: Recipient) -> Category:
    """As which category it is asked whether anything may leave to this recipient.

    What goes to whoever takes a person over is part of the handover; everything else is told.
    """
    return Category.HANDOVER if recipient in TAKES_OVER.values() else Category.DISCLOSURE


class How(StrEnum):
    """The way in which something reaches a recipient."""

    SUMMARY = "summary"
    VERBAL = "verbal"


class PermissionState(StrEnum):
    """What the person answered when asked whether something may be shared."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LIMITED = "limited"
    NOT_ASKED = "not-asked"
    UNABLE_TO_DECIDE = "unable-to-decide"
    BEST_INTERESTS = "best-interests"


class Ground(StrEnum):
    """What a disclosure rests on; each is described in `grounds.yaml`."""

    PERMISSION = "permission"
    SAFETY_IN_CUSTODY = "safety-in-custody"
    BEST_INTERESTS = "best-interests"
    SERIOUS_HARM = "serious-harm"
    SAFEGUARDING = "safeguarding"
    COURT_ORDER = "court-order"
    REQUIRED_BY_LAW = "required-by-law"


class CollectedFor(StrEnum):
    """Why information was collected; it bounds what it may ever be used for."""

    CARE = "care"
    CUSTODY_SAFETY = "custody-safety"
    RELEASED_REPORT = "released-report"
    SUPERVISION = "supervision"
    SAFEGUARDING = "safeguarding"
    THIRD_PARTY_CONFIDENCE = "third-party-confidence"
    FEEDBACK = "feedback"
