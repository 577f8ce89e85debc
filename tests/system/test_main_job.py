"""The main job from arrival to release, each worker in front of their own pages."""

import csv
from datetime import date, timedelta

import openpyxl
import pytest

from tests.system.in_custody import arrives, leaves
from tests.system.main_job import (
    ALCOHOL,
    AMARA,
    DANA,
    DRUGS_SERVICE,
    GRACE,
    HELEN,
    HOUSING_SERVICE,
    PRIYA,
    SAFETY,
    TOM,
    MainJob,
)
from throughcare.web import clock

ACCEPTED = "Yes, they want to see us"
COURT = "The court at Amberford Magistrates' Court"
CUSTODY = "The custody officer at Amberford custody suite"
NO_PLACES = "We have no places at the moment"


class TestMainJob(MainJob):
    """One person whom the service has met before, through all seven steps."""

    @pytest.fixture(autouse=True)
    def _begin(self, page, address):
        self.begin(page, address)

    def test_from_arrival_to_release_and_nobody_is_lost(self, county, tmp_path):
        self.given_they_were_in_custody_a_month_ago(county)
        self.custody_records_an_arrival_and_alerts()
        self.the_practitioner_offers_and_they_accept()
        self.they_are_screened_and_needs_are_recorded()
        self.a_summary_goes_to_custody_and_to_the_court()
        self.two_services_answer_differently()
        self.custody_releases_them_and_the_open_work_stays()
        self.the_manager_opens_figures_and_the_lists_behind(tmp_path)

    def given_they_were_in_custody_a_month_ago(self, county):
        then = clock.now() - timedelta(days=30)
        held = arrives(county, self.name, date(1992, 3, 27), at=then)
        leaves(county, held, at=then + timedelta(hours=5))

    def custody_records_an_arrival_and_alerts(self):
        self.given_i_am(DANA)
        self.then_i_see("Nobody is in custody here now.")
        self.given_custody_describes_the_person()
        self.when_custody_says_it_is_the_person_of_an_earlier_record()
        self.when_custody_answers_about_safety("AMB/26/0042", **{SAFETY[0]: "Yes"})
        self.when_custody_alerts_liaison_and_diversion("Mental health")
        self.then_i_see("Robin Sampleford is on the board. Liaison and Diversion has been alerted.")

    def the_practitioner_offers_and_they_accept(self):
        self.given_i_am(AMARA)
        self.then_i_see("In custody, not yet seen")
        self.when_i_open_the_board()
        row = self.row()
        for words in ("Not yet offered", "Self-harm", "Alerted: mental health", "Review due in 5"):
            assert words in row, row
        self.when_i_open_the_record()
        self.follow("Journey")
        assert self.page.locator("h2[id^=passage-]").count() == 2, "both times in custody"
        self.when_they_are_offered_the_service(ACCEPTED)
        self.then_i_see("They accepted. They are waiting to be seen.")
        self.when_i_open_the_board()
        assert "Waiting" in self.row()

    def they_are_screened_and_needs_are_recorded(self):
        self.when_i_open_the_record()
        self.when_i_start_asking(ALCOHOL)
        self.when_they_answer_about_alcohol()
        self.when_i_record_what_the_answers_point_to("Alcohol", "Record as suspected")
        self.when_i_record_a_need("Social: Accommodation", "Confirmed")
        self.then_i_see("The need is recorded, and your team is responsible for it.")
        self.when_i_record_what_helps("Supportive adult")
        self.then_i_see("Recorded what helps.")
        self.then_i_see("Suspected")
        self.then_i_see("Confirmed")

    def a_summary_goes_to_custody_and_to_the_court(self):
        self.when_i_choose_whom_to_tell(CUSTODY)
        for words in ("It goes to", "Why", "Ground", "Held back, and why", "Read this first"):
            self.then_i_see(words)
        self.when_i_look_at_it_on_paper_first()
        self.when_i_send_the_summary()
        self.when_i_choose_whom_to_tell(COURT)
        self.then_i_see("Self-harm or suicide It goes to the cell staff and the escort")
        self.when_i_send_the_summary()
        self.then_i_can_keep_it_on_paper("Download it as a PDF, exactly as it left")
        self.follow("Sharing")
        self.then_i_see("Summary sent to Ambershire Police")
        self.then_i_see("Not opened yet")
        for reader, never in ((DANA, "Score 10"), (HELEN, "Self-harm")):
            self.given_i_am(reader)
            self.when_i_open_the_summary_that_was_sent()
            self.then_i_see("Substances and gambling")
            self.then_i_do_not_see(never)
            self.then_i_can_keep_it_on_paper("Download it as a PDF")
        self.given_i_am(AMARA)
        self.when_i_open_the_record()
        self.follow("Sharing")
        self.then_i_do_not_see("Not opened yet")

    def two_services_answer_differently(self):
        self.when_i_refer_them(DRUGS_SERVICE, "Alcohol", "Wants help to stop drinking")
        self.then_i_see("The referral is sent. It stays on the list until they are seen.")
        self.when_i_refer_them(HOUSING_SERVICE, "Accommodation", "Must leave the room by Friday")
        self.given_i_am(TOM)
        self.when_i_open_the_referral()
        self.then_i_do_not_see("Alcohol")
        self.when_the_service_declines(NO_PLACES)
        self.then_i_see("Declined. The referral is back with the team that sent it.")
        self.given_i_am(PRIYA)
        self.when_i_open_the_referral()
        self.when_the_service_accepts()
        self.then_i_see("Accepted. Book an appointment.")
        self.given_i_am(AMARA)
        self.follow("Worklist")
        self.then_the_list_says("Refer elsewhere or talk to the person")

    def custody_releases_them_and_the_open_work_stays(self):
        self.given_i_am(DANA)
        self.when_custody_records_that_they_left("Released under investigation")
        self.then_i_see("Recorded that they left.")
        self.then_i_do_not_see(self.name)
        for who in (AMARA, PRIYA):
            self.given_i_am(who)
            self.follow("Worklist")
            self.then_i_see(self.name)
        self.when_i_open_the_referral()
        self.follow("Record that they were seen")
        self.press("Record that they were seen")
        self.then_i_see("The referral has done its work.")
        self.given_i_am(AMARA)
        self.when_i_open_the_referral()
        self.then_i_see("Refer elsewhere or talk to the person")

    def the_manager_opens_figures_and_the_lists_behind(self, tmp_path):
        self.given_i_am(GRACE)
        self.follow("Figures")
        for heading in ("Needs by type", "Put back in touch with existing professionals"):
            self.then_i_see(heading)
        self.follow("1 seen", exact=False)
        self.then_the_heading_is("Seen by the service: counted")
        self.then_i_see("1 row.")
        self.then_i_do_not_see(self.name)
        self.follow("Back")
        self.then_i_see("Seen by the service, by age")
        self.then_i_see("Seen by the service, by arrested on suspicion of")
        self.follow("Figures")
        rows = list(csv.reader(self.download("CSV of all figures", tmp_path).open()))
        seen = [row for row in rows if row[1] == "Seen by the service" and row[2] == "all"]
        assert [row[6] for row in seen] == ["1"], rows[:3]
        book = openpyxl.load_workbook(self.download("Excel of all figures", tmp_path))
        assert book.sheetnames == ["Figures", "What they mean", "About"]

    def when_i_look_at_it_on_paper_first(self):
        """It opens in a window of its own, and the page can still be sent."""
        context = self.page.context
        with context.expect_event("response", lambda one: one.url == self.page.url) as coming:
            self.page.get_by_role("button", name="Look at it as a PDF", exact=True).click()
        assert coming.value.headers["content-type"] == "application/pdf"
        for window in context.pages:
            if window is not self.page:
                window.close()

    def then_i_can_keep_it_on_paper(self, link):
        """The PDF is a real one."""
        href = self.page.get_by_role("link", name=link, exact=True).get_attribute("href")
        answer = self.page.request.get(self.address + href)
        assert answer.ok, answer.status
        assert answer.body().startswith(b"%PDF-")

    def download(self, link, folder):
        """Follow a link that gives a file."""
        with self.page.expect_download() as coming:
            self.page.get_by_role("link", name=link, exact=True).click()
        path = folder / coming.value.suggested_filename
        coming.value.save_as(path)
        return path
