"""The first page after signing in: what needs me now."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from throughcare.web.door import Request
from throughcare.web.gate import signed_in


@signed_in
def home(request: Request) -> HttpResponse:
    """What needs this worker now, by role."""
    return render(request, "home.html.jinja", {})


urlpatterns = [path("", home, name="home")]
