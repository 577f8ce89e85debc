"""On paper a board is a plain list: everybody on it, and nothing that can only be pressed."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.system.in_custody import arrives
from tests.system.main_job import AMARA, MainJob
from throughcare.web import clock

ON_SCREEN_ONLY = (".tc-filters", ".tc-navigation", ".tc-header__search", ".tc-footer ul", "button")


class TestPrint(MainJob):
    """The custody board, handed over on paper."""

    @pytest.fixture(autouse=True)
    def _begin(self, page, address, county):
        arrives(county, self.name, date(1992, 3, 27), at=clock.now() - timedelta(hours=1))
        self.begin(page, address)

    def test_the_board_prints_as_a_list_without_its_controls(self):
        self.given_i_am(AMARA)
        self.go("/board/amb-c1")
        self.page.emulate_media(media="print")
        row = self.page.get_by_role("row").filter(has_text=self.name)
        expect(row).to_contain_text("Not yet offered")
        expect(self.page.locator(".tc-refresh-status")).to_be_visible()
        for part in ON_SCREEN_ONLY:
            for one in self.page.locator(part).all():
                assert not one.is_visible(), f"{part} is on the paper"
        assert self.page.pdf(format="A4", landscape=True).startswith(b"%PDF-")
