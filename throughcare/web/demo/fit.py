"""Do the made-up people fit the published shares they were drawn from? One line for each share."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from throughcare.codes import EthnicCategory, EthnicGroup
from throughcare.people.rules import NameKind, Sex
from throughcare.screening.rules import NeedCategory, NeedDomain, categories_of
from throughcare.web.demo.passages import Life, Meeting, Passage
from throughcare.web.demo.shares import Shares

GROUPS = {
    EthnicGroup.WHITE: "white",
    EthnicGroup.BLACK: "black",
    EthnicGroup.ASIAN: "asian",
    EthnicGroup.MIXED: "mixed",
    EthnicGroup.OTHER: "other",
}
UNSAID = (EthnicCategory.NOT_STATED, EthnicCategory.NOT_KNOWN)


@dataclass(frozen=True, slots=True)
class Fit:
    """A published share beside the one that the made-up people have."""

    share: str
    target: float
    generated: float
    of: int
    tolerance: float
    status: str

    @property
    def difference(self) -> float:
        """How far off, with its sign."""
        return self.generated - self.target

    @property
    def fits(self) -> bool:
        """Whether it is within the declared tolerance."""
        return abs(self.difference) <= self.tolerance


def fit(lives: Sequence[Life], shares: Shares) -> Iterator[Fit]:
    """Every share that a plan settles, in the order of the file."""
    counted = {name: (hits, of) for name, hits, of in _counted(lives)}
    for name, share in shares.all.items():
        if name in counted and counted[name][1]:
            hits, of = counted[name]
            yield Fit(
                share=name,
                target=share.published.value,
                generated=hits / of,
                of=of,
                tolerance=share.tolerance,
                status=share.published.status.value,
            )


Counts = Iterator[tuple[str, int, int]]


def _counted(lives: Sequence[Life]) -> Counts:
    yield from _people(lives)
    passages = [(life, passage) for life in lives for passage in life.passages]
    # Whoever is here now was put there to show every state of the board.
    over = [(life, each) for life, each in passages if life.passages[-1] is not each or _past(each)]
    yield from _share_of("offence", [each.offence.value for _, each in passages])
    past = [each for _, each in over]
    yield from _one("released-within-16-hours", [p.lasts <= timedelta(hours=16) for p in past])
    yield from _share_of("leaving", [each.leaving.value for each in past])
    yield from _meetings(over)


def _past(passage: Passage) -> bool:
    return passage.meeting in (
        Meeting.NOT_CONSIDERED,
        Meeting.LEFT_UNSEEN,
        Meeting.DECLINED,
        Meeting.SEEN,
    )


def _people(lives: Sequence[Life]) -> Counts:
    drawn = [life.drawn for life in lives]
    new = [each.new for each in drawn]
    yield from _one("female", [each.sex is Sex.FEMALE for each in new])
    yield from _one("under-18", [each.child for each in drawn])
    adults = [each for each in drawn if not each.child]
    for age in ("18-24", "25-34", "35-44", "45-59", "60-79"):
        first, last = map(int, age.split("-"))
        yield from _one(f"age/{age}", [first <= each.age <= last for each in adults])
    said = [each.ethnicity for each in new if each.ethnicity not in UNSAID]
    yield from _share_of("ethnicity", [GROUPS[each.group] for each in said])
    for name, code in zip(("not-stated", "not-known"), UNSAID, strict=True):
        yield from _one(f"ethnicity-{name}", [each.ethnicity is code for each in new])
    homeless = [bool(each.new.address and each.new.address.no_fixed_abode) for each in adults]
    yield from _one("no-fixed-abode", homeless)
    yield from _one("interpreter", [each.interpreter for each in drawn])
    aliases = [any(name.kind is NameKind.ALIAS for name in each.names) for each in new]
    yield from _one("alias", aliases)
    for name in ("nhs-number", "pnc"):
        known = [any(kind == name for kind, *_ in each.identifiers) for each in new]
        yield from _one(f"{name}-known", known)
    yield from _one("arrested-again", [len(life.passages) > 1 for life in lives])


def _meetings(over: Sequence[tuple[Life, Passage]]) -> Counts:
    past = [passage for _, passage in over]
    for name, child in (("considered", False), ("considered-young", True)):
        asked = [p.meeting for life, p in over if life.drawn.child is child]
        yield from _one(name, [meeting is not Meeting.NOT_CONSIDERED for meeting in asked])
    considered = [p for p in past if p.meeting is not Meeting.NOT_CONSIDERED]
    yield from _one("left-unseen", [p.meeting is Meeting.LEFT_UNSEEN for p in considered])
    offered = [p for p in considered if p.meeting is not Meeting.LEFT_UNSEEN]
    yield from _one("engaged", [p.meeting is Meeting.SEEN for p in offered])
    yield from _one("declined", [p.meeting is Meeting.DECLINED for p in offered])
    seen = [(life, p) for life, p in over if p.meeting is Meeting.SEEN]
    adults = [p for life, p in seen if not life.drawn.child]
    yield from _one("vulnerable", [bool(p.wanted) for p in adults])
    mental = (NeedDomain.MENTAL_HEALTH, NeedDomain.SELF_HARM)
    yield from _one("mental-health", [_has(p, *mental) for p in adults])
    drugs = [any(each.group == "substances" for each in p.wanted) for p in adults]
    yield from _one("substances", drugs)
    yield from _one("self-harm", [_has(p, NeedDomain.SELF_HARM) for p in adults])
    yield from _one("screened", [p.screened for _, p in seen])
    yield from _one("report-to-custody", [p.report for _, p in seen])
    young = [p for life, p in seen if life.drawn.child]
    found = [categories_of(each.need for each in p.wanted) for p in young]
    for category in NeedCategory:
        yield from _one(f"youth/{category.value}", [category in each for each in found])
    yield from _share_of("outcome", [p.result.value for p in adults])
    yield from _share_of("youth-outcome", [p.result.value for p in young])


def _has(passage: Passage, *domains: NeedDomain) -> bool:
    return any(each.need.domain in domains for each in passage.wanted)


def _one(name: str, happened: Sequence[bool]) -> Counts:
    yield name, sum(happened), len(happened)


def _share_of(group: str, members: Iterable[str]) -> Counts:
    counts = Counter(members)
    for member, hits in counts.items():
        yield f"{group}/{member}", hits, counts.total()
