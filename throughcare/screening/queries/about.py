"""What is known of the person beside the answers: their age and sex, as far as they are known."""

from datetime import date

from throughcare.access.rules import Category, Sight
from throughcare.clocks.lengths import LOCAL
from throughcare.people import queries as people
from throughcare.people.rules import ADULT_AGE, BornPrecision, Sex, age_on
from throughcare.screening.rules import Context

YEARS_EITHER_WAY = {BornPrecision.DAY: (0, 0), BornPrecision.ESTIMATED: (2, 2)}
"""How many years younger and older somebody may be whose date of birth is known only in part."""


def about(sight: Sight, *, on: date | None = None) -> Context:
    """Age in whole years and sex; an age that could be of a child or an adult is not known.

    The age is that of the day `on`, such as that of an interview on paper; without it, of today.
    """
    if not sight.may(Category.IDENTITY):
        return Context()
    details = people.identity(sight).details
    known_sex = details.sex in (Sex.FEMALE, Sex.MALE)
    sex = details.sex.value if known_sex else None
    if details.born_on is None:
        return Context(sex=sex)
    age = age_on(details.born_on, on or sight.at.astimezone(LOCAL).date())
    younger, older = YEARS_EITHER_WAY.get(details.born_precision, (1, 0))
    certain = (age - younger < ADULT_AGE) == (age + older < ADULT_AGE)
    return Context(age=age if certain else None, sex=sex)
