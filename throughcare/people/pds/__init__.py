"""The Personal Demographics Service: asking the national NHS register; off by default."""

from throughcare.people.pds.asking import Told, ask
from throughcare.people.pds.client import Pds, PdsUnavailable

__all__ = ["Pds", "PdsUnavailable", "Told", "ask"]
