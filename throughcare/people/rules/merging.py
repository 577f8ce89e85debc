"""Two records of one person: what stands against merging them, and what each fills in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from throughcare.codes import KINDS, EthnicCategory, Kind
from throughcare.people.rules.new_person import GivenNumber, NewPerson, canonical, details_in_words
from throughcare.people.rules.same_person import ONE_PER_PERSON
from throughcare.people.rules.terms import BornPrecision, Sex, Source


@dataclass(frozen=True, slots=True)
class Side:
    """One detail of two records beside each other."""

    label: str
    kept: str
    other: str

    @property
    def differs(self) -> bool:
        """Whether both say something, and not the same."""
        return bool(self.kept and self.other) and self.kept != self.other


def disagreeing(
    kept: Iterable[GivenNumber], other: Iterable[GivenNumber], *, on: date, synthetic: bool
) -> tuple[Kind, ...]:
    """The kinds of number of which a person has one, confirmed in both records and not the same."""
    ones, others = (_confirmed(numbers, on, synthetic) for numbers in (kept, other))
    return tuple(
        kind
        for kind in KINDS
        if kind in ONE_PER_PERSON
        and ones.get(kind)
        and others.get(kind)
        and not ones[kind] & others[kind]
    )


def _confirmed(numbers: Iterable[GivenNumber], on: date, synthetic: bool) -> dict[Kind, set[str]]:
    found: dict[Kind, set[str]] = {}
    for number in numbers:
        same = canonical(number, on=on, synthetic=synthetic)
        if number.verified and same:
            found.setdefault(number.kind, set()).add(same)
    return found


def disagreement_in_words(kinds: Sequence[Kind]) -> str:
    """What a worker reads who merges two records with different confirmed numbers."""
    named = " and ".join(KINDS[kind].name for kind in kinds)
    return (
        f"Each record has its own confirmed {named}. Two people may be meant."
        " Merge them only if you are sure, and say why you are."
    )


def filled(kept: NewPerson, other: NewPerson) -> NewPerson:
    """What the kept record says, and where it does not know, what the other one says.

    Where they differ in what keeps somebody safe, the careful answer counts: an interpreter is
    needed if either says so, and a telephone is not safe if either says so.

    Names, numbers and addresses are rows of their own and move by themselves.
    """
    born = kept if kept.born_on else other
    ethnic = kept if kept.ethnicity is not EthnicCategory.NOT_KNOWN else other
    phone = kept if kept.phone else other
    either = [one.interpreter for one in (kept, other) if one.interpreter is not None]
    safe = [one.safe_to_contact for one in (kept, other) if one.phone == phone.phone]
    whole = replace(
        kept,
        born_on=born.born_on,
        born_precision=born.born_precision if born.born_on else BornPrecision.UNKNOWN,
        sex=other.sex if kept.sex is Sex.UNKNOWN else kept.sex,
        gender=kept.gender or other.gender,
        pronouns=kept.pronouns or other.pronouns,
        ethnicity=ethnic.ethnicity,
        ethnicity_given=ethnic.ethnicity_given,
        ethnicity_by_others=kept.ethnicity_by_others or other.ethnicity_by_others,
        language=kept.language or other.language,
        interpreter=any(either) if either else None,
        phone=phone.phone,
        safe_to_contact=False if False in safe else phone.safe_to_contact,
    )
    return whole if whole == kept else replace(whole, source=Source.MERGED)


def beside(kept: NewPerson, other: NewPerson) -> tuple[Side, ...]:
    """Every detail that either record knows, the two beside each other."""
    ones, others = details_in_words(kept), details_in_words(other)
    return tuple(
        Side(label, ones[label], others[label]) for label in ones if ones[label] or others[label]
    )
