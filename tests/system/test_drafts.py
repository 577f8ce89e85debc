"""Poor signal: what is typed is kept, on this computer and by the service, until it is saved."""

import json
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.system.in_custody import arrives
from tests.system.main_job import AMARA, MainJob
from throughcare.web import clock

SLOT = "localStorage.getItem('throughcare-draft')"
CANARY = "Canary said this"


class TestDrafts(MainJob):
    """The core screen in a place where the network comes and goes."""

    @pytest.fixture(autouse=True)
    def _begin(self, page, address, county):
        self.begin(page, address)

    def begins(self, county, name):
        """Somebody is asked the first page of the core screen."""
        self.name = name
        at = clock.now() - timedelta(minutes=5)
        arrives(county, name, date(1985, 1, 9), at=at)
        self.given_i_am(AMARA)
        self.when_i_open_the_record()
        self.when_i_start_asking("Core screen")
        self.then_i_see("Page 1 of 6")

    def types(self):
        """An answer and some words, without saving."""
        self.choose("Do you need someone to put our words", "No")
        self.words().fill(CANARY)
        self.until(lambda: self.kept() is not None)
        self.page.wait_for_timeout(500)

    def words(self):
        """The field for words on the first page."""
        return self.page.get_by_role("textbox", name="What helps you to understand").first

    def until(self, so):
        """Wait; the content policy lets nothing be evaluated in the page that waits for it."""
        for _ in range(200):
            if so():
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("it never was so")

    def kept(self):
        """What this computer keeps, None when nothing."""
        return self.page.evaluate(SLOT)

    def test_what_was_typed_without_a_connection_stays_and_is_sent_later(self, county):
        self.begins(county, "Quin Sampleford")
        self.types()
        self.page.context.set_offline(True)
        self.page.get_by_role("button", name="Save and continue").click()
        says = self.page.get_by_role("status").first
        expect(says).to_contain_text("No connection. Kept on this computer, not sent.")
        expect(self.words()).to_have_value(CANARY)
        assert CANARY not in self.kept()
        assert set(json.loads(self.kept())) == {"id", "until", "iv", "box"}
        self.problems.clear()  # the browser says itself that it could not reach anything
        self.page.context.set_offline(False)
        expect(says).to_contain_text("You are connected again")
        self.page.reload()
        expect(self.words()).to_have_value("")
        self.then_i_see("Kept on this computer, not sent. It is what you typed here before.")
        self.look()
        self.press("Put it back")
        expect(self.words()).to_have_value(CANARY)
        for question in self.page.locator("fieldset").all():
            in_words = question.get_by_label("Nothing to add").count()
            if not in_words and not question.locator("input:checked").count():
                question.get_by_label("Prefer not to say", exact=True).first.check()
        with self.page.expect_navigation():  # it asks first whether the server can be reached
            self.page.get_by_role("button", name="Save and continue").click()
        self.look()
        self.then_i_see("Page 2 of 6")
        assert self.kept() is None, "saved, so nothing is kept here"

    def test_another_session_cannot_open_it_and_signing_out_wipes_it(self, county):
        self.begins(county, "Uma Sampleford")
        self.types()
        where, box = self.page.url, self.kept()
        self.press("Sign out")
        assert self.kept() is None
        self.given_i_am(AMARA)
        self.page.evaluate("box => localStorage.setItem('throughcare-draft', box)", box)
        self.page.goto(where)
        self.then_i_see("Page 1 of 6")
        self.then_i_do_not_see("Kept on this computer")
        made_to_fit = json.loads(box) | {
            "id": self.page.locator("form[data-draft]").get_attribute("data-draft")
        }
        self.page.evaluate(
            "box => localStorage.setItem('throughcare-draft', box)", json.dumps(made_to_fit)
        )
        self.page.reload()
        self.then_i_see("Page 1 of 6")
        self.until(lambda: self.kept() is None)
        self.then_i_do_not_see("Kept on this computer")
        expect(self.words()).to_have_value("")

    def test_it_is_wiped_when_its_time_or_the_session_is_over(self, county):
        self.begins(county, "Vik Sampleford")
        self.types()
        old = json.dumps(json.loads(self.kept()) | {"until": 1})
        self.page.evaluate("old => localStorage.setItem('throughcare-draft', old)", old)
        self.follow("Overview")
        assert self.kept() is None
        self.page.go_back()
        self.types()
        self.page.context.clear_cookies()
        self.page.reload()
        self.then_i_see("Sign in")
        self.until(lambda: self.kept() is None)

    def test_what_is_thrown_away_is_gone(self, county):
        self.begins(county, "Wim Sampleford")
        self.types()
        self.page.reload()
        self.press("Throw it away")
        assert self.kept() is None
        self.then_it_fits_a_phone()

    def test_what_was_begun_is_kept_by_the_service_and_offered_on_another_computer(self, county):
        self.begins(county, "Xan Sampleford")
        where = self.page.url
        sent = []
        self.page.on("request", lambda asked: sent.append(asked.method + asked.url[-6:]))
        self.quickly()
        self.types()
        expect(self.page.get_by_text("Kept for you at")).to_be_visible()
        assert sent == ["POST/begun"], "what has not changed since is not kept again"
        self.look()
        self.press("Sign out")
        self.page.context.clear_cookies()
        self.given_i_am(AMARA)
        self.page.goto(where)
        self.then_i_see("We kept what you had begun on this page")
        expect(self.words()).to_have_value("")
        self.look()
        self.then_it_fits_a_phone()
        self.press("Put it back")
        expect(self.words()).to_have_value(CANARY)
        self.look()
        self.press("Throw it away")
        expect(self.words()).to_have_value("")
        self.then_i_do_not_see("We kept what you had begun")

    def test_without_a_connection_the_page_says_that_nothing_is_kept(self, county):
        self.begins(county, "Yve Sampleford")
        self.quickly()
        self.page.context.set_offline(True)
        self.types()
        expect(self.page.get_by_text("What you typed last could not be kept")).to_be_visible()
        self.page.context.set_offline(False)
        self.problems.clear()  # the browser says itself that it could not reach anything
        expect(self.page.get_by_text("Kept for you at")).to_be_visible()

    def quickly(self):
        """As if the seconds between two keepings were over at once."""
        self.page.eval_on_selector("form[data-begun]", "form => (form.dataset.begunEvery = '0.3')")
