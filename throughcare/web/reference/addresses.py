"""Every page: its address, who it is for, and what it does."""

from typing import Any

from django.urls import URLPattern, get_resolver

from throughcare.web.reference.tables import table

MARKS = {
    "public": "anybody; shows nobody",
    "signed-in": "anybody signed in; shows nobody by itself",
    "list": "a list, decided for the role",
    "record": "one person, decided for the relationship",
}


def page() -> str:
    """The pages and how each is guarded."""
    patterns = [each for each in get_resolver().url_patterns if isinstance(each, URLPattern)]
    rows = [_row(each) for each in patterns]
    header = ("address", "name", "guarded as", "decides", "what it is")
    return "\n\n".join(["# Pages", table(header, sorted(rows))])


def _row(pattern: URLPattern) -> tuple[str, ...]:
    view: Any = pattern.callback
    return (
        f"`/{pattern.pattern}`",
        f"`{pattern.name}`",
        MARKS[view.page],
        " ".join(getattr(view, "asks", ())[:2]),
        (view.__doc__ or "").strip().splitlines()[0],
    )
