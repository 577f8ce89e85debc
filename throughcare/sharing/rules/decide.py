"""May this be shared with this recipient, for this purpose, on this ground, and which fields?"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from throughcare.access.roles import Purpose
from throughcare.access.rules import Category
from throughcare.sharing.rules.book import Book, Cell, Floor, Profile
from throughcare.sharing.rules.fields import FIELDS, FRAME, Field
from throughcare.sharing.rules.words import RECIPIENTS, Ground, PermissionState, Recipient

_ANSWERS = {
    PermissionState.REFUSED: "The person said no to sharing this with {recipient}.",
    PermissionState.WITHDRAWN: "The person has taken back their permission for {recipient}.",
    PermissionState.LIMITED: "The person gave permission for other facts, and not for this one.",
    PermissionState.NOT_ASKED: "The person has not been asked about sharing this.",
    PermissionState.UNABLE_TO_DECIDE: (
        "The person is not able to decide about this now, "
        "and nobody has decided in their best interests."
    ),
    PermissionState.BEST_INTERESTS: (
        "A decision in the person's best interests needs a written reason."
    ),
}


@dataclass(frozen=True, slots=True)
class SharingFacts:
    """What a decision is made of.

    `permission` is what the person answered for this recipient and purpose, and `by_category`
    holds the answers that differ from it for one kind of information;
    `limited_to` are the fields the person agreed to where an answer is *limited*;
    `chosen` are the fields the practitioner picked (None: all of the profile);
    `held` are the fields the record says something about (None: not considered).
    """

    recipient: Recipient
    purpose: Purpose
    permission: PermissionState = PermissionState.NOT_ASKED
    by_category: Mapping[Category, PermissionState] = field(default_factory=dict)
    limited_to: frozenset[Field] = frozenset()
    ground: Ground | None = None
    written_reason: str = ""
    chosen: frozenset[Field] | None = None
    held: frozenset[Field] | None = None

    def answer(self, category: Category) -> PermissionState:
        """What the person answered about this category."""
        return self.by_category.get(category, self.permission)


@dataclass(frozen=True, slots=True)
class Released:
    """A field that may leave, and the ground on which it does."""

    field: Field
    ground: Ground


@dataclass(frozen=True, slots=True)
class Withheld:
    """A field that stays, and why, in a sentence for the practitioner."""

    field: Field
    reason: str


@dataclass(frozen=True, slots=True)
class SharingDecision:
    """Which fields may leave, on what ground, which stay, and the sentences that explain it."""

    recipient: Recipient
    purpose: Purpose
    profile: str
    edition: str
    ground: Ground | None
    released: tuple[Released, ...]
    withheld: tuple[Withheld, ...]
    reasons: tuple[str, ...]

    @property
    def permitted(self) -> bool:
        """Whether anything may leave at all."""
        return bool(self.released)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that may leave, in the order of a summary."""
        return tuple(r.field for r in self.released)


def decide(facts: SharingFacts, book: Book) -> SharingDecision:
    """Decide by the rules of the book; whatever they do not name is denied."""
    recipient = RECIPIENTS[facts.recipient]
    profile = book.profiles.get(facts.recipient)
    if profile is None:
        return _refuse(facts, book, "", f"No profile says what {recipient} may receive.")
    if facts.purpose not in profile.purposes:
        reason = f"The profile of {recipient} does not serve this purpose ({facts.purpose})."
        return _refuse(facts, book, profile.id, reason)

    floor = book.floors.get(facts.recipient)
    if floor is not None and floor.purpose is not facts.purpose:
        floor = None
    usable, objection = _usable_ground(facts, book)

    grounds: dict[Field, Ground] = {}
    withheld: dict[Field, str] = {}
    for each in Field:
        verdict = _verdict(each, facts, book, profile, floor, usable)
        if isinstance(verdict, Ground):
            grounds[each] = verdict
        else:
            withheld[each] = verdict
    main = _main_ground(set(grounds.values()), floor)
    if main is not None:
        for each in FRAME & profile.allows.keys() & withheld.keys():
            grounds[each] = main
            del withheld[each]

    shown = facts.held if facts.held is not None else frozenset(Field)
    return SharingDecision(
        recipient=facts.recipient,
        purpose=facts.purpose,
        profile=profile.id,
        edition=book.edition,
        ground=main,
        released=tuple(Released(f, grounds[f]) for f in Field if f in grounds),
        withheld=tuple(Withheld(f, withheld[f]) for f in Field if f in withheld and f in shown),
        reasons=_reasons(recipient, grounds, floor, book, objection),
    )


