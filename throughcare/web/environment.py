"""The template language of the pages: where templates are found and what they may call."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import (
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    Undefined,
)

from throughcare.web import words
from throughcare.web.statuses import status

TEMPLATES = Path(__file__).parent / "templates"


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a page by its name and the parts of its address."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def said(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let a template say what it was not given as not known, and not fail over it."""

    @wraps(function)
    def with_none(*args: Any, **kwargs: Any) -> Any:
        return function(*(None if isinstance(arg, Undefined) else arg for arg in args), **kwargs)

    return with_none


class Pages(Environment):
    """Reads a part of a dictionary at once.

    The language looks for an attribute first, and an attribute that is not there is an error to be
    raised and caught: for a table of many rows that took longer than to write all the rest.
    """

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The part of that name: of a dictionary its value, of anything else its attribute."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def environment(**options: Any) -> Environment:
    """The Jinja environment that Django renders every page with."""
    options.update(
        autoescape=True,
        loader=ChoiceLoader([FileSystemLoader(TEMPLATES), PackageLoader("nhsuk_frontend_jinja")]),
        lstrip_blocks=True,
        trim_blocks=True,
        # The design system's components read optional parameters several levels deep.
        undefined=ChainableUndefined,
    )
    result = Pages(**options)
    result.filters.update({name: said(function) for name, function in words.FILTERS.items()})
    result.globals.update(static=static, status=status, url=url, who_when=said(words.who_when))
    return result
