"""Pages for when something did not work: plain words, a way on, and no detail for an attacker."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same answer for what does not exist and for what is not the viewer's to know."""
    return render(request, "404.html.jinja", status=404)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """Our fault; nothing was kept."""
    return render(request, "500.html.jinja", status=500)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request itself was not acceptable."""
    return render(request, "403.html.jinja", status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long, or the form did not come from us."""
    return render(request, "403.html.jinja", status=403)
