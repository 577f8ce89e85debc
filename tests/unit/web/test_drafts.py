"""The key of a draft comes from the session and the form, and from nothing else."""

from base64 import b64decode
from datetime import UTC, datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpResponse

from throughcare.web.drafts import draft_of, saved

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_one_session_gives_one_form_the_same_key_each_time_and_no_other():
    session, other = SessionBase(), SessionBase()
    first = draft_of(session, "/form/1", at=AT)
    assert first == draft_of(session, "/form/1", at=AT)
    keys = {
        first.key,
        draft_of(session, "/form/2", at=AT).key,
        draft_of(other, "/form/1", at=AT).key,
    }
    assert len(keys) == 3
    assert len(b64decode(first.key)) == 32
    assert first.until == int((AT + timedelta(hours=12)).timestamp() * 1000)


def test_a_session_that_was_flushed_gives_another_key():
    session = SessionBase()
    before = draft_of(session, "/form/1", at=AT)
    session.clear()
    assert draft_of(session, "/form/1", at=AT).key != before.key


def test_nothing_is_kept_on_the_device_where_the_service_has_not_allowed_it(settings):
    settings.DRAFTS_ON_DEVICE = False
    session = SessionBase()
    assert draft_of(session, "/form/1", at=AT) is None
    assert not saved(HttpResponse(), session, "/form/1").cookies


def test_the_browser_is_told_by_name_alone_that_a_form_is_saved():
    session = SessionBase()
    draft = draft_of(session, "/form/1", at=AT)
    cookie = saved(HttpResponse(), session, "/form/1").cookies["draft-saved"]
    assert cookie.value == draft.id
    assert draft.key not in str(cookie)
    assert cookie["samesite"] == "Strict"
    assert cookie["max-age"] == 60
