"""The base of every journey: steps in words, and every page visited is checked on the way.

On every page: no accessibility violation (axe, WCAG 2.2 A and AA), one main heading, a title that
says where one is, nothing beside the window, no script error, nothing fetched from elsewhere, no
content policy violation.
"""

import re
from pathlib import Path
from urllib.parse import urlparse

from playwright.sync_api import Error, Page, expect

AXE = (Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text()
LOOKED_AT: set[tuple[str, str]] = set()
PARTS = """[...new Set([...document.querySelectorAll("*")].map((each) =>
  [each.tagName, each.className.baseVal ?? each.className, each.getAttribute("role")].join(" ")
))].sort().join(", ")"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Journey:
    """A worker in front of the service."""

    page: Page
    address: str

    def begin(self, page: Page, address: str) -> None:
        """Sit down in front of a browser."""
        self.page, self.address = page, address
        self.problems: list[str] = []
        page.on("console", lambda said: said.type == "error" and self.problems.append(said.text))
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("request", self._elsewhere)

    def _elsewhere(self, request: object) -> None:
        asked = urlparse(request.url)
        if asked.scheme != "data" and asked.netloc != urlparse(self.address).netloc:
            self.problems.append(f"fetched from elsewhere: {request.url}")

    def given_i_am(self, name: str) -> None:
        """Sign in as one of the demonstration's cast, by one click."""
        self.page.context.clear_cookies()
        self.go("/sign-in")
        self.press(name)

    def go(self, path: str) -> None:
        """Open an address of the service."""
        self.page.goto(self.address + path)
        self.look()

    def press(self, button: str, *, exact: bool = True) -> None:
        """Press a button, or a link that looks like one, and look at where it leads."""
        self.page.get_by_role("button", name=button, exact=exact).first.click()
        self.page.wait_for_load_state()
        self.look()

    def follow(self, link: str, *, exact: bool = True) -> None:
        """Follow a link by its words, and look at where it leads."""
        self.page.get_by_role("link", name=link, exact=exact).first.click()
        self.page.wait_for_load_state()
        self.look()

    def fill(self, label: str, words: str) -> None:
        """Type into the field with this label."""
        self.page.get_by_label(label, exact=True).fill(words)

    def choose(self, question: str, answer: str | re.Pattern[str]) -> None:
        """Choose an answer to a question."""
        group = self.page.get_by_role("group", name=question)
        group.get_by_label(answer, exact=True).first.check()

    def pick(self, label: str, option: str) -> None:
        """Pick from a list."""
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def then_i_see(self, words: str) -> None:
        """The page says this somewhere."""
        expect(self.page.locator("body")).to_contain_text(words)

    def then_i_do_not_see(self, words: str) -> None:
        """The page says this nowhere."""
        expect(self.page.locator("body")).not_to_contain_text(words)

    def then_the_heading_is(self, words: str | re.Pattern[str]) -> None:
        """The main heading says this."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(words)

    def then_i_am_told_what_is_wrong(self, message: str) -> None:
        """The whole error pattern: summary, a link that leads to the field, message, title."""
        expect(self.page).to_have_title(re.compile("^Error: "))
        summary = self.page.get_by_role("alert")
        expect(summary).to_contain_text(message)
        link = summary.get_by_role("link", name=message).first
        target = link.get_attribute("href") or ""
        expect(self.page.locator(target)).to_be_attached()

    def look(self) -> None:
        """Check the page that is open."""
        try:
            self._look()
        except Error as left:
            # A form that a script sends leaves its page only after the click has returned.
            if "context was destroyed" not in left.message:
                raise
            self.page.wait_for_load_state()
            self._look()

    def _look(self) -> None:
        page = self.page
        expect(page).to_have_title(re.compile(r"^(Error: )?.+ – Throughcare$"))
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert not self.problems, f"{page.url}\n" + "\n".join(self.problems)
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert beyond <= 0, f"{page.url} is {beyond} pixels wider than its window"
        if self._looked_at_before():
            return
        page.evaluate(AXE)
        found = page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules},"
            " resultTypes: ['violations']})",
            RULES,
        )
        told = [
            f"{each['id']}: {each['help']} {[node['html'] for node in each['nodes']][:3]}"
            for each in found["violations"]
        ]
        assert not told, f"{page.url}\n" + "\n".join(told)

    def _looked_at_before(self) -> bool:
        """Whether a page of the same kind, made of the same parts, was checked in this run.

        The same parts are the same rules obeyed; a new part, class or role is checked again.
        """
        where = re.sub(r"[0-9a-f-]{36}", "-", urlparse(self.page.url).path)
        made_of = (where, self.page.evaluate(PARTS))
        seen = made_of in LOOKED_AT
        LOOKED_AT.add(made_of)
        return seen

    def then_it_fits_a_phone(self) -> None:
        """At 320 pixels nothing has to be scrolled sideways."""
        before = self.page.viewport_size
        self.page.set_viewport_size({"width": 320, "height": 640})
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        self.page.set_viewport_size(before)
        assert wide <= 320, f"{self.page.url} is {wide} pixels wide on a phone"
