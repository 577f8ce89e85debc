"""Records of the room: liaison, safety facts, needs, strengths and referrals."""

from throughcare.care.models.alerts import AlertChoice, AlertRead
from throughcare.care.models.allocations import Allocation, LeaveCover
from throughcare.care.models.directory import ServiceEntry
from throughcare.care.models.handing_on import CaseOffer
from throughcare.care.models.handovers import Handover, HandoverEvent, HandoverMove
from throughcare.care.models.liaison import Liaison, LiaisonEvent, SafetyFact
from throughcare.care.models.links import LinkTry, ReferralLink
from throughcare.care.models.medicines import Dose, Medicine, MedicineChange, Reconciliation
from throughcare.care.models.needs import Need, NeedChange, Strength
from throughcare.care.models.plans import Plan, PlanFromElsewhere, PlanStep
from throughcare.care.models.programmes import HealthStep
from throughcare.care.models.referrals import Referral, ReferralEvent
from throughcare.care.models.release import DeathLearning, Preparation, ReleaseContact
from throughcare.care.models.requirements import CourtRequirement, CourtRequirementEvent
from throughcare.care.models.responsibility import NeedOffer
from throughcare.care.models.risks import Disagreement, Risk
from throughcare.care.models.transfer import HospitalTransfer
from throughcare.care.models.youth import YouthFact

__all__ = [
    "AlertChoice",
    "AlertRead",
    "Allocation",
    "CaseOffer",
    "CourtRequirement",
    "CourtRequirementEvent",
    "DeathLearning",
    "Disagreement",
    "Dose",
    "Handover",
    "HandoverEvent",
    "HandoverMove",
    "HealthStep",
    "HospitalTransfer",
    "LeaveCover",
    "Liaison",
    "LiaisonEvent",
    "LinkTry",
    "Medicine",
    "MedicineChange",
    "Need",
    "NeedChange",
    "NeedOffer",
    "Plan",
    "PlanFromElsewhere",
    "PlanStep",
    "Preparation",
    "Reconciliation",
    "Referral",
    "ReferralEvent",
    "ReferralLink",
    "ReleaseContact",
    "Risk",
    "SafetyFact",
    "ServiceEntry",
    "Strength",
    "YouthFact",
]
