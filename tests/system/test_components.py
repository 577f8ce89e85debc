"""Every component of our own, on a wide screen, on a phone and without scripts."""

import pytest

from tests.system.journey import Journey


class TestComponents(Journey):
    """The page of examples."""

    @pytest.fixture(autouse=True)
    def _begin(self, page, address):
        self.begin(page, address)

    @pytest.mark.parametrize("path", ["/design", "/about", "/accessibility", "/privacy"])
    def test_every_component_is_accessible_and_fits_a_phone(self, path):
        self.go(path)
        self.then_it_fits_a_phone()

    def test_the_components_are_there_without_scripts(self, browser, address):
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(address + "/design")
        assert page.locator("table").count() > 0
        context.close()
