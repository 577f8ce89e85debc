"""Who sees screenings, what is on the trail, and how much is read."""

from datetime import timedelta

import pytest

from tests.records.screening_world import PHQ, somebody_in_custody
from tests.world import NOW
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent
from throughcare.access.rules import NotPermitted
from throughcare.screening import actions, queries
from throughcare.screening.instrument import find
from throughcare.screening.models import Answer, Screening

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def test_counting_is_for_those_who_run_the_service():
    here = somebody_in_custody()
    with pytest.raises(NotPermitted):
        list(queries.screenings_for_extract(here.world.dana, since=NOW, until=NOW + DAY))


def test_police_and_courts_see_no_screening_whatever_they_ask():
    here = somebody_in_custody()
    here.answer(here.start(), {"worry": "yes"})
    with viewing(here.world.dana, NOW):
        assert not Screening.objects.exists()
        assert not Answer.objects.exists()
        with pytest.raises(NotPermitted):
            queries.screenings(here.sight(here.world.dana))


def test_every_step_is_on_the_trail_without_what_was_said():
    here = somebody_in_custody()
    screening_id = here.start("phq-9")
    here.answer(screening_id, PHQ)
    actions.complete(by=here.world.amara, at=NOW, screening_id=screening_id)
    with viewing(here.world.amara, NOW):
        steps = AuditEvent.objects.filter(what__endswith="screening") | AuditEvent.objects.filter(
            what="answer"
        )
        whats = [event.what for event in steps.order_by("id")]
        assert whats == ["start-screening", "answer", "complete-screening"]
        assert all(here.person_id in event.person_ids for event in steps)


def test_reading_screenings_takes_the_same_queries_however_many(django_assert_num_queries):
    here = somebody_in_custody()
    by = here.world.amara
    for hours in range(4):
        at = NOW + hours * HOUR
        screening_id = here.start("phq-9", at=at)
        here.answer(screening_id, PHQ, at=at)
        actions.complete(by=by, at=at, screening_id=screening_id)
    with viewing(by, NOW):
        sight = here.sight()
        with django_assert_num_queries(1):
            queries.screenings(sight)
        with django_assert_num_queries(3):
            queries.screening(sight, screening_id)
        with django_assert_num_queries(1):
            assert len(queries.known(sight, find("phq-9"), NOW + DAY)) == 9
