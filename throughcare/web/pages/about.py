"""Pages for anybody: what this is, how accessible it is, what it keeps, and its own components."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from throughcare.web.design import examples
from throughcare.web.door import Request
from throughcare.web.gate import public


@public
def about(request: HttpRequest) -> HttpResponse:
    """What this service is and whom it is for."""
    return render(request, "about.html.jinja")


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the pages are, what is tested, what is not."""
    return render(request, "accessibility.html.jinja")


@public
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, why, and who sees it."""
    return render(request, "privacy.html.jinja")


@public
def design(request: Request) -> HttpResponse:
    """Every component of our own, with fictional examples, for those who build and check pages."""
    return render(request, "design.html.jinja", examples(request.at))


urlpatterns = [
    path("about", about, name="about"),
    path("accessibility", accessibility, name="accessibility"),
    path("privacy", privacy, name="privacy"),
    path("design", design, name="design"),
]
