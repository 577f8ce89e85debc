"""The main job where it goes another way: declined, registered anew, a child, back in touch."""

from datetime import date, timedelta

import pytest

from tests.system.in_custody import arrives
from tests.system.main_job import AMARA, DANA, DRUGS_SERVICE, JOEL, PRIYA, SAFETY, MainJob
from throughcare.care.rules import AlertReason
from throughcare.web import clock


class TestOtherWays(MainJob):
    """Each test with somebody of its own."""

    @pytest.fixture(autouse=True)
    def _begin(self, page, address):
        self.begin(page, address)

    @pytest.fixture
    def just_before(self):
        """A moment ago, so that what happens in the browser happens after it."""
        return clock.now() - timedelta(minutes=5)

    def test_somebody_says_no_and_the_reason_is_kept(self, county, just_before):
        self.name = "Noor Sampleford"
        arrives(county, self.name, date(1990, 5, 1), at=just_before)
        self.given_i_am(AMARA)
        self.when_they_are_offered_the_service("No", "They do not trust the service")
        self.then_i_see("They declined. They can change their mind.")
        self.then_i_see("Declined the offer They do not trust the service.")
        self.when_i_open_the_board()
        assert "Declined" in self.row()

    def test_a_practitioner_registers_somebody_whom_nobody_knows(self):
        self.name = "Wren Testington"
        self.given_i_am(AMARA)
        self.fill("Find a person by name, date of birth or number", self.name)
        self.press("Find a person")
        self.then_i_see("Nobody found")
        self.follow("Register a new person")
        given, family = self.name.split()
        self.fill("Given names (optional)", given)
        self.fill("Family name (optional)", family)
        self.press("Continue")
        self.then_the_heading_is(self.name)
        self.when_i_record_a_need("Social: Accommodation", "Suspected")
        self.then_i_see("The need is recorded, and your team is responsible for it.")

    def test_a_child_comes_to_the_youth_justice_team_and_to_nobody_else(self):
        self.name, self.born = "Ash Yarlside", ("1", "2", str(clock.now().year - 15))
        self.given_i_am(DANA)
        self.given_custody_describes_the_person()
        self.when_custody_answers_about_safety("AMB/26/0077", **{SAFETY[1]: "Yes"})
        self.then_the_heading_is("Alert Liaison and Diversion")
        self.choose("Do you want to alert Liaison and Diversion?", "Yes, alert them")
        assert self.page.get_by_label("Under 18", exact=True).is_checked(), "the age speaks for it"
        self.press("Continue")
        self.press("Record the arrival")
        self.given_i_am(AMARA)
        self.when_i_open_the_board()
        self.then_i_do_not_see(self.name)
        self.given_i_am(JOEL)
        self.then_i_see(self.name)
        self.when_they_are_offered_the_service("Yes, they want to see us")
        self.follow("Screening")
        self.then_i_see("Core screen")
        self.then_i_see("that do not fit this person here, and why")

    def test_the_core_screen_can_be_stopped_and_nothing_is_lost(self, county, just_before):
        self.name = "Kit Sampleford"
        arrives(county, self.name, date(1985, 1, 9), at=just_before)
        self.given_i_am(AMARA)
        self.when_i_open_the_record()
        self.when_i_start_asking("Core screen")
        self.then_i_see("Page 1 of 6")
        for question in self.page.locator("fieldset").all():
            question.get_by_label("Prefer not to say", exact=True).first.check()
        self.press("Save and continue")
        self.then_i_see("Page 2 of 6")
        self.choose("Are you thinking about killing yourself", "Yes")
        self.press("Save and continue")
        self.then_i_see("Act on this now")
        self.press("I have read this and am acting on it")
        self.follow("Stop here")
        self.page.get_by_role("radio").first.check()
        self.press("Stop")
        self.then_i_am_told_what_is_wrong("Select whether somebody should try again")
        self.choose("Should somebody go on later?", "No, do not ask again unless they want it")
        self.press("Stop")
        self.then_i_see("Stopped. Every answer given so far is kept.")
        self.follow("Overview")
        self.then_i_see("Self-harm")

    def test_back_in_touch_is_an_outcome_of_its_own(self, county, just_before):
        self.name = "Lee Testington"
        arrives(
            county,
            self.name,
            date(1979, 8, 30),
            at=just_before,
            reasons=(AlertReason.SUBSTANCES,),
        )
        self.given_i_am(AMARA)
        self.when_they_are_offered_the_service("Yes, they want to see us")
        self.press("Seen now")
        self.when_i_record_a_need("Substances and gambling: Alcohol", "Confirmed")
        self.when_i_refer_them(
            DRUGS_SERVICE, "Alcohol", "Knew the key worker well", knows="Sam Okafor"
        )
        self.then_i_see("It is to put them back in touch with Sam Okafor.")
        self.given_i_am(PRIYA)
        self.when_i_open_the_referral()
        self.follow("Record that they are back in touch")
        self.press("Record that they are back in touch")
        self.then_i_see("Recorded that they are back in touch.")
        self.then_i_see("Back in touch")
