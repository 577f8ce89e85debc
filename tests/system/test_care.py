"""The pages of care in a browser: each passes axe, and none scrolls sideways on a phone.

One walk for each worker over everything that care keeps of two people: one who was released, and
one who is in prison and turns 18 soon.
"""

import re
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.system.in_custody import HOUR, arrives, leaves
from tests.system.journey import Journey
from tests.system.main_job import AMARA, JOEL
from throughcare.access.actions.acting import viewing
from throughcare.access.roles import Purpose, Role
from throughcare.access.rules import INSTALLATION
from throughcare.care import actions as care
from throughcare.pathway import actions as pathway
from throughcare.pathway.queries import cover_waiting
from throughcare.pathway.rules import EventKind, Happened, Leaving, PlaceKind
from throughcare.web import clock
from throughcare.web.demo.county import LIAISON, YOUTH
from throughcare.web.demo.directory import fill_directory

DAY = timedelta(days=1)
GRACE, SOL = "Grace Lindqvist", "Sol Adeyemi"


@pytest.fixture(scope="module")
def people(county, django_db_blocker):
    """Somebody who died after their release, and a child in prison, with what care keeps."""
    with django_db_blocker.unblock():
        now = clock.now()
        fill_directory(county, now - 30 * DAY)
        released = _released(county, now)
        child = _child(county, now)
        adult = _adult(county, now)
        _turned_away(county, now)
    return {"released": released, "child": child, "adult": adult, "county": county}


def _happens(county, person: UUID, kind: EventKind, place: str, by, at, **more) -> None:
    event = Happened(person, kind, county.places[place], at, **more)
    pathway.record_event(by=by, at=at, event=event)
    care.follow_moves(by=by, at=at, people=[person])


def _released(county, now) -> tuple[UUID, UUID]:
    amara = county.staff[LIAISON, Role.PRACTITIONER][0]
    nia = county.staff["Fennick healthcare", Role.ESTABLISHMENT_WORKER][0]
    at = now - 20 * DAY
    held = arrives(county, "Rowan Testwood", date(1985, 3, 1), at=at)
    about = {"by": amara, "at": at + HOUR, "person_id": held.person_id}
    need = care.record_need(**about, need="alcohol", status="confirmed", episode_id=held.episode_id)
    care.record_risk(
        **about, kind="overdose", level="high", what_to_do="Have naloxone at hand",
        review_on=now.date() + 3 * DAY,
    )  # fmt: skip
    care.write_plan(
        **about, goals="My own front door", agreement="agreed", review_on=now.date() + 9 * DAY
    )
    care.add_step(**about, what="Go along", by_on=now.date() + 2 * DAY, need_id=need)
    referral = care.refer(
        **about, episode_id=held.episode_id, need_ids=[need], reason="Wants help", urgent=False,
        to_team_id=county.teams["Ambershire drug and alcohol service"],
    )  # fmt: skip
    leaves(county, held, at=at + 3 * HOUR, leaving=Leaving.PRISON)
    received = at + 5 * HOUR
    _happens(county, held.person_id, EventKind.RECEIVED, "amb-p1", amara, received, detail="remand")
    care.prepare(
        by=amara, at=received + HOUR, person_id=held.person_id, matter="met-at-the-gate",
        state="done", words="Rhys Maddock, whom they met",
    )  # fmt: skip
    out = now - 5 * DAY
    _happens(county, held.person_id, EventKind.RELEASED, "amb-p1", nia, out, detail="planned")
    _happens(
        county, held.person_id, EventKind.DIED, "amb-s1", amara, now - DAY, detail="after-release"
    )
    return held.person_id, referral


def _child(county, now) -> UUID:
    joel = county.staff[YOUTH, Role.PRACTITIONER][0]
    at, today = now - 3 * DAY, now.date()
    born = date(today.year - 18, today.month, 1) + 40 * DAY
    held = arrives(county, "Ash Testfield", born, at=at)
    care.record_need(
        by=joel, at=at + HOUR, person_id=held.person_id, need="anxiety", status="confirmed"
    )
    leaves(county, held, at=at + 3 * HOUR, leaving=Leaving.PRISON)
    _happens(
        county, held.person_id, EventKind.RECEIVED, "amb-y1", joel, at + 5 * HOUR, detail="remand"
    )
    return held.person_id


def _adult(county, now) -> UUID:
    amara = county.staff[LIAISON, Role.PRACTITIONER][0]
    at = now - 3 * DAY
    held = arrives(county, "Sasha Testmoor", date(1980, 5, 2), at=at)
    care.record_need(
        by=amara, at=at + HOUR, person_id=held.person_id, need="psychosis", status="confirmed"
    )
    leaves(county, held, at=at + 3 * HOUR, leaving=Leaving.PRISON)
    _happens(
        county, held.person_id, EventKind.RECEIVED, "amb-p1", amara, at + 5 * HOUR, detail="remand"
    )
    return held.person_id


