"""A plan out of a FHIR CarePlan: what is read, what is refused, and what is said not to be read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.fhir.mapping.care_plan import read_care_plan

ON = date(2026, 11, 2)
PLAN = {
    "resourceType": "CarePlan",
    "status": "active",
    "intent": "plan",
    "title": "Care plan",
    "description": "Weekly visits",
    "subject": {
        "identifier": {"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "999 000 0018"}
    },
    "created": "2026-10-20",
    "author": {"display": "Pennmoor community team"},
    "contained": [
        {"resourceType": "Goal", "id": "g1", "description": {"text": "A room of my own"}},
        {"resourceType": "Condition", "id": "c1", "code": {"coding": [{"display": "Psychosis"}]}},
    ],
    "addresses": [{"reference": "#c1"}],
    "goal": [{"reference": "#g1"}, {"display": "See my daughter"}],
    "activity": [
        {
            "detail": {
                "description": "Ring the GP",
                "status": "scheduled",
                "performer": [{"display": "Sam"}],
            },
            "progress": [{"text": "Rang twice"}],
        },
        {"detail": {"code": "Visit"}},
        {"reference": {"display": "Blood test"}},
        {"detail": {"kind": "Task"}},
    ],
    "note": [{"text": "Call before coming"}, {"time": "2026-10-20"}],
}


def read(**more):
    given = {name: value for name, value in (PLAN | more).items() if value is not None}
    return read_care_plan(given, on=ON)


def test_a_plan_is_read_line_by_line_with_whose_it_is():
    found = read()
    assert found.issues == ()
    plan = found.plan
    assert (plan.made_by, plan.made_on) == ("Pennmoor community team", date(2026, 10, 20))
    assert plan.nhs_number == "9990000018"
    assert plan.words.split("\n") == [
        "Care plan (active)",
        "Weekly visits",
        "About: Psychosis",
        "Goal: A room of my own",
        "Goal: See my daughter",
        "Step: Ring the GP (scheduled), by Sam",
        "Progress: Rang twice",
        "Step: Visit",
        "Step: Blood test",
        "Note: Call before coming",
    ]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"resourceType": "Patient"}, "no FHIR CarePlan"),
        ({"status": "entered-in-error"}, "entered in error"),
        ({"status": None}, "CarePlan.status: This is missing"),
        ({"subject": None}, "CarePlan.subject: This is missing"),
        ({"author": None}, "which service made it"),
        ({"created": None}, "of which day"),
        ({"created": "2026"}, "of which day"),
        ({"created": "2026-12-24"}, "in the future"),
        ({"modifierExtension": [{"url": "x"}]}, "meaning is changed"),
        ({"goals": []}, "no such element"),
        (
            {"subject": {"identifier": {"system": "https://fhir.nhs.uk/Id/nhs-number",
                                        "value": "9990000019"}}},
            "not valid",
        ),
        (
            {"title": None, "description": None, "goal": None, "activity": None, "note": None,
             "addresses": None},
            "nothing that can be read",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_relied_on_is_refused_with_the_reason(more, why):
    found = read(**more)
    assert found.plan is None
    assert any(why in one for one in found.refused)


def test_what_is_not_read_is_said():
    found = read(
        basedOn=[{"reference": "x"}],
        subject={"reference": "Patient/1"},
        created=None,
        period={"start": "2026-09-01"},
        author=None,
        contributor=[{"display": "Ward 4"}],
        contained=None,
    )
    assert (found.plan.made_by, found.plan.made_on) == ("Ward 4", date(2026, 9, 1))
    assert found.plan.nhs_number == ""
    assert [str(one) for one in found.issues] == [
        "CarePlan.basedOn: This is not read.",
        "CarePlan.subject: It names no NHS number to compare.",
    ]


def test_a_title_without_a_status_word_stands_alone():
    assert read_care_plan([], on=ON).plan is None
    assert read(title=None).plan.words.startswith("Weekly visits")


JUNK = st.recursive(
    st.none() | st.text(max_size=5) | st.integers(),
    lambda inner: st.lists(inner, max_size=2)
    | st.dictionaries(
        st.sampled_from(["detail", "text", "code", "coding", "display", "reference", "performer",
                         "progress", "identifier", "system", "value", "start", "description"]),
        inner,
        max_size=3,
    ),
    max_leaves=6,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(sorted(PLAN)), JUNK | st.lists(JUNK, max_size=2)))
def test_whatever_comes_is_read_or_refused_and_never_breaks(more):
    found = read_care_plan(PLAN | more | {"resourceType": "CarePlan"}, on=ON)
    assert found.plan is not None or found.refused
