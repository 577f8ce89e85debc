"""What an e-mail and a calendar may say: how much and when, and never who or why."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from throughcare.care.rules.alerts import (
    Alert,
    AlertKind,
    digest,
    hashed_secret,
    reference_of,
)
from throughcare.web.calendar_feed import Entry, calendar

NOW = datetime(2026, 11, 2, 14, 30, tzinfo=UTC)


def alert(kind=AlertKind.OVER, *, read=False):
    return Alert("k", kind, uuid4(), "Canary Sampleford", "Amberford", NOW, NOW, read)


def test_an_email_counts_what_was_not_read_and_names_nobody():
    told = [alert(), alert(), alert(AlertKind.SAFETY), alert(AlertKind.SOON, read=True)]
    subject, text = digest(told, "https://throughcare.example")
    assert subject == "Throughcare: 3 alerts to read"
    assert "A time limit has passed: 2\nNew safety alert: 1" in text
    assert "Sign in to see them: https://throughcare.example" in text
    for word in ("Canary", "Amberford", "near", "harm"):
        assert word not in subject + text


def test_one_alert_is_one_and_without_an_address_none_is_said():
    subject, text = digest([alert()], "")
    assert subject == "Throughcare: 1 alert to read"
    assert "Sign in to see them.\n" in text


def test_there_is_no_email_where_nothing_is_unread():
    assert digest([], "") is None
    assert digest([alert(read=True)], "") is None


def test_a_reference_tells_nothing_and_stays_the_same():
    one = UUID(int=7)
    assert reference_of(one) == reference_of(str(one))
    assert len(reference_of(one)) == 8
    assert hashed_secret("a") != hashed_secret("b")


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def test_a_calendar_has_an_entry_for_each_thing_that_is_due():
    text = calendar(
        [
            Entry("AB12", "a time limit; ends, soon", NOW, "https://throughcare.example/alerts"),
            Entry("CD34", "something on your worklist is due", date(2026, 11, 3), "https://t/w"),
        ],
        NOW,
    )
    lines = unfolded(text)
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART:20261102T143000Z" in lines
    assert "DTSTART;VALUE=DATE:20261103" in lines
    assert "SUMMARY:Throughcare: a time limit\\; ends\\, soon (AB12)" in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2


@given(st.text(alphabet=st.characters(exclude_categories=["C"]), max_size=300))
def test_no_line_is_longer_than_the_format_allows_and_nothing_is_lost(words):
    text = calendar([Entry("X", words, NOW, "https://t")], NOW)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    assert f"SUMMARY:Throughcare: {escaped} (X)" in unfolded(text)
