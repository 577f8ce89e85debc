"""The pages on which somebody decides whether two records are of one person, on any screen."""

from datetime import date, timedelta

import pytest

from tests.system.in_custody import arrives
from tests.system.main_job import AMARA, DANA, MainJob
from throughcare.web import clock

SCREENS = ((1280, 800), (375, 700))
NEARLY = "Robyn Sampleford"


@pytest.fixture(scope="module")
def alike(county):
    """Two records with nearly the same name and the same date of birth."""
    now, born = clock.now(), date(1992, 3, 27)
    for minutes, name in ((300, MainJob.name), (200, NEARLY)):
        arrives(county, name, born, at=now - timedelta(minutes=minutes))


@pytest.mark.usefixtures("alike")
class TestPossibleDuplicates(MainJob):
    """From the list to a decision, and from an arrival to one who is known."""

    @pytest.fixture(autouse=True)
    def _begin(self, page, address):
        self.begin(page, address)

    @pytest.mark.parametrize("screen", SCREENS)
    def test_the_list_leads_to_both_records_beside_each_other(self, screen):
        self.at(screen)
        self.given_i_am(AMARA)
        self.follow("Possible duplicates")
        self.then_i_see("1 pair to decide on")
        self.then_it_fits_the_screen()
        self.follow("Decide", exact=False)
        self.then_i_see("Why this could be")
        self.then_it_fits_the_screen()
        self.press("Continue")
        self.then_i_am_told_what_is_wrong("Select whether they are the same person")
        self.then_it_fits_the_screen()

    @pytest.mark.parametrize("screen", SCREENS)
    def test_an_arrival_is_compared_with_those_who_are_known(self, screen):
        self.at(screen)
        self.given_i_am(DANA)
        self.go("/arrive?start=again")
        self.given_custody_describes_the_person()
        self.then_the_heading_is("Is it one of these people?")
        self.then_it_fits_the_screen()
        for summary in self.page.locator("summary").all():
            summary.click()
        self.then_i_see("Speaks strongly for")
        self.page.locator("main").evaluate("main => main.classList.add('opened')")
        self.look()
        self.then_it_fits_the_screen()

    def at(self, screen: tuple[int, int]) -> None:
        """Sit in front of a screen of this size."""
        width, height = screen
        self.page.set_viewport_size({"width": width, "height": height})

    def then_it_fits_the_screen(self) -> None:
        """Nothing has to be scrolled sideways."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{self.page.url} is {wide} pixels too wide"
