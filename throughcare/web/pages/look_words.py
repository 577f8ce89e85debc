"""What the trail holds, said to somebody who asks who has looked: who, what, what for."""

from typing import Any

from throughcare.access.queries import Look
from throughcare.access.roles import ROLES, Role
from throughcare.access.rules import Outcome, Verb

LOOKED_AT = {
    "record": "the overview",
    "correct": "the details",
    "person": "who they are",
    "person_history": "what was recorded before",
    "change_details": "the details",
    "names": "other names",
    "numbers": "numbers",
    "address": "where they live",
    "adjustments": "what helps them to take part",
    "background": "background",
    "immigration": "immigration status",
    "practice": "GP practice",
    "contacts": "people around them",
    "open_restricted": "how to open a restricted record",
    "open_this_restricted": "how to open a restricted record",
    "restricted": "restricted records",
    "lift_restriction": "the restriction of a record",
    "review_opening": "who opened a restricted record",
    "merge_which": "the name, to find another record of the same person",
    "merge": "two records, beside each other",
    "unmerge": "a merge of two records",
    "journey": "the journey",
    "screenings": "screenings",
    "needs": "needs and plan",
    "need": "one need",
    "add_need": "needs",
    "add_strength": "what helps",
    "medicines": "medicines",
    "health": "tests, vaccinations and treatment",
    "health_programme": "one health programme",
    "referrals": "referrals",
    "referral": "one referral",
    "sharing": "what was shared",
    "share": "what could be shared",
    "disclosure": "a summary that was sent",
    "looks": "who has looked",
    "search": "the name, in a search",
    "why_open": "the name, before opening the record",
    "register": "the name, to see whether somebody is known",
    "arrive_match": "the name, to see whether somebody is known",
    "board": "the custody board",
    "worklist": "the worklist",
    "home": "their home page",
    "custody": "the custody page",
    "received": "summaries received",
    "may-be-restricted": "whether there may be a restricted record",
}
DID = {
    "register": "Opened the record",
    "may-be-restricted": "Opened a new record, though there may be a restricted one",
    "correct": "Changed details",
    "state-adjustments": "Recorded what helps them to take part",
    "state-background": "Recorded background",
    "state-immigration": "Recorded immigration status",
    "state-practice": "Recorded the GP practice",
    "state-contact": "Recorded somebody around the person",
    "end-contact": "Took somebody away who is no longer around the person",
    "move": "Recorded a new address",
    "restrict": "Restricted the record",
    "lift-restriction": "Lifted the restriction of the record",
    "review-opening": "Reviewed who opened the restricted record",
    "merge": "Merged two records of the same person",
    "unmerge": "Undid a merge of two records",
    "claim": "Gave a reason and opened the record for a day",
    "relate": "Noted why an organisation may know the person",
    "end-relationships": "Noted that a reason to know the person has ended",
    "add-names-and-numbers": "Added names or numbers",
    "arrive": "Recorded an arrival",
    "left": "Recorded that the person left",
    "alert": "Alerted Liaison and Diversion",
    "alerted": "Noted the alert in the journey",
    "offer": "Offered to meet the person",
    "note-safety": "Recorded what keeps the person safe",
    "suspect-need": "Recorded a suspected need",
    "record-need": "Recorded a need",
    "change-need": "Changed a need",
    "note-strength": "Recorded what helps",
    "record-medicine": "Recorded a medicine",
    "change-medicine": "Changed a medicine",
    "hold-medicine": "Recorded who holds a medicine",
    "stop-medicine": "Stopped a medicine",
    "record-dose": "Recorded a dose",
    "reconcile-medicines": "Checked the list of medicines",
    "answer-health-step": "Recorded a step of a health programme",
    "take-back-health-step": "Took back a step of a health programme",
    "refer": "Referred the person to a service",
    "ask-permission": "Asked for permission to share",
    "send-summary": "Sent a summary",
    "send-summary-again": "Sent a summary again",
    "refuse-to-disclose": "Decided not to share",
    "open-received": "Opened a summary that was sent to them",
}
KINDS = {
    "identity": "name and date of birth",
    "identifier": "numbers",
    "contact": "contact details",
    "equality": "sex, gender and ethnicity",
    "background": "background",
    "immigration": "immigration status",
    "whereabouts": "where they are",
    "offence": "suspected offence",
    "communication": "language",
    "safety": "safety",
    "engagement": "contact with services",
    "permission": "permissions",
    "screening": "screening",
    "need": "needs",
    "medicine": "medicines",
    "health": "tests, vaccinations and treatment",
    "referral": "referrals",
    "disclosure": "what was shared",
    "document": "documents",
    "audit": "who has looked",
}
PURPOSES = {
    "care": "Care",
    "custody-safety": "Safety in custody",
    "justice-decision": "A decision of the court",
    "supervision": "Supervision",
    "safeguarding": "Safeguarding",
    "own-view": "The person's own view",
    "running-the-service": "Running the service",
    "research": "Research",
}


def look_shown(look: Look) -> dict[str, Any]:
    """What a list of looks shows of one."""
    return {
        "at": look.at,
        "who": look.worker_name,
        "role": ROLES[Role(look.role)].title if look.role in set(Role) else look.role,
        "organisation": look.organisation_name,
        "did": _did(look),
        "purpose": PURPOSES.get(look.purpose, look.purpose),
        "about": ", ".join(KINDS.get(kind, kind) for kind in look.categories),
    }


def _did(look: Look) -> str:
    plain = look.what.replace("-", " ").replace("_", " ")
    if look.outcome != Outcome.PERMITTED:
        return f"Asked for {LOOKED_AT.get(look.what, plain)} and was refused"
    if look.verb == Verb.CONSULT:
        return f"Looked at {LOOKED_AT.get(look.what, plain)}"
    return DID.get(look.what, plain.capitalize())
