"""How two rows are compared: each comparison, its levels from alike to different, and why.

A level is said twice, side by side: in SQL for Splink and whatever engine it drives, and in Python
for one arrival at a time. Only functions that mean the same everywhere are used (equality, the
number of letters that differ, parts of a date), so that both come to the same level for every pair.
An unknown value is empty here and NULL in SQL: it agrees with nothing and contradicts nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from throughcare.people.matching.row import NUMBERS, Named, Row


@dataclass(frozen=True, slots=True)
class Level:
    """One way in which two rows compare; `common` names a frequency that its weight depends on."""

    label: str
    sql: str
    holds: Callable[[Row, Row], bool]
    says: str
    common: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One thing that is compared, what it is called, and why it is compared so."""

    name: str
    called: str
    unknown_sql: str
    unknown: Callable[[Row, Row], bool]
    levels: tuple[Level, ...]
    differs: str
    because: str


ELSE = "else"


def _apart(one: str, other: str, most: int) -> bool:
    return Levenshtein.distance(one, other, score_cutoff=most) <= most


def _alike(one: str, other: str) -> bool:
    """One letter wrong in a name of four or more, two in a name of seven or more."""
    shorter = min(len(one), len(other))
    return (shorter >= 4 and _apart(one, other, 1)) or (shorter >= 7 and _apart(one, other, 2))


def _alike_sql(column: str) -> str:
    left, right = f"{column}_l", f"{column}_r"
    return (
        f"(levenshtein({left}, {right}) <= 1 AND length({left}) >= 4 AND length({right}) >= 4)"
        f" OR (levenshtein({left}, {right}) <= 2 AND length({left}) >= 7 AND length({right}) >= 7)"
    )


def _equal(one: str, other: str) -> bool:
    return one != "" and one == other


def _close_given(one: Named, other: Named) -> bool:
    return (
        _equal(one.given_sound, other.given_sound)
        or _equal(one.given, other.middle)
        or _equal(one.middle, other.given)
        or ((len(one.given) == 1 or len(other.given) == 1) and one.given[:1] == other.given[:1])
        or _alike(one.given, other.given)
    )


CLOSE_GIVEN = (
    "(given_sound_l = given_sound_r OR given_l = middle_r OR middle_l = given_r"
    " OR ((length(given_l) = 1 OR length(given_r) = 1)"
    " AND substr(given_l, 1, 1) = substr(given_r, 1, 1))"
    f" OR {_alike_sql('given')})"
)


def _close_family(one: Named, other: Named) -> bool:
    return (
        _equal(one.family_sound, other.family_sound)
        or _equal(one.family_first, other.family_first)
        or _equal(one.family_last, other.family_last)
        or _equal(one.family_first, other.family_last)
        or _equal(one.family_last, other.family_first)
        or _alike(one.family, other.family)
    )


CLOSE_FAMILY = (
    "(family_sound_l = family_sound_r OR family_first_l = family_first_r"
    " OR family_last_l = family_last_r OR family_first_l = family_last_r"
    f" OR family_last_l = family_first_r OR {_alike_sql('family')})"
)

NAME = Comparison(
    name="name",
    called="Name",
    unknown_sql="name_l IS NULL OR name_r IS NULL",
    unknown=lambda a, b: not (a.named.name and b.named.name),
    levels=(
        Level(
            "same",
            "name_l = name_r",
            lambda a, b: a.named.name == b.named.name,
            "the name is the same",
            common="name",
        ),
        Level(
            "form",
            "root_l = root_r AND family_l = family_r",
            lambda a, b: (
                _equal(a.named.root, b.named.root) and _equal(a.named.family, b.named.family)
            ),
            "the given name is a form of the same name",
            common="family",
        ),
        Level(
            "turned",
            "given_l = family_r AND family_l = given_r",
            lambda a, b: (
                _equal(a.named.given, b.named.family) and _equal(a.named.family, b.named.given)
            ),
            "given name and family name are the other way round",
        ),
        Level(
            "close-given",
            f"family_l = family_r AND {CLOSE_GIVEN}",
            lambda a, b: _equal(a.named.family, b.named.family) and _close_given(a.named, b.named),
            "the family name is the same and the given name is similar",
            common="family",
        ),
        Level(
            "close-family",
            f"root_l = root_r AND {CLOSE_FAMILY}",
            lambda a, b: _equal(a.named.root, b.named.root) and _close_family(a.named, b.named),
            "the given name is the same and the family name is similar",
            common="given",
        ),
        Level(
            "close-both",
            f"{CLOSE_GIVEN} AND {CLOSE_FAMILY}",
            lambda a, b: _close_given(a.named, b.named) and _close_family(a.named, b.named),
            "the name is similar",
        ),
        Level(
            "family",
            "family_l = family_r",
            lambda a, b: _equal(a.named.family, b.named.family),
            "only the family name is the same",
            common="family",
        ),
        Level(
            "given",
            "given_l = given_r",
            lambda a, b: _equal(a.named.given, b.named.given),
            "only the given name is the same",
            common="given",
        ),
    ),
    differs="the name is different",
    because=(
        "Given and family name are one comparison, because they go together: by tradition "
        "(Mohammed Khan is common though neither part predicts the other), when they are "
        "swapped, and when somebody gives another name altogether. A name that many people "
        "have says less, so the weight depends on how common the name is."
    ),
)

