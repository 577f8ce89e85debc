"""Why could this be the same person? The match weight step by step, in words and as bars."""

from dataclasses import dataclass

from throughcare.people.rules import Judgement, Step, Verdict
from throughcare.people.rules.same_person import UNKNOWN

WIDTH, ROW, GAP = 320, 18, 8
STRONG, SOME = 8.0, 2.0
IN_ALL = {
    Verdict.SAME: "All in all this is very likely the same person. You decide.",
    Verdict.ASK: "All in all this may be the same person. You decide.",
    Verdict.DIFFERENT: "All in all these are very likely two people. You decide.",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: what was compared, what came of it, how much it says, and where its bar stands."""

    called: str
    says: str
    strength: str
    weight: str
    x: float
    y: int
    width: float
    speaks: str
    """`for`, `against`, `nothing` or `start`."""


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The rows, and the size of the picture beside them; `zero` is where neither is likelier."""

    bars: tuple[Bar, ...]
    zero: float
    width: int
    height: int
    in_all: str


def waterfall(judgement: Judgement) -> Waterfall:
    """The steps of a judgement, each bar beginning where the one before ended."""
    told = [step for step in judgement.steps if step.level != UNKNOWN]
    ends = [0.0, judgement.start]
    for step in told:
        ends.append(ends[-1] + step.weight)
    low, high = min(ends), max(*ends, 1.0)
    scale = WIDTH / (high - low)
    start = Step("start", "Before anything is compared", "", judgement.start,
                 "any two people are very unlikely to be the same person")  # fmt: skip
    bars = []
    for n, step in enumerate([start, *told]):
        left, right = sorted(ends[n : n + 2])
        bars.append(
            Bar(
                called=step.called,
                says=step.says[:1].upper() + step.says[1:],
                strength="" if n == 0 else _strength(step.weight),
                weight=f"{step.weight:+.1f}".replace("-", "−"),
                x=round((left - low) * scale, 1),
                y=n * (ROW + GAP),
                width=round(max((right - left) * scale, 1.0), 1),
                speaks="start" if n == 0 else _speaks(step.weight),
            )
        )
    return Waterfall(
        bars=tuple(bars),
        zero=round(-low * scale, 1),
        width=WIDTH,
        height=len(bars) * (ROW + GAP),
        in_all=IN_ALL[judgement.verdict],
    )


def _speaks(weight: float) -> str:
    return "for" if weight > 0 else "against" if weight < 0 else "nothing"


def _strength(weight: float) -> str:
    size = abs(weight)
    how = "strongly" if size >= STRONG else "clearly" if size >= SOME else "slightly"
    return f"Speaks {how} {'for' if weight > 0 else 'against'}"
