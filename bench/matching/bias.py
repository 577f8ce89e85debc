"""Are some people found less often, or taken for others more often? By group, against the truth."""

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from bench.matching.batch import answer_of

AGES = ((-1, 17, "under 18"), (18, 24, "18 to 24"), (25, 39, "25 to 39"), (40, 59, "40 to 59"),
        (60, 200, "60 and over"))  # fmt: skip


@dataclass
class Group:
    """Pairs of records of one person in a group, and what was said of them.

    `wrong` are pairs of two people that were joined, `asked` those that somebody is asked about,
    each counted for the group of the first record.
    """

    by: str
    name: str
    records: int = 0
    pairs: int = 0
    same: int = 0
    review: int = 0
    wrong: int = 0
    asked: int = 0


def by_group(extract: Path, truth: Path) -> list[Group]:
    """The figures for each ethnic group, sex and age, and for each naming tradition."""
    with truth.open(encoding="utf-8", newline="") as file:
        people = {row["id"]: row for row in csv.DictReader(file)}
    groups: dict[tuple[str, str], Group] = {}
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for row in people.values():
        for key in _groups(row):
            groups.setdefault(key, Group(*key)).records += 1
        seen[row["person"]]["records"] += 1
    counted: set[str] = set()
    for row in people.values():
        if row["person"] not in counted:
            counted.add(row["person"])
            records = seen[row["person"]]["records"]
            for key in _groups(row):
                groups[key].pairs += records * (records - 1) // 2
    with answer_of(extract).open(encoding="utf-8", newline="") as file:
        for pair in csv.DictReader(file):
            left, right = people[pair["id_left"]], people[pair["id_right"]]
            one_person = left["person"] == right["person"]
            for key in _groups(left):
                _count(groups[key], pair["decision"], one_person=one_person)
    return sorted(groups.values(), key=lambda group: (ORDER.index(group.by), group.name))


ORDER = ["Ethnic group", "Sex", "Age", "Naming tradition"]


def _groups(row: dict[str, str]) -> list[tuple[str, str]]:
    age = next(name for low, high, name in AGES if low <= int(row["age"]) <= high)
    return [
        ("Ethnic group", row["ethnic_group"]),
        ("Sex", row["sex"]),
        ("Age", age),
        ("Naming tradition", row["tradition"]),
    ]


def _count(group: Group, decision: str, *, one_person: bool) -> None:
    if decision == "same":
        if one_person:
            group.same += 1
        else:
            group.wrong += 1
    elif decision == "review" and one_person:
        group.review += 1
    elif decision == "review":
        group.asked += 1
