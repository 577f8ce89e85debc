"""Two people to compare, in the fewest words."""

from datetime import date

from throughcare.people.matching.model import load
from throughcare.people.matching.people import judge_people
from throughcare.people.matching.row import Somebody, birth, named
from throughcare.people.rules.same_person import Judgement

BORN = date(1991, 4, 9)


def somebody(
    given="Robin", family="Sampleford", born=BORN, postcode="", *, confirmed=False, **held
):
    """Somebody of whom this much is known; `held` are numbers by the name of their column."""
    return Somebody(
        names=(named(given, family),),
        birth=birth(born),
        postcodes=(postcode,),
        numbers=tuple(held.items()),
        confirmed=frozenset(held) if confirmed else frozenset(),
    )


def judged(one: Somebody, other: Somebody) -> Judgement:
    """What the product says of the two."""
    return judge_people(one, other, load())
