"""The template language of the pages: where templates are found and what they may call."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, FileSystemLoader, PackageLoader

from throughcare.web import words
from throughcare.web.statuses import status

TEMPLATES = Path(__file__).parent / "templates"


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a page by its name and the parts of its address."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


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
    result = Environment(**options)  # noqa: S701 (autoescape is set above)
    result.filters.update(words.FILTERS)
    result.globals.update(static=static, status=status, url=url, who_when=words.who_when)
    return result
