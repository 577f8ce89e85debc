"""Every page around a screening and the national register: accessible, and narrow enough."""

from datetime import date, timedelta

import pytest

from tests.records.screening_world import PHQ, everything
from tests.register import bundle, patient, register
from tests.system.in_custody import arrives
from tests.system.main_job import AMARA, MainJob
from throughcare.access.roles import Role
from throughcare.screening import actions
from throughcare.web import clock

HOUR = timedelta(hours=1)
LONG = "Lower Sampleford under Whin, in the house of her sister-in-law’s cousin, second floor"


@pytest.fixture(scope="module")
def person(county):
    """Somebody in custody whom Amara has asked."""
    return arrives(county, "Wilhelmina Sampleford", date(1985, 1, 9), at=clock.now() - HOUR)


@pytest.fixture(scope="module")
def by(county):
    """The practitioner who asks."""
    staff = [one for each in county.staff.values() for one in each]
    return next(one for one in staff if one.name == AMARA and one.role is Role.PRACTITIONER)


class TestScreeningPages(MainJob):
    """A practitioner goes through them all."""

    @pytest.fixture(autouse=True)
    def _begin(self, page, address, person, by):
        self.begin(page, address)
        self.person, self.by = person.person_id, by
        self.given_i_am(AMARA)

    def opens(self, *paths):
        """Open pages of the record, one after the other."""
        for path in paths:
            self.go(f"/record/{self.person}/{path}")
            self.then_it_fits_a_phone()

    def begun(self, instrument, answers=(), *, complete=False):
        """A screening with these answers, everything urgent read."""
        about = {"by": self.by, "at": clock.now()}
        screening_id = actions.start(
            **about, person_id=self.person, instrument=instrument, agreed="agreed"
        )
        if answers:
            actions.answer(**about, screening_id=screening_id, given=dict(answers))
        if complete:
            actions.complete(**about, screening_id=screening_id)
        return screening_id

    def test_asking_urgent_answers_and_stopping(self):
        self.opens("screening", "screening/start/ld-core", "screening/not-now/ld-core")
        screening = self.begun("phq-9", PHQ)
        one = f"screening/{screening}"
        self.opens("screening", f"{one}/urgent")
        self.press("I have read this", exact=False)
        self.opens(one, f"{one}/page/1", f"{one}/check", f"{one}/stop", f"{one}/error")
        self.follow("Screening")
        self.follow("Say what was done", exact=False)
        self.then_it_fits_a_phone()

    def test_a_result_is_amended_voided_and_shown_with_its_history(self):
        core = self.begun("gad-7", everything(instrument="gad-7"), complete=True)
        one = f"screening/{core}"
        self.opens(f"{one}/result", f"{one}/amend", f"{one}/amend/1")
        self.press("Amend")
        self.then_it_fits_a_phone()
        now = clock.now()
        actions.amend(
            by=self.by, at=now, screening_id=core, given={"nervous": 3}, reason=f"Heard at {LONG}"
        )
        self.opens(f"{one}/result", f"{one}/error")
        self.press("Mark as entered in error")
        self.then_it_fits_a_phone()
        actions.enter_in_error(by=self.by, at=now, screening_id=core, reason=f"Of {LONG}")
        self.opens(f"{one}/result", "screening")

    def test_paper_goes_out_and_comes_back(self):
        self.opens("screening/pack", "screening/paper", "screening/paper/ld-core")
        self.press("Enter these answers")
        self.then_it_fits_a_phone()
        self.opens("screening/pack/ab12cd34?ask=ld-core&ask=phq-9")
        entered = actions.enter_from_paper(
            by=self.by,
            at=clock.now(),
            person_id=self.person,
            instrument="fast",
            answers={},
            asked_at=clock.now() - 9 * HOUR,
            asked_by="Bronwen Placeholder-Testington",
            asked_in=LONG,
            paper_number="ab12cd34",
            stopped_because="left",
        )
        self.opens(f"screening/{entered}/result", "screening/paper/fast")

    def test_what_came_from_another_system_is_marked(self):
        given = {
            "by": self.by,
            "at": clock.now(),
            "person_id": self.person,
            "asked_at": clock.now() - 30 * HOUR,
            "asked_by": "Another system",
        }
        for version, answers in (("1.0", PHQ), ("0.9-beta", PHQ)):
            came = actions.take_in(
                **given,
                instrument="phq-9",
                version=version,
                answers=answers,
                whole={"resourceType": "QuestionnaireResponse", "questionnaire": "x" * 90},
            )
            self.opens(f"screening/{came}/result")

    def test_the_workbench(self):
        for path in ("", "/concepts", "/ld-core", "/gad-7", "/gad-7/trial", "/gad-7/paper"):
            self.go(f"/instruments{path}")
            self.then_it_fits_a_phone()
        self.go("/instruments/gad-7/trial")
        self.press("See what comes out")
        self.then_it_fits_a_phone()

    def then_it_is_read_aloud(self):
        """The device's own voice says the question and its answers, in English."""
        self.page.evaluate(
            "() => { window.heard = []; speechSynthesis.speak = (one) => { heard.push(one) } }"
        )
        self.page.locator("[data-listen]").click()
        question = self.page.get_by_role("heading", level=1).inner_text()
        said = self.page.evaluate("() => heard.map((one) => one.lang + ' ' + one.text)")
        assert len(said) == 1
        assert said[0].startswith("en-GB ")
        assert question in said[0]
        assert "Yes." in said[0]

    def test_the_person_fills_it_in_alone(self):
        screening = self.begun("ld-core")
        self.opens(f"screening/{screening}/hand-over")
        for looks in (("Easy read, with pictures", "Large print"), ()):
            self.go(f"/record/{self.person}/screening/{screening}/hand-over")
            for look in looks:
                self.page.get_by_label(look, exact=True).check()
            self.page.get_by_role("button", name="Hand over").click()
            self.page.wait_for_url("**/questions")
            self.look()
            self.then_it_is_read_aloud()
            self.then_it_fits_a_phone()
            self.go("/questions/back")
            self.then_it_fits_a_phone()
            self.page.context.clear_cookies()
            self.given_i_am(AMARA)

    def test_the_national_register(self, settings):
        with register() as known:
            settings.PDS_ADDRESS = known.address
            known.will(bundle(patient(label="R")))
            self.opens("person/nhs-number")
            self.press("Ask the register")
            self.then_i_see("Select what you want to ask")
            self.then_it_fits_a_phone()
            self.page.get_by_role("radio").first.check()
            self.press("Ask the register")
            self.then_i_see("The register restricts this record")
            self.then_it_fits_a_phone()
            self.press("Accept the NHS number")
            self.then_i_see("There is a problem")
            self.then_it_fits_a_phone()
