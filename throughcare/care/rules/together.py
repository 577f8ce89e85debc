"""Needs that occur together, because services turn people away for having both."""

from collections.abc import Iterable
from dataclasses import dataclass

from throughcare.screening.rules import NeedDomain, NeedType

MANY = 3


@dataclass(frozen=True, slots=True)
class Together:
    """Needs of one person that change what help can work, and what to see to because of it."""

    name: str
    see_to: str
    needs: tuple[NeedType, ...]


_D = NeedDomain
_LEARNING = (NeedType.LEARNING_DISABILITY, NeedType.AUTISM, NeedType.ADHD)


def together(needs: Iterable[NeedType]) -> tuple[Together, ...]:
    """What occurs together among these needs, the best known first."""
    held = list(dict.fromkeys(needs))

    def of(*domains: NeedDomain) -> tuple[NeedType, ...]:
        return tuple(need for need in held if need.domain in domains)

    mind, substances = of(_D.MENTAL_HEALTH, _D.SELF_HARM), of(_D.SUBSTANCES)
    learning = tuple(need for need in held if need in _LEARNING)
    injured = tuple(need for need in held if need is NeedType.BRAIN_INJURY)
    hurt, home = of(_D.ABUSE), tuple(need for need in held if need is NeedType.ACCOMMODATION)
    pairs = (
        (
            "Dual diagnosis: mental health and substances",
            "Neither service may wait for the other: ask both to say who leads.",
            mind,
            substances,
        ),
        (
            "Learning disability, autism or ADHD with mental health",
            "Ask for reasonable adjustments, so that neither team sends them to the other.",
            learning,
            mind,
        ),
        (
            "Brain injury with substances",
            "Forgetting appointments may be the injury: somebody goes along.",
            injured,
            substances,
        ),
        (
            "Abuse or exploitation with mental health",
            "Somebody may speak for them who is not safe: see them alone.",
            hurt,
            mind,
        ),
        (
            "Nowhere settled to live with mental health or substances",
            "Treatment is lost when the address is: give services another way to reach them.",
            home,
            (*mind, *substances),
        ),
    )
    found = [Together(name, see_to, (*a, *b)) for name, see_to, a, b in pairs if a and b]
    domains = list(dict.fromkeys(need.domain for need in held))
    if len(domains) >= MANY and not found:
        found.append(
            Together(
                "Needs of several kinds at once",
                "Agree who leads, so that they need not tell everything to everybody.",
                tuple(held),
            )
        )
    return tuple(found)
