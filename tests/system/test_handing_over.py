"""From custody to court, released there unexpectedly, and seen by the team in the community."""

from datetime import date, timedelta
from random import Random

import pytest

from tests.system.in_custody import arrives, leaves
from tests.system.main_job import AMARA, HELEN, MainJob
from throughcare.access.actions.acting import viewing
from throughcare.care import actions as care
from throughcare.care.rules import LiaisonEventKind
from throughcare.clocks.lengths import LOCAL
from throughcare.pathway import actions as pathway
from throughcare.pathway.actions import ToList
from throughcare.pathway.rules import Leaving, ListingKind
from throughcare.web import clock

HOUR = timedelta(hours=1)
COURT = "amb-m1"


class TestHandingOver(MainJob):
    """One person whom the team met in custody, and whom nobody may lose at court."""

    name = "Linden Sampleford"

    @pytest.fixture(autouse=True)
    def _begin(self, page, address):
        self.begin(page, address)

    @pytest.fixture
    def person_id(self, county):
        """Met in custody with a need, kept for court, and listed there today."""
        at = clock.now() - 20 * HOUR
        held = arrives(county, self.name, date(1991, 4, 2), at=at)
        worker = county.practitioner(Random(1), child=False)
        about = {"by": worker, "at": at + HOUR, "person_id": held.person_id}
        with viewing(worker, at + HOUR):
            care.offer(
                **about, episode_id=held.episode_id, response=LiaisonEventKind.OFFERED_ACCEPTED
            )
            care.record_need(
                **about, need="alcohol", status="suspected", episode_id=held.episode_id
            )
            pathway.list_person(
                by=worker,
                at=at + HOUR,
                listing=ToList(
                    held.person_id,
                    county.places[COURT],
                    ListingKind.HEARING,
                    clock.now().astimezone(LOCAL).date(),
                    appears_from="police-cells",
                ),
            )
        leaves(county, held, at=at + 2 * HOUR, leaving=Leaving.CHARGED_DETAINED)
        return held.person_id

    def test_who_is_released_at_court_is_seen_by_the_team_and_the_handover_closes(self, person_id):
        self.given_i_am(AMARA)
        self.follow("Handovers")
        self.then_i_see("From custody to court")
        self.then_i_see(self.name)
        self.given_i_am(HELEN)
        self.the_court_records(person_id, "court-hearing", "Where they came to court from",
                               "Police cells")  # fmt: skip
        self.the_court_records(person_id, "remanded", "Remand", "Unconditional bail")
        self.given_i_am(AMARA)
        self.then_i_see("Now: they are out before anybody could prepare it")
        self.follow(f"See them, and say so for {self.name}")
        self.then_i_see("Out before it could be prepared: act now")
        self.press("Record that they were seen (Released from court)")
        self.fill("Anything to say? (optional)", "Walked with them to the bus")
        self.press("Record that they were seen")
        self.then_i_see("Recorded that they were seen. The handover is closed.")
        self.go(f"/record/{person_id}/handovers")
        self.then_i_see("No handover of this person is open.")
        self.then_i_see("Seen by the receiving team")

    def the_court_records(self, person_id, kind, label, answer):
        self.go(f"/record/{person_id}/happened/{kind}?place={COURT}")
        self.pick(label, answer)
        self.press("Record")
