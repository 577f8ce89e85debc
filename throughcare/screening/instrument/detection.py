"""How well an instrument finds what it looks for, as published; not known where nothing is."""

from dataclasses import dataclass

from throughcare.screening.instrument.shape import Accuracy, Instrument

NOT_KNOWN = "Sensitivity and specificity are not known."


@dataclass(frozen=True)
class Detection:
    """Published figures, each with its source, and what is said of them in words."""

    figures: tuple[Accuracy, ...]
    says: str

    @property
    def known(self) -> bool:
        """Whether any sensitivity or specificity stands here, as a figure or within the words."""
        return bool(self.figures) or "%" in self.says


def detection(instrument: Instrument) -> Detection:
    """What is known of how well these questions find a need; says so where it is nothing."""
    scoring = instrument.scoring
    found = Detection(scoring.figures, scoring.accuracy) if scoring else Detection((), "")
    return found if found.known else Detection((), f"{NOT_KNOWN} {found.says}".strip())
