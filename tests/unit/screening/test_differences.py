"""Whoever signs off a new version sees every part that changed, and what may change a score."""

from dataclasses import replace

from throughcare.screening.instrument import find, instruments
from throughcare.screening.rules.differences import differences

PHQ = find("phq-9")


def test_a_version_does_not_differ_from_itself() -> None:
    assert all(differences(each, each) == () for each in instruments())


def test_every_kind_of_change_is_named() -> None:
    first, *rest = PHQ.items
    reworded = replace(first, text="Other words", options=first.options[:3], safety_critical=True)
    assert PHQ.scoring is not None
    bands = (replace(PHQ.scoring.bands[0], next_step="Wait"), *PHQ.scoring.bands[1:])
    after = replace(
        PHQ,
        title="PHQ",
        items=(reworded, *rest[:-1]),
        scoring=replace(PHQ.scoring, bands=bands),
        flags=(),
    )
    found = {each.part: each for each in differences(PHQ, after)}
    assert found["title"].after == "PHQ"
    assert found["question interest, words"].scores_differ is False
    assert found["question interest, answers"].scores_differ
    assert found["question interest, always asked"].after == "yes"
    assert found["question difficulty"].after == ""
    assert found["band minimal"].after.endswith("Wait")
    assert found["flag thoughts-of-death-or-self-harm"].after == ""
    assert differences(PHQ, replace(PHQ, scoring=None))[0].part == "band minimal"
