"""Who may see what"""

from throughcare.access.policy import decide
from throughcare.access.roles import ROLES, Role
from throughcare.access.rules import Act, Category, OrganisationKind, Request


def may(role, organisation, category, relationship, act=Act.READ):
    purpose = ROLES[role].main_purpose
    request = Request(role, organisation, act, category, purpose, relationship)
    return decide(request).permitted


def test_a_custody_officer_sees_a_safety_fact_of_somebody_in_the_suite():
    assert may(Role.CUSTODY_OFFICER, OrganisationKind.POLICE, Category.SAFETY, "present")


def test_a_custody_officer_never_sees_a_screening():
    for relationship in ("present", "informed", "allocated"):
        assert not may(
            Role.CUSTODY_OFFICER, OrganisationKind.POLICE, Category.SCREENING, relationship
        )


def test_a_practitioner_without_a_relationship_sees_no_need():
    organisation = OrganisationKind.LIAISON_AND_DIVERSION
    assert not may(Role.PRACTITIONER, organisation, Category.NEED, "none")
    assert may(Role.PRACTITIONER, organisation, Category.NEED, "present")


def test_a_court_officer_reads_a_summary_that_was_sent_to_the_court():
    assert may(Role.COURT_OFFICER, OrganisationKind.COURT, Category.DOCUMENT, "informed")
    assert not may(Role.COURT_OFFICER, OrganisationKind.COURT, Category.DOCUMENT, "none")


def test_a_manager_sees_figures_and_no_names():
    organisation = OrganisationKind.LIAISON_AND_DIVERSION
    assert may(Role.MANAGER, organisation, Category.FIGURE, "none")
    assert not may(Role.MANAGER, organisation, Category.IDENTITY, "present")


def test_a_reception_worker_sees_safety_of_those_who_are_there_and_never_a_screening():
    there = (Role.ESTABLISHMENT_WORKER, OrganisationKind.PRISON)
    assert may(*there, Category.SAFETY, "present")
    assert may(*there, Category.WHEREABOUTS, "present", Act.WRITE)
    assert not may(*there, Category.SAFETY, "none")
    for category in (Category.SCREENING, Category.NEED, Category.ENGAGEMENT):
        assert not may(*there, category, "present")


def test_a_court_officer_keeps_the_list_and_sees_no_safety_fact():
    court = (Role.COURT_OFFICER, OrganisationKind.COURT)
    assert may(*court, Category.WHEREABOUTS, "present", Act.WRITE)
    assert not may(*court, Category.SAFETY, "present")
    assert not may(*court, Category.WHEREABOUTS, "none")


def test_a_named_system_of_the_police_prints_the_board_of_its_own_suite_alone():
    feed = (Role.FEED, OrganisationKind.POLICE)
    assert may(*feed, Category.SAFETY, "present")
    assert not may(*feed, Category.SAFETY, "none")
    assert not may(Role.FEED, OrganisationKind.LIAISON_AND_DIVERSION, Category.SAFETY, "present")