def _turned_away(county, now) -> None:
    """A need that a team for children did not take over, for the register."""
    amara = county.staff[LIAISON, Role.PRACTITIONER][0]
    joel = county.staff[YOUTH, Role.PRACTITIONER][0]
    held = arrives(county, "Lou Testbridge", date(1990, 5, 2), at=now - DAY)
    given = {"by": amara, "at": now - DAY + HOUR}
    need = care.record_need(**given, person_id=held.person_id, need="anxiety", status="suspected")
    to_team = joel.team_ids
    offer = care.offer_need(**given, need_id=need, to_team_id=min(to_team), reason="Was with you")
    care.decline_need(
        by=joel, at=now - DAY + 2 * HOUR, offer_id=offer, because="not-complex-enough"
    )


class TestCare(Journey):
    """Each page is looked at as it is opened, and then at the width of a phone."""

    @pytest.fixture(autouse=True)
    def _begin(self, page, address):
        self.begin(page, address)

    def each_fits(self, *paths: str) -> None:
        for path in paths:
            self.go(path)
            self.then_it_fits_a_phone()

    def test_plan_release_referral_and_learning_from_a_death(self, people):
        person, referral = people["released"]
        record = f"/record/{person}"
        self.given_i_am(AMARA)
        self.each_fits(
            "/caseload?whose=team", "/leave-cover", "/hand-on", "/handovers", "/worklist",
            "/released", "/released/six-months", "/services", "/services?need=alcohol",
            f"{record}/needs", f"{record}/plan", f"{record}/plan/write", f"{record}/plan/steps/add",
            f"{record}/plan/from-elsewhere", f"{record}/requirements",
            f"{record}/requirements/assess/alcohol", f"{record}/release",
            f"{record}/release/learning", f"{record}/handovers",
            f"{record}/who-could-help?need=alcohol", f"{record}/referrals/{referral}",
        )  # fmt: skip
        self.go(f"{record}/referrals/{referral}/link")
        self.fill("To whom do you give the link?", "Sister Agnes, by letter")
        self.press("Save")
        self.then_i_see("It opens once, within 14 days")
        self.then_it_fits_a_phone()
        given = re.search(r"/r/[\w-]{43}", self.page.inner_text("main"))
        assert given
        self.page.context.clear_cookies()
        self.go(given[0])
        self.then_it_fits_a_phone()
        self.press("Open the referral")
        self.then_the_heading_is("Rowan Testwood")
        self.then_it_fits_a_phone()

    def test_a_child_in_prison_who_turns_18_soon(self, people):
        record = f"/record/{people['child']}"
        self.given_i_am(JOEL)
        self.each_fits(
            "/releases", f"{record}/youth", f"{record}/youth/adult-services",
            f"{record}/youth/parental-responsibility", f"{record}/release",
            f"{record}/release/met-at-the-gate", f"{record}/release/gp-registration",
        )  # fmt: skip
        self.go(f"{record}/youth/adult-services")
        self.press("Save")
        self.then_i_am_told_what_is_wrong("Select a team")
        self.then_it_fits_a_phone()

    def test_what_a_health_team_opens(self):
        self.given_i_am(SOL)
        self.each_fits("/health-due/amb-p1", "/handovers", "/worklist")

    def test_steps_of_health_programmes_and_what_is_wrong_with_an_answer(self, people):
        record = f"/record/{people['adult']}"
        self.given_i_am(SOL)
        self.each_fits(
            f"{record}/health", f"{record}/health/hepatitis-c",
            f"{record}/health/constant-supervision", f"{record}/health/hepatitis-c/offered",
        )  # fmt: skip
        self.press("Save")
        self.then_i_am_told_what_is_wrong("Select what became of it")
        self.then_it_fits_a_phone()

    def test_a_transfer_to_hospital_and_a_step_without_an_answer(self, people):
        record = f"/record/{people['adult']}"
        self.given_i_am(AMARA)
        self.each_fits(f"{record}/hospital-transfer", f"{record}/hospital-transfer/step")
        self.press("Save")
        self.then_i_am_told_what_is_wrong("Select what happened")
        self.then_it_fits_a_phone()
        self.choose("What happened?", "Referred for transfer to hospital")
        self.press("Save")
        self.then_i_see("Recorded.")
        self.then_it_fits_a_phone()

    def test_what_a_manager_opens_and_a_team_that_cannot_close(self, people):
        team = people["county"].teams[LIAISON]
        self.given_i_am(GRACE)
        self.each_fits("/bounces", "/teams", f"/teams/{team}/close", "/figures", "/promises")
        self.then_the_heading_is("Promises")
        self.go(f"/teams/{team}/close")
        self.then_i_see("It cannot close yet.")
        self.go("/teams")
        self.page.get_by_role("link", name=re.compile("^Has left")).first.click()
        self.page.wait_for_load_state()
        self.look()
        self.then_it_fits_a_phone()
        self.then_i_see("What will happen")

    def test_a_manager_adds_a_place_and_asks_to_cover_it(self, people, django_db_blocker):
        self.given_i_am(GRACE)
        self.follow("Places")
        self.follow("Add a place")
        self.press("Add it")
        self.then_i_am_told_what_is_wrong("Enter its name")
        self.then_it_fits_a_phone()
        self.fill("What is it called?", "Quarry Lane custody suite")
        self.pick("Of which sort is it?", "Police custody suite")
        self.pick("Who runs it?", "Ambershire Police")
        self.choose("Does one of your teams cover it?", "Yes")
        self.page.get_by_label("Which of your teams covers it?").select_option(index=1)
        self.choose("For whom?", "Adults")
        self.press("Add it")
        self.then_i_see("Quarry Lane custody suite is added.")
        self.then_it_fits_a_phone()
        self.then_i_see("Your team covers it once Ambershire Police agrees, not before.")
        self.then_i_see("Waits for Ambershire Police to agree")
        self.follow("Take it back", exact=False)
        self.then_it_fits_a_phone()
        self.press("Take it back")
        self.then_i_see("Taken back")
        self.follow("Ask that your team covers it")
        self.then_it_fits_a_phone()
        self.page.get_by_label("Which of your teams covers it?").select_option(index=1)
        self.choose("For whom?", "Adults")
        self.press("Ask")
        self.then_i_see("It is asked for.")
        self._the_operator_agrees(people["county"], django_db_blocker)
        self.go("/places/quarry-lane-custody-suite")
        self.follow("End it", exact=False)
        self.then_i_see("What will happen")
        self.then_it_fits_a_phone()
        self.page.keyboard.press("Tab")
        self.page.get_by_role("button", name="End it").focus()
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()
        self.then_i_see("covers Quarry Lane custody suite until")
        self.follow("Ask that your team covers it")
        self.then_it_fits_a_phone()
        self.page.get_by_role("link", name="Cancel").click()
        self.follow("Say that it has closed")
        self.then_it_fits_a_phone()
        self.press("It has closed")
        self.then_the_heading_is("Places")
        self.then_i_see("Quarry Lane custody suite has closed.")
        self.then_it_fits_a_phone()

    def test_a_manager_answers_who_asks_to_cover_their_place(self, people, django_db_blocker):
        county = people["county"]
        with django_db_blocker.unblock():
            _youth_asks_for_the_clinic(county, clock.now())
        self.given_i_am(GRACE)
        self.follow("Places")
        self.then_i_see("Waits for your answer")
        self.then_it_fits_a_phone()
        self.follow("asks to cover Willow clinic", exact=False)
        self.then_i_see("becomes known to")
        self.then_it_fits_a_phone()
        self.press("Send your answer")
        self.then_i_am_told_what_is_wrong("Say whether you agree")
        self.then_it_fits_a_phone()
        self.choose("Do you agree?", "Do not agree")
        self.fill("Why not?", "Another team comes there")
        self.press("Send your answer")
        self.then_i_see("You said no.")
        self.then_i_see("Another team comes there")
        self.then_it_fits_a_phone()

    def _the_operator_agrees(self, county, django_db_blocker):
        with django_db_blocker.unblock():
            at = clock.now()
            with viewing(INSTALLATION, at):
                waiting = cover_waiting(INSTALLATION, on=at.date())
            (asked,) = (cover for place, cover in waiting if place.name.startswith("Quarry Lane"))
            pathway.agree_to_cover(by=INSTALLATION, at=at, cover_id=asked.cover_id)


def _youth_asks_for_the_clinic(county, at):
    """Liaison and Diversion runs a clinic, and a youth manager asks to cover it."""
    grace = county.staff[LIAISON, Role.MANAGER][0]
    clinic = pathway.open_place(
        by=INSTALLATION, at=at, organisation_id=grace.organisation_id,
        code="amb-w1", name="Willow clinic", kind=PlaceKind.STREET,
    )  # fmt: skip
    joel = county.staff[YOUTH, Role.PRACTITIONER][0]
    manager = replace(joel, role=Role.MANAGER, purpose=Purpose.RUNNING_THE_SERVICE)
    (team_id,) = joel.team_ids
    covered = pathway.ToCover(team_id, at.date())
    pathway.begin_cover(by=manager, at=at, place_id=clinic.id, covered=covered)
