"""An instrument and its answers as FHIR R4 Questionnaire and QuestionnaireResponse, both ways.

Both come from the same definition that the pages ask from. Declined, could not answer and not asked
stay apart, as FHIR's reasons for absent data.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from throughcare.screening.instrument import Answer, Condition, Instrument, Item, Kind
from throughcare.screening.rules import AnswerState, checked, is_answered, state_of

SYSTEM = "urn:throughcare"
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
REASONS = {
    AnswerState.DECLINED: "asked-declined",
    AnswerState.UNABLE: "asked-unknown",
    AnswerState.NOT_ASKED: "not-asked",
}
TYPES = {Kind.CHOICE: "choice", Kind.SEVERAL: "choice", Kind.TEXT: "text"}
OPERATORS = {
    "==": "=",
    "!=": "!=",
    "<": "<",
    "<=": "<=",
    ">": ">",
    ">=": ">=",
    "in": "=",
    "has": "=",
}

Resource = dict[str, Any]


@dataclass(frozen=True)
class Read:
    """What a QuestionnaireResponse says, whether or not its version is on the shelf."""

    instrument: str
    version: str
    answers: Mapping[str, object]
    authored: str
    whole: Resource
    """The resource as it came."""


class NoResponse(ValueError):
    """This is no QuestionnaireResponse that says which questionnaire it answers."""


def questionnaire(instrument: Instrument) -> Resource:
    """The instrument as a Questionnaire; a draft where nobody may be asked it."""
    return {
        "resourceType": "Questionnaire",
        "url": _canonical(instrument.id),
        "version": instrument.version,
        "name": instrument.id.replace("-", "_"),
        "title": instrument.title,
        "status": "active" if instrument.administrable else "draft",
        "date": instrument.published,
        "description": instrument.purpose,
        "purpose": instrument.population.note,
        "copyright": f"{instrument.licence.name}. {instrument.licence.permission}",
        "subjectType": ["Patient"],
        "item": [_question(instrument, item) for item in instrument.items],
    }


def response(
    instrument: Instrument,
    answers: Mapping[str, Answer],
    *,
    authored: datetime,
    subject: str,
    complete: bool,
) -> Resource:
    """Checked answers as a QuestionnaireResponse; `subject` is a reference such as Patient/1."""
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": f"{_canonical(instrument.id)}|{instrument.version}",
        "status": "completed" if complete else "in-progress",
        "subject": {"reference": subject},
        "authored": authored.isoformat(timespec="seconds"),
        "item": [
            {"linkId": item.id, "text": item.text, "answer": _answers(item, answers[item.id])}
            for item in instrument.items
            if item.id in answers
        ],
    }


def read_response(resource: Mapping[str, Any]) -> Read:
    """What a QuestionnaireResponse says; `NoResponse` when it cannot be one of our instruments."""
    canonical, _, version = str(resource.get("questionnaire", "")).partition("|")
    if resource.get("resourceType") != "QuestionnaireResponse" or not version:
        raise NoResponse("It does not say which questionnaire in which version it answers.")
    answers: dict[str, object] = {}
    for item in resource.get("item", ()):
        given = [_value(each) for each in item.get("answer", ())]
        answers[str(item.get("linkId"))] = given if len(given) > 1 else next(iter(given), None)
    return Read(
        instrument=canonical.removeprefix(f"{SYSTEM}:instrument:"),
        version=version,
        answers=answers,
        authored=str(resource.get("authored", "")),
        whole=dict(resource),
    )


def answers_of(instrument: Instrument, read: Read) -> dict[str, Answer]:
    """The answers of a response in the form that rules take; `WrongAnswers` where one cannot be."""
    several = {item.id for item in instrument.items if item.kind is Kind.SEVERAL}
    given = {
        name: [value] if name in several and value not in set(REASONS) else value
        for name, value in read.answers.items()
        if not isinstance(value, list)
    }
    listed = {name: value for name, value in read.answers.items() if isinstance(value, list)}
    return checked(instrument, {**given, **listed}, version=read.version)


def _canonical(instrument_id: str) -> str:
    return f"{SYSTEM}:instrument:{instrument_id}"


def _question(instrument: Instrument, item: Item) -> Resource:
    found: Resource = {
        "linkId": item.id,
        "code": [{"system": f"{SYSTEM}:concept", "code": item.concept}],
        "prefix": str(item.position),
        "text": item.text,
        "type": TYPES[item.kind],
        "required": item.required,
    }
    if item.kind is Kind.SEVERAL:
        found["repeats"] = True
    if item.options:
        found["answerOption"] = [
            {
                "valueCoding": {"code": str(option.value), "display": option.label}
                | (
                    {"extension": [{"url": ORDINAL, "valueDecimal": option.counts}]}
                    if option.counts is not None and item.id in instrument.scored()
                    else {}
                )
            }
            for option in item.options
        ]
    if item.show_when is not None:
        found |= _enabled(instrument, item.show_when)
    return found


def _enabled(instrument: Instrument, asked_if: Condition) -> Resource:
    """When the question is asked, as far as FHIR can say: by other answers, not by age or sex."""
    parts = asked_if.comparisons()
    if len(asked_if.any_of) > 1 and any(len(group) > 1 for group in asked_if.any_of):
        return {}
    if any(part.name not in instrument.by_id() for part in parts):
        return {}
    when = [
        {
            "question": part.name,
            "operator": OPERATORS[part.op],
            "answerCoding": {"code": str(value)},
        }
        for part in parts
        for value in part.values
    ]
    either = len(asked_if.any_of) > 1 or any(len(part.values) > 1 for part in parts)
    return {"enableWhen": when} | (
        {"enableBehavior": "any" if either else "all"} if len(when) > 1 else {}
    )


def _answers(item: Item, answer: Answer) -> list[Resource]:
    if not is_answered(answer):
        reason = REASONS[state_of(answer)]
        return [{"extension": [{"url": ABSENT, "valueCode": reason}]}]
    if item.kind is Kind.TEXT:
        return [{"valueString": str(answer)}]
    values = answer if isinstance(answer, tuple) else (answer,)
    options = [option for value in values if (option := item.option(value))]
    return [{"valueCoding": {"code": str(o.value), "display": o.label}} for o in options]


def _value(answer: Mapping[str, Any]) -> object:
    for extension in answer.get("extension", ()):
        for state, reason in REASONS.items():
            if extension.get("url") == ABSENT and extension.get("valueCode") == reason:
                return state.value
    if "valueCoding" in answer:
        code = str(answer["valueCoding"].get("code", ""))
        return int(code) if code.lstrip("-").isdigit() else code
    return next((answer[name] for name in ("valueString", "valueInteger") if name in answer), None)
