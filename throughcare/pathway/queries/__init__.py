"""What may be read of places, boards and passages, viewer first."""

from throughcare.pathway.queries.about_places import (
    CoverSaid,
    KnownPlace,
    Version,
    cover_waiting,
    known_place,
    known_places,
    now_at,
    versions,
)
from throughcare.pathway.queries.boards import (
    BoardRow,
    board,
    in_custody,
    place,
    places,
    places_of_kinds,
)
from throughcare.pathway.queries.cases import KnownCase, cases
from throughcare.pathway.queries.clocks import (
    PersonClock,
    clocks_of,
    clocks_of_stays,
    closed_limits,
)
from throughcare.pathway.queries.cover_times import cover_times
from throughcare.pathway.queries.custody_records import CustodyRecord, custody_records
from throughcare.pathway.queries.lists import PAGE, PageOfPeople
from throughcare.pathway.queries.parked import Parked, parked, parked_of
from throughcare.pathway.queries.passages import (
    Happening,
    Here,
    Passage,
    StayThere,
    came_back_on_bail,
    current_episode,
    episodes,
    known_references,
)
from throughcare.pathway.queries.restricted import may_be_restricted
from throughcare.pathway.queries.views import saved_views
from throughcare.pathway.queries.whereabouts import (
    clinic,
    court_list,
    establishment,
    reception,
    released,
    releases,
)

__all__ = [
    "PAGE",
    "BoardRow",
    "CoverSaid",
    "CustodyRecord",
    "Happening",
    "Here",
    "KnownCase",
    "KnownPlace",
    "PageOfPeople",
    "Parked",
    "Passage",
    "PersonClock",
    "StayThere",
    "Version",
    "board",
    "came_back_on_bail",
    "cases",
    "clinic",
    "clocks_of",
    "clocks_of_stays",
    "closed_limits",
    "court_list",
    "cover_times",
    "cover_waiting",
    "current_episode",
    "custody_records",
    "episodes",
    "establishment",
    "in_custody",
    "known_place",
    "known_places",
    "known_references",
    "may_be_restricted",
    "now_at",
    "parked",
    "parked_of",
    "place",
    "places",
    "places_of_kinds",
    "reception",
    "released",
    "releases",
    "saved_views",
    "versions",
]
