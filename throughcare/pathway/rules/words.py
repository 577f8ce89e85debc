"""On suspicion of what somebody was arrested, by group, and how they left: codes and words."""

from enum import StrEnum


class OffenceGroup(StrEnum):
    """Notifiable offence group on suspicion of which somebody was arrested. Candidate list."""

    VIOLENCE = "violence-against-the-person"
    SEXUAL = "sexual-offences"
    ROBBERY = "robbery"
    THEFT = "theft"
    CRIMINAL_DAMAGE = "criminal-damage-and-arson"
    DRUGS = "drug-offences"
    WEAPONS = "possession-of-weapons"
    PUBLIC_ORDER = "public-order"
    FRAUD = "fraud"
    OTHER = "miscellaneous-crimes-against-society"
    NOT_NOTIFIABLE = "not-notifiable"
    UNKNOWN = "unknown"


class Leaving(StrEnum):
    """How somebody left a place. Candidate list, for places of every kind."""

    NO_ACTION = "released-no-further-action"
    UNDER_INVESTIGATION = "released-under-investigation"
    BAILED = "bailed-before-charge"
    CHARGED_BAILED = "charged-and-bailed"
    CHARGED_DETAINED = "charged-and-detained-for-court"
    HOSPITAL = "to-hospital"
    PRISON = "to-prison"
    IMMIGRATION = "to-immigration-detention"
    RELEASED = "released"
    MOVED = "moved"
    DIED = "died"
    UNKNOWN = "unknown"


OFFENCE_WORDS: dict[OffenceGroup, str] = {
    OffenceGroup.VIOLENCE: "Violence against the person",
    OffenceGroup.SEXUAL: "Sexual offences",
    OffenceGroup.ROBBERY: "Robbery",
    OffenceGroup.THEFT: "Theft",
    OffenceGroup.CRIMINAL_DAMAGE: "Criminal damage and arson",
    OffenceGroup.DRUGS: "Drug offences",
    OffenceGroup.WEAPONS: "Possession of weapons",
    OffenceGroup.PUBLIC_ORDER: "Public order",
    OffenceGroup.FRAUD: "Fraud",
    OffenceGroup.OTHER: "Other crimes against society",
    OffenceGroup.NOT_NOTIFIABLE: "Not a notifiable offence",
    OffenceGroup.UNKNOWN: "Not known",
}

LEAVING_WORDS: dict[Leaving, str] = {
    Leaving.NO_ACTION: "Released, no further action",
    Leaving.UNDER_INVESTIGATION: "Released under investigation",
    Leaving.BAILED: "Released on bail before charge",
    Leaving.CHARGED_BAILED: "Charged and bailed",
    Leaving.CHARGED_DETAINED: "Charged and kept for court",
    Leaving.HOSPITAL: "Taken to hospital",
    Leaving.PRISON: "Taken to prison",
    Leaving.IMMIGRATION: "Handed to immigration detention",
    Leaving.RELEASED: "Released",
    Leaving.MOVED: "Moved elsewhere",
    Leaving.DIED: "Died",
    Leaving.UNKNOWN: "Left, how is not known",
}

FROM_CUSTODY = tuple(
    leaving for leaving in Leaving if leaving not in {Leaving.RELEASED, Leaving.MOVED}
)
"""The ways in which somebody leaves police custody."""
