"""A referral as a card draws it, and each link of its chain as a timeline does."""

from typing import Any

from django.urls import reverse

from throughcare.care.queries import ReferralHappening, ReferralNow
from throughcare.care.rules import EVENT_WORDS, ReferralEventKind, ReferralStatus, Side, sentence
from throughcare.web.words import day, day_and_time, london_date


def referral_shown(row: ReferralNow) -> dict[str, Any]:
    """A referral as a card draws it."""
    return {
        "href": reverse("referral", args=[row.person_id, row.referral_id]),
        "title": row.to_team,
        "status": row.status.value.replace("-", "_"),
        "sentence": _sentence(row),
        "next": f"{row.next_action}: {row.held_by}, by {day(row.next_action_on)}"
        if row.open
        else "",
        "urgent": row.urgent,
        "relink": row.relink,
        "reason": row.reason,
        "who": row.who,
        "from": row.from_team,
        "made_by": row.made_by,
        "made_at": row.made_at,
        "made_on": london_date(row.made_at),
        "later": reverse("referral", args=[row.person_id, row.later_id]) if row.later_id else "",
        "earlier": reverse("referral", args=[row.person_id, row.instead_of_id])
        if row.instead_of_id and row.side is Side.SENDER
        else "",
    }


def _sentence(row: ReferralNow) -> str:
    """Where the referral stands, with the day or the reason that belongs to it."""
    last = row.events[-1] if row.events else None
    said = sentence(row.status)
    if row.status is ReferralStatus.BOOKED:
        return f"An appointment is booked for {day_and_time(row.appointment_at)}."
    if last and last.reason:
        return f"{said} {last.reason}."
    return said


def event_shown(event: ReferralHappening, one: ReferralNow) -> dict[str, Any]:
    """A link of the chain as a timeline draws it."""
    asked = one.relink and event.kind is ReferralEventKind.MADE
    note = f"The professional who already knows them: {event.note}" if asked else event.note
    booked = f"For {day_and_time(event.appointment_at)}." if event.appointment_at else ""
    reason = f"{event.reason}." if event.reason else ""
    return {
        "title": "Asked to put them back in touch" if asked else EVENT_WORDS[event.kind],
        "detail": " ".join(filter(None, [booked, reason, note if event.note else ""])),
        "moment": event.at,
        "who": event.who,
    }
