"""The limits that are in force: one file for each setting, every limit with its source.

A service sets what is configurable in a file of its own, which `THROUGHCARE_LIMITS` names.
"""

from throughcare.clocks.limits.limit import (
    Extension,
    Limit,
    Limits,
    PauseRule,
    Start,
    Words,
)
from throughcare.clocks.limits.reading import FOLDER, published, read_limits

__all__ = [
    "FOLDER",
    "Extension",
    "Limit",
    "Limits",
    "PauseRule",
    "Start",
    "Words",
    "published",
    "read_limits",
]
