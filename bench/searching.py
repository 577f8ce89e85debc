"""How long it takes to find somebody by what is known of them, each time somebody else."""

import random
from collections.abc import Callable, Iterator

from bench import people as made_up
from bench.county import County
from bench.pages import Timed, time_of
from bench.people import MadeUp
from throughcare.access.actions.acting import viewing
from throughcare.people.queries import MOST, find
from throughcare.web.clock import now

LETTERS = "aeiounrst"


def slip(word: str, rng: random.Random) -> str:
    """The word with one letter left out, put in, mistaken or changed round, not the first."""
    at = rng.randrange(1, len(word) - 1)
    return word[:at] + rng.choice(
        (
            word[at + 1 :],
            rng.choice(LETTERS) + word[at:],
            rng.choice(LETTERS) + word[at + 1 :],
            word[at + 1] + word[at] + word[at + 2 :],
        )
    )


def _asked(rng: random.Random) -> dict[str, Callable[[MadeUp], str]]:
    return {
        "search by name": lambda p: f"{p.given} {p.family}",
        "search by name with typos": lambda p: f"{slip(p.given, rng)} {slip(p.family, rng)}",
        "search by family name with a typo": lambda p: slip(p.family, rng),
        "search by name and year": lambda p: f"{p.given} {p.family} {p.born_on.year}",
        "search by family name and year": lambda p: f"{p.family} {p.born_on.year}",
        "search by name with a typo and date": lambda p: (
            f"{slip(p.family, rng)} {p.born_on:%d/%m/%Y}"
        ),
        "search by PNC": lambda p: p.pnc,
    }


def measure(county: County, people: int) -> dict[str, Timed]:
    """Searches of a practitioner, as the page asks them."""
    rng = random.Random(people)
    return {
        what: time_of(_search(county, _texts(people, rng, text)))
        for what, text in _asked(rng).items()
    }


def _texts(people: int, rng: random.Random, text: Callable[[MadeUp], str]) -> Iterator[str]:
    while True:
        yield text(made_up.person(rng.randrange(people)))


def _search(county: County, texts: Iterator[str]) -> Callable[[], int]:
    viewer = county.viewers["amara"]

    def ask() -> int:
        at = now()
        with viewing(viewer, at):
            return len(find(viewer, next(texts), at=at, most=MOST + 1))

    return ask
