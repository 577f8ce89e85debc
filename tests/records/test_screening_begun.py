"""What a worker has begun to type: theirs alone, sealed, for twelve hours, in no record."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction

from tests.records.screening_world import everything, somebody_in_custody
from tests.world import NOW
from throughcare.access.actions.acting import bookkeeping, viewing
from throughcare.access.models import AuditEvent
from throughcare.access.rules import NotPermitted, Refused
from throughcare.screening import actions, queries
from throughcare.screening.models import Begun
from throughcare.screening.rules.begun import LARGEST, LASTS

pytestmark = pytest.mark.django_db
TYPED = "q-worry=yes&q-words=Canary"


@pytest.fixture
def here():
    return somebody_in_custody()


@pytest.fixture
def screening_id(here):
    return here.start()


def colleague_of(here):
    """Somebody else of the same team, who may ask the same questions."""
    return replace(here.world.amara, worker_id=here.world.joel.worker_id, name="Joel Penrose")


def keep(here, work_item, *, by=None, at=NOW, page="1", text=TYPED):
    actions.keep_begun(
        by=by or here.world.amara,
        at=at,
        person_id=here.person_id,
        work_item=str(work_item),
        page=page,
        text=text,
    )


def offered(here, work_item, *, viewer=None, at=NOW, page="1"):
    with viewing(viewer or here.world.amara, at):
        return queries.begun(here.sight(viewer, at=at), str(work_item), page)


def test_its_writer_finds_it_again_on_that_page_alone(here, screening_id):
    keep(here, screening_id, text="q-worry=no")
    keep(here, screening_id, at=NOW + timedelta(seconds=10))
    found = offered(here, screening_id, at=NOW + timedelta(minutes=1))
    assert (found.text, found.kept_at) == (TYPED, NOW + timedelta(seconds=10))
    assert offered(here, screening_id, page="2") is None
    assert offered(here, uuid4()) is None
    with viewing(here.world.amara, NOW):
        assert Begun.objects.count() == 1


def test_a_colleague_who_asks_the_same_questions_finds_nothing_and_the_wall_holds(
    here, screening_id
):
    keep(here, screening_id)
    colleague = colleague_of(here)
    assert offered(here, screening_id, viewer=colleague) is None
    with viewing(colleague, NOW):
        assert not Begun.objects.exists()
        mine = Begun(id=uuid4(), worker_id=here.world.amara.worker_id, person_id=here.person_id)
        mine.work_item, mine.page, mine.text = str(screening_id), "1", "x"
        mine.kept_at = mine.until = NOW + LASTS

        @bookkeeping
        def in_anothers_name(*, by, at):
            Begun.objects.bulk_create([mine])

        with pytest.raises(ProgrammingError), transaction.atomic():
            in_anothers_name(by=colleague, at=NOW)


def test_whoever_may_not_screen_keeps_and_finds_nothing(here, screening_id):
    with pytest.raises(NotPermitted):
        keep(here, screening_id, by=here.world.dana)
    with pytest.raises(NotPermitted):
        offered(here, screening_id, viewer=here.world.dana)


def test_it_is_sealed_for_its_place_and_opens_at_no_other(here, screening_id):
    keep(here, screening_id)
    keep(here, screening_id, page="2", text="q-worry=no")
    with viewing(here.world.amara, NOW), connection.cursor() as cursor:
        cursor.execute("SELECT page, text FROM screening_begun ORDER BY page")
        (_, first), (_, second) = cursor.fetchall()
    assert "Canary" not in first + second

    @bookkeeping
    def move(*, by, at):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE screening_begun SET text = %s WHERE page = '1'", [second])

    move(by=here.world.amara, at=NOW)
    assert offered(here, screening_id) is None


def test_it_lasts_twelve_hours_and_is_then_cleared_away_by_whoever_types_next(here, screening_id):
    keep(here, screening_id)
    almost, over = NOW + LASTS - timedelta(seconds=1), NOW + LASTS
    assert offered(here, screening_id, at=almost)
    assert offered(here, screening_id, at=over) is None
    other = colleague_of(here)
    keep(here, screening_id, by=other, at=over)
    with viewing(other, over):
        assert [row.worker_id for row in Begun.objects.all()] == [other.worker_id]


def test_more_than_a_page_can_hold_is_refused(here, screening_id):
    keep(here, screening_id, text="x" * LARGEST)
    with pytest.raises(Refused):
        keep(here, screening_id, text="x" * (LARGEST + 1))


def test_one_page_is_thrown_away_and_all_go_with_the_end_but_stay_while_it_is_stopped(
    here, screening_id
):
    by = here.world.amara
    for page in ("1", "2", "3"):
        keep(here, screening_id, page=page)
    actions.drop_begun(
        by=by, at=NOW, person_id=here.person_id, work_item=str(screening_id), page="1"
    )
    assert [bool(offered(here, screening_id, page=page)) for page in "123"] == [False, True, True]
    actions.stop(by=by, at=NOW, screening_id=screening_id, reason="left")
    actions.resume(by=by, at=NOW, screening_id=screening_id)
    assert offered(here, screening_id, page="2")
    here.answer(screening_id, everything())
    actions.complete(by=by, at=NOW, screening_id=screening_id)
    assert offered(here, screening_id, page="2") is None
    other = here.start("phq-9")
    keep(here, other)
    actions.enter_in_error(by=by, at=NOW, screening_id=other, reason="Another person's answers")
    assert offered(here, other) is None


def test_it_is_no_part_of_the_record_and_no_line_on_the_trail(here, screening_id):
    with viewing(here.world.amara, NOW):
        before = AuditEvent.objects.count()
    keep(here, screening_id)
    assert not here.sheet(screening_id).said
    with viewing(here.world.amara, NOW):
        assert AuditEvent.objects.count() == before
