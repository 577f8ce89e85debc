"""The roles that people work in: what each is called, what it is for, and for which purposes."""

from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    """Why information is collected, and why it is used. Both are mandatory (decision 0004)."""

    CARE = "care"
    CUSTODY_SAFETY = "custody-safety"
    JUSTICE_DECISION = "justice-decision"
    SUPERVISION = "supervision"
    SAFEGUARDING = "safeguarding"
    OWN_VIEW = "own-view"
    RUNNING_THE_SERVICE = "running-the-service"
    RESEARCH = "research"


class Role(StrEnum):
    """A worker's function at this moment; one at a time."""

    CUSTODY_OFFICER = "custody-officer"
    PRACTITIONER = "practitioner"
    SUPPORT_WORKER = "support-worker"
    COURT_OFFICER = "court-officer"
    ESTABLISHMENT_WORKER = "establishment-worker"
    HEALTHCARE_WORKER = "healthcare-worker"
    SERVICE_WORKER = "service-worker"
    MANAGER = "manager"
    GOVERNANCE_LEAD = "governance-lead"
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class RoleCard:
    """What a role is called, what it does here, and the purposes it may act for."""

    title: str
    sentence: str
    purposes: tuple[Purpose, ...]

    @property
    def main_purpose(self) -> Purpose:
        """The purpose of use when the worker's task does not say otherwise."""
        return self.purposes[0]


ROLES: dict[Role, RoleCard] = {
    Role.CUSTODY_OFFICER: RoleCard(
        "Custody officer",
        "Keeps people in custody safe, alerts Liaison and Diversion and receives its summary.",
        (Purpose.CUSTODY_SAFETY,),
    ),
    Role.PRACTITIONER: RoleCard(
        "Liaison and Diversion practitioner",
        "Meets people in custody and at court, screens, records needs, informs and refers.",
        (Purpose.CARE, Purpose.SAFEGUARDING),
    ),
    Role.SUPPORT_WORKER: RoleCard(
        "Support, time and recovery worker",
        "Gets the person to the first appointment and keeps in touch.",
        (Purpose.CARE,),
    ),
    Role.COURT_OFFICER: RoleCard(
        "Court officer",
        "Keeps the court list, records what the court decided, receives the summary sent to it.",
        (Purpose.JUSTICE_DECISION,),
    ),
    Role.ESTABLISHMENT_WORKER: RoleCard(
        "Reception worker",
        "Records who comes into a prison or another establishment, what happens and who leaves.",
        (Purpose.CUSTODY_SAFETY,),
    ),
    Role.HEALTHCARE_WORKER: RoleCard(
        "Healthcare worker in custody",
        "Looks after the health of people in suites, prisons and other places of detention.",
        (Purpose.CARE, Purpose.SAFEGUARDING),
    ),
    Role.SERVICE_WORKER: RoleCard(
        "Receiving service worker",
        "Accepts or declines referrals and says when the person was seen.",
        (Purpose.CARE,),
    ),
    Role.MANAGER: RoleCard(
        "Service manager",
        "Answers for coverage, engagement, timeliness and the return.",
        (Purpose.RUNNING_THE_SERVICE,),
    ),
    Role.GOVERNANCE_LEAD: RoleCard(
        "Information governance lead",
        "Reviews disclosures and who has looked at records.",
        (Purpose.RUNNING_THE_SERVICE,),
    ),
    Role.FEED: RoleCard(
        "Data feed",
        "A named system that brings in what another system already recorded.",
        (Purpose.CUSTODY_SAFETY, Purpose.CARE),
    ),
}
