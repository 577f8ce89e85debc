"""From which network address a request came, also behind a proxy of our own."""

from django.conf import settings
from django.http import HttpRequest


def asked_from(request: HttpRequest) -> str:
    """The address that the connection came from, or that the proxy before us says.

    Only the last of the forwarded addresses is the proxy's own word; all before it are what
    whoever asks has written.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    last = forwarded.rpartition(",")[2].strip()
    return last or str(request.META.get("REMOTE_ADDR", ""))
