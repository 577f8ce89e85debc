"""May what the national register says be taken into the record? With reasons, where it may not."""

from collections.abc import Iterable
from datetime import date

from throughcare.codes import Kind, check
from throughcare.people.rules.new_person import GivenNumber, canonical
from throughcare.people.rules.tracing import Registered, Sensitivity

NO_NUMBER = "The register gave no NHS number that can be right."
KEPT_FROM_EYES = (
    "The register does not open this record, or does not say how far it is open, so nothing is"
    " taken from it. Ask those who run your access to the register."
)
DIED = (
    "The register says that this person has died. Either it is somebody else, or the register"
    " has to be put right first."
)
ANOTHER_CONFIRMED = (
    "This record has another confirmed NHS number. If that one is somebody else's, take it away"
    " first."
)


def refuse_accepting(
    found: Registered,
    held: Iterable[GivenNumber],
    *,
    replaces: str = "",
    on: date,
    synthetic: bool,
) -> tuple[str, ...]:
    """Why the number that the register proposes may not be taken as confirmed; nothing if it may.

    `held` are the numbers on record. `replaces` is the number that was asked about, when the
    register has another one in its place: that one may be given up, any other confirmed one not.
    """
    number = check(Kind.NHS_NUMBER, found.nhs_number, on=on, synthetic=synthetic).canonical
    reasons = [] if number else [NO_NUMBER]
    if found.sensitivity in (Sensitivity.VERY_RESTRICTED, Sensitivity.NOT_SAID):
        reasons.append(KEPT_FROM_EYES)
    if found.died:
        reasons.append(DIED)
    confirmed = {
        canonical(one, on=on, synthetic=synthetic)
        for one in held
        if one.kind is Kind.NHS_NUMBER and one.verified
    }
    if confirmed - {"", number, replaces}:
        reasons.append(ANOTHER_CONFIRMED)
    return tuple(reasons)
