"""Who may do what: every combination decided, everything not listed denied, errors denied."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.access import policy
from throughcare.access.roles import ROLES, Purpose, Role
from throughcare.access.rules import (
    NO_RELATIONSHIP,
    Act,
    Category,
    OrganisationKind,
    RelationshipKind,
    Request,
    strongest,
)

RELATIONSHIPS = [NO_RELATIONSHIP, *(kind.value for kind in RelationshipKind)]
CLINICAL = (Category.SCREENING, Category.NEED, Category.REFERRAL)
GROUPS = policy.yaml.safe_load((policy.POLICIES / "entities.yaml").read_text())

requests = st.builds(
    Request,
    role=st.sampled_from(Role),
    organisation_kind=st.sampled_from(OrganisationKind),
    act=st.sampled_from(Act),
    category=st.sampled_from(Category),
    purpose=st.sampled_from(Purpose),
    relationship=st.sampled_from(RELATIONSHIPS),
    restricted=st.booleans(),
    excluded=st.booleans(),
)


# Values that no policy tells apart are decided once for all of them.
KINDS = (
    OrganisationKind.LIAISON_AND_DIVERSION,
    OrganisationKind.POLICE,
    OrganisationKind.RECEIVING_SERVICE,
)
PURPOSES = (
    Purpose.CARE,
    Purpose.CUSTODY_SAFETY,
    Purpose.JUSTICE_DECISION,
    Purpose.RUNNING_THE_SERVICE,
    Purpose.RESEARCH,
)
TOLD_APART = (NO_RELATIONSHIP, "present", "referred", "informed")


def everything():
    for parts in product(Role, KINDS, Act, Category, PURPOSES, TOLD_APART):
        yield Request(*parts)


def test_the_whole_matrix_permits_only_what_is_listed():
    permitted = [request for request in everything() if policy.decide(request).permitted]
    assert len(permitted) > 100
    for request in permitted:
        who = (request.role, request.act, request.category)
        if request.role in (Role.CUSTODY_OFFICER, Role.COURT_OFFICER):
            assert request.category not in CLINICAL, who
        if request.role in (Role.MANAGER, Role.GOVERNANCE_LEAD):
            oversees = (Category.FIGURE, Category.DISCLOSURE, Category.AUDIT)
            oversees += (Category.ORGANISATION,) if request.role is Role.MANAGER else ()
            marks = (request.act, request.category) == (Act.RESTRICT, Category.IDENTITY)
            assert request.category in oversees or marks, who
        if request.act is Act.FIND:
            assert request.category in (Category.IDENTITY, Category.IDENTIFIER) or (
                request.role is Role.FEED
            ), who
        if request.act is Act.EXPORT:
            assert request.category is Category.FIGURE, who
        if request.relationship == NO_RELATIONSHIP and request.act in (Act.READ, Act.WRITE):
            assert request.role in (Role.FEED, Role.MANAGER, Role.GOVERNANCE_LEAD), who


@given(requests)
def test_a_restricted_record_is_open_to_the_team_it_is_allocated_to_and_to_nobody_else(request):
    opens = (RelationshipKind.ALLOCATED, RelationshipKind.BREAK_GLASS)
    if request.restricted and request.relationship not in opens:
        assert not policy.decide(request).permitted


def test_breaking_the_glass_shows_what_keeps_somebody_safe_and_changes_nothing():
    emergency = {Category.IDENTITY, Category.COMMUNICATION, Category.SAFETY, Category.WHEREABOUTS}
    for role, kind, act, category, purpose in product(Role, KINDS, Act, Category, PURPOSES):
        request = Request(role, kind, act, category, purpose, "break-glass", True)
        anyway = Request(role, kind, act, category, purpose)
        if policy.decide(request).permitted and not policy.decide(anyway).permitted:
            assert (act, category in emergency) == (Act.READ, True)
            assert role in (Role.PRACTITIONER, Role.CUSTODY_OFFICER)


@given(requests)
def test_an_excluded_worker_may_nothing(request):
    if request.excluded:
        assert not policy.decide(request).permitted


@given(requests)
def test_every_answer_says_why(request):
    assert all(policy.decide(request).reasons)


def test_the_values_left_out_of_the_matrix_are_named_by_no_policy_on_their_own():
    text = "".join(path.read_text() for path in policy.POLICIES.glob("*.cedar"))
    for left_out in ("court", "prison", "supervision", "safeguarding", "own-view"):
        assert f'"{left_out}"' not in text
    for line in text.splitlines():
        if '"allocated"' in line and "==" not in line and "!=" not in line:
            assert '"present"' in line or '"break-glass"' in line
            assert '"sending"' in line or '"break-glass"' in line


def test_the_same_question_always_has_the_same_answer():
    for request in list(everything())[::997]:
        assert policy.decide(request) == policy.decide_with(policy.current(), request)


NOTES = "".join(f'@{name}("x")' for name in policy.SAID_OF_EACH)
ANYBODY = Request(
    Role.PRACTITIONER,
    OrganisationKind.POLICE,
    Act.READ,
    Category.NEED,
    Purpose.CARE,
)


def test_a_forbid_that_cannot_be_evaluated_denies():
    text = f"""
      {NOTES} permit(principal, action, resource);
      {NOTES} forbid(principal, action, resource) when {{ context.no_such_attribute }};
    """
    decision = policy.decide_with(policy.parse(text, GROUPS), ANYBODY)
    assert not decision.permitted
    assert decision.policies == ("evaluation-error",)


def test_an_empty_set_of_policies_denies():
    decision = policy.decide_with(policy.parse("", GROUPS), ANYBODY)
    assert not decision.permitted
    assert decision.reasons == (policy.DEFAULT_DENY,)


@pytest.mark.parametrize("missing", policy.SAID_OF_EACH)
def test_a_policy_without_owner_basis_and_sentences_does_not_load(missing):
    notes = "".join(f'@{name}("x")' for name in policy.SAID_OF_EACH if name != missing)
    with pytest.raises(policy.WrongPolicy, match=missing):
        policy.parse(f"{notes} permit(principal, action, resource);", GROUPS)


def test_a_policy_that_is_not_cedar_does_not_load():
    with pytest.raises(policy.WrongPolicy):
        policy.parse("permit everything", GROUPS)


def test_a_group_of_an_unknown_role_does_not_load():
    with pytest.raises(policy.WrongPolicy, match="wizard"):
        policy.parse("", {"roles": {"care-team": ["wizard"]}, "categories": {}})


def test_every_group_that_a_policy_names_exists():
    text = "".join(path.read_text() for path in policy.POLICIES.glob("*.cedar"))
    named = {part.split('"')[1] for part in text.split("Group::")[1:]}
    assert named == set(GROUPS["roles"]) | set(GROUPS["categories"])


def test_every_role_has_a_purpose_and_a_sentence():
    assert all(ROLES[role].purposes and ROLES[role].sentence for role in Role)


def test_the_strongest_relationship_decides():
    assert strongest(frozenset({"informed", "present"})) == "present"
    assert strongest(frozenset()) == NO_RELATIONSHIP
