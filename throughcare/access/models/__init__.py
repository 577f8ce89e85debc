"""Records of the room: who works where, why an organisation may know a person, what was done."""

from throughcare.access import arrays as arrays  # a lookup of every model
from throughcare.access.models.organisations import Membership, Organisation, Team, Worker
from throughcare.access.models.recorded import Recorded
from throughcare.access.models.relationships import Relationship
from throughcare.access.models.trail import AuditEvent, SubmittedForm
from throughcare.access.models.tries import SignInTry

__all__ = [
    "AuditEvent",
    "Membership",
    "Organisation",
    "Recorded",
    "Relationship",
    "SignInTry",
    "SubmittedForm",
    "Team",
    "Worker",
]
