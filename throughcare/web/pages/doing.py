"""What pages with forms share: act when the answers are right, and say what the record refuses."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from throughcare.access.rules import Refused
from throughcare.web.door import Request
from throughcare.web.forms import PageForm


def fresh() -> dict[str, UUID]:
    """The initial values of a form that is shown for the first time: a key of its own."""
    return {"form_key": uuid4()}


def sent(request: Request) -> Any:
    """What was typed, if the page received a form."""
    return request.POST if request.method == "POST" else None


def done(form: PageForm, act: Callable[[], object]) -> bool:
    """Act if the answers are right; what the record refuses is said at the top of the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(None, reason)
        return False
    return True
