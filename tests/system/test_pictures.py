"""The pictures of the documents, taken of a filled county; only when they are asked for.

`THROUGHCARE_PICTURES=1 .venv/bin/pytest tests/system/test_pictures.py` writes them anew.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import template
from tests.system.main_job import (
    ALCOHOL,
    AMARA,
    DANA,
    DRUGS_SERVICE,
    GRACE,
    HOUSING_SERVICE,
    SAFETY,
    TOM,
    MainJob,
)
from tests.system.service import own_database, served
from throughcare.web import clock
from throughcare.web.demo.filling import Order, fill

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
LARGEST = 200_000  # bytes
ORDER = {"people": 500, "days": 30, "seed": 1}

pytestmark = pytest.mark.skipif(
    not os.environ.get("THROUGHCARE_PICTURES"), reason="pictures are taken when asked for"
)


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a service with the people of the demonstration."""
    with django_db_blocker.unblock(), own_database(template()):
        now = clock.now().replace(second=0, microsecond=0)
        fill(Order(**ORDER, now=now), say=lambda part: None)
        with served() as where:
            yield where


class TestPictures(MainJob):
    """The main job once more, with a camera."""

    @pytest.fixture(autouse=True)
    def _begin(self, page, filled):
        self.begin(page, filled)
        page.set_viewport_size({"width": 1280, "height": 860})

    def test_pictures_of_the_main_job(self):
        self.given_i_am(DANA)
        self.given_custody_describes_the_person()
        self.when_custody_answers_about_safety("AMB/26/0042", **{SAFETY[0]: "Yes"})
        self.when_custody_alerts_liaison_and_diversion("Mental health")
        self.given_i_am(AMARA)
        self.when_i_open_the_board()
        self.take("custody-board")
        self.when_they_are_offered_the_service("Yes, they want to see us")
        self.when_i_start_asking(ALCOHOL)
        self.take("screening", top="main h2")
        self.when_they_answer_about_alcohol()
        self.when_i_record_what_the_answers_point_to("Alcohol", "Record as suspected")
        self.when_i_record_a_need("Social: Accommodation", "Confirmed")
        self.when_i_choose_whom_to_tell("The custody officer at Amberford custody suite")
        self.take("share-preview", top="main h2")
        self.when_i_send_the_summary()
        self.when_i_refer_them(DRUGS_SERVICE, "Alcohol", "Wants help to stop drinking")
        self.when_i_refer_them(HOUSING_SERVICE, "Accommodation", "Must leave the room by Friday")
        self.when_i_open_the_record()
        self.take("record")
        self.given_i_am(TOM)
        self.when_i_open_the_referral()
        self.when_the_service_declines("We have no places at the moment")
        self.given_i_am(AMARA)
        self.follow("Worklist")
        self.take("worklist")
        self.given_i_am(GRACE)
        self.follow("Figures")
        self.take("figures")

    def take(self, name: str, *, top: str = "") -> None:
        """Take what the window shows, from a part downwards where one is named."""
        if top:
            self.page.locator(top).first.evaluate("each => each.scrollIntoView()")
        FOLDER.mkdir(exist_ok=True)
        path = FOLDER / f"{name}.png"
        self.page.screenshot(path=path, animations="disabled")
        assert path.stat().st_size < LARGEST, f"{path.name} is too large for a page of documents"
