"""The ethnic categories are the NHS list, each in its group."""

import pytest

from throughcare.codes import EthnicCategory, EthnicGroup


# Source: HL7 UK Core, ethnic category (England).
def test_there_are_sixteen_categories_not_stated_and_not_known() -> None:
    assert "".join(EthnicCategory) == "ABCDEFGHJKLMNPRSZ99"


@pytest.mark.parametrize(
    ("group", "codes"),
    [
        (EthnicGroup.WHITE, "ABC"),
        (EthnicGroup.MIXED, "DEFG"),
        (EthnicGroup.ASIAN, "HJKL"),
        (EthnicGroup.BLACK, "MNP"),
        (EthnicGroup.OTHER, "RS"),
        (EthnicGroup.NOT_STATED, "Z"),
        (EthnicGroup.NOT_KNOWN, "99"),
    ],
)
def test_each_category_is_reported_in_its_group(group: EthnicGroup, codes: str) -> None:
    assert "".join(each for each in EthnicCategory if each.group is group) == codes


def test_not_stated_and_not_known_are_different_answers() -> None:
    assert EthnicCategory("Z").label == "Not stated"
    assert EthnicCategory("99").label == "Not known"


def test_every_category_has_words_of_its_own() -> None:
    assert len({each.label for each in EthnicCategory}) == len(EthnicCategory)
