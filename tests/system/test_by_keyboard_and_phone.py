"""The same pages by keyboard alone, on a phone, without scripts, with mistakes, in a hurry."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.system.in_custody import arrives, is_at_risk
from tests.system.main_job import ALCOHOL, AMARA, DANA, DRUGS_SERVICE, GRACE, HELEN, PRIYA, MainJob
from throughcare.web import clock

BOARD = "/board/amb-c1"


@pytest.fixture(scope="module")
def held(county):
    """Three people in custody; gives the one whom these journeys are about."""
    now = clock.now()
    for minutes, name in ((90, "Calm Longest"), (60, "Later Testington")):
        arrives(county, name, date(1990, 4, 2), at=now - timedelta(minutes=minutes))
    return arrives(county, MainJob.name, date(1992, 3, 27), at=now - timedelta(minutes=30))


class TestByKeyboardAndPhone(MainJob):
    """Whoever works here, whatever they work with."""

    @pytest.fixture(autouse=True)
    def _begin(self, page, address, held):
        self.begin(page, address)

    def test_from_signing_in_to_a_record_by_keyboard_alone(self):
        self.go("/sign-in")
        self.tab_to(AMARA)
        self.enter()
        self.tab_to("Custody board")
        self.enter()
        if "/board/" not in self.page.url:
            self.tab_to("Amberford custody suite")
            self.enter()
        self.tab_to(self.name)
        self.enter()
        self.then_the_heading_is(self.name)

    def test_whoever_types_a_wrong_password_too_often_is_told_how_long_to_wait(self):
        for _ in range(5):
            self.go("/sign-in")
            self.fill("Email address", "nobody@ambershire.example")
            self.fill("Password", "wrong")
            with self.page.expect_navigation():
                self.page.keyboard.press("Enter")
        self.then_the_heading_is("Too many tries")
        self.problems.clear()  # the browser notes that the answer was a refusal, and it is
        self.look()
        self.then_i_see("Wait 15 minutes")
        self.then_it_fits_a_phone()
        self.follow("sign in again")
        self.then_the_heading_is("Sign in")

    def test_the_first_stop_of_the_keyboard_skips_to_the_content(self):
        self.given_i_am(AMARA)
        self.page.keyboard.press("Tab")
        expect(self.page.locator(":focus")).to_have_text("Skip to main content")
        self.page.keyboard.press("Enter")
        assert self.page.url.endswith("#maincontent")

    def test_no_page_of_the_main_job_is_wider_than_a_phone(self, held):
        record = f"/record/{held.person_id}"
        offering = f"{record}/offering/{held.episode_id}"
        pages = {
            DANA: ["/", BOARD, "/arrive", f"{record}/", f"{record}/custody", "/received"],
            AMARA: [
                *("/", BOARD, "/worklist", "/find", f"{record}/", f"{record}/journey", offering),
                *(f"{record}/{tab}" for tab in ("screening", "needs", "referrals", "sharing")),
                *(f"{record}/{form}" for form in ("needs/add", "referrals/refer", "share")),
            ],
            PRIYA: ["/", "/worklist"],
            HELEN: ["/", "/received"],
            GRACE: ["/", "/figures", "/promises"],
        }
        self.page.set_viewport_size({"width": 320, "height": 640})
        for who, paths in pages.items():
            self.given_i_am(who)
            for path in paths:
                self.go(path)
                self.then_it_fits_a_phone()

    def test_mistakes_are_named_and_lead_to_their_field(self, held):
        self.given_i_am(DANA)
        self.follow("Record an arrival")
        self.press("Continue")
        self.then_i_am_taken_to_what_is_wrong("Enter a given name or a family name")
        self.fill("Family name (optional)", "Unknown")
        self.press("Continue")
        self.press("Continue")
        self.then_i_am_taken_to_what_is_wrong("Enter the custody record number")
        self.given_i_am(AMARA)
        self.go(f"/record/{held.person_id}/referrals/refer")
        self.fill("Why, as the service will read it", "Wants help to stop drinking")
        self.press("Send the referral")
        self.then_i_am_taken_to_what_is_wrong("Select a service")
        typed = self.page.get_by_label("Why, as the service will read it", exact=True)
        expect(typed).to_have_value("Wants help to stop drinking")

    def test_an_impatient_finger_makes_one_record(self, held):
        self.given_i_am(AMARA)
        self.go(f"/record/{held.person_id}/needs/add")
        self.pick("What is the need about?", "Social: Accommodation")
        self.choose("How sure are we?", "Suspected")
        self.choose("Did services know of it before?", "No")
        self.page.get_by_role("button", name="Record this need").dblclick()
        self.page.wait_for_url(f"**/record/{held.person_id}/needs")
        cards = self.page.get_by_role("heading", name="Accommodation")
        assert cards.count() == 1

    def test_the_board_brings_itself_up_to_date_and_keeps_the_focus(self, county, held):
        self.given_i_am(AMARA)
        self.page.clock.install()
        self.go(BOARD)
        link = self.page.get_by_role("link", name=self.name, exact=True)
        link.focus()
        moment = clock.now()
        is_at_risk(county, held, at=moment)
        arrives(county, "New Arrival", date(1999, 9, 9), at=moment)
        self.page.clock.run_for(31_000)
        expect(self.page.get_by_role("link", name="New Arrival", exact=True)).to_be_visible()
        expect(self.page.get_by_role("row").filter(has=link)).to_contain_text("Self-harm")
        expect(self.page.locator(":focus")).to_have_text(self.name)
        changed = self.page.locator("[aria-live=polite]").filter(has_text="2 changes")
        expect(changed).to_have_text("The custody board has 2 changes.")
        self.look()

    def test_without_scripts_everything_can_still_be_recorded(self, browser, address, held):
        context = browser.new_context(java_script_enabled=False, locale="en-GB")
        without = _WithoutScripts()
        without.page, without.address, without.name = context.new_page(), address, "Jo Sampleford"
        without.given_i_am(DANA)
        without.given_custody_describes_the_person()
        if "/arrive/match" in without.page.url:
            without.choose("Who is it?", "None of these: open a new record")
            without.press("Continue")
        without.when_custody_answers_about_safety("AMB/26/0099")
        without.when_custody_alerts_liaison_and_diversion("Mental health")
        without.then_i_see("Jo Sampleford is on the board.")
        without.given_i_am(AMARA)
        without.when_they_are_offered_the_service("Yes, they want to see us")
        without.then_i_see("They accepted.")
        without.when_i_start_asking(ALCOHOL)
        without.when_they_answer_about_alcohol()
        without.when_i_record_what_the_answers_point_to("Alcohol", "Record as suspected")
        without.when_i_refer_them(DRUGS_SERVICE, "Alcohol", "Wants help to stop drinking")
        without.then_i_see("The referral is sent.")
        context.close()

    def tab_to(self, words: str) -> None:
        """Press Tab until the focus is on this, as somebody without a mouse does."""
        for _ in range(80):
            self.page.keyboard.press("Tab")
            focused = self.page.evaluate("document.activeElement.textContent.trim()")
            if focused == words:
                return
        raise AssertionError(f"{self.page.url}: Tab does not reach “{words}”")

    def enter(self) -> None:
        """Press Enter on what has the focus, and look at where it leads."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.look()

    def then_i_am_taken_to_what_is_wrong(self, message: str) -> None:
        """The summary has the focus, says what is wrong, and its link leads into the field."""
        expect(self.page).to_have_title(re.compile("^Error: "))
        summary = self.page.locator(".nhsuk-error-summary")
        expect(summary).to_be_focused()
        link = summary.get_by_role("link").filter(has_text=message)
        target = link.get_attribute("href") or ""
        link.press("Enter")
        expect(self.page.locator(target)).to_be_focused()
        said = self.page.locator(".nhsuk-error-message").filter(has_text=message)
        expect(said.first).to_be_visible()


class _WithoutScripts(MainJob):
    """Nothing runs in the page, so it cannot be checked by a script either."""

    def look(self) -> None:
        """One main heading, as anywhere."""
        assert self.page.get_by_role("heading", level=1).count() == 1, self.page.url
