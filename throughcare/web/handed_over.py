"""A tablet in the person's hands shows the questions, and nothing else of any record."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

KEY = "handed-over"
TRIES = "handed-over-tries"
MOST_TRIES = 5
"""After so many wrong passwords the session ends: the tablet is not in the worker's hands."""
OPEN = frozenset({"self_page", "self_back", "sign_out"})
"""The only pages that open while the tablet is handed over, by name."""


@dataclass(frozen=True)
class Handed:
    """What was handed over, and how it is shown; kept in the session alone."""

    person: str
    screening: str
    language: str = "en"
    easy: bool = False
    large: bool = False

    @classmethod
    def of(cls, session: SessionBase) -> "Handed | None":
        """What this session has handed over, if it has."""
        given: dict[str, Any] | None = session.get(KEY)
        return cls(**given) if given else None

    def keep(self, session: SessionBase) -> None:
        """From now on this session shows nothing else."""
        session[KEY] = asdict(self)
        session.pop(TRIES, None)

    @property
    def person_id(self) -> UUID:
        """The person whose questions these are."""
        return UUID(self.person)

    @property
    def screening_id(self) -> UUID:
        """The screening that is filled in."""
        return UUID(self.screening)


class HandedOver:
    """The middleware that keeps a handed-over session to the questions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as always; what may not be opened never reaches its page."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Lead every other address back to the questions."""
        if KEY not in request.session or request.resolver_match is None:
            return None
        return None if request.resolver_match.view_name in OPEN else redirect("self_page")
