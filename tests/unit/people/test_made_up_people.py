"""People who do not exist: the same from the same seed, with slips, and with nobody's number."""

import random
from collections import Counter
from datetime import date

import pytest

from throughcare.people.made_up import made_up_records, traditions

ON = date(2026, 6, 30)


@pytest.fixture(scope="module")
def records():
    return list(made_up_records(6_000, rng=random.Random(5), on=ON))


def test_the_same_seed_makes_the_same_people(records):
    again = list(made_up_records(6_000, rng=random.Random(5), on=ON))
    assert [one.written for one in again] == [one.written for one in records]


def test_two_sets_can_have_nobody_in_common():
    one = made_up_records(50, rng=random.Random(1), on=ON)
    other = made_up_records(50, rng=random.Random(1), on=ON, first=1_000)
    assert not {r.truth.person for r in one} & {r.truth.person for r in other}


def test_numbers_belong_to_nobody(records):
    for record in records:
        truth = record.truth
        assert truth.nhs_number.startswith("999")
        assert truth.pnc.endswith("S")
        assert truth.cro[-1:] in {"", "S"}
        assert truth.prison_number[:4] in {"", "SYN-"}
        assert truth.crn[:4] in {"", "SYN-"}
        assert record.written.postcode[:1] in {"", "Z"}


def test_as_many_slips_happen_as_the_targets_ask_for(records):
    people = {record.truth.person: record.truth for record in records}
    share = len([truth for truth in people.values() if truth.other_name]) / len(people)
    assert share >= 0.15
    wrong = [r for r in records if r.written.date_of_birth != r.truth.born_on.isoformat()]
    assert len(wrong) / len(records) >= 0.09
    none = [r for r in records if not r.written.nhs_number]
    assert 0.37 < len(none) / len(records) < 0.43


def test_every_tradition_and_ethnic_group_is_there(records):
    assert {r.truth.tradition.name for r in records} == {t.name for t in traditions()}
    groups = Counter(r.truth.ethnic_group for r in records)
    assert set(groups) == {"Asian", "Black", "Mixed", "Other", "White"}


def test_some_are_twins_and_some_have_the_name_of_their_parent(records):
    people = {record.truth.person: record.truth for record in records}
    nexts = [(one, people[n + 1]) for n, one in people.items() if n + 1 in people]
    related = [(a, b) for a, b in nexts if a.family == b.family and a.postcodes == b.postcodes]
    assert any(a.born_on == b.born_on and a.given != b.given for a, b in related)
    assert any(a.given == b.given and a.born_on != b.born_on for a, b in related)
