"""What follows from being seen: referrals to services, their answers, who holds what is open."""

from datetime import datetime, timedelta
from uuid import UUID

from throughcare.access.rules import Viewer
from throughcare.care import actions as care
from throughcare.care.rules import CloseReason, DeclinedBecause, FollowUpReason, NeedStatus
from throughcare.screening.rules import NeedType
from throughcare.web.demo.case import MINUTE, Case, Steps
from throughcare.web.demo.passages import Passage, Result

MOST_REFERRALS = 2
RELINKS = 0.85
REBOOKS = 0.7
ENGAGES = 0.5
SENT_ELSEWHERE = 0.6
URGENT_GROUPS = {"self_harm"}
"""How often each follows; invented, and shown by no published figure."""
KNOWN_THERE = ("a care coordinator", "a key worker", "a social worker", "a nurse", "a mentor")
ELSEWHERE = {
    "Ambershire talking therapies": "Amberford community mental health team",
    "Amberford community mental health team": "Ambershire talking therapies",
    "Ambershire crisis team": "Amberford community mental health team",
    "Ambershire autism and ADHD service": "Amberford GP registration",
}
"""Where a referral goes that a service has declined; from all others, to the GP."""


def follow_up(
    case: Case,
    passage: Passage,
    worker: Viewer,
    at: datetime,
    episode_id: UUID,
    needs: dict[NeedType, UUID],
) -> None:
    """Refer, put back in touch, or give advice, as the plan of the passage says."""
    if needs and passage.result is not Result.ADVICE:
        by_team: dict[str, list[NeedType]] = {}
        for each in passage.wanted:
            by_team.setdefault(each.to, []).append(each.need)
        relink = passage.result is Result.RELINKED
        teams = [team for team in by_team if team not in case.busy_teams]
        teams = teams[: 1 if relink else MOST_REFERRALS]
        left = set(needs) - {need for team in teams for need in by_team[team]}
        for number, team in enumerate(teams):
            covered = [*by_team[team], *(left if number == 0 else ())]
            _refer(case, worker, at, episode_id, team, covered, needs, passage, relink=relink)
        if teams:
            case.also(_finish(case, passage, worker, episode_id))
            return
    for need in needs:
        _advise(case, worker, at, need)
    case.also(_finish(case, passage, worker, episode_id))


def _refer(
    case: Case,
    worker: Viewer,
    at: datetime,
    episode_id: UUID,
    team: str,
    covered: list[NeedType],
    needs: dict[NeedType, UUID],
    passage: Passage,
    *,
    relink: bool,
) -> None:
    urgent = any(each.group in URGENT_GROUPS and each.to == team for each in passage.wanted)
    labels = ", ".join(sorted(need.label.lower() for need in covered))
    reason = f"Seen in custody. Asked for help with: {labels}."
    referral_id = care.refer(
        by=worker,
        at=at,
        person_id=case.known,
        episode_id=episode_id,
        to_team_id=case.county.teams[team],
        need_ids=[needs[need] for need in covered],
        reason=reason,
        urgent=urgent,
        relink=relink,
        who=case.rng.choice(KNOWN_THERE) if relink else "",
    )
    case.open_referrals += 1
    case.busy_teams.add(team)
    for need in covered:
        case.needs.pop(need, None)
    if relink:
        case.also(_put_back_in_touch(case, worker, at, referral_id, team))
        return
    declines = passage.comes_back or case.shares.happens(case.rng, "service-declines")
    case.also(
        _answered(case, worker, at, referral_id, team, declines=declines, prompt=passage.comes_back)
    )


def _advise(case: Case, worker: Viewer, at: datetime, need: NeedType) -> None:
    """A need that advice has met; one that was open from another time is left to it."""
    need_id = case.needs.pop(need, None)
    if need_id is None:
        return
    care.change_need(
        by=worker,
        at=at,
        need_id=need_id,
        version=1,
        status=NeedStatus.ADDRESSED,
        responsible_team_id=next(iter(worker.team_ids)),
        reason="Talked through, with advice to keep",
    )


