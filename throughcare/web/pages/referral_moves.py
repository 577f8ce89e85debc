"""The steps that a referral can take: the form, the button and what is said afterwards."""

from collections.abc import Callable
from uuid import UUID

from throughcare.care import actions
from throughcare.care.rules import ReferralEventKind
from throughcare.web.pages.referral_forms import (
    BookForm,
    CancelForm,
    CloseReferralForm,
    DeclineForm,
    EndEarlyForm,
    GettingThereForm,
    MoveAreaForm,
    MoveForm,
)

K = ReferralEventKind
# Each move by its address: what it records, its form, its button, and what is said afterwards.
MOVES: dict[str, tuple[ReferralEventKind, type[MoveForm], str, str, Callable[..., UUID]]] = {
    "accept": (K.ACCEPTED, MoveForm, "Accept", "Accepted. Book an appointment.", actions.accept),
    "seen": (
        K.SEEN,
        MoveForm,
        "Record that they were seen",
        "Recorded that they were seen. The referral has done its work.",
        actions.record_seen,
    ),
    "not-attended": (
        K.NOT_ATTENDED,
        MoveForm,
        "Record that they did not come",
        "Recorded. Get in touch and offer another appointment.",
        actions.not_attended,
    ),
    "book": (K.BOOKED, BookForm, "Book an appointment", "The appointment is booked.", actions.book),
    "send": (K.MADE, MoveForm, "Send it now", "The referral is sent.", actions.send_draft),
    "opened": (K.RECEIVED, MoveForm, "We have it", "They see that you have it.", actions.receive),
    "chase": (K.CHASED, MoveForm, "Ask again for an answer", "Recorded.", actions.chase),
    "getting-there": (
        K.GETTING_THERE,
        GettingThereForm,
        "Say who goes along and how they get there",
        "Recorded. The service reads it too.",
        actions.arrange_getting_there,
    ),
    "waiting": (
        K.WAITING,
        MoveForm,
        "Put on the waiting list",
        "Recorded. You are asked again where they are on the list.",
        actions.put_on_waiting_list,
    ),
    "offer": (
        K.OFFERED,
        BookForm,
        "Offer an appointment",
        "The appointment is offered.",
        actions.offer_appointment,
    ),
    "cancelled": (
        K.CANCELLED,
        CancelForm,
        "Record that the appointment was cancelled",
        "Recorded. Offer another appointment.",
        actions.cancel_appointment,
    ),
    "completed": (
        K.COMPLETED,
        MoveForm,
        "Record that the help is complete",
        "Recorded that the help is complete.",
        actions.complete,
    ),
    "ended-early": (
        K.ENDED_EARLY,
        EndEarlyForm,
        "Record that the help ended early",
        "Recorded, with the reason.",
        actions.end_early,
    ),
    "move": (
        K.MOVED,
        MoveAreaForm,
        "Move it to a service where they live now",
        "The referral has moved with them.",
        actions.move_area,
    ),
    "engaged": (
        K.ENGAGED,
        MoveForm,
        "Record that they take part",
        "Recorded that they take part.",
        actions.record_engaged,
    ),
    "back-in-touch": (
        K.RELINKED,
        MoveForm,
        "Record that they are back in touch",
        "Recorded that they are back in touch.",
        actions.relinked,
    ),
    "decline": (
        K.DECLINED,
        DeclineForm,
        "Decline",
        "Declined. The referral is back with the team that sent it.",
        actions.decline,
    ),
    "close": (
        K.CLOSED,
        CloseReferralForm,
        "Close the referral",
        "The referral is closed.",
        actions.close_referral,
    ),
}
