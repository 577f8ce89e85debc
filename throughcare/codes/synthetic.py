"""Made-up numbers that can belong to nobody, for the demonstration and for tests."""

from bisect import bisect_right
from functools import cache
from itertools import accumulate, islice, product

from throughcare.codes.by_pattern import SYNTHETIC_PREFIX
from throughcare.codes.letters import SYNTHETIC_LETTER
from throughcare.codes.nhs_number import SYNTHETIC_PREFIX as NHS_PREFIX
from throughcare.codes.nhs_number import check_digit

NHS_NUMBERS = 909_091
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@cache
def _numbers_up_to_block() -> tuple[int, ...]:
    # Of the ten stems in a block all or all but one can be completed, so counting them once
    # finds any number without walking the range. The weights are those of the check digit.
    fixed = 9 * (10 + 9 + 8)
    totals = (
        fixed + 7 * a + 6 * b + 5 * c + 4 * d + 3 * e
        for a, b, c, d, e in product(range(10), repeat=5)
    )
    usable = (10 if total % 11 == 3 else 9 for total in totals)
    return tuple(accumulate(usable))


def synthetic_nhs_number(n: int) -> str:
    """The nth NHS number, from 0, that begins with 999 and has a check digit."""
    _within(n, NHS_NUMBERS)
    counts = _numbers_up_to_block()
    block = bisect_right(counts, n)
    place = n - (counts[block - 1] if block else 0)
    stems = (f"{NHS_PREFIX}{block:05d}{last}" for last in range(10))
    numbers = (stem + digit for stem in stems if (digit := check_digit(stem)) is not None)
    return next(islice(numbers, place, None))


def synthetic_pnc(year: int, n: int) -> str:
    """A PNC identifier of that four-digit year that ends in S."""
    return f"{_within(year, 10_000):04d}/{_within(n, 10**7):07d}{SYNTHETIC_LETTER}"


def synthetic_cro(year: int, n: int) -> str:
    """A CRO number of that year that ends in S."""
    return f"{_within(n, 10**6):06d}/{year % 100:02d}{SYNTHETIC_LETTER}"


def synthetic_asn(year: int, n: int) -> str:
    """An arrest summons number of that year that ends in S, from a force that does not exist."""
    return f"{year % 100:02d}ZZZZ01{_within(n, 10**11):011d}{SYNTHETIC_LETTER}"


def synthetic_prison_number(n: int) -> str:
    """The nth prison number that begins with SYN-."""
    rest, digits = divmod(_within(n, 26**3 * 10_000), 10_000)
    rest, last = divmod(rest, 26)
    first, middle = divmod(rest, 26)
    letters = ALPHABET[middle] + ALPHABET[last]
    return f"{SYNTHETIC_PREFIX}{ALPHABET[first]}{digits:04d}{letters}"


def synthetic_crn(n: int) -> str:
    """The nth probation case reference number that begins with SYN-; first those in X."""
    letter, digits = divmod(_within(n, 26 * 10**6), 10**6)
    return f"{SYNTHETIC_PREFIX}{ALPHABET[(ALPHABET.index('X') + letter) % 26]}{digits:06d}"


def _within(n: int, size: int) -> int:
    if not 0 <= n < size:
        raise ValueError(f"{n} is outside the made-up numbers 0 to {size - 1}")
    return n
