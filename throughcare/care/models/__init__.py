"""Records of the room: liaison, safety facts, needs, strengths and referrals."""

from throughcare.care.models.liaison import Liaison, LiaisonEvent, SafetyFact
from throughcare.care.models.needs import Need, NeedChange, Strength
from throughcare.care.models.referrals import Referral, ReferralEvent
from throughcare.care.models.responsibility import NeedOffer
from throughcare.care.models.risks import Disagreement, Risk

__all__ = [
    "Disagreement",
    "Liaison",
    "LiaisonEvent",
    "Need",
    "NeedChange",
    "NeedOffer",
    "Referral",
    "ReferralEvent",
    "Risk",
    "SafetyFact",
    "Strength",
]
