"""Draws what happens to somebody in custody and after it, before any of it is recorded."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from throughcare.care.rules import AlertReason, DeclineReason
from throughcare.pathway.rules import Leaving, OffenceGroup
from throughcare.screening.rules import NeedDomain
from throughcare.web.demo.people import Drawn
from throughcare.web.demo.shares import Shares
from throughcare.web.demo.wanted import Wanted, needs_of_adult, needs_of_child

SUITES = 3
MEETING_TAKES = timedelta(hours=5)
"""From arrival until the summary is sent, at the usual pace."""
OPENED = 0.93
"""How often a summary is opened soon; invented. The rest stays unread."""


class Meeting(StrEnum):
    """How far Liaison and Diversion comes with somebody, in the order in which it does."""

    NOT_CONSIDERED = "not-considered"
    ALERTED = "alerted"
    LEFT_UNSEEN = "left-unseen"
    DECLINED = "declined"
    WAITING = "waiting"
    BEING_SEEN = "being-seen"
    SCREENING = "screening"
    SEEN = "seen"


class Result(StrEnum):
    """What came of being seen."""

    REFERRED = "referred"
    RELINKED = "relinked"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage through custody as it is meant to go; what lies after now stays undone."""

    suite: int
    arrives_at: datetime
    lasts: timedelta
    offence: OffenceGroup
    leaving: Leaving
    meeting: Meeting
    reasons: tuple[AlertReason, ...] = ()
    declines: DeclineReason = DeclineReason.NOT_GIVEN
    wanted: tuple[Wanted, ...] = ()
    result: Result = Result.ADVICE
    report: bool = False
    opened: bool = True
    """Whether whoever gets the summary opens it soon."""
    screened: bool = False
    pace: float = 1.0
    """How quickly the meeting goes, against the usual times."""
    reviewed: bool = True
    """Whether reviews of detention are done when they are due."""
    comes_back: bool = False
    """Whether the first service asked declines, so that the referral comes back."""

    @property
    def leaves_at(self) -> datetime:
        """When the person leaves."""
        return self.arrives_at + self.lasts


@dataclass(frozen=True, slots=True)
class Life:
    """A made-up person with their passages, oldest first; `number` tells them apart."""

    number: int
    drawn: Drawn
    passages: tuple[Passage, ...]


def length_of_stay(rng: Random, shares: Shares) -> timedelta:
    """How long somebody is held: mostly a few hours, seldom close to a day."""
    if shares.happens(rng, "released-within-16-hours"):
        hours = rng.triangular(2, 16, 9)
    else:
        hours = rng.uniform(16, 23.5)
    return timedelta(minutes=round(hours * 60))


def draw_passage(
    rng: Random,
    shares: Shares,
    drawn: Drawn,
    *,
    arrives_at: datetime,
    suite: int,
    meeting: Meeting | None = None,
) -> Passage:
    """A passage that begins at a moment; `meeting` settles beforehand how far it comes."""
    meeting = meeting or _meeting(rng, shares, drawn)
    wanted: tuple[Wanted, ...] = ()
    # The shares are of people who were seen: whoever was not takes nothing from their decks.
    among = shares if meeting is Meeting.SEEN else Shares(shares.all)
    if meeting is not Meeting.NOT_CONSIDERED:
        wanted = tuple((needs_of_child if drawn.child else needs_of_adult)(rng, among, drawn.sex))
    lasts = length_of_stay(rng, shares)
    return Passage(
        suite=suite,
        arrives_at=arrives_at,
        lasts=lasts,
        offence=OffenceGroup(shares.one_of(rng, "offence")),
        leaving=Leaving(shares.one_of(rng, "leaving")),
        meeting=meeting,
        reasons=_reasons(rng, drawn, wanted),
        declines=rng.choice(list(DeclineReason)),
        wanted=wanted,
        result=_result(rng, among, drawn, wanted),
        report=among.happens(rng, "report-to-custody"),
        opened=rng.random() < OPENED,
        screened=meeting is Meeting.SCREENING or among.happens(rng, "screened"),
        pace=min(rng.uniform(0.6, 1.3), lasts / MEETING_TAKES),
    )


def _meeting(rng: Random, shares: Shares, drawn: Drawn) -> Meeting:
    if not shares.happens(rng, "considered-young" if drawn.child else "considered"):
        return Meeting.NOT_CONSIDERED
    if shares.happens(rng, "left-unseen"):
        return Meeting.LEFT_UNSEEN
    return Meeting.SEEN if shares.happens(rng, "engaged") else Meeting.DECLINED


def _result(rng: Random, shares: Shares, drawn: Drawn, wanted: tuple[Wanted, ...]) -> Result:
    """What comes of being seen; nobody is left with advice alone who may harm themself."""
    at_risk = any(each.need.domain is NeedDomain.SELF_HARM for each in wanted)
    if drawn.child:
        drawn_result = Result(shares.one_of(rng, "youth-outcome"))
        return Result.REFERRED if at_risk and drawn_result is Result.ADVICE else drawn_result
    safe = 1 - shares["self-harm"]
    if not at_risk and shares.happens(rng, "outcome/advice", among=safe):
        return Result.ADVICE
    in_touch = shares.happens(rng, "outcome/relinked", among=1 - shares["outcome/advice"])
    return Result.RELINKED if in_touch else Result.REFERRED


def _reasons(rng: Random, drawn: Drawn, wanted: tuple[Wanted, ...]) -> tuple[AlertReason, ...]:
    groups = {each.group for each in wanted}
    fitting = [
        reason
        for group, reason in (
            ("self_harm", AlertReason.SELF_HARM),
            ("mental_health", AlertReason.MENTAL_HEALTH),
            ("substances", AlertReason.SUBSTANCES),
            ("substance_misuse", AlertReason.SUBSTANCES),
            ("behavioural", AlertReason.BEHAVIOUR),
        )
        if group in groups
    ]
    reasons = fitting[: rng.randint(1, 2)]
    if drawn.child:
        reasons.insert(0, AlertReason.UNDER_18)
    return tuple(reasons) or (rng.choice([AlertReason.BEHAVIOUR, AlertReason.KNOWN]),)
