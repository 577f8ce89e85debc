"""Words and pure decisions of the pathway: kinds of place and event, offence groups, leaving."""

from enum import StrEnum


class PlaceKind(StrEnum):
    """What sort of place somebody can be in."""

    CUSTODY_SUITE = "custody-suite"
    MAGISTRATES_COURT = "magistrates-court"
    CROWN_COURT = "crown-court"
    PRISON = "prison"
    WOMENS_PRISON = "womens-prison"
    YOUNG_OFFENDER_INSTITUTION = "young-offender-institution"
    IMMIGRATION_REMOVAL_CENTRE = "immigration-removal-centre"


class EventKind(StrEnum):
    """What happened in an episode."""

    ARRIVED = "arrived"
    DETENTION_AUTHORISED = "detention-authorised"
    REVIEWED = "reviewed"
    ALERTED = "alerted"
    LEFT = "left"


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
    """How somebody left custody. Candidate list."""

    NO_ACTION = "released-no-further-action"
    UNDER_INVESTIGATION = "released-under-investigation"
    BAILED = "bailed-before-charge"
    CHARGED_BAILED = "charged-and-bailed"
    CHARGED_DETAINED = "charged-and-detained-for-court"
    HOSPITAL = "to-hospital"
    PRISON = "to-prison"
    IMMIGRATION = "to-immigration-detention"
    UNKNOWN = "unknown"


EVENT_WORDS: dict[EventKind, str] = {
    EventKind.ARRIVED: "Arrived",
    EventKind.DETENTION_AUTHORISED: "Detention authorised",
    EventKind.REVIEWED: "Review of detention done",
    EventKind.ALERTED: "Liaison and Diversion alerted",
    EventKind.LEFT: "Left",
}

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
    Leaving.UNKNOWN: "Left, how is not known",
}
