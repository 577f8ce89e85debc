"""What may be read of care: one person by sight, lists by viewer, figures by extract."""

from throughcare.care.queries.alerts import (
    Choice,
    alert_choice,
    alerts,
    due_items,
    who_wants_digest,
    whose_calendar,
)
from throughcare.care.queries.bounces import Bounce, Exclusion, Wait, bounces, exclusions, waits
from throughcare.care.queries.caseload import (
    Caseload,
    CaseloadRow,
    Whose,
    caseload,
    colleagues,
)
from throughcare.care.queries.directory import (
    EntryNow,
    Found,
    areas,
    directory,
    entry,
    wanted_for,
    who_could_take,
)
from throughcare.care.queries.extracts import (
    LiaisonRow,
    NeedRow,
    ReferralRow,
    liaisons_for_extract,
    needs_for_extract,
    referrals_for_extract,
)
from throughcare.care.queries.glance import OpenNeed, OpenReferral, open_needs, open_referrals
from throughcare.care.queries.handing_on import HandedOn, handed_on, held_people
from throughcare.care.queries.handovers import (
    Direction,
    HandoverRow,
    Handovers,
    handovers,
)
from throughcare.care.queries.health_list import HealthDue, HealthWork, health_due
from throughcare.care.queries.keeping_safe import safety_of
from throughcare.care.queries.liaisons import BoardMark, LiaisonNow, board_marks, liaisons
from throughcare.care.queries.links import link_by_id, link_by_secret, tries
from throughcare.care.queries.medicines import (
    DoseNow,
    MedicineChanged,
    MedicineList,
    MedicineNow,
    Reconciled,
    medicine_list,
)
from throughcare.care.queries.needs import NeedNow, StrengthNow, need, needs, strengths
from throughcare.care.queries.person_handovers import (
    HandoverNow,
    handover_of,
    handovers_of,
    receiving_teams,
    takes_over,
)
from throughcare.care.queries.plans import (
    Elsewhere,
    PlanVersion,
    StepNow,
    plan_versions,
    plans_from_elsewhere,
    steps,
)
from throughcare.care.queries.programmes import HealthNow, StepHeld, health
from throughcare.care.queries.promises import Broken, promises_for_extract
from throughcare.care.queries.referrals import ReferralHappening, ReferralNow, referral, referrals
from throughcare.care.queries.release import Release, prepared_of, reach_of, release_of
from throughcare.care.queries.requirements import (
    OrderHappened,
    RequirementNow,
    requirements_of,
    requirements_on_list,
)
from throughcare.care.queries.responsibility import (
    OfferNow,
    OfferTeam,
    held_by,
    offer_teams,
    offers,
)
from throughcare.care.queries.risks import RiskNow, Said, risks
from throughcare.care.queries.safety import SafetyNow, safety
from throughcare.care.queries.transfer import TransferNow, transfer
from throughcare.care.queries.unseen import left_unseen
from throughcare.care.queries.work_words import When, Work, WorkItem
from throughcare.care.queries.worklist import Worklist, incoming, worklist
from throughcare.care.queries.youth import YouthNow, YouthSaid, youth_facts
from throughcare.pathway.queries.covering import CoveringTeam, covering_teams

__all__ = [
    "BoardMark",
    "Bounce",
    "Broken",
    "Caseload",
    "CaseloadRow",
    "Choice",
    "CoveringTeam",
    "Direction",
    "DoseNow",
    "Elsewhere",
    "EntryNow",
    "Exclusion",
    "Found",
    "HandedOn",
    "HandoverNow",
    "HandoverRow",
    "Handovers",
    "HealthDue",
    "HealthNow",
    "HealthWork",
    "LiaisonNow",
    "LiaisonRow",
    "MedicineChanged",
    "MedicineList",
    "MedicineNow",
    "NeedNow",
    "NeedRow",
    "OfferNow",
    "OfferTeam",
    "OpenNeed",
    "OpenReferral",
    "OrderHappened",
    "PlanVersion",
    "Reconciled",
    "ReferralHappening",
    "ReferralNow",
    "ReferralRow",
    "Release",
    "RequirementNow",
    "RiskNow",
    "SafetyNow",
    "Said",
    "StepHeld",
    "StepNow",
    "StrengthNow",
    "TransferNow",
    "Wait",
    "When",
    "Whose",
    "Work",
    "WorkItem",
    "Worklist",
    "YouthNow",
    "YouthSaid",
    "alert_choice",
    "alerts",
    "areas",
    "board_marks",
    "bounces",
    "caseload",
    "colleagues",
    "covering_teams",
    "directory",
    "due_items",
    "entry",
    "exclusions",
    "handed_on",
    "handover_of",
    "handovers",
    "handovers_of",
    "health",
    "health_due",
    "held_by",
    "held_people",
    "incoming",
    "left_unseen",
    "liaisons",
    "liaisons_for_extract",
    "link_by_id",
    "link_by_secret",
    "medicine_list",
    "need",
    "needs",
    "needs_for_extract",
    "offer_teams",
    "offers",
    "open_needs",
    "open_referrals",
    "plan_versions",
    "plans_from_elsewhere",
    "prepared_of",
    "promises_for_extract",
    "reach_of",
    "receiving_teams",
    "referral",
    "referrals",
    "referrals_for_extract",
    "release_of",
    "requirements_of",
    "requirements_on_list",
    "risks",
    "safety",
    "safety_of",
    "steps",
    "strengths",
    "takes_over",
    "transfer",
    "tries",
    "waits",
    "wanted_for",
    "who_could_take",
    "who_wants_digest",
    "whose_calendar",
    "worklist",
    "youth_facts",
]
