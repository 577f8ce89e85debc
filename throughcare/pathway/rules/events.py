"""What can happen on the pathway: the words of each event, where it happens, what it does."""

from dataclasses import dataclass
from enum import StrEnum

from throughcare.access.rules import Category
from throughcare.pathway.rules.places import (
    COURTS,
    ESTABLISHMENTS,
    EVERYWHERE,
    HOSPITALS,
    PRISONS,
    PlaceKind,
)


class EventKind(StrEnum):
    """What happened."""

    ARRIVED = "arrived"
    DETENTION_AUTHORISED = "detention-authorised"
    REVIEWED = "reviewed"
    EXTENDED = "detention-extended"
    TO_TREATMENT = "taken-for-treatment"
    BACK_FROM_TREATMENT = "back-from-treatment"
    ALERTED = "alerted"
    LEFT = "left"
    ADULT_CALLED = "appropriate-adult-called"
    ADULT_ARRIVED = "appropriate-adult-arrived"
    FIT_TO_DETAIN = "fit-to-detain-assessed"
    FIT_TO_INTERVIEW = "fit-to-interview-assessed"
    CHARGE_DECISION = "charge-decision"
    BAILED = "bailed"
    BAIL_EXTENDED = "bail-extended"
    BAIL_ANSWERED = "bail-answered"
    BAIL_BREACHED = "arrested-for-bail-breach"
    BAIL_ENDED = "bail-ended"
    ATTENDED_VOLUNTARILY = "attended-voluntarily"
    STREET_CONTACT = "street-contact"
    SECTION_135 = "section-135"
    SECTION_136 = "section-136"
    SAFETY_EXTENDED = "place-of-safety-extended"
    LEFT_SAFETY = "left-place-of-safety"
    HEARING = "court-hearing"
    ADJOURNED = "adjourned"
    VERBAL_REPORT = "verbal-report-given"
    REMANDED = "remanded"
    SENTENCED = "sentenced"
    RECEIVED = "received"
    FIRST_SCREENED = "first-health-screen-done"
    SECOND_SCREENED = "second-health-screen-done"
    MOVED_OUT = "moved-to-another-establishment"
    TRANSFER_REFERRED = "hospital-transfer-referred"
    TRANSFER_ASSESSED = "hospital-transfer-assessed"
    TRANSFER_WITHDRAWN = "hospital-transfer-withdrawn"
    TO_HOSPITAL = "transferred-to-hospital"
    HOSPITAL_ARRIVED = "admitted-to-hospital"
    HOSPITAL_LEFT = "left-hospital"
    ACCT_OPENED = "acct-opened"
    ACCT_PLANNED = "acct-action-plan-made"
    ACCT_ASSESSED = "acct-assessed"
    ACCT_REVIEWED = "acct-reviewed"
    ACCT_CLOSED = "acct-closed"
    ACCT_FOLLOWED_UP = "acct-post-closure-interview"
    RELEASE_PLANNED = "release-planned"
    RELEASED = "released"
    LICENCE_STARTED = "licence-started"
    LICENCE_ENDED = "licence-ended"
    RECALLED = "recalled"
    RECONNECT_REFERRED = "reconnect-referred"
    RECONNECT_ENDED = "reconnect-ended"
    DIED = "died"


class Effect(StrEnum):
    """What an event does to where somebody is."""

    BEGINS = "begins-a-stay"
    ENDS = "ends-a-stay"
    DURING = "during-a-stay"
    MARKS = "changes-no-stay"


@dataclass(frozen=True, slots=True)
class EventCard:
    """One sort of event: its words, its effect, where it happens, and which list its detail is of.

    `goes_to` says to which kinds of place it may send somebody, who is then expected there.
    `ends_episode` is False where the person is still held on the same ground somewhere else.
    `tells` says of what it tells: who may not read that is not shown that it happened.
    """

    words: str
    effect: Effect
    where: frozenset[PlaceKind]
    detail: str = ""
    goes_to: frozenset[PlaceKind] = frozenset()
    ends_episode: bool = True
    tells: Category = Category.WHEREABOUTS


