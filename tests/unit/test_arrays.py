"""Values told to the database as one array come out as they went in."""

from datetime import UTC, date, datetime
from enum import StrEnum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.access.arrays import array_of


class Word(StrEnum):
    ONE = "one, two"


def read(text: str) -> list[str | None]:
    """An array of one dimension as PostgreSQL reads it."""
    found: list[str | None] = []
    rest = text.removeprefix("{").removesuffix("}")
    while rest:
        if rest.startswith('"'):
            value, at = "", 1
            while rest[at] != '"':
                at += rest[at] == "\\"
                value += rest[at]
                at += 1
            found.append(value)
            rest = rest[at + 2 :]
        else:
            value, _, rest = rest.partition(",")
            found.append(None if value == "NULL" else value)
    return found


@given(st.lists(st.none() | st.text()))
def test_texts_are_the_same_again(texts):
    assert read(array_of(texts)) == texts


def test_everything_that_rows_hold_can_be_written():
    at = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
    assert array_of([UUID(int=10), None]) == "{0000000000000000000000000000000a,NULL}"
    assert array_of([at]) == "{2026-11-22T08:30:00+00:00}"
    assert array_of([date(2026, 11, 22)]) == "{2026-11-22}"
    assert array_of([True, False, None]) == "{t,f,NULL}"
    assert array_of([1, 2]) == "{1,2}"
    assert array_of([0.5]) == "{0.5}"
    assert array_of([Word.ONE]) == '{"one, two"}'
    assert array_of([]) == "{}"


def test_what_has_no_plain_way_to_be_written_is_refused():
    with pytest.raises(TypeError, match="no array of list"):
        array_of([["a"]])
