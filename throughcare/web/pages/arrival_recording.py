"""Recording a whole arrival at once, and saying all its answers in words before that."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse

from throughcare.access.rules import Act, Category, RelationshipKind
from throughcare.care import actions as care
from throughcare.care import queries as care_queries
from throughcare.care.rules import ALERT_WORDS, SAFETY_WORDS, AlertReason, SafetyState
from throughcare.pathway import actions as pathway
from throughcare.pathway.rules import Arrival, Happened, OffenceGroup, under_18
from throughcare.people import actions as people
from throughcare.people import queries as people_queries
from throughcare.people.rules import NewPerson, born_in_words
from throughcare.web.door import Request
from throughcare.web.pages.arrival_forms import CAME, SAFETY_ASKED, moment_words, offence_words
from throughcare.web.pages.clocks_shown import DETAINED_BEFORE
from throughcare.web.pages.none_of_these import told_apart
from throughcare.web.words import london_date


@dataclass(frozen=True, slots=True)
class SoFar:
    """What the first two steps said, once they are complete."""

    person: NewPerson
    person_id: UUID | None
    details: dict[str, Any]
    place_id: UUID
    place_code: str
    place_name: str
    restricted: bool
    """Whether a new record is opened though there may be a restricted one."""

    none_of: tuple[UUID, ...] = ()
    """Those who were shown, and it is none of them."""


def suggested(so_far: SoFar) -> list[str]:
    """Reasons that the answers so far speak for; the officer decides."""
    arrived = so_far.details["arrived"]
    child = under_18(so_far.person.born_on, so_far.person.born_precision, london_date(arrived))
    reasons = [AlertReason.UNDER_18.value] if child else []
    if so_far.details["self_harm"] == "yes":
        reasons.append(AlertReason.SELF_HARM.value)
    return reasons


def record(request: Request, so_far: SoFar, alerting: dict[str, Any]) -> list[str]:
    """Record everything at once; gives the safety matters where an earlier "yes" was kept."""
    by, at, said = request.viewer, request.at, so_far.details
    stay_id = uuid4()
    person_id = so_far.person_id or people.register(
        by=by,
        at=at,
        person=so_far.person,
        relationship=RelationshipKind.PRESENT,
        because=f"In {so_far.place_name}",
        made_by_event=stay_id,
    )
    ids = pathway.arrive(
        by=by,
        at=at,
        arrival=Arrival(
            person_id=person_id,
            place_id=so_far.place_id,
            reference=said["reference"],
            arrived_at=said["arrived"],
            detention_authorised_at=said["authorised"],
            offence_group=OffenceGroup(said["offence_group"]),
            likely_release_at=said["release"],
            stay_id=stay_id,
        ),
    )
    came, _ = CAME[said["came"] or "arrested"]
    if came is not None:
        pathway.record_event(
            by=by, at=at, event=Happened(person_id, came, so_far.place_id, said["arrived"])
        )
        care.follow_moves(by=by, at=at, people=[person_id])
    if so_far.restricted:
        pathway.told_of_restricted(by=by, at=at, person_id=person_id)
    told_apart(request, person_id, so_far.none_of)
    kept = _note_safety(request, person_id, said)
    if alerting["alert"] == "yes":
        care.alert(
            by=by,
            at=at,
            person_id=person_id,
            episode_id=ids.episode_id,
            reasons=alerting["reasons"],
        )
    return kept


def _note_safety(request: Request, person_id: UUID, said: dict[str, Any]) -> list[str]:
    """Note the safety answers. What is known already is not weakened by somebody who has just met
    the person: an earlier "yes" stays until somebody changes it on the record itself.
    """
    by, at = request.viewer, request.at
    sight = people_queries.require_person(by, person_id, Act.WRITE, Category.SAFETY, at=at)
    before = {fact.kind: fact.state for fact in care_queries.safety(sight)}
    kept = []
    for name, (kind, _) in SAFETY_ASKED.items():
        state = SafetyState(said[name].replace("_", "-"))
        earlier = before.get(kind)
        if earlier is SafetyState.YES and state is not SafetyState.YES:
            kept.append(SAFETY_WORDS[kind])
        elif earlier is None or state is not SafetyState.NOT_KNOWN:
            care.note_safety(by=by, at=at, person_id=person_id, kind=kind, state=state)
    return kept


def done_in_words(so_far: SoFar, alerting: dict[str, Any], kept: list[str]) -> str:
    """What has been done, in sentences for the top of the board."""
    words = [f"{so_far.person.shown_name} is on the board."]
    if so_far.details["came"] in ("bail", "breach"):
        words.append(DETAINED_BEFORE)
    if alerting["alert"] == "yes":
        words.append("Liaison and Diversion has been alerted.")
    if kept:
        words.append(
            f"It was known before, and stays on the record: {', '.join(kept).lower()}. "
            "Open the record to see who said so."
        )
    if so_far.restricted:
        words.append(
            "There may be a restricted record of them: tell your supervisor or your information "
            "governance lead."
        )
    return " ".join(words)


def answers(so_far: SoFar, alerting: dict[str, Any]) -> list[dict[str, Any]]:
    """Every answer in words, each with the page where it can be changed."""
    who_, details_, alert_ = (
        reverse(name) for name in ("arrive", "arrive_details", "arrive_alert")
    )
    person, said = so_far.person, so_far.details
    answer = {"yes": "Yes", "no": "No", "not_known": "Not known"}
    rows = [
        ("Name", person.shown_name, who_),
        ("Known as", person.known_as or "No other name", who_),
        ("Date of birth", born_in_words(person.born_on, person.born_precision), who_),
    ]
    if so_far.person_id:
        rows.append(("Record", "The record that is already held", reverse("arrive_match")))
    else:
        rows.append(("Record", "A new record", who_))
    rows += [
        ("Custody suite", so_far.place_name, details_),
        ("Custody record number", said["reference"], details_),
        ("How they came in", CAME[said["came"] or "arrested"][1], details_),
        ("Arrived", moment_words(said["arrived"]), details_),
        ("Detention authorised", moment_words(said["authorised"]) or "Not yet", details_),
        ("Arrested on suspicion of", offence_words(said["offence_group"]), details_),
        ("Likely release", moment_words(said["release"]), details_),
    ]
    rows += [(words, answer[said[name]], details_) for name, (_, words) in SAFETY_ASKED.items()]
    reasons = ", ".join(ALERT_WORDS[AlertReason(each)] for each in alerting["reasons"] or ())
    told = f"Yes: {reasons}" if alerting["alert"] == "yes" else "No"
    rows.append(("Alert Liaison and Diversion", told, alert_))
    return [{"question": q, "answer": a, "change": change} for q, a, change in rows]
