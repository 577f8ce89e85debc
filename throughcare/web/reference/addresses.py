"""Every page: its address, who it is for, and what it does."""

from django.urls import get_resolver

from throughcare.web.reference.tables import table

MARKS = {
    "public": "anybody; shows nobody",
    "signed-in": "anybody signed in; shows nobody by itself",
    "list": "a list, decided for the role",
    "record": "one person, decided for the relationship",
}


def page() -> str:
    """The pages and how each is guarded."""
    rows = [
        (
            f"`/{pattern.pattern}`",
            f"`{pattern.name}`",
            MARKS[pattern.callback.page],
            " ".join(getattr(pattern.callback, "asks", ("", ""))[:2]),
            (pattern.callback.__doc__ or "").strip().splitlines()[0],
        )
        for pattern in get_resolver().url_patterns
    ]
    return "\n\n".join(
        ["# Pages", table(("address", "name", "guarded as", "decides", "what it is"), sorted(rows))]
    )
