"""Records of the room: screenings, answers, results, and what waits for somebody."""

from throughcare.screening.models.begun import Begun
from throughcare.screening.models.results import FlagRead, Result
from throughcare.screening.models.screenings import Answer, Screening
from throughcare.screening.models.waiting import Attempt, UrgentClock

__all__ = ["Answer", "Attempt", "Begun", "FlagRead", "Result", "Screening", "UrgentClock"]
