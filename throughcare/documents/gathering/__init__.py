"""What the record says of one person, put together as the answers that a summary is made of.

Everything is read through the rooms' own queries and in one sight, so a summary can hold nothing
that its author may not read. What is held and never summarised is named without being read out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from throughcare.access.rules import Category, Sight
from throughcare.care import queries as care
from throughcare.care.queries.medicines import medicine_list
from throughcare.documents.gathering import caring, medicines, person
from throughcare.documents.summary import Answer, Known
from throughcare.pathway.queries.suites import last_suite
from throughcare.screening import queries as screening
from throughcare.sharing.rules import Field

__all__ = ["Gathered", "gather"]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Answers by field, the fields held beside them, and the episode that it is about.

    `never_listed` are kinds of need that are on record and that no summary names.
    """

    facts: Mapping[Field, Answer]
    held: frozenset[Field]
    episode_id: UUID | None
    never_listed: tuple[str, ...]


def gather(sight: Sight, *, in_detail: bool = False) -> Gathered:
    """What the record says of a person now, as far as the viewer may read it.

    `in_detail` for a team that takes over the care: the matters themselves, and the plan.
    """
    facts: dict[Field, Answer] = {}
    beside: set[Field] = set()
    safety = care.safety(sight) if sight.may(Category.SAFETY) else []
    facts.update(caring.safety_answers(safety))
    if in_detail:
        facts.update(caring.detail_answers(safety))
        if sight.may(Category.NEED):
            facts.update(caring.plan_answer(care.plan_versions(sight)))
        if sight.may(Category.MEDICINE):
            said = medicines.medicines(medicine_list(sight))
            if isinstance(said, Known):
                facts[Field.MEDICINES] = said
    if sight.may(Category.IDENTITY):
        who = person.read(sight)
        facts.update(person.who_answers(who, sight.at))
        facts[Field.COMMUNICATION_NEEDS] = caring.communication(safety, who.details)
        beside.update(person.held_beside(who))
    suite = last_suite(sight) if sight.may(Category.WHEREABOUTS) else None
    episode_id = suite.episode_id if suite else None
    if episode_id is not None:
        facts.update(person.arrest_answers(sight, episode_id))
        if sight.may(Category.ENGAGEMENT):
            facts[Field.WHY_SEEN] = caring.why_seen(care.liaisons(sight), episode_id)
    needs = care.needs(sight) if sight.may(Category.NEED) else []
    facts.update(caring.need_answers(needs))
    if any(need.note for need in needs):
        beside.add(Field.NEED_NOTES)
    if sight.may(Category.NEED):
        facts[Field.STRENGTHS] = caring.strengths(care.strengths(sight))
    if sight.may(Category.REFERRAL):
        facts.update(caring.referral_answers(care.referrals(sight)))
    if sight.may(Category.SCREENING):
        beside.update(_screened(sight))
    facts[Field.PRACTITIONER] = Known(f"{sight.viewer.name}, {sight.viewer.organisation_name}")
    answered = {field for field, answer in facts.items() if isinstance(answer, Known)}
    return Gathered(facts, frozenset(answered | beside), episode_id, caring.never_listed(needs))


def _screened(sight: Sight) -> set[Field]:
    asked = screening.screenings(sight)
    scored = any(one.result and one.result.score is not None for one in asked)
    held = {Field.SCREENING_ANSWERS} if asked else set()
    return held | {Field.SCREENING_SCORE} if scored else held
