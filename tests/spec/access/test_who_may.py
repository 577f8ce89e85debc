"""Who may see what"""

from throughcare.access.policy import decide
from throughcare.access.roles import ROLES, Role
from throughcare.access.rules import (
    NO_RELATIONSHIP,
    OWN,
    Act,
    Category,
    OrganisationKind,
    Request,
)


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


def test_a_manager_keeps_the_teams_of_their_own_organisation_alone():
    liaison = OrganisationKind.LIAISON_AND_DIVERSION
    assert may(Role.MANAGER, liaison, Category.STAFF, OWN, Act.WRITE)
    assert not may(Role.MANAGER, liaison, Category.STAFF, NO_RELATIONSHIP, Act.WRITE)
    assert not may(Role.PRACTITIONER, liaison, Category.STAFF, OWN, Act.WRITE)


def test_results_of_tests_are_for_the_health_team_of_a_place_of_detention():
    health = (Role.HEALTHCARE_WORKER, OrganisationKind.DETENTION_HEALTH)
    for relationship in ("present", "allocated", "sending", "referred"):
        assert may(*health, Category.HEALTH, relationship)
        assert may(*health, Category.MEDICINE, relationship, Act.WRITE)
    assert not may(*health, Category.HEALTH, NO_RELATIONSHIP)
    assert not may(*health, Category.IMMIGRATION, "present")
    liaison = (Role.PRACTITIONER, OrganisationKind.LIAISON_AND_DIVERSION)
    assert may(*liaison, Category.MEDICINE, "present")
    assert not may(*liaison, Category.HEALTH, "present")
    reception = (Role.ESTABLISHMENT_WORKER, OrganisationKind.PRISON)
    for category in (Category.HEALTH, Category.MEDICINE):
        assert not may(*reception, category, "present")
