"""How Liaison and Diversion meets made-up people in custody: offer, screening, needs, summary."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from throughcare.access.actions.acting import viewing
from throughcare.access.rules import Viewer
from throughcare.care import actions as care
from throughcare.care.rules import (
    FollowUpReason,
    LiaisonEventKind,
    NeedStatus,
    SafetyKind,
    SafetyState,
)
from throughcare.screening import actions as screening
from throughcare.screening.instrument import Instrument, find
from throughcare.screening.rules import Agreement, NeedType, Present, Strength
from throughcare.web.demo import around, cared_for, custody, reports, urgently
from throughcare.web.demo.case import MINUTE, Case, Steps
from throughcare.web.demo.following import follow_up
from throughcare.web.demo.onward import onward
from throughcare.web.demo.passages import Meeting, Passage
from throughcare.web.demo.wanted import answers_that_say

CORE = "ld-core"
ALERTED, OFFERED, BEGUN, SEEN, REPORTED = (
    timedelta(minutes=each) for each in (30, 110, 150, 215, 240)
)
"""After the arrival, at the usual pace."""
LOW_MOOD = "phq-9"
ALCOHOL = "audit-c"
DRINKS = {NeedType.ALCOHOL, NeedType.WITHDRAWAL_RISK}
MUCH, LITTLE = ((3, 5), (1, 5), (1, 5)), ((0, 3), (0, 2), (0, 1))
"""From which of the answers to each question of AUDIT-C they choose; the first scores 5 or more."""
ASKED_ALL_THE_SAME = 0.2
"""How often somebody without a need with alcohol is asked about it too; invented."""
STRENGTHS = (
    Strength.SUPPORTIVE_ADULT,
    Strength.WORK_OR_SCHOOL,
    Strength.MOTIVATION,
    Strength.STABLE_HOME,
)
TOLD = ("Nothing", "My kids", "Keeping my flat", "Getting home", "My mum", "Sleeping", "My dog")


@cache
def _core() -> Instrument:
    return find(CORE)


def pass_through(case: Case, passage: Passage) -> Steps:
    """One passage in which Liaison and Diversion has a part, or that is going on now."""
    moment = passage.arrives_at + custody.RECORDED_AFTER
    yield moment
    episode_id = custody.arrive(case, passage, moment).episode_id
    officer = case.county.custody(case.rng, passage.suite)
    with viewing(officer, moment):
        custody.keep_safe(case, passage, officer, moment)
    if _is_lately(case, passage):
        case.also(custody.reviews(case, passage, episode_id))
    if passage.meeting is not Meeting.NOT_CONSIDERED:
        yield from _meet(case, passage, episode_id)
    yield passage.leaves_at
    custody.leave(case, passage, episode_id)
    if passage.meeting is Meeting.LEFT_UNSEEN:
        case.also(_look_for(case, passage, episode_id))
    worker = case.county.practitioner(case.rng, child=case.life.drawn.child)
    if steps := onward(case, passage, worker):
        case.also(steps)


def _meet(case: Case, passage: Passage, episode_id: UUID) -> Steps:
    far = list(Meeting).index(passage.meeting)

    def reaches(meeting: Meeting) -> bool:
        return far >= list(Meeting).index(meeting)

    def after(usual: timedelta) -> datetime:
        moment = passage.arrives_at + usual * passage.pace
        return max(
            moment.replace(second=0, microsecond=0),
            passage.arrives_at + custody.RECORDED_AFTER + MINUTE,
        )

    moment = after(ALERTED)
    yield moment
    officer = case.county.custody(case.rng, passage.suite)
    about: dict[str, Any] = {"person_id": case.known, "episode_id": episode_id}
    care.alert(by=officer, at=moment, **about, reasons=passage.reasons)
    if passage.meeting in (Meeting.ALERTED, Meeting.LEFT_UNSEEN):
        return
    worker = case.county.practitioner(case.rng, child=case.life.drawn.child)
    moment = after(OFFERED)
    yield moment
    if passage.meeting is Meeting.DECLINED:
        declined = LiaisonEventKind.OFFERED_DECLINED
        care.offer(by=worker, at=moment, **about, response=declined, reason=passage.declines)
        return
    care.offer(by=worker, at=moment, **about, response=LiaisonEventKind.OFFERED_ACCEPTED)
    if not reaches(Meeting.BEING_SEEN):
        return
    moment = after(BEGUN)
    yield moment
    if _is_lately(case, passage):
        care.begin(by=worker, at=moment, **about)
    if not reaches(Meeting.SCREENING):
        return
    sheet = None
    if passage.screened:
        with viewing(worker, moment):
            sheet = _ask(case, passage, worker, moment, whole=reaches(Meeting.SEEN))
        moment += urgently.TOLD_AFTER
        yield moment
        with viewing(worker, moment):
            urgently.see_to(worker, moment, case.known, sheet)
    if not reaches(Meeting.SEEN):
        return
    moment = after(SEEN)
    yield moment
    with viewing(worker, moment):
        care.see(by=worker, at=moment, **about)
        if sheet is not None:
            screening.complete(by=worker, at=moment, screening_id=sheet)
        if sheet is not None and not case.life.drawn.child:
            _ask_more(case, passage, worker, moment)
        needs = _record(case, passage, worker, moment, episode_id, sheet)
        if _is_lately(case, passage):
            around.say(case, worker, moment)
            cared_for.keep(case, worker, moment, needs)
    moment = after(REPORTED)
    yield moment
    with viewing(worker, moment):
        reports.send(case, passage, worker, moment)
        follow_up(case, passage, worker, moment, episode_id, needs)


def _ask(case: Case, passage: Passage, worker: Viewer, at: datetime, *, whole: bool) -> UUID:
    drawn = case.life.drawn
    answers = answers_that_say(
        _core(),
        passage.wanted,
        age=drawn.age,
        sex=drawn.sex,
        helps=case.rng.random() < 0.6,
    )
    answers["matters_most"] = case.rng.choice(TOLD)
    if not whole:
        first = {item for page in _core().pages[:2] for item in page.items}
        answers = {item: value for item, value in answers.items() if item in first}
    sheet = screening.start(
        by=worker,
        at=at,
        person_id=case.known,
        instrument=CORE,
        agreed=Agreement.AGREED,
        present=[Present.APPROPRIATE_ADULT] if drawn.child else [],
    )
    screening.answer(by=worker, at=at, screening_id=sheet, given=answers)
    return sheet


def _is_lately(case: Case, passage: Passage) -> bool:
    """Whether it is so near that everything is recorded; of earlier days, only what counts."""
    return case.now - passage.arrives_at < custody.REVIEWS_KEPT


def _ask_more(case: Case, passage: Passage, worker: Viewer, at: datetime) -> None:
    """What the core screen points to is asked about: low mood lately, and how much they drink."""
    needs = {each.need for each in passage.wanted}
    if NeedType.DEPRESSION in needs and _is_lately(case, passage):
        _ask_with(case, worker, at, LOW_MOOD)
    drinks = bool(DRINKS & needs)
    if drinks or (_is_lately(case, passage) and case.rng.random() < ASKED_ALL_THE_SAME):
        _ask_with(case, worker, at, ALCOHOL, MUCH if drinks else LITTLE)


def _ask_with(
    case: Case,
    worker: Viewer,
    at: datetime,
    name: str,
    chosen_from: tuple[tuple[int, int], ...] = (),
) -> None:
    """A published instrument; nobody made up thinks of death here."""
    instrument = find(name)
    answers: dict[str, Any] = {}
    for number, item in enumerate(instrument.items):
        values = sorted(each.value for each in item.options if isinstance(each.value, int))
        fitting = values[slice(*chosen_from[number])] if chosen_from else values
        answers[item.id] = values[0] if item.safety_critical else case.rng.choice(fitting)
    sheet = screening.start(
        by=worker, at=at, person_id=case.known, instrument=name, agreed=Agreement.AGREED
    )
    screening.answer(by=worker, at=at, screening_id=sheet, given=answers)
    screening.complete(by=worker, at=at, screening_id=sheet)


def _record(
    case: Case,
    passage: Passage,
    worker: Viewer,
    at: datetime,
    episode_id: UUID,
    sheet: UUID | None,
) -> dict[NeedType, UUID]:
    """The needs that the answers point to, what helps, and what custody must know to keep safe."""
    found = {}
    about: dict[str, Any] = {"by": worker, "at": at, "person_id": case.known}
    for each in passage.wanted:
        known = case.shares.happens(case.rng, "known-before")
        if known and each.need not in case.recorded:
            confirmed = NeedStatus.CONFIRMED
            made = care.record_need(
                **about, need=each.need, status=confirmed, known_before=True, episode_id=episode_id
            )
        else:
            made = care.suspect_need(
                **about,
                need=each.need,
                episode_id=episode_id,
                screening_id=sheet,
                known_before=None if known else False,
            )
        found[each.need] = made
        case.needs[each.need] = made
        case.recorded.add(each.need)
    if case.rng.random() < 0.6:
        care.note_strength(**about, kind=case.rng.choice(STRENGTHS))
    if NeedType.WITHDRAWAL_RISK in found:
        told = "Ask healthcare to see them now and before they are moved."
        yes = SafetyState.YES
        care.note_safety(**about, kind=SafetyKind.WITHDRAWAL, state=yes, action=told)
    if NeedType.MEDICINE_GAP in found:
        told = "Ask healthcare about the medicine they have missed."
        care.note_safety(**about, kind=SafetyKind.MEDICINES, state=SafetyState.YES, action=told)
    return found


def _look_for(case: Case, passage: Passage, episode_id: UUID) -> Steps:
    """The team follows up somebody who left unseen, and says what came of it."""
    moment = case.working_days(passage.leaves_at, 1, 3)
    yield moment
    worker = case.county.practitioner(case.rng, child=case.life.drawn.child)
    reason = case.rng.choices(
        [
            FollowUpReason.REACHED,
            FollowUpReason.NOT_REACHED,
            FollowUpReason.WITH_SERVICES,
            FollowUpReason.NOT_SAFE,
        ],
        [40, 35, 20, 5],
    )[0]
    care.close(by=worker, at=moment, person_id=case.known, episode_id=episode_id, reason=reason)
