"""The steps of the main job in words: arrival, offer, screening, sharing, referral, release.

The tutorial tells the same steps; `test_tutorial.py` holds its words to those that are used here.
"""

import re

from playwright.sync_api import expect

from tests.system.journey import Journey

DANA, AMARA, JOEL = "Sergeant Dana Whitlock", "Amara Obi", "Joel Penrose"
PRIYA, TOM = "Priya Nair", "Tom Ellery"
HELEN, GRACE = "Helen Tranter", "Grace Lindqvist"
ALCOHOL = "Alcohol use, three questions (AUDIT-C)"
DRUGS_SERVICE = "Ambershire drug and alcohol service"
HOUSING_SERVICE = "Amberford housing options"
SUITE = "Amberford custody suite"
SAFETY = (
    "Is there a risk of self-harm?",
    "Do they need an appropriate adult?",
    "Do they need an interpreter?",
    "Are they pregnant?",
    "Do they need medicine while they are here?",
)


class MainJob(Journey):
    """What workers do for one person, each step as the pages word it."""

    name = "Robin Sampleford"
    born = ("27", "March", "1992")

    # 1. Custody

    def given_custody_describes_the_person(self) -> None:
        """Begin an arrival and say who it is."""
        self.follow("Record an arrival")
        given, family = self.name.split()
        self.fill("Given names (optional)", given)
        self.fill("Family name (optional)", family)
        self.fill_date("Date of birth", *self.born)
        self.press("Continue")

    def when_custody_says_it_is_the_person_of_an_earlier_record(self) -> None:
        """Choose the record that is already held."""
        self.then_the_heading_is("Is it one of these people?")
        self.choose("Who is it?", re.compile(f"{self.name}, born"))
        self.press("Continue")

    def when_custody_answers_about_safety(self, reference: str, **answers: str) -> None:
        """Step 2: the custody record, and what keeps them safe; unsaid answers are No."""
        self.then_the_heading_is("Arrival and safety")
        if self.page.get_by_label("Custody suite", exact=True).input_value() == "":
            self.pick("Custody suite", SUITE)
        self.fill("Custody record number", reference)
        self.fill("Time when detention was authorised (optional)", self.arrived_at())
        self.pick("Arrested on suspicion of", "Theft")
        for question in SAFETY:
            self.choose(question, answers.get(question, "No"))
        self.press("Continue")

    def arrived_at(self) -> str:
        """The time of arrival that the page suggests."""
        return self.page.get_by_label("Time of arrival", exact=True).input_value()

    def when_custody_alerts_liaison_and_diversion(self, *reasons: str) -> None:
        """Step 3: alert them, and say why; then check everything and record it."""
        self.then_the_heading_is("Alert Liaison and Diversion")
        self.choose("Do you want to alert Liaison and Diversion?", "Yes, alert them")
        for reason in reasons:
            self.choose("Why?", reason)
        self.press("Continue")
        self.then_the_heading_is("Check your answers")
        self.press("Record the arrival")

    # 2. The board and the offer

    def when_i_open_the_board(self) -> None:
        """The board of the suite where the person is."""
        self.follow("Custody board")
        if self.page.get_by_role("heading", level=1).inner_text() != SUITE:
            self.follow(SUITE)

    def row(self, name: str = "") -> str:
        """What the board says of the person."""
        link = self.page.get_by_role("link", name=name or self.name, exact=True)
        return self.page.get_by_role("row").filter(has=link).inner_text()

    def when_they_are_offered_the_service(self, answer: str, reason: str = "") -> None:
        """From the board: what they answered, and why where they said no."""
        self.when_i_open_the_board()
        self.page.get_by_role("link", name=f"offer or record for {self.name}").click()
        self.page.wait_for_load_state()
        self.look()
        self.then_i_see("What to say")
        self.choose("What did they answer?", answer)
        if reason:
            self.choose("Why did they say no?", reason)
        self.press("Save their answer")

    # 3. Screening, needs and what helps

    def when_i_start_asking(self, instrument: str) -> None:
        """Say what has to be said first, and record that they agreed."""
        self.follow("Screening")
        self.follow(instrument)
        self.then_i_see("Say this first")
        self.choose("Did they agree to be asked?", "They said yes")
        self.press("Start asking")

    def when_they_answer_about_alcohol(self) -> None:
        """Three questions, a check, and the result with how it was worked out."""
        self.choose("How often do you have a drink", "4 or more times a week")
        self.choose("How many units of alcohol", "7 to 9")
        self.choose("How often have you had 6 or more units", "Weekly")
        self.press("Save and continue")
        self.then_the_heading_is(self.name)
        self.then_i_see("Check the answers")
        self.press("Complete and see the result")
        self.then_i_see("Score 10 of 12: higher risk")

    def when_i_record_what_the_answers_point_to(self, need: str, how_sure: str) -> None:
        """Nothing is recorded that nobody chose."""
        self.choose(need, how_sure)
        self.press("Record what I chose")

    def when_i_record_a_need(self, need: str, how_sure: str) -> None:
        """A need that the practitioner knows of without a screening."""
        self.follow("Needs and plan")
        self.press("Record a need")
        self.pick("What is the need about?", need)
        self.choose("How sure are we?", how_sure)
        self.choose("Did services know of it before?", "Yes")
        self.press("Record this need")

    def when_i_record_what_helps(self, strength: str) -> None:
        """A protective factor."""
        self.follow("Record what helps")
        self.choose("What helps?", strength)
        self.press("Save")

    # 4. Sharing

    def when_i_choose_whom_to_tell(self, whom: str, answer: str = "Yes") -> None:
        """Ask the person, then see exactly what would leave."""
        self.follow("Sharing")
        self.press("Share a summary")
        self.follow(whom, exact=False)
        self.choose("What did they say?", answer)
        self.press("Save and see what would leave")

    def when_i_send_the_summary(self) -> None:
        """Send what the preview shows."""
        self.press("Send this summary")
        self.then_i_see("The summary is sent.")

    def when_i_open_the_summary_that_was_sent(self) -> None:
        """As the recipient, from the first page."""
        self.follow("Open the summaries")
        self.page.get_by_role("button", name=f"Open the summary about {self.name}").first.click()
        self.page.wait_for_load_state()
        self.look()

    # 5. Referrals

    def when_i_refer_them(self, service: str, need: str, reason: str, knows: str = "") -> None:
        """Refer to a service, or put them back in touch with somebody who knows them there."""
        self.follow("Referrals")
        self.press("Refer to a service")
        self.choose("Which service?", service)
        self.choose("Which needs is it about?", need)
        self.fill("Why, as the service will read it", reason)
        if knows:
            kind = "Is it new, or do they already know somebody there?"
            self.choose(kind, "Put them back in touch with somebody there")
            self.fill("Who knows them there?", knows)
        self.press("Send the referral")

    def when_i_open_the_referral(self) -> None:
        """From the worklist, by the person's name."""
        self.follow("Worklist")
        self.page.get_by_role("link").filter(has_text=self.name).first.click()
        self.page.wait_for_load_state()
        self.look()

    def when_the_service_declines(self, reason: str) -> None:
        """Say why; the referral goes back to whoever sent it."""
        self.follow("Decline")
        self.choose("Why?", reason)
        self.press("Decline")

    def when_the_service_accepts(self) -> None:
        """The service takes the person on."""
        self.press("Accept")
        self.press("Accept")

    # 6. Release

    def when_custody_records_that_they_left(self, how: str) -> None:
        """From the board; what follows is said before it is recorded."""
        self.when_i_open_the_board()
        self.follow(f"Update custody details of {self.name}")
        self.press("Record that they left")
        self.then_i_see("What will happen")
        self.choose("How did they leave?", how)
        self.press("Record that they left")

    # Little things

    def fill_date(self, question: str, day: str, month: str, year: str) -> None:
        """Type a date into its three boxes."""
        group = self.page.get_by_role("group", name=question)
        for part, typed in (("Day", day), ("Month", month), ("Year", year)):
            group.get_by_label(part, exact=True).fill(typed)

    def when_i_open_the_record(self) -> None:
        """From the board, by name."""
        self.when_i_open_the_board()
        self.follow(self.name)

    def then_the_list_says(self, words: str) -> None:
        """The row about the person on a list says this."""
        row = self.page.get_by_role("listitem").filter(has_text=self.name).first
        expect(row).to_contain_text(words)
