"""Made-up people by number: the same in SQL, which fills the database, and here, for the file."""

from dataclasses import dataclass
from datetime import date, timedelta

GIVEN = (
    "Ada Ben Cleo Dev Eli Fay Gus Hana Ivo June Kai Lena Milo Nia Oz Pia Quinn Rae Sol Tess Uma "
    "Vic Wren Xan Yara Zed Alba Bram Cora Dov Esme Finn Gaia Hugo Isla Jude Kit Luz Mira Noor"
).split()
FIRST = "Bar Cal Den Fal Gor Har Jen Kel Lar Mor Nor Pel Quen Ros Sel Tor Ul Ven Wal Yar".split()
MIDDLE = "a e i o u ar en il or un ast end ing old urn".split()
LAST = "by croft dale field ham ley more son stead ton ward wick worth bury combe den".split()
OLDEST, DAYS = date(1946, 1, 1), 22_000


@dataclass(frozen=True)
class MadeUp:
    """A person by number."""

    given: str
    family: str
    born_on: date
    pnc: str


def person(n: int) -> MadeUp:
    """The nth person."""
    family = (
        FIRST[n * 7 % len(FIRST)]
        + MIDDLE[n // 20 * 11 % len(MIDDLE)]
        + LAST[n // 300 * 5 % len(LAST)]
    )
    return MadeUp(
        GIVEN[n // 4800 % len(GIVEN)],
        family,
        OLDEST + timedelta(days=n * 7919 % DAYS),
        f"{2000 + n % 25}/{n % 10_000_000:07d}S",
    )
