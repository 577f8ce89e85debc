"""The same definition gives the FHIR shapes; answers go there and back without a change."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.fhir.mapping.questionnaire import (
    ABSENT,
    NoResponse,
    answers_of,
    questionnaire,
    read_response,
    response,
)
from throughcare.screening.instrument import Instrument, Kind, find, instruments
from throughcare.screening.rules import WrongAnswers, checked

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.mark.parametrize("instrument", instruments(), ids=lambda each: each.id)
def test_every_question_is_in_the_questionnaire_in_order(instrument: Instrument) -> None:
    found = questionnaire(instrument)
    assert [item["linkId"] for item in found["item"]] == list(instrument.by_id())
    assert found["status"] == ("active" if instrument.administrable else "draft")
    links = set(instrument.by_id())
    for item in found["item"]:
        assert {when["question"] for when in item.get("enableWhen", ())} <= links
        assert item["type"] == "text" or item["answerOption"]


def test_what_a_scored_answer_counts_is_said() -> None:
    first = questionnaire(find("phq-9"))["item"][0]
    counts = [o["valueCoding"]["extension"][0]["valueDecimal"] for o in first["answerOption"]]
    assert counts == [0, 1, 2, 3]


def test_when_a_question_is_asked_is_said_by_answers_and_left_out_by_age() -> None:
    core = {item["linkId"]: item for item in questionnaire(find("ld-core"))["item"]}
    plan = core["suicide_plan"]
    assert [when["answerCoding"]["code"] for when in plan["enableWhen"]] == [
        "yes", "not_sure", "declined",
    ]  # fmt: skip
    assert plan["enableBehavior"] == "any"
    assert "enableWhen" not in core["school_missed"]


@st.composite
def answered(draw: st.DrawFn) -> tuple[Instrument, dict[str, object]]:
    instrument = draw(st.sampled_from(instruments()))
    answers: dict[str, object] = {}
    for item in instrument.items:
        values = [option.value for option in item.options if not option.exclusive]
        if item.kind is Kind.TEXT:
            answers[item.id] = draw(st.sampled_from(["My dog", "declined", None]))
        elif item.kind is Kind.SEVERAL:
            answers[item.id] = draw(st.lists(st.sampled_from(values), unique=True))
        else:
            answers[item.id] = draw(st.sampled_from([*values, "declined", "unable", "not_asked"]))
    return instrument, answers


@given(answered())
def test_answers_come_back_as_they_went(drawn: tuple[Instrument, dict[str, object]]) -> None:
    instrument, raw = drawn
    sent = {name: value for name, value in checked(instrument, raw).items() if value is not None}
    resource = response(instrument, sent, authored=AT, subject="Patient/1", complete=True)
    read = read_response(resource)
    assert (read.instrument, read.version) == (instrument.id, instrument.version)
    assert answers_of(instrument, read) == sent


def test_why_there_is_no_answer_stays_apart() -> None:
    sent = checked(find("phq-9"), {"1": "declined", "2": "unable", "3": "not_asked", "4": 0})
    resource = response(find("phq-9"), sent, authored=AT, subject="Patient/1", complete=False)
    said = [item["answer"][0] for item in resource["item"]]
    codes = [each["extension"][0]["valueCode"] for each in said[:3]]
    assert codes == ["asked-declined", "asked-unknown", "not-asked"]
    assert said[0]["extension"][0]["url"] == ABSENT
    assert said[3]["valueCoding"] == {"code": "0", "display": "Not at all"}
    assert resource["status"] == "in-progress"


def test_an_unknown_version_is_read_whole_and_refused_by_the_instrument() -> None:
    resource = response(find("phq-9"), {}, authored=AT, subject="Patient/1", complete=True)
    resource["questionnaire"] = "urn:throughcare:instrument:phq-9|7.3"
    read = read_response(resource)
    assert read.version == "7.3"
    assert read.whole == resource
    with pytest.raises(WrongAnswers, match=r"version '7\.3'"):
        answers_of(find("phq-9"), read)


@pytest.mark.parametrize(
    "resource",
    [{}, {"resourceType": "Patient"}, {"resourceType": "QuestionnaireResponse"},
     {"resourceType": "QuestionnaireResponse", "questionnaire": "urn:x"}],
)  # fmt: skip
def test_what_names_no_version_is_no_response(resource: dict[str, object]) -> None:
    with pytest.raises(NoResponse):
        read_response(resource)