def narrowed(decision: SharingDecision, to: frozenset[Field], book: Book) -> SharingDecision:
    """The same decision for fewer fields, with the ground and reasons of those alone.

    For what is told by word of mouth, where nothing travels along that was not said.
    """
    floor = book.floors.get(decision.recipient)
    kept = tuple(each for each in decision.released if each.field in to)
    grounds = {each.field: each.ground for each in kept}
    return replace(
        decision,
        ground=_main_ground(set(grounds.values()), floor),
        released=kept,
        reasons=_reasons(RECIPIENTS[decision.recipient], grounds, floor, book, ""),
    )


def _verdict(
    each: Field,
    facts: SharingFacts,
    book: Book,
    profile: Profile,
    floor: Floor | None,
    usable: Ground | None,
) -> Ground | str:
    """The ground on which the field may leave, or the sentence that says why it stays."""
    card = FIELDS[each]
    recipient = RECIPIENTS[facts.recipient]
    on_floor = floor is not None and each in floor.fields
    if not on_floor:
        if each in profile.holds_back:
            return profile.holds_back[each]
        if each not in profile.allows:
            return f"It is not on the list of what {recipient} may receive."
        cell = book.matrix.get((card.collected_for, facts.purpose))
        if cell is None or cell.shuts_out:
            return f"What was collected for {card.collected_for} is never used for this purpose."
        if facts.chosen is not None and each not in facts.chosen and each not in FRAME:
            return "You chose to leave it out."
    else:
        cell = Cell.WITH_RELATIONSHIP
    answer = facts.answer(card.category)
    agreed = answer is PermissionState.GIVEN or (
        answer is PermissionState.LIMITED and each in facts.limited_to
    )
    if agreed and cell is not Cell.GROUND_ONLY:
        return Ground.PERMISSION
    if answer is PermissionState.BEST_INTERESTS and facts.written_reason.strip():
        return Ground.BEST_INTERESTS
    if usable is not None:
        return usable
    if on_floor and floor is not None:
        return floor.ground
    if agreed:
        return "Permission alone is not enough for this; it needs a ground in law."
    return _ANSWERS[answer].format(recipient=recipient)


def _usable_ground(facts: SharingFacts, book: Book) -> tuple[Ground | None, str]:
    """The chosen ground if it can carry a disclosure, and otherwise what is wrong with it."""
    # Permission speaks through the person's answers, and the floor through its own list.
    if facts.ground in (None, Ground.PERMISSION, Ground.SAFETY_IN_CUSTODY):
        return None, ""
    card = book.grounds.get(facts.ground)
    if card is None:
        return None, f"The ground {facts.ground} is not among the published grounds."
    if facts.purpose not in card.purposes:
        return None, f"{card.name} is not a ground for this purpose ({facts.purpose})."
    if card.needs_reason and not facts.written_reason.strip():
        return None, f"{card.name} needs a written reason, and none was given."
    return facts.ground, ""


def _main_ground(grounds: set[Ground], floor: Floor | None) -> Ground | None:
    """The ground that answers for the whole: the one that needed the most explaining."""
    resting = floor.ground if floor is not None else None
    weightier = [g for g in Ground if g in grounds and g not in (Ground.PERMISSION, resting)]
    if weightier:
        return weightier[-1]
    return Ground.PERMISSION if Ground.PERMISSION in grounds else (resting if grounds else None)


def _reasons(
    recipient: str,
    grounds: Mapping[Field, Ground],
    floor: Floor | None,
    book: Book,
    objection: str,
) -> tuple[str, ...]:
    said = [objection] if objection else []
    for ground in Ground:
        if ground in grounds.values():
            if floor is not None and ground is floor.ground:
                said.append(floor.sentence)
            elif ground in book.grounds:
                said.append(book.grounds[ground].sentence.format(recipient=recipient))
    if not grounds:
        said.append(f"Nothing may be shared with {recipient}: no permission and no other ground.")
    return tuple(said)


def _refuse(facts: SharingFacts, book: Book, profile: str, reason: str) -> SharingDecision:
    shown = facts.held if facts.held is not None else frozenset(Field)
    withheld = tuple(Withheld(f, reason) for f in Field if f in shown)
    return SharingDecision(
        facts.recipient, facts.purpose, profile, book.edition, None, (), withheld, (reason,)
    )
