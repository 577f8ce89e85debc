"""What the health team of an establishment does for made-up people: medicines and tests."""

from datetime import datetime, timedelta
from random import Random

from throughcare.access.actions.acting import viewing
from throughcare.access.roles import Role
from throughcare.access.rules import Viewer
from throughcare.care import actions
from throughcare.care.actions import MedicineSaid
from throughcare.care.rules import Holding, MedicineKind, StepAnswer, ToldBy
from throughcare.web.demo.case import MINUTE, Case, Steps

HEALTH = {
    "amb-p1": "Fennick health team",
    "amb-p2": "Larkhollow health team",
    "amb-y1": "Thornbrook health team",
    "amb-i1": "Marlsea health team",
}
TAKES = 0.5
ACCEPTS_A_TEST = 0.6
POSITIVE = 0.1
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MEDICINES = (
    ("Sertraline 50 mg tablets", "50 mg", "once a day", False, MedicineKind.REGULAR),
    ("Levetiracetam 500 mg tablets", "500 mg", "twice a day", True, MedicineKind.REGULAR),
    ("Methadone 1 mg/ml oral solution", "30 ml", "once a day", True,
     MedicineKind.OPIOID_SUBSTITUTION),
    ("Salbutamol inhaler", "2 puffs", "when needed", False, MedicineKind.WHEN_NEEDED),
    ("Insulin glargine", "not known", "once a day", True, MedicineKind.REGULAR),
)  # fmt: skip
"""How often each follows; invented, and shown by no published figure."""


def treats(case: Case, at: datetime, place: str) -> Steps:
    """After reception: what they take, a test that is offered, and a check of the list."""
    worker = case.county.staff[HEALTH[place], Role.HEALTHCARE_WORKER][0]
    # A chance of its own: what is drawn here changes nothing of the rest of the person's life.
    rng = Random(f"health/{case.life.number}")  # noqa: S311 - nothing secret is drawn
    moment = at + _pause(rng, 2 * HOUR, 6 * HOUR)
    yield moment
    takes = rng.random() < TAKES
    if takes:
        _medicine(case, worker, moment, rng)
    _step(case, worker, moment, "dependants", "asked", result="none")
    moment += _pause(rng, DAY, 3 * DAY)
    yield moment
    accepts = rng.random() < ACCEPTS_A_TEST
    said = StepAnswer.DONE if accepts else StepAnswer.DECLINED
    if place == "amb-i1":
        _step(case, worker, moment, "torture", "asked", result="none")
    else:
        _step(case, worker, moment, "hepatitis-b-vaccine", "offered", said)
    _step(case, worker, moment, "hepatitis-c", "offered", said)
    with viewing(worker, moment):
        actions.reconcile_medicines(
            by=worker,
            at=moment,
            person_id=case.known,
            told_by=[ToldBy.GP, ToldBy.PERSON],
            takes_none=not takes,
        )
    if accepts:
        moment += _pause(rng, DAY, 2 * DAY)
        yield moment
        _step(case, worker, moment, "hepatitis-c", "tested")
        moment += _pause(rng, 7 * DAY, 12 * DAY)
        yield moment
        found = "positive" if rng.random() < POSITIVE else "negative"
        _step(case, worker, moment, "hepatitis-c", "antibody", result=found)


def _pause(rng: Random, least: timedelta, most: timedelta) -> timedelta:
    return timedelta(minutes=round(rng.uniform(least / MINUTE, most / MINUTE)))


def _medicine(case: Case, worker: Viewer, at: datetime, rng: Random) -> None:
    name, dose, how_often, critical, kind = rng.choice(MEDICINES)
    with viewing(worker, at):
        medicine = actions.record_medicine(
            by=worker,
            at=at,
            person_id=case.known,
            taken=MedicineSaid(
                name,
                dose,
                how_often,
                [ToldBy.PERSON, ToldBy.ESCORT_RECORD],
                kind=kind,
                critical=critical,
                holding=rng.choice((Holding.IN_POSSESSION, Holding.GIVEN_BY_STAFF)),
            ),
        )
        actions.record_dose(
            by=worker,
            at=at,
            medicine_id=medicine,
            state="given",
            taken_at=at - 10 * MINUTE,
            next_at=at + DAY,
        )


def _step(
    case: Case,
    worker: Viewer,
    at: datetime,
    programme: str,
    step: str,
    answer: StepAnswer = StepAnswer.DONE,
    result: str = "",
) -> None:
    with viewing(worker, at):
        actions.answer_step(
            by=worker,
            at=at,
            person_id=case.known,
            programme=programme,
            step=step,
            answer=answer,
            happened_at=at,
            result=result,
        )
