"""Records of the room: places, who covers them, episodes, stays and what happened."""

from throughcare.pathway.models.episodes import Episode, Event, Stay
from throughcare.pathway.models.places import Cover, Place

__all__ = ["Cover", "Episode", "Event", "Place", "Stay"]
