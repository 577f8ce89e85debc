"""Scores of one person over time as a small line with its table; nothing is re-scored for it."""

from dataclasses import dataclass
from datetime import datetime

from throughcare.screening.instrument import Scoring
from throughcare.screening.queries import Asked

WIDTH, HEIGHT = 480, 180
LEFT, RIGHT, TOP, BOTTOM = 44, 16, 12, 28
FEWEST = 2
"""A single score is no change."""


@dataclass(frozen=True, slots=True)
class Point:
    """One score where it stands in the picture."""

    x: float
    y: float
    score: int
    band: str
    at: datetime
    version: str
    asked_by: str


@dataclass(frozen=True, slots=True)
class ScoreChart:
    """The picture: points in the order of time, lines of the bands, and a sentence that says it."""

    points: tuple[Point, ...]
    lines: tuple[tuple[float, int, str], ...]
    sentence: str
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def path(self) -> str:
        """The line from score to score."""
        return " ".join(f"{p.x:.1f},{p.y:.1f}" for p in self.points)


def score_chart(scoring: Scoring, results: list[Asked]) -> ScoreChart | None:
    """The scores of completed screenings with one instrument; None when there is no change to see.

    `results` may come in any order. A result without a score is left out, never drawn as nought.
    """
    scored = sorted(
        (
            each
            for each in results
            if each.result and each.result.score is not None and each.ended_at
        ),
        key=lambda each: each.ended_at or each.started_at,
    )
    if len(scored) < FEWEST:
        return None
    moments = [each.ended_at or each.started_at for each in scored]
    began, spent = moments[0], (moments[-1] - moments[0]).total_seconds() or 1.0
    points = []
    for each, at in zip(scored, moments, strict=True):
        assert each.result is not None
        assert each.result.score is not None
        share = (at - began).total_seconds() / spent
        points.append(
            Point(
                x=LEFT + share * (WIDTH - LEFT - RIGHT),
                y=_height(scoring, each.result.score),
                score=each.result.score,
                band=each.result.band,
                at=at,
                version=each.instrument.version,
                asked_by=each.started_by,
            )
        )
    lines = tuple((_height(scoring, band.least), band.least, band.label) for band in scoring.bands)
    return ScoreChart(tuple(points), lines, _sentence(points, scoring))


def _height(scoring: Scoring, score: int) -> float:
    share = (score - scoring.least) / (scoring.most - scoring.least)
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _sentence(points: list[Point], scoring: Scoring) -> str:
    change = points[-1].score - points[-2].score
    how = "the same as" if not change else f"{abs(change)} {'more' if change > 0 else 'less'} than"
    return (
        f"{points[-1].score} now ({points[-1].band}), {how} the time before "
        f"({points[-2].score}, {points[-2].band}), of {scoring.most}."
    )
