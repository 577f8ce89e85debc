"""What a field says of itself can be read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.access.classes import FieldClass, parse, says, technical
from throughcare.access.roles import Purpose
from throughcare.access.rules import Category

SENTENCES = st.text(st.characters(whitelist_categories=("L", "N")), min_size=1)


@given(st.sampled_from(Category), SENTENCES, st.none() | st.sampled_from(Purpose), st.booleans())
def test_what_is_said_is_what_is_read(category, sentence, purpose, sealed):
    comment = says(category, sentence, collected_for=purpose, sealed=sealed)
    assert parse(comment) == FieldClass(category, purpose, sealed, sentence)


def test_a_technical_field_holds_nothing_about_anybody():
    assert parse(technical("Random id")).collected_for is None


@pytest.mark.parametrize("comment", ["", "a name", "[magic · care] a name"])
def test_a_comment_of_another_kind_is_refused(comment):
    with pytest.raises(ValueError, match=r"classified|Category"):
        parse(comment)
