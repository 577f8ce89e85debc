"""What can happen on the pathway: the words of each event, where it happens, what it does."""

from dataclasses import dataclass
from enum import StrEnum

from throughcare.pathway.rules.places import (
    COURTS,
    ESTABLISHMENTS,
    EVERYWHERE,
    HOSPITALS,
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
    RELEASE_PLANNED = "release-planned"
    RELEASED = "released"
    LICENCE_STARTED = "licence-started"
    LICENCE_ENDED = "licence-ended"
    RECALLED = "recalled"
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
    """

    words: str
    effect: Effect
    where: frozenset[PlaceKind]
    detail: str = ""
    goes_to: frozenset[PlaceKind] = frozenset()
    ends_episode: bool = True


K, E = EventKind, Effect
CUSTODY = frozenset({PlaceKind.CUSTODY_SUITE})
VOLUNTARY = frozenset({PlaceKind.VOLUNTARY_ATTENDANCE})
SAFETY = frozenset({PlaceKind.PLACE_OF_SAFETY, PlaceKind.HOSPITAL, PlaceKind.CUSTODY_SUITE})
POLICE = CUSTODY | VOLUNTARY
HELD = ESTABLISHMENTS | HOSPITALS

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
    K.TRANSFER_REFERRED: EventCard("Referred for transfer to hospital", E.DURING, ESTABLISHMENTS),
    K.TRANSFER_ASSESSED: EventCard("Assessed for transfer to hospital", E.DURING, ESTABLISHMENTS),
    K.TRANSFER_WITHDRAWN: EventCard("Transfer to hospital not needed", E.DURING, ESTABLISHMENTS),
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
    K.RELEASE_PLANNED: EventCard("Release date set", E.DURING, ESTABLISHMENTS),
    K.RELEASED: EventCard("Released", E.ENDS, ESTABLISHMENTS, "release"),
    K.LICENCE_STARTED: EventCard("Licence or supervision started", E.MARKS, EVERYWHERE),
    K.LICENCE_ENDED: EventCard("Licence or supervision ended", E.MARKS, EVERYWHERE),
    K.RECALLED: EventCard("Recalled to custody", E.MARKS, EVERYWHERE, "", ESTABLISHMENTS),
    K.DIED: EventCard("Died", E.MARKS, EVERYWHERE, "death"),
}

BY_CUSTODY: frozenset[EventKind] = frozenset({K.DETENTION_AUTHORISED, K.REVIEWED, K.EXTENDED})
"""What only those decide and record who keep custody; others witness the rest and may record it."""

EVENT_WORDS: dict[EventKind, str] = {kind: card.words for kind, card in EVENTS.items()}

FAMILIES: dict[str, tuple[str, frozenset[EventKind]]] = {
    "police": (
        "Police custody",
        frozenset(
            {
                K.ARRIVED, K.DETENTION_AUTHORISED, K.REVIEWED, K.LEFT, K.ADULT_CALLED,
                K.ADULT_ARRIVED, K.FIT_TO_DETAIN, K.FIT_TO_INTERVIEW, K.CHARGE_DECISION, K.BAILED,
                K.EXTENDED, K.TO_TREATMENT, K.BACK_FROM_TREATMENT,
            }
        ),
    ),
    "community": (
        "Community and voluntary attendance",
        frozenset(
            {K.ATTENDED_VOLUNTARILY, K.STREET_CONTACT, K.LICENCE_STARTED, K.LICENCE_ENDED}
        ),
    ),
    "safety": (
        "Places of safety and hospital",
        frozenset(
            {
                K.SECTION_135, K.SECTION_136, K.SAFETY_EXTENDED, K.LEFT_SAFETY, K.TO_HOSPITAL,
                K.HOSPITAL_ARRIVED, K.HOSPITAL_LEFT, K.TRANSFER_REFERRED, K.TRANSFER_ASSESSED,
                K.TRANSFER_WITHDRAWN,
            }
        ),
    ),
    "court": (
        "Court",
        frozenset({K.HEARING, K.ADJOURNED, K.REMANDED, K.SENTENCED, K.VERBAL_REPORT}),
    ),
    "secure": (
        "Prison and other secure settings",
        frozenset(
            {
                K.RECEIVED, K.FIRST_SCREENED, K.SECOND_SCREENED, K.MOVED_OUT, K.RELEASE_PLANNED,
                K.RELEASED, K.RECALLED, K.DIED,
            }
        ),
    ),
    "service": ("Liaison and Diversion", frozenset({K.ALERTED})),
}  # fmt: skip
"""How events are grouped where somebody chooses which to see."""
