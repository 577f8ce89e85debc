"""The key to the draft of the form in hand, which a session gives for one form and nothing keeps.

The browser holds what was typed, encrypted, until it is saved; the key is made anew from a secret
of the session whenever the form is shown. With the session goes the secret, and so the draft.
"""

import hmac
import secrets
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpResponse

SECRET = "draft-secret"  # noqa: S105 - where it is kept, not what it is
SAVED = "draft-saved"
LASTS = timedelta(hours=12)
MINUTE = 60


@dataclass(frozen=True)
class Draft:
    """What the page is told: the draft's name, its key, and until when it may be kept."""

    id: str
    key: str
    until: int


def draft_of(session: SessionBase, form: str, *, at: datetime) -> Draft | None:
    """The draft of one form in one session; None where drafts on the device are not allowed."""
    if not settings.DRAFTS_ON_DEVICE:
        return None
    if SECRET not in session:
        session[SECRET] = secrets.token_hex(32)
    until = int((at + LASTS).timestamp() * 1000)
    key = b64encode(_made(session, "key", form)).decode()
    return Draft(_made(session, "name", form).hex()[:32], key, until)


def saved(response: HttpResponse, session: SessionBase, form: str) -> HttpResponse:
    """Tell the browser that this form is saved, so that it forgets the draft."""
    if SECRET in session:
        response.set_cookie(
            SAVED,
            _made(session, "name", form).hex()[:32],
            max_age=MINUTE,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Strict",
        )
    return response


def _made(session: SessionBase, what: str, form: str) -> bytes:
    return hmac.digest(session[SECRET].encode(), f"{what} {form}".encode(), "sha256")
