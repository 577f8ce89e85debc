"""Records of the room: places and who covers them, cases, episodes, stays and what happened."""

from throughcare.pathway.models.cases import Case
from throughcare.pathway.models.clocks import RunningClock
from throughcare.pathway.models.episodes import Episode, Event, Stay
from throughcare.pathway.models.listings import Listing
from throughcare.pathway.models.parked import ParkedEvent
from throughcare.pathway.models.places import HOLDS, Cover, Place, PlaceVersion
from throughcare.pathway.models.views import SavedView

__all__ = [
    "HOLDS",
    "Case",
    "Cover",
    "Episode",
    "Event",
    "Listing",
    "ParkedEvent",
    "Place",
    "PlaceVersion",
    "RunningClock",
    "SavedView",
    "Stay",
]