BORN = Comparison(
    name="born",
    called="Date of birth",
    unknown_sql="born_year_l IS NULL OR born_year_r IS NULL",
    unknown=lambda a, b: a.birth.year is None or b.birth.year is None,
    levels=(
        Level(
            "new-year",
            "born_day_l = born_day_r AND born_month_day_l = '0101'",
            lambda a, b: _equal(a.birth.day, b.birth.day) and a.birth.month_day == "0101",
            "the date of birth is the same, and 1 January, which often stands for an unknown day",
        ),
        Level(
            "same",
            "born_day_l = born_day_r",
            lambda a, b: _equal(a.birth.day, b.birth.day),
            "the date of birth is the same",
        ),
        Level(
            "turned",
            "born_day_l = born_turned_r",
            lambda a, b: _equal(a.birth.day, b.birth.turned),
            "day and month of birth are the other way round",
        ),
        Level(
            "slip",
            "levenshtein(born_day_l, born_day_r) <= 1",
            lambda a, b: bool(a.birth.day and b.birth.day) and _apart(a.birth.day, b.birth.day, 1),
            "the date of birth differs in one digit",
        ),
        Level(
            "two-parts",
            "born_month_day_l = born_month_day_r"
            " OR substr(born_day_l, 1, 6) = substr(born_day_r, 1, 6)"
            " OR (born_year_l = born_year_r"
            " AND substr(born_day_l, 7, 2) = substr(born_day_r, 7, 2))",
            lambda a, b: (
                bool(a.birth.day and b.birth.day)
                and (
                    a.birth.month_day == b.birth.month_day
                    or a.birth.day[:6] == b.birth.day[:6]
                    or (a.birth.year == b.birth.year and a.birth.day[6:] == b.birth.day[6:])
                )
            ),
            "two of day, month and year of birth are the same",
        ),
        Level(
            "month",
            "(born_day_l IS NULL OR born_day_r IS NULL)"
            " AND born_year_l = born_year_r AND born_month_l = born_month_r",
            lambda a, b: (
                not (a.birth.day and b.birth.day)
                and a.birth.year == b.birth.year
                and a.birth.month is not None
                and a.birth.month == b.birth.month
            ),
            "month and year of birth are the same, and no more is known",
        ),
        Level(
            "year",
            "(born_day_l IS NULL OR born_day_r IS NULL) AND born_year_l = born_year_r"
            " AND (born_month_l IS NULL OR born_month_r IS NULL)",
            lambda a, b: (
                not (a.birth.day and b.birth.day)
                and a.birth.year == b.birth.year
                and (a.birth.month is None or b.birth.month is None)
            ),
            "the year of birth is the same, and no more is known",
        ),
        Level(
            "near",
            "abs(born_year_l - born_year_r) <= 1",
            lambda a, b: abs((a.birth.year or 0) - (b.birth.year or 0)) <= 1,
            "the date of birth differs; the years are the same or next to each other",
        ),
    ),
    differs="the date of birth is different",
    because=(
        "Dates are guessed, turned round and mistyped, each in its own way, and each way says"
        " how likely it is. 1 January stands for an unknown day, more often for people from "
        "some countries: agreeing on it says less."
    ),
)

SEX = Comparison(
    name="sex",
    called="Sex",
    unknown_sql="sex_l IS NULL OR sex_r IS NULL",
    unknown=lambda a, b: not (a.sex and b.sex),
    levels=(Level("same", "sex_l = sex_r", lambda a, b: a.sex == b.sex, "the sex is the same"),),
    differs="the sex is different",
    because=(
        "Five of six people in custody are men, so agreeing says little; disagreeing says more."
    ),
)

POSTCODE = Comparison(
    name="postcode",
    called="Postcode",
    unknown_sql="postcode_l IS NULL OR postcode_r IS NULL",
    unknown=lambda a, b: not (a.postcode and b.postcode),
    levels=(
        Level(
            "same",
            "postcode_l = postcode_r",
            lambda a, b: a.postcode == b.postcode,
            "the postcode is the same",
        ),
        Level(
            "district",
            "district_l = district_r",
            lambda a, b: _equal(a.district, b.district),
            "the postcode is of the same district",
        ),
    ),
    differs="the postcode is different",
    because=(
        "People in contact with justice move often, so a different postcode says little. No "
        "fixed abode is no place and is not compared."
    ),
)

NUMBER_CALLED = {
    "nhs_number": "NHS number",
    "pnc": "PNC number",
    "cro": "CRO number",
    "prison_number": "prison number",
    "crn": "probation number (CRN)",
}


def _number(kind: str) -> Comparison:
    called = NUMBER_CALLED[kind]
    return Comparison(
        name=kind,
        called=called[:1].upper() + called[1:],
        unknown_sql=f"{kind}_l IS NULL OR {kind}_r IS NULL",
        unknown=lambda a, b: not (a.number(kind) and b.number(kind)),
        levels=(
            Level(
                "same",
                f"{kind}_l = {kind}_r",
                lambda a, b: a.number(kind) == b.number(kind),
                f"the {called} is the same",
            ),
        ),
        differs=f"the {called} is different",
        because=(
            "Only numbers that can be right are compared, in one form: a number with a slip fails"
            " its check, and then says nothing. Two numbers that differ speak against, and two "
            "that are verified forbid a join whatever the weight."
        ),
    )


COMPARISONS = (NAME, BORN, SEX, POSTCODE, *(_number(kind) for kind in NUMBERS))
BY_NAME = {comparison.name: comparison for comparison in COMPARISONS}
