"""What a worker is alerted to, in lines that say nothing clinical, and what an e-mail may say."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from throughcare.access.roles import Role
from throughcare.care.rules.safety import SafetyKind

LOOKED_BACK = timedelta(days=14)
"""For how long something that is over stays on the list."""
SAFETY_LASTS = timedelta(days=2)
SAFETY_ALERTS = (SafetyKind.SELF_HARM,)
TOLD_BY_CARE = (SafetyKind.WITHDRAWAL, SafetyKind.PREGNANCY, SafetyKind.PHYSICAL)
"""Matters that alert whoever has the person in their care when health workers tell of them; what
custody itself asks everybody who arrives stands on the board."""
AHEAD = timedelta(days=60)
"""How far ahead the calendar looks."""
OF_CASES = frozenset({Role.PRACTITIONER, Role.SUPPORT_WORKER})
"""Roles that are alerted to the people they work with; others to whoever is at their place."""
CASE_LIMITS = (
    "release.mh",
    "report.court",
    "bail.initial",
    "recon.window",
    "mha.transfer.a",
    "mha.transfer.b",
    "mha.transfer.total",
    "mha.s37.admit",
    "mha.s45A.admit",
)
"""The limits that whoever works with somebody has to keep; those of PACE are for custody."""


class AlertKind(StrEnum):
    """What somebody is alerted to."""

    OVER = "over"
    SOON = "soon"
    RELEASE = "release"
    SAFETY = "safety"
    URGENT = "urgent"


ALERT_LINES: dict[AlertKind, str] = {
    AlertKind.OVER: "A time limit has passed",
    AlertKind.SOON: "A time limit is near",
    AlertKind.RELEASE: "Released unexpectedly",
    AlertKind.SAFETY: "New safety alert",
    AlertKind.URGENT: "An urgent answer waits until it is said what was done",
}
"""The short lines: nothing of health, and nothing of an offence."""


class Digest(StrEnum):
    """How often somebody wants an e-mail."""

    OFF = "off"
    DAILY = "daily"


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to know. Without a name, the record is restricted.

    `key` is the same as long as the alert is; `since` is when it began, `due` when it is due.
    """

    key: str
    kind: AlertKind
    person_id: UUID
    person: str
    place: str
    since: datetime
    due: datetime | None
    read: bool

    @property
    def line(self) -> str:
        """The alert in a few words."""
        return ALERT_LINES[self.kind]


def digest(alerts: Iterable[Alert], address: str) -> tuple[str, str] | None:
    """Subject and text of an e-mail: how many unread alerts of which sort, and nobody's name.

    None where there is nothing to say: then no e-mail is sent.
    """
    counted = Counter(alert.kind for alert in alerts if not alert.read)
    total = counted.total()
    if not total:
        return None
    things = "1 alert" if total == 1 else f"{total} alerts"
    lines = [f"{ALERT_LINES[kind]}: {counted[kind]}" for kind in AlertKind if counted[kind]]
    where = f"Sign in to see them: {address}" if address else "Sign in to see them."
    text = "\n".join(
        [
            f"You have {things} that you have not read.",
            "",
            *lines,
            "",
            where,
            "",
            "This e-mail names nobody. You can turn it off on the page of your alerts.",
        ]
    )
    return f"Throughcare: {things} to read", text + "\n"


def hashed_secret(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode()).hexdigest()


def reference_of(item: UUID | str) -> str:
    """A short reference that tells nothing of whom it is about."""
    return sha256(f"item {item}".encode()).hexdigest()[:8].upper()
