"""Preparing a release matter by matter, reaching people afterwards, learning from a death."""

from datetime import date, datetime
from uuid import UUID

from throughcare.access.actions.acting import action
from throughcare.access.roles import Purpose
from throughcare.access.rules import Category, Refused, Verb, Viewer
from throughcare.care.actions.handovers import seen_by_team
from throughcare.care.actions.writing import day_of, noted, permitted
from throughcare.care.models import DeathLearning, Preparation, ReleaseContact
from throughcare.care.queries.release import release_of
from throughcare.care.rules.release import (
    Contact,
    Matter,
    MatterState,
    Settled,
    refuse_contact,
    refuse_settling,
)
from throughcare.pathway.queries.covering import own_team

NO_TERM = "They were never received in an establishment, as far as this record says."


@action
def prepare(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    matter: Matter | str,
    state: MatterState | str,
    words: str = "",
    day: date | None = None,
    who: str = "",
    by_on: date | None = None,
) -> UUID:
    """Say how far one matter of the release is; what was said before is kept."""
    sight = permitted(by, at, person_id, Category.NEED)
    found = release_of(sight)
    if found is None:
        raise Refused(NO_TERM)
    if found.term.released_at is not None:
        raise Refused("They have left already. Record what you do for them as a contact.")
    settled = Settled(Matter(matter), MatterState(state), words.strip(), day, who.strip(), by_on)
    if wrong := refuse_settling(settled, on=day_of(at)):
        raise Refused(wrong)
    to_do = settled.state is MatterState.TO_DO
    Preparation.objects.select_for_update().filter(
        episode_id=found.term.episode_id, matter=settled.matter, superseded_at__isnull=True
    ).update(superseded_at=at)
    row = Preparation(
        person_id=person_id,
        episode_id=found.term.episode_id,
        matter=settled.matter,
        state=settled.state,
        words=settled.words,
        day=settled.day,
        who=settled.who if to_do else "",
        by_on=settled.by_on if to_do else None,
        team_id=own_team(by, at, None),
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.CARE,
    )
    Preparation.objects.bulk_create([row])
    noted(sight, "prepare-release", Category.NEED, row.id, settled.matter, verb=Verb.COLLECT)
    return row.id


@action
def record_contact(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    kind: Contact | str,
    happened_at: datetime | None = None,
    note: str = "",
) -> UUID:
    """Somebody was tried, spoken with or seen after release, or others were told.

    Having seen the person closes the handover of the release to one's own team.
    """
    sight = permitted(by, at, person_id, Category.NEED)
    found = release_of(sight)
    if found is None or found.term.released_at is None:
        raise Refused("They were not released, as far as this record says.")
    kind, moment = Contact(kind), happened_at or at
    wrong = refuse_contact(
        kind, released_at=found.term.released_at, happened_at=moment, at=at, note=note
    )
    if wrong:
        raise Refused(wrong)
    row = ReleaseContact(
        person_id=person_id,
        episode_id=found.term.episode_id,
        kind=kind,
        happened_at=moment,
        note=note.strip(),
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.CARE,
    )
    ReleaseContact.objects.bulk_create([row])
    if kind is Contact.SEEN:
        seen_by_team(sight, moment)
    noted(sight, "contact-after-release", Category.NEED, row.id, kind, verb=Verb.COLLECT)
    return row.id


@action
def record_learning(
    *, by: Viewer, at: datetime, person_id: UUID, known: str, learnt: str, changes: str = ""
) -> UUID:
    """What a death after release teaches. It closes nothing: what was open is ended by hand."""
    sight = permitted(by, at, person_id, Category.NEED)
    found = release_of(sight)
    term = found.term if found else None
    if term is None or term.died_event_id is None or term.released_at is None:
        raise Refused("No death after a release is recorded of this person.")
    if not known.strip() or not learnt.strip():
        raise Refused("Say what was known and done, and what we learn from it.")
    row = DeathLearning(
        person_id=person_id,
        event_id=term.died_event_id,
        known=known.strip(),
        learnt=learnt.strip(),
        changes=changes.strip(),
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.CARE,
    )
    DeathLearning.objects.bulk_create([row])
    noted(sight, "learn-from-death", Category.NEED, row.id, verb=Verb.COLLECT)
    return row.id
