"""Postcodes have the published layouts, and one of them stands for having no place."""

from datetime import date

import pytest

from throughcare.codes import check

ON = date(2026, 6, 1)


# Source: the six layouts and their examples as published with BS 7666; ZZ99 3VZ as the NHS uses it.
@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("M1 1AA", "M1 1AA"),
        ("M60 1NW", "M60 1NW"),
        ("CR2 6XH", "CR2 6XH"),
        ("DN55 1PT", "DN55 1PT"),
        ("W1A 1HQ", "W1A 1HQ"),
        ("EC1A 1BB", "EC1A 1BB"),
        ("GIR 0AA", "GIR 0AA"),
        ("ec1a1bb", "EC1A 1BB"),
        ("  m1   1aa ", "M1 1AA"),
        ("ZZ99 3VZ", "ZZ99 3VZ"),
        ("zz993vz", "ZZ99 3VZ"),
        ("EC1A 1B", None),
        ("1A EC1BB", None),
        ("Q1 1AA", None),
        ("M1 1CA", None),
        ("M1 1AO", None),
        ("ZZ98 3VZ", None),
    ],
)
def test_a_postcode_is_brought_to_its_published_layout(given: str, canonical: str | None) -> None:
    assert check("postcode", given, on=ON).canonical == canonical
