"""Made-up people by number: the same in SQL, which fills the database, and here, for the file."""

from dataclasses import dataclass
from datetime import date, timedelta

SOUNDS = "A Be Ci Da Eri Fa Gio Ha Isa Jo Ke Lo Ma Ni Ola Pe Ro Sa Ti Vi We Xa Yu Za".split()
ENDINGS = "bel cia dric fer gan hild jay kka lan mir na phie quin ron sha tt uel vin ya zo".split()
GIVEN = [sound + ending for ending in ENDINGS for sound in SOUNDS]
FIRST = "Bar Cal Den Fal Gor Har Jen Kel Lar Mor Nor Pel Quen Ros Sel Tor Ul Ven Wal Yar".split()
MIDDLE = "a e i o u ar en il or un ast end ing old urn".split()
LAST = "by croft dale field ham ley more son stead ton ward wick worth bury combe den".split()
STRANGERS = 10_000_000
"""From this number on, people are in no database yet."""
OLDEST, DAYS = date(1946, 1, 1), 22_000


@dataclass(frozen=True)
class MadeUp:
    """A person by number."""

    given: str
    family: str
    born_on: date
    pnc: str


def person(n: int) -> MadeUp:
    """The nth person; the strides have no factor in common, so that few share name and birth."""
    family = (
        FIRST[n * 7 % len(FIRST)]
        + MIDDLE[n // 20 * 11 % len(MIDDLE)]
        + LAST[n // 300 * 5 % len(LAST)]
    )
    return MadeUp(
        GIVEN[n * 101 // 97 % len(GIVEN)],
        family,
        OLDEST + timedelta(days=n * 7919 // 13 % DAYS),
        f"{(2000 if n < STRANGERS else 1950) + n % 25}/{n % 10_000_000:07d}S",
    )
