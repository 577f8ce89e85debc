"""Records that few may open: why one is restricted, and why somebody opened it all the same."""

from datetime import timedelta
from enum import StrEnum

OPEN_FOR = timedelta(minutes=60)
"""How long a restricted record stays open to whoever opened it; it can be opened again."""


class RestrictedFor(StrEnum):
    """Why a record is restricted."""

    STAFF = "staff"
    WITNESS = "witness"
    PUBLIC_EYE = "public-eye"
    DANGER = "danger"


RESTRICTED_WORDS = {
    RestrictedFor.STAFF: "They work for one of the organisations, or somebody close to them does",
    RestrictedFor.WITNESS: "They are a witness, or are protected",
    RestrictedFor.PUBLIC_EYE: "They are in the public eye",
    RestrictedFor.DANGER: "Somebody with access may be a danger to them",
}


class OpenedFor(StrEnum):
    """Why somebody opened a restricted record that is not allocated to their team."""

    LIFE = "life"
    CUSTODY = "custody"
    COURT = "court"
    RECOGNISE = "recognise"
    OTHER = "other"


OPENED_WORDS = {
    OpenedFor.LIFE: "Somebody's life or health is in danger",
    OpenedFor.CUSTODY: "They are in custody and I have to keep them safe",
    OpenedFor.COURT: "They are at court today",
    OpenedFor.RECOGNISE: "I have to find out whether this is the same person",
    OpenedFor.OTHER: "Another reason",
}


class Reviewed(StrEnum):
    """What a review of an opening came to."""

    RIGHT = "right"
    FOLLOW_UP = "follow-up"


REVIEWED_WORDS = {
    Reviewed.RIGHT: "It was right to open it",
    Reviewed.FOLLOW_UP: "I am following it up",
}
