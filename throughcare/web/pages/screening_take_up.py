"""What the answers point to, offered for the record one by one; nothing is recorded by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from throughcare.access.rules import Act, Category, Sight
from throughcare.care import actions as care
from throughcare.care import queries as care_queries
from throughcare.care.rules import SAFETY_WORDS, NeedStatus, SafetyKind
from throughcare.screening import queries
from throughcare.screening.instrument import Flag
from throughcare.screening.rules import (
    Strength,
    Suspected,
    SuspectedStrength,
    strengths,
    suspected_needs,
)
from throughcare.web import fields
from throughcare.web.fields import Choice
from throughcare.web.forms import PageForm
from throughcare.web.pages.screening_forms import AsWritten
from throughcare.web.pages.screening_raised import ACTIONS, kinds, note
from throughcare.web.words import plural

LEAVE = "leave"
CHOICES = (
    Choice(NeedStatus.SUSPECTED, "Record as suspected"),
    Choice(NeedStatus.CONFIRMED, "Record as confirmed"),
    Choice(LEAVE, "Do not record"),
)


class _OfNeed(AsWritten, fields.Radios):
    """What to do with one need."""


class _OfSafety(AsWritten, fields.Checkboxes):
    """Which safety facts to record."""


class _OfStrengths(AsWritten, fields.Checkboxes):
    """Which strengths to record."""


@dataclass(frozen=True)
class PointedTo:
    """What the answers point to: not on record yet, and on record already."""

    needs: list[Suspected]
    on_record: list[str]
    strengths: list[SuspectedStrength]
    safety: list[SafetyKind]


class TakeUpForm(PageForm):
    """What the answers point to that is not on record yet, each for a person to take up."""

    def __init__(self, pointed: PointedTo, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.needs = pointed.needs
        if pointed.safety:
            self.fields["safety"] = _OfSafety(
                label="What whoever has them in their care must know",
                hint="Tick what you want to tell them.",
                required=False,
                choices=[
                    Choice(kind.value, SAFETY_WORDS[kind], ACTIONS[kind]) for kind in pointed.safety
                ],
            )
        for suspected in pointed.needs:
            field = _OfNeed(
                label=suspected.need.label,
                hint=" ".join(suspected.because),
                required=False,
                choices=CHOICES,
                draw={"classes": "nhsuk-radios--inline"},
            )
            field.error_messages["invalid_choice"] = (
                f"Select one of the answers for “{suspected.need.label}”"
            )
            self.fields[f"need-{suspected.need.value}"] = field
        if pointed.strengths:
            self.fields["strengths"] = _OfStrengths(
                label="What helps them",
                hint="Tick what you want to record.",
                required=False,
                choices=[
                    Choice(each.strength.value, each.strength.label, " ".join(each.because))
                    for each in pointed.strengths
                ],
            )

    def accepted(self) -> list[tuple[Suspected, NeedStatus]]:
        """The needs to record, with how sure the practitioner is."""
        chosen = [(need, self.cleaned_data[f"need-{need.need.value}"]) for need in self.needs]
        return [(need, NeedStatus(value)) for need, value in chosen if value and value != LEAVE]


def pointed_to(sight: Sight, sheet: queries.Sheet, flags: Iterable[Flag]) -> PointedTo:
    """What the answers that count now point to, and what of it is on record already.

    A safety fact that somebody has answered, with yes or with no, is not suggested again.
    """
    instrument, answers = sheet.asked.instrument, sheet.answers(sight.at)
    open_needs = {need.type for need in care_queries.needs(sight) if need.open}
    noted = {strength.kind for strength in care_queries.strengths(sight)}
    pointed = suspected_needs(instrument, answers)
    told = {fact.kind for fact in care_queries.safety(sight)}
    may_tell = sight.may(Category.SAFETY, Act.WRITE)
    return PointedTo(
        [each for each in pointed if each.need not in open_needs],
        [each.need.label for each in pointed if each.need in open_needs],
        [each for each in strengths(instrument, answers) if each.strength not in noted],
        [kind for kind in kinds(flags) if kind not in told] if may_tell else [],
    )


def take_up(sight: Sight, asked: queries.Asked, form: TakeUpForm) -> str:
    """Record what was accepted; says what was."""
    who: dict[str, Any] = {"by": sight.viewer, "at": sight.at}
    accepted = form.accepted()
    for suspected, status in accepted:
        need_id = care.suspect_need(
            **who,
            person_id=sight.person_id,
            need=suspected.need,
            episode_id=asked.episode_id,
            screening_id=asked.screening_id,
        )
        if status is NeedStatus.CONFIRMED:
            now = care_queries.need(sight, need_id)
            assert now is not None
            care.change_need(
                **who,
                need_id=need_id,
                version=now.version,
                status=status,
                responsible_team_id=now.team_id,
                reason="Confirmed by the practitioner after the screening",
            )
    helps = form.cleaned_data.get("strengths") or []
    for kind in helps:
        care.note_strength(**who, person_id=sight.person_id, kind=Strength(kind))
    told = [SafetyKind(kind) for kind in form.cleaned_data.get("safety") or []]
    note(sight, told)
    counted = ((accepted, "need"), (helps, "strength"), (told, "safety fact"))
    recorded = [plural(found, words) for found, words in counted if found]
    return f"{' and '.join(recorded) or 'Nothing is'} recorded."
