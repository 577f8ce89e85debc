"""Sealed text: opened at its place, useless anywhere else."""

from uuid import uuid4

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from throughcare.access.sealed import CannotOpen, seal, unseal

PLACE = {"table": "care_need", "column": "note", "row": uuid4()}


@given(st.text())
def test_what_was_sealed_opens_at_its_place(text):
    assert unseal(seal(text, **PLACE), **PLACE) == text


@pytest.mark.parametrize("moved", [{"row": uuid4()}, {"column": "reason"}, {"table": "x"}])
def test_a_sealed_text_does_not_open_elsewhere(moved):
    sealed = seal("said in confidence", **PLACE)
    with pytest.raises(CannotOpen, match="changed or moved"):
        unseal(sealed, **(PLACE | moved))


def test_a_changed_text_does_not_open():
    sealed = seal("said in confidence", **PLACE)
    middle = len(sealed) // 2
    changed = sealed[:middle] + ("A" if sealed[middle] != "A" else "B") + sealed[middle + 1 :]
    with pytest.raises(CannotOpen):
        unseal(changed, **PLACE)


def test_the_words_are_not_in_what_is_stored():
    assert "confidence" not in seal("said in confidence", **PLACE)


def test_an_older_key_still_opens_what_it_sealed(monkeypatch):
    sealed = seal("kept", **PLACE)
    newer = {"new": next(iter(settings.SEALING_KEYS.values()))[::-1].strip("=") + "="}
    monkeypatch.setattr(settings, "SEALING_KEYS", newer | settings.SEALING_KEYS)
    assert unseal(sealed, **PLACE) == "kept"


def test_without_the_key_nothing_opens(monkeypatch):
    sealed = seal("kept", **PLACE)
    monkeypatch.setattr(settings, "SEALING_KEYS", {})
    with pytest.raises(CannotOpen, match="no key"):
        unseal(sealed, **PLACE)
