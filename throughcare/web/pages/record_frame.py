"""The frame of every page about one person: the identity bar and the tabs."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.urls import NoReverseMatch, reverse

from throughcare.access.rules import Act, Category, Sight
from throughcare.care import queries as care
from throughcare.care.rules import SafetyState
from throughcare.codes import Kind
from throughcare.pathway import queries as pathway
from throughcare.people import queries as people
from throughcare.people.queries.restricted import open_until
from throughcare.people.rules import (
    ADJUSTMENT_WORDS,
    Adjustment,
    BornPrecision,
    age_on,
    born_in_words,
    is_child,
)
from throughcare.web import words
from throughcare.web.door import Request
from throughcare.web.gate import showing

TABS: dict[str, tuple[str, Category]] = {
    "record": ("Overview", Category.IDENTITY),
    "person": ("Person", Category.IDENTITY),
    "journey": ("Journey", Category.WHEREABOUTS),
    "screenings": ("Screening", Category.SCREENING),
    "needs": ("Needs and plan", Category.NEED),
    "medicines": ("Medicines", Category.MEDICINE),
    "health": ("Health", Category.HEALTH),
    "referrals": ("Referrals", Category.REFERRAL),
    "person_handovers": ("Handovers", Category.HANDOVER),
    "sharing": ("Sharing", Category.DISCLOSURE),
    "looks": ("Who has looked", Category.AUDIT),
}
"""The tabs by the name of their page, each with what one must be allowed to read to open it."""

WITHOUT_A_NAME = "Record without a name"
RESTRICTED = "Only the team that is allocated to this person can open this record."
NOT_SHOWN = "Not shown to you"
CONTACT = {True: "Yes", False: "No: do not contact them there", None: None}


def record_context(request: Request, sight: Sight, *, tab: str) -> dict[str, Any]:
    """What `record.html.jinja` needs; `tab` is the name of the page that is open.

    Reads who the person is, where they are and what keeps them safe, as far as the viewer may,
    and notes it for the trail: `identity`, `here` and `safety` are what was read, for the page.
    """
    identity = people.identity(sight) if sight.may(Category.IDENTITY) else None
    here = pathway.current_episode(sight) if sight.may(Category.WHEREABOUTS) else None
    safety = care.safety(sight) if sight.may(Category.SAFETY) else []
    shown = {
        Category.IDENTITY: identity,
        Category.IDENTIFIER: identity and identity.numbers,
        Category.WHEREABOUTS: here,
        Category.SAFETY: safety,
    }
    showing(request, (), *(category for category, what in shown.items() if what))
    on = words.london_date(request.at)
    return {
        "at": request.at,
        "sight": sight,
        "person_id": sight.person_id,
        "identity": identity,
        "here": here,
        "safety": safety,
        "person": (
            _bar(identity, on, contact=sight.may(Category.CONTACT))
            | {"restricted": _closed_to_most(sight, identity, request.at)}
            | {
                "where_now": _where(here, request.at)
                if sight.may(Category.WHEREABOUTS)
                else NOT_SHOWN,
                "alerts": [*_alerts(safety, identity, on), *_helps(sight, identity)],
            }
            if identity
            else None
        ),
        "name": identity.name if identity else WITHOUT_A_NAME,
        "tabs": _tabs(sight, tab),
        "may_correct": sight.may(Category.IDENTITY, Act.WRITE),
    }


def _bar(identity: people.Identity, on: date, *, contact: bool) -> dict[str, Any]:
    details = identity.details
    return {
        "name": identity.name,
        "known_as": identity.known_as,
        "born": identity.born_on,
        "born_words": born_and_age(details.born_on, details.born_precision, on),
        "pronouns": details.pronouns,
        "safe_to_contact": CONTACT[details.safe_to_contact] if contact else NOT_SHOWN,
        "nhs_number": identity.nhs_number,
        "justice_numbers": [
            {"kind": number.name[0].upper() + number.name[1:], "number": _shown(number)}
            for number in identity.numbers
            if number.kind is not Kind.NHS_NUMBER or not number.valid
        ],
    }


def _closed_to_most(sight: Sight, identity: people.Identity, at: datetime) -> str:
    """Why few people see this record, and when it closes to somebody who opened it in need."""
    until = open_until(sight)
    if until:
        return f"You opened this restricted record. It closes {words.when(until, at)}."
    return RESTRICTED if identity.restricted else ""


def _where(here: pathway.Here | None, at: datetime) -> str | None:
    return f"{here.place_name}, since {words.exact(here.arrived_at, at)}" if here else None


def _alerts(
    safety: Sequence[care.SafetyNow], identity: people.Identity, on: date
) -> list[dict[str, Any]]:
    alerts = [
        {"words": fact.words, "risk": fact.risk} for fact in safety if fact.state is SafetyState.YES
    ]
    if is_child(identity.born_on, on):
        alerts.append({"words": "Under 18", "risk": False})
    return alerts


def _helps(sight: Sight, identity: people.Identity) -> list[dict[str, Any]]:
    """What others do differently, so that nobody speaks to the person before they read it."""
    details = identity.details
    helps = [f"{ADJUSTMENT_WORDS[kind]}{f': {how}' if how else ''}" for kind, how in _needed(sight)]
    if details.interpreter:
        helps.insert(0, f"Interpreter: {details.language or 'language not known'}")
    return [{"words": each, "risk": False} for each in helps]


def _needed(sight: Sight) -> list[tuple[Adjustment, str]]:
    return [(kind, how) for kind, how, _ in people.adjustments(sight)]


def born_and_age(born: date | None, precision: BornPrecision, on: date) -> str | None:
    """A date of birth as far as it is known, with the age; nothing when it is not known."""
    if born is None:
        return None
    said, age = born_in_words(born, precision), words.plural(age_on(born, on), "year")
    exact = precision is BornPrecision.DAY
    return f"{said} ({age} old)" if exact else f"{said} (about {age} old)"


def _shown(number: people.KnownNumber) -> str:
    return number.shown if number.valid else f"{number.shown} (as supplied, not valid)"


def _tabs(sight: Sight, current: str) -> list[dict[str, Any]]:
    return [
        {"text": text, "href": href, "current": name == current}
        for name, (text, category) in TABS.items()
        if sight.may(category) and (href := _address(name, sight))
    ]


def _address(name: str, sight: Sight) -> str:
    try:
        return reverse(name, kwargs={"person_id": sight.person_id})
    except NoReverseMatch:
        return ""
