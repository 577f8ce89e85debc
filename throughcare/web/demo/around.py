"""What made-up people say of their life once somebody has time: what helps, GP, who is around."""

from datetime import datetime
from random import Random
from typing import Any

from throughcare.access.rules import Viewer
from throughcare.people import actions
from throughcare.people.rules import (
    Adjustment,
    Answer,
    Background,
    ContactKind,
    NewContact,
    NewPractice,
    PracticeStatus,
    Said,
    Source,
)
from throughcare.web.demo.case import Case

NEEDS_HELP, TELLS_BACKGROUND, NAMES_SOMEBODY = 0.3, 0.5, 0.4
"""How often each is said; invented."""
HELPS = (
    (Adjustment.EXTRA_TIME, ""),
    (Adjustment.PLAIN_WORDS, ""),
    (Adjustment.ONE_THING_AT_A_TIME, ""),
    (Adjustment.READ_ALOUD, "Reads little"),
    (Adjustment.QUIET_PLACE, "Noise is too much"),
)
PRACTICES = (
    ("Amberford Surgery", "Y99901"),
    ("Northmoor Medical Centre", "Y99902"),
    ("Bridge Street Practice", "Y99903"),
)
KIN = ("Alex", "Jo", "Sam", "Kim", "Chris")


def say(case: Case, by: Viewer, at: datetime) -> None:
    """Keep what somebody says of their life. Drawn apart, so that it changes nothing else."""
    drawn = case.life.drawn
    rng = Random(f"{drawn.new.sort_name} {drawn.new.born_on}")  # noqa: S311 - nothing secret
    about: dict[str, Any] = {
        "by": by,
        "at": at,
        "person_id": case.known,
        "source": Source.PERSON,
    }
    if rng.random() < NEEDS_HELP:
        needed = dict(rng.sample(HELPS, rng.randint(1, 2)))
        actions.state_adjustments(**about, needed=needed)
    if rng.random() < TELLS_BACKGROUND:
        actions.state_background(**about, answers=_background(rng, child=drawn.child))
    actions.state_practice(**about, practice=_practice(rng))
    if drawn.child or rng.random() < NAMES_SOMEBODY:
        family = drawn.new.main_name.family
        actions.state_contact(**about, contact=_contact(rng, family, child=drawn.child))


def _background(rng: Random, *, child: bool) -> dict[Background, Said]:
    care = rng.choices((Answer.NO, Answer.LOOKED_AFTER if child else Answer.CARE_LEAVER), (3, 1))[0]
    said = {Background.CARE: Said(care)}
    if not child:
        forces = rng.choices((Answer.NO, Answer.YES, Answer.DECLINED), (20, 1, 1))[0]
        said[Background.ARMED_FORCES] = Said(forces)
        children = rng.random() < 0.25
        said[Background.DEPENDANTS] = (
            Said(Answer.YES, "Children, who are with family") if children else Said(Answer.NO)
        )
    return said


def _practice(rng: Random) -> NewPractice:
    status = rng.choices(tuple(PracticeStatus), (13, 1, 2, 4))[0]
    if status is PracticeStatus.NOT_REGISTERED:
        return NewPractice(status)
    return NewPractice(status, *rng.choice(PRACTICES))


def _contact(rng: Random, family: str, *, child: bool) -> NewContact:
    kind = ContactKind.PARENT if child else rng.choice((ContactKind.FAMILY, ContactKind.PARTNER))
    return NewContact(
        kind,
        f"{rng.choice(KIN)} {family}".strip(),
        f"07700 900{rng.randint(0, 999):03d}",
        safe=rng.choices((True, False, None), (6, 1, 3))[0],
        agreed=rng.choices((True, False, None), (6, 2, 2))[0],
    )
