"""The way to the Personal Demographics Service: one request at a time, patient and never silent."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from math import inf
from time import monotonic, sleep
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener
from uuid import uuid4

from throughcare.people.pds.answers import NotUnderstood, error_code, read_patient, read_search
from throughcare.people.rules.tracing import Answer, Came, Parameters, Registered

LOOPBACK = ("127.0.0.1", "localhost", "::1")
LARGEST, PIECE = 2_000_000, 65_536
AGAIN = frozenset({408, 429, 500, 502, 503, 504})
"""Answers after which the same question may be asked again, under the same request id."""


class PdsUnavailable(Exception):
    """The register gave no answer that can be used; says why, without anything of the person."""


class _NoRedirect(HTTPRedirectHandler):
    # The token and what is asked of a person go to the address that was configured, nowhere else.
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


@dataclass(frozen=True)
class Pds:
    """The register at an address, e.g. `https://…/personal-demographics/FHIR/R4`.

    `token` gives the bearer token, read anew for each request. `pause` waits for some seconds
    before the question is asked again: as long as the register asks for, at most `longest_pause`.
    `within` is how many seconds everything together may take, counted from now by `elapsed`.
    """

    address: str
    token: Callable[[], str] = str
    timeout: float = 10
    attempts: int = 3
    longest_pause: float = 10
    within: float = inf
    pause: Callable[[float], None] = sleep
    new_id: Callable[[], str] = lambda: str(uuid4())
    elapsed: Callable[[], float] = monotonic
    _until: float = field(init=False)

    def __post_init__(self) -> None:
        place = urlsplit(self.address)
        safe = place.scheme == "https" or (
            place.scheme == "http" and (place.hostname or "") in LOOPBACK
        )
        if not safe:
            raise ValueError("the address of PDS begins with https://")
        object.__setattr__(self, "_until", self.elapsed() + self.within)

    def search(self, question: Parameters) -> Answer:
        """Ask for people; where there is no answer, that is the answer, with the reason."""
        try:
            _, document = self._ask(f"/Patient?{urlencode(question)}")
            return read_search(document)
        except (PdsUnavailable, NotUnderstood) as wrong:
            return Answer(Came.NO_ANSWER, reason=str(wrong))

    def retrieve(self, nhs_number: str) -> Registered | None:
        """The person of an NHS number; None where the register has none, or no longer.

        Where another number took its place, the answer has that one. Raises `PdsUnavailable`.
        """
        try:
            status, document = self._ask(f"/Patient/{nhs_number}", absent=(404,))
            return None if status == 404 else read_patient(document)
        except NotUnderstood as wrong:
            raise PdsUnavailable(str(wrong)) from wrong

    def _ask(self, path: str, absent: tuple[int, ...] = ()) -> tuple[int, Any]:
        headers = {"Accept": "application/fhir+json", "X-Request-ID": self.new_id()}
        if token := self._token():
            headers["Authorization"] = f"Bearer {token}"
        reason, wait = "", 0.0
        for attempt in range(self.attempts):
            if attempt:
                if wait >= self._left():
                    break
                self.pause(wait)
            status, document, wait, reason = self._once(path, headers)
            if status == 200 or status in absent:
                return status, document
            if status and status not in AGAIN:
                break
        raise PdsUnavailable(reason)

    def _token(self) -> str:
        try:
            return self.token()
        except (OSError, UnicodeDecodeError) as wrong:
            raise PdsUnavailable("the token that opens the register cannot be read") from wrong

    def _once(self, path: str, headers: dict[str, str]) -> tuple[int, Any, float, str]:
        """Status (0 for none), document, seconds to wait before asking again, what went wrong."""
        request = Request(self.address.rstrip("/") + path, headers=headers)  # noqa: S310 (checked)
        try:
            patience = min(self.timeout, self._in_time())
            with build_opener(_NoRedirect).open(request, timeout=patience) as answer:
                return 200, _document(self._body(answer)), 0, ""
        except HTTPError as refused:
            document = _document_or_nothing(refused.read(LARGEST))
            told = error_code(document)
            reason = f"the register answered {refused.code}{f' {told}' if told else ''}"
            return refused.code, document, self._wait(refused.headers.get("Retry-After")), reason
        except TimeoutError:
            return 0, None, self._wait(None), "the register did not answer in time"
        except (OSError, HTTPException) as wrong:
            late = isinstance(getattr(wrong, "reason", None), TimeoutError)
            said = "did not answer in time" if late else "cannot be reached"
            return 0, None, self._wait(None), f"the register {said}"

    def _left(self) -> float:
        return self._until - self.elapsed()

    def _in_time(self) -> float:
        """The seconds that are left; raises TimeoutError when there are none."""
        if (left := self._left()) <= 0:
            raise TimeoutError
        return left

    def _body(self, answer: HTTPResponse) -> bytes:
        """The answer, piece by piece: one that trickles in is late like one that does not come."""
        body = b""
        while len(body) < LARGEST and (piece := answer.read1(PIECE)):
            body += piece
            self._in_time()
        return body

    def _wait(self, told: str | None) -> float:
        asked = float(told) if told and told.isascii() and told.isdigit() else 1.0
        return min(asked, self.longest_pause)


def _document(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError as wrong:
        raise NotUnderstood("the answer is no JSON document") from wrong


def _document_or_nothing(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None
