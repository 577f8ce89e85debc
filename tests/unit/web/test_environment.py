"""A template reads the parts of a dictionary by name, and what is not there is not known."""

import pytest

from throughcare.web.environment import environment


def said(template, **given):
    return environment().from_string(template).render(**given)


@pytest.mark.parametrize(
    ("template", "row", "expected"),
    [
        ("{{ row.name }}", {"name": "Ann <b>"}, "Ann &lt;b&gt;"),
        ("{{ row.name | known }}", {}, "Not known"),
        ("{{ row.clock.due | known }}", {"clock": {}}, "Not known"),
        ("{% for key, value in row.items() %}{{ key }}{% endfor %}", {"a": 1}, "a"),
        ("{{ row.items }}", {"items": "seven"}, "seven"),
        ("{{ row.real }}", 7, "7"),
    ],
)
def test_a_part_is_read_by_its_name(template, row, expected):
    assert said(template, row=row) == expected
