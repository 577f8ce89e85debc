"""How events are grouped where somebody chooses which to see, or which to record."""

from throughcare.pathway.rules.events import EventKind

K = EventKind

FAMILIES: dict[str, tuple[str, frozenset[EventKind]]] = {
    "police": (
        "Police custody",
        frozenset(
            {
                K.ARRIVED, K.DETENTION_AUTHORISED, K.REVIEWED, K.LEFT, K.ADULT_CALLED,
                K.ADULT_ARRIVED, K.FIT_TO_DETAIN, K.FIT_TO_INTERVIEW, K.CHARGE_DECISION, K.BAILED,
                K.EXTENDED, K.TO_TREATMENT, K.BACK_FROM_TREATMENT, K.BAIL_EXTENDED,
                K.BAIL_ANSWERED, K.BAIL_BREACHED, K.BAIL_ENDED,
            }
        ),
    ),
    "community": (
        "Community and voluntary attendance",
        frozenset(
            {
                K.ATTENDED_VOLUNTARILY, K.STREET_CONTACT, K.LICENCE_STARTED, K.LICENCE_ENDED,
                K.RECONNECT_REFERRED, K.RECONNECT_ENDED,
            }
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
    "self-harm": (
        "Care of somebody at risk of harming themselves (ACCT, ACDT)",
        frozenset(
            {
                K.ACCT_OPENED, K.ACCT_PLANNED, K.ACCT_ASSESSED, K.ACCT_REVIEWED, K.ACCT_CLOSED,
                K.ACCT_FOLLOWED_UP,
            }
        ),
    ),
    "service": ("Liaison and Diversion", frozenset({K.ALERTED})),
}  # fmt: skip
"""How events are grouped where somebody chooses which to see."""
