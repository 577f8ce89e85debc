"""How much work the people of one worker are, so that it can be shared out fairly."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Load:
    """What is open about one person: counts of what asks for somebody's time."""

    needs: int = 0
    severe: int = 0
    urgent: int = 0
    referrals: int = 0
    high_risks: int = 0


POINTS = Load(needs=1, severe=2, urgent=2, referrals=1, high_risks=3)
"""How many points one of each is, beside those that it has as a need or referral."""


def weight(load: Load) -> int:
    """Points of work: one for each need and referral, more for what is severe, urgent or a risk."""
    return (
        POINTS.needs * load.needs
        + POINTS.severe * load.severe
        + POINTS.urgent * load.urgent
        + POINTS.referrals * load.referrals
        + POINTS.high_risks * load.high_risks
    )


def refuse_cover(*, same_worker: bool, days: int) -> str:
    """Why leave cannot be covered so, in a sentence; '' when it can. `days` from first to last."""
    if same_worker:
        return "Somebody else must cover: choose a colleague."
    if days < 0:
        return "The last day is before the first."
    return ""
