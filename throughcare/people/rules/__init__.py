"""Words and pure decisions about people: names, dates of birth, what makes two rows one person."""

from throughcare.people.rules.asked import Asked, read_search
from throughcare.people.rules.merging import (
    Side,
    beside,
    disagreeing,
    disagreement_in_words,
    filled,
)
from throughcare.people.rules.new_person import (
    GivenNumber,
    NewAddress,
    NewName,
    NewPerson,
    born_in_words,
    canonical,
    details_in_words,
)
from throughcare.people.rules.same_person import (
    Candidate,
    Judgement,
    Match,
    Traits,
    Verdict,
    choose,
    same_person,
)
from throughcare.people.rules.terms import (
    ADULT_AGE,
    NUMBERS_OF_A_PERSON,
    SEX_IN_WORDS,
    BornPrecision,
    NameKind,
    Sex,
    Source,
    age_on,
    is_child,
    search_key,
)

__all__ = [
    "ADULT_AGE",
    "NUMBERS_OF_A_PERSON",
    "SEX_IN_WORDS",
    "Asked",
    "BornPrecision",
    "Candidate",
    "GivenNumber",
    "Judgement",
    "Match",
    "NameKind",
    "NewAddress",
    "NewName",
    "NewPerson",
    "Sex",
    "Side",
    "Source",
    "Traits",
    "Verdict",
    "age_on",
    "beside",
    "born_in_words",
    "canonical",
    "choose",
    "details_in_words",
    "disagreeing",
    "disagreement_in_words",
    "filled",
    "is_child",
    "read_search",
    "same_person",
    "search_key",
]
