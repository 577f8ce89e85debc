"""A stand-in for the Personal Demographics Service on this machine, speaking its published shapes.

Shapes: NHSDigital personal-demographics-service-api, specification and sandbox (MIT). Its people
are made up, with NHS numbers that begin with 999.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep
from typing import Any
from urllib.parse import parse_qs, urlsplit

ERRORS = "https://fhir.nhs.uk/R4/CodeSystem/Spine-ErrorOrWarningCode"
LABELS = "https://www.hl7.org/fhir/valueset-security-labels.html"


def patient(
    number: str = "9990000018",
    given: str = "Robin",
    family: str = "Sampleford",
    born: str = "1992-03-27",
    label: str = "U",
    **more: Any,
) -> dict[str, Any]:
    """A Patient as the register writes it; a restricted one has no address and no practice."""
    place: dict[str, Any] = {
        "address": [{"id": "456", "use": "home", "line": ["1 Test Row"], "postalCode": "ZZ99 3VZ"}],
        "generalPractitioner": [
            {"id": "254406A3", "type": "Organization", "identifier": {"value": "Y12345"}}
        ],
    }
    return {
        "resourceType": "Patient",
        "id": number,
        "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": number}],
        "meta": {
            "versionId": "2",
            "security": [{"system": LABELS, "code": label, "display": "…"}],
        },
        "name": [{"id": "123", "use": "usual", "given": given.split(), "family": family}],
        "gender": "female",
        "birthDate": born,
        **(place if label == "U" else {}),
        **more,
    }


def bundle(*patients: dict[str, Any]) -> dict[str, Any]:
    """What a search answers."""
    return {
        "resourceType": "Bundle",
        "type": "searchset",
        "timestamp": "2026-11-22T00:00:00+00:00",
        "total": len(patients),
        "entry": [
            {"fullUrl": f"/Patient/{one['id']}", "search": {"score": 1.0}, "resource": one}
            for one in patients
        ],
    }


def outcome(code: str) -> dict[str, Any]:
    """What the register says when it does not answer the question."""
    coding = [{"system": ERRORS, "version": "1", "code": code, "display": code}]
    return {
        "resourceType": "OperationOutcome",
        "issue": [{"severity": "error", "code": "value", "details": {"coding": coding}}],
    }


@dataclass
class Reply:
    """One answer of the stand-in."""

    document: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    after: float = 0


@dataclass
class Register:
    """The stand-in: what it will answer in turn, and what it was asked."""

    replies: list[Reply] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    address: str = ""

    def will(self, document: Any, status: int = 200, *, after: float = 0, **headers: str) -> None:
        """Add an answer; the last one is repeated."""
        written = {name.replace("_", "-"): value for name, value in headers.items()}
        self.replies.append(Reply(document, status, written, after))


@contextmanager
def register() -> Iterator[Register]:
    """A stand-in that answers while the block runs."""
    known = Register()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            place = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(place.query).items()}
            known.asked.append((place.path, query))
            known.ids.append(self.headers.get("X-Request-ID", ""))
            known.tokens.append(self.headers.get("Authorization", ""))
            reply = known.replies.pop(0) if len(known.replies) > 1 else known.replies[0]
            sleep(reply.after)
            body = reply.document
            body = body if isinstance(body, bytes) else json.dumps(body).encode()
            try:
                self.send_response(reply.status)
                self.send_header("Content-Type", "application/fhir+json")
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
            except BrokenPipeError:
                pass

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    known.address = f"http://127.0.0.1:{server.server_port}/personal-demographics/FHIR/R4"
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()
