"""The table of whom matching finds less often, on a truth small enough to count by hand."""

import csv
from pathlib import Path

import pytest

from bench.matching.batch import answer_of
from bench.matching.bias import Group, by_group
from bench.matching.report import bias_table

TRUTH = """
id,person,ethnic_group,sex,age,tradition
a1,A,white,male,17,english
a2,A,white,male,17,english
a3,A,white,male,17,english
b1,B,white,female,18,polish
c1,C,asian,male,24,punjabi
c2,C,asian,male,24,punjabi
d1,D,asian,female,60,punjabi
d2,D,asian,female,60,punjabi
"""
# A: 3 pairs, of which 1 joined, 1 asked about, 1 not found. B: one record, no pair; joined with A
# wrongly. C: its pair is asked about, and once wrongly with D. D: its pair is not found.
ANSWER = """
id_left,id_right,match_weight,match_probability,decision
a1,a2,20,1,same
a2,a3,5,0.9,review
a1,b1,9,0.99,same
c1,c2,3,0.8,review
c2,d1,1,0.6,review
d1,d2,1,0.6,different
"""


@pytest.fixture
def groups(tmp_path: Path) -> dict[tuple[str, str], Group]:
    extract, truth = tmp_path / "extract.csv", tmp_path / "truth.csv"
    truth.write_text(TRUTH.lstrip(), encoding="utf-8")
    answer_of(extract).write_text(ANSWER.lstrip(), encoding="utf-8")
    return {(group.by, group.name): group for group in by_group(extract, truth)}


def counted(group: Group) -> tuple[int, ...]:
    return (group.records, group.pairs, group.same, group.review, group.wrong, group.asked)


def test_each_group_has_its_own_records_pairs_and_mistakes(
    groups: dict[tuple[str, str], Group],
) -> None:
    assert {key: counted(group) for key, group in groups.items()} == {
        ("Ethnic group", "white"): (4, 3, 1, 1, 1, 0),
        ("Ethnic group", "asian"): (4, 2, 0, 1, 0, 1),
        ("Sex", "male"): (5, 4, 1, 2, 1, 1),
        ("Sex", "female"): (3, 1, 0, 0, 0, 0),
        ("Age", "under 18"): (3, 3, 1, 1, 1, 0),
        ("Age", "18 to 24"): (3, 1, 0, 1, 0, 1),
        ("Age", "60 and over"): (2, 1, 0, 0, 0, 0),
        ("Naming tradition", "english"): (3, 3, 1, 1, 1, 0),
        ("Naming tradition", "polish"): (1, 0, 0, 0, 0, 0),
        ("Naming tradition", "punjabi"): (4, 2, 0, 1, 0, 1),
    }


def test_the_table_says_the_rates_and_a_dash_where_there_is_nothing_to_divide_by(
    groups: dict[tuple[str, str], Group],
) -> None:
    table = bias_table(list(groups.values()))
    rows = dict(
        (cells[0].strip(), [cell.strip() for cell in cells[1:]])
        for cells in csv.reader((line.strip("| ") for line in table.splitlines()), delimiter="|")
    )
    assert rows["Ethnic group: white"] == ["4", "3", "33.3%", "66.7%", "5000.0", "0.0"]
    assert rows["Ethnic group: asian"] == ["4", "2", "0.0%", "50.0%", "–", "250.0"]
    assert rows["Naming tradition: polish"] == ["1", "0", "–", "–", "–", "0.0"]
    assert list(rows)[2:] == [f"{by}: {name}" for by, name in groups], "sorted by what and name"


def test_the_order_is_ethnic_group_sex_age_and_naming_tradition(
    groups: dict[tuple[str, str], Group],
) -> None:
    assert list(dict.fromkeys(by for by, _ in groups)) == [
        "Ethnic group", "Sex", "Age", "Naming tradition",
    ]  # fmt: skip
