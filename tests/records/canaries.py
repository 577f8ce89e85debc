"""A person of whom everything that can be written down is a word found nowhere else."""

from datetime import date
from uuid import UUID

from tests.records.sharing_world import in_custody
from tests.world import NOW, World
from throughcare.access.actions.acting import viewing
from throughcare.care import actions as care
from throughcare.care.rules import AlertReason, NeedStatus, SafetyKind, SafetyState
from throughcare.codes import Kind
from throughcare.pathway.queries.suites import last_suite
from throughcare.people.queries import sight_of
from throughcare.people.rules import BornPrecision, NameKind, NewAddress, NewName, NewPerson, Source
from throughcare.screening.rules import NeedType
from throughcare.screening.rules import Strength as StrengthKind

NAME = ("Canaryname", "Canaryfamily")
ACTIONS = {kind: f"canary-{kind.value}-action" for kind in SafetyKind}
WORDS = {
    "language": "canarylanguage",
    "address": "canarystreet",
    "phone": "canaryphone",
    "gender": "canarygender",
    "alias": "Canaryalias",
    "pronouns": "canarypronouns",
    "need note": "canaryneednote",
    "strength note": "canarystrengthnote",
    "referral reason": "canaryreferralreason",
    "nhs number": "9990000018",
}
NEVER = tuple(WORDS[each] for each in WORDS if each != "language")
"""What no summary ever says, whoever permits it."""


def canary() -> tuple[World, UUID]:
    """The person in custody, alerted for, screened for needs, referred, with every safety fact."""
    world, person_id = in_custody(
        NewPerson(
            names=[NewName(*NAME), NewName("", WORDS["alias"], NameKind.ALIAS)],
            source=Source.CUSTODY_RECORD,
            born_on=date(1998, 5, 4),
            born_precision=BornPrecision.DAY,
            gender=WORDS["gender"],
            pronouns=WORDS["pronouns"],
            language=WORDS["language"],
            interpreter=True,
            phone=WORDS["phone"],
            identifiers=[(Kind.NHS_NUMBER, WORDS["nhs number"])],
            address=NewAddress(WORDS["address"], "ZZ99 3VZ", False),
        )
    )
    with viewing(world.amara, NOW):
        suite = last_suite(sight_of(world.amara, person_id, at=NOW))
    about = {"by": world.amara, "at": NOW, "person_id": person_id}
    episode = {**about, "episode_id": suite.episode_id}
    care.alert(
        **{**episode, "by": world.dana},
        reasons=[AlertReason.SELF_HARM, AlertReason.MENTAL_HEALTH],
    )
    care.offer(**episode, response="accepted")
    care.see(**episode)
    for kind, action in ACTIONS.items():
        care.note_safety(**about, kind=kind, state=SafetyState.YES, action=action)
    need_id = care.record_need(
        **about,
        need=NeedType.DEPRESSION,
        status=NeedStatus.SUSPECTED,
        episode_id=suite.episode_id,
        note=WORDS["need note"],
    )
    for need in (NeedType.ACCOMMODATION, NeedType.SUICIDE_PLAN, NeedType.SEXUAL_VIOLENCE):
        care.record_need(**about, need=need, status=NeedStatus.CONFIRMED)
    care.note_strength(**about, kind=StrengthKind.STABLE_HOME, note=WORDS["strength note"])
    care.refer(
        **episode,
        to_team_id=world.teams["drugs"],
        need_ids=[need_id],
        reason=WORDS["referral reason"],
    )
    return world, person_id
