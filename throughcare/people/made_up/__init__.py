"""People who do not exist, with the truth of who is who, to train and to test matching on."""

from throughcare.people.made_up.names import Tradition, traditions
from throughcare.people.made_up.people import MadeUp, Truth, made_up_people, made_up_records
from throughcare.people.made_up.slips import COLUMNS, Written

__all__ = [
    "COLUMNS",
    "MadeUp",
    "Tradition",
    "Truth",
    "Written",
    "made_up_people",
    "made_up_records",
    "traditions",
]