def _put_back_in_touch(
    case: Case, worker: Viewer, at: datetime, referral_id: UUID, team: str
) -> Steps:
    moment = case.working_days(at, 1, 4)
    yield moment
    if case.rng.random() < RELINKS:
        teller = case.rng.choice([worker, case.county.service(team)])
        care.relinked(by=teller, at=moment, referral_id=referral_id)
    else:
        not_reached = CloseReason.NOT_REACHED
        care.close_referral(by=worker, at=moment, referral_id=referral_id, reason=not_reached)
    _over(case, team)


def _answered(
    case: Case,
    worker: Viewer,
    at: datetime,
    referral_id: UUID,
    team: str,
    *,
    declines: bool,
    prompt: bool = False,
) -> Steps:
    """The service answers; what it declines goes back to whoever referred."""
    service = case.county.service(team)
    moment = case.working_days(at, 0, 0 if prompt else 3, prompt=prompt)
    yield moment
    if declines:
        why = case.rng.choice(
            [DeclinedBecause.THRESHOLD, DeclinedBecause.WRONG_SERVICE, DeclinedBecause.LIST_CLOSED]
        )
        care.decline(by=service, at=moment, referral_id=referral_id, reason=why)
        yield from _come_back(case, worker, moment, referral_id, team)
        return
    care.accept(by=service, at=moment, referral_id=referral_id)
    moment = case.working_days(moment, 1, 4)
    yield moment
    yield from _appointments(case, worker, moment, referral_id, team)


def _come_back(case: Case, worker: Viewer, at: datetime, referral_id: UUID, team: str) -> Steps:
    moment = case.working_days(at, 1, 5)
    yield moment
    other = ELSEWHERE.get(team, "Amberford GP registration")
    if case.rng.random() < SENT_ELSEWHERE and other not in case.busy_teams:
        new_id = care.send_elsewhere(
            by=worker,
            at=moment,
            referral_id=referral_id,
            to_team_id=case.county.teams[other],
            reason="Another service could not help. Please see whether you can.",
        )
        case.busy_teams.discard(team)
        case.busy_teams.add(other)
        yield from _answered(case, worker, moment, new_id, other, declines=False)
        return
    reason = case.rng.choice([CloseReason.PERSON_DECLINED, CloseReason.MET_OTHERWISE])
    care.close_referral(by=worker, at=moment, referral_id=referral_id, reason=reason)
    _over(case, team)


def _appointments(case: Case, worker: Viewer, at: datetime, referral_id: UUID, team: str) -> Steps:
    service = case.county.service(team)
    for _ in range(2):
        appointment = case.working_days(at, 3, 8)
        care.book(by=service, at=at, referral_id=referral_id, appointment_at=appointment)
        moment = max(case.working_days(appointment, 0, 1), appointment + 30 * MINUTE)
        yield moment
        if case.shares.happens(case.rng, "comes"):
            care.record_seen(by=service, at=moment, referral_id=referral_id, seen_at=appointment)
            _over(case, team)
            if case.rng.random() < ENGAGES:
                moment += timedelta(days=case.rng.randint(3, 12))
                yield moment
                care.record_engaged(by=service, at=moment, referral_id=referral_id)
            return
        care.not_attended(by=service, at=moment, referral_id=referral_id)
        at = case.working_days(moment, 1, 3)
        yield at
        if case.rng.random() > REBOOKS:
            break
    care.close_referral(by=worker, at=at, referral_id=referral_id, reason=CloseReason.NOT_REACHED)
    _over(case, team)


def _over(case: Case, team: str) -> None:
    case.open_referrals -= 1
    case.busy_teams.discard(team)


def _finish(case: Case, passage: Passage, worker: Viewer, episode_id: UUID) -> Steps:
    """Once nothing is open and they have left, the team says that it has nothing more to do."""
    moment = case.working_days(passage.leaves_at, 1, 2)
    yield moment
    while case.open_referrals:
        moment = case.working_days(moment, 1, 1, prompt=True)
        yield moment
    done = FollowUpReason.DONE
    care.close(by=worker, at=moment, person_id=case.known, episode_id=episode_id, reason=done)