K, E = EventKind, Effect
CUSTODY = frozenset({PlaceKind.CUSTODY_SUITE})
VOLUNTARY = frozenset({PlaceKind.VOLUNTARY_ATTENDANCE})
SAFETY = frozenset({PlaceKind.PLACE_OF_SAFETY, PlaceKind.HOSPITAL, PlaceKind.CUSTODY_SUITE})
POLICE = CUSTODY | VOLUNTARY
ACCT = PRISONS | {PlaceKind.IMMIGRATION_REMOVAL_CENTRE}
AT_HOME = frozenset(
    {
        PlaceKind.STREET,
        PlaceKind.COMMUNITY,
        PlaceKind.APPROVED_PREMISES,
        PlaceKind.PROBATION_OFFICE,
    }
)

EVENTS: dict[EventKind, EventCard] = {
    K.ARRIVED: EventCard("Arrived", E.BEGINS, CUSTODY | COURTS),
    K.DETENTION_AUTHORISED: EventCard("Detention authorised", E.DURING, CUSTODY),
    K.REVIEWED: EventCard("Review of detention done", E.DURING, CUSTODY),
    K.EXTENDED: EventCard("Detention extended", E.DURING, CUSTODY, "detention-extension"),
    K.TO_TREATMENT: EventCard("Taken to hospital for treatment", E.DURING, CUSTODY),
    K.BACK_FROM_TREATMENT: EventCard("Back from hospital", E.DURING, CUSTODY),
    K.ALERTED: EventCard("Liaison and Diversion alerted", E.MARKS, EVERYWHERE),
    K.LEFT: EventCard("Left", E.ENDS, POLICE | COURTS),
    K.ADULT_CALLED: EventCard("Appropriate adult called", E.DURING, POLICE),
    K.ADULT_ARRIVED: EventCard("Appropriate adult arrived", E.DURING, POLICE),
    K.FIT_TO_DETAIN: EventCard("Fitness to be detained assessed", E.DURING, CUSTODY, "fitness"),
    K.FIT_TO_INTERVIEW: EventCard("Fitness for interview assessed", E.DURING, POLICE, "fitness"),
    K.CHARGE_DECISION: EventCard("Police decision", E.MARKS, POLICE, "police-outcome"),
    K.BAILED: EventCard("Bailed by police", E.MARKS, POLICE, "police-bail"),
    K.BAIL_EXTENDED: EventCard("Police bail extended", E.MARKS, POLICE, "bail-extension"),
    K.BAIL_ANSWERED: EventCard("Came back to answer police bail", E.MARKS, POLICE),
    K.BAIL_BREACHED: EventCard("Arrested for breach of police bail", E.DURING, CUSTODY),
    K.BAIL_ENDED: EventCard("Police bail ended", E.MARKS, POLICE),
    K.ATTENDED_VOLUNTARILY: EventCard("Attended voluntarily", E.BEGINS, VOLUNTARY),
    K.STREET_CONTACT: EventCard(
        "Met in the street or community",
        E.MARKS,
        frozenset({PlaceKind.STREET, PlaceKind.COMMUNITY}),
    ),
    K.SECTION_135: EventCard("Taken to a place of safety (section 135)", E.BEGINS, SAFETY),
    K.SECTION_136: EventCard("Taken to a place of safety (section 136)", E.BEGINS, SAFETY),
    K.SAFETY_EXTENDED: EventCard("Time at the place of safety extended", E.DURING, SAFETY),
    K.LEFT_SAFETY: EventCard("Left the place of safety", E.ENDS, SAFETY, "safety-outcome"),
    K.HEARING: EventCard("Court hearing", E.MARKS, COURTS, "appears-from"),
    K.ADJOURNED: EventCard("Hearing adjourned", E.MARKS, COURTS, "adjourned-for"),
    K.VERBAL_REPORT: EventCard("Verbal report given", E.MARKS, COURTS | CUSTODY),
    K.REMANDED: EventCard("Remand decided", E.MARKS, COURTS, "remand", ESTABLISHMENTS | HOSPITALS),
    K.SENTENCED: EventCard(
        "Result of the case", E.MARKS, COURTS, "court-result", ESTABLISHMENTS | HOSPITALS
    ),
    K.RECEIVED: EventCard("Received", E.BEGINS, ESTABLISHMENTS, "received-from"),
    K.FIRST_SCREENED: EventCard("First health screen done", E.DURING, ESTABLISHMENTS),
    K.SECOND_SCREENED: EventCard("Second health screen done", E.DURING, ESTABLISHMENTS),
    K.MOVED_OUT: EventCard(
        "Moved to another establishment", E.ENDS, ESTABLISHMENTS, "", ESTABLISHMENTS, False
    ),
    K.TRANSFER_REFERRED: EventCard(
        "Referred for transfer to hospital", E.DURING, ESTABLISHMENTS, tells=Category.NEED
    ),
    K.TRANSFER_ASSESSED: EventCard(
        "Assessed for transfer to hospital", E.DURING, ESTABLISHMENTS, tells=Category.NEED
    ),
    K.TRANSFER_WITHDRAWN: EventCard(
        "Transfer to hospital not needed", E.DURING, ESTABLISHMENTS, tells=Category.NEED
    ),
    K.TO_HOSPITAL: EventCard(
        "Transferred to hospital under the Mental Health Act",
        E.ENDS,
        ESTABLISHMENTS,
        "hospital-section",
        HOSPITALS,
        False,
    ),
    K.HOSPITAL_ARRIVED: EventCard("Admitted to hospital", E.BEGINS, HOSPITALS, "hospital-section"),
    K.HOSPITAL_LEFT: EventCard(
        "Left hospital", E.ENDS, HOSPITALS, "hospital-left", ESTABLISHMENTS, False
    ),
    K.ACCT_OPENED: EventCard(
        "ACCT or ACDT opened: at risk of harming themselves",
        E.DURING,
        ACCT,
        tells=Category.SAFETY,
    ),
    K.ACCT_PLANNED: EventCard(
        "ACCT or ACDT: immediate action plan made", E.DURING, ACCT, tells=Category.SAFETY
    ),
    K.ACCT_ASSESSED: EventCard(
        "ACCT or ACDT: interview by the assessor", E.DURING, ACCT, tells=Category.SAFETY
    ),
    K.ACCT_REVIEWED: EventCard(
        "ACCT or ACDT: review by the whole team", E.DURING, ACCT, tells=Category.SAFETY
    ),
    K.ACCT_CLOSED: EventCard("ACCT or ACDT closed", E.DURING, ACCT, tells=Category.SAFETY),
    K.ACCT_FOLLOWED_UP: EventCard(
        "ACCT or ACDT: interview after closing", E.DURING, ACCT, tells=Category.SAFETY
    ),
    K.RELEASE_PLANNED: EventCard("Release date set", E.DURING, ESTABLISHMENTS),
    K.RELEASED: EventCard("Released", E.ENDS, ESTABLISHMENTS, "release"),
    K.LICENCE_STARTED: EventCard("Licence or supervision started", E.MARKS, EVERYWHERE),
    K.LICENCE_ENDED: EventCard("Licence or supervision ended", E.MARKS, EVERYWHERE),
    K.RECALLED: EventCard("Recalled to custody", E.MARKS, EVERYWHERE, "", ESTABLISHMENTS),
    K.RECONNECT_REFERRED: EventCard(
        "Referred to RECONNECT", E.MARKS, ESTABLISHMENTS | AT_HOME, tells=Category.ENGAGEMENT
    ),
    K.RECONNECT_ENDED: EventCard(
        "RECONNECT ended: needs are met",
        E.MARKS,
        ESTABLISHMENTS | AT_HOME,
        tells=Category.ENGAGEMENT,
    ),
    K.DIED: EventCard("Died", E.MARKS, EVERYWHERE, "death"),
}

BY_CUSTODY: frozenset[EventKind] = frozenset(
    {
        K.DETENTION_AUTHORISED,
        K.REVIEWED,
        K.EXTENDED,
        K.BAIL_EXTENDED,
        K.BAIL_BREACHED,
        K.BAIL_ENDED,
    }
)
"""What only those decide and record who keep custody; others witness the rest and may record it."""


def category_of(kind: EventKind) -> Category:
    """What somebody must be allowed to write who records or corrects such an event."""
    return Category.DETENTION if kind in BY_CUSTODY else EVENTS[kind].tells


EVENT_WORDS: dict[EventKind, str] = {kind: card.words for kind, card in EVENTS.items()}
