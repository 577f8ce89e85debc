"""Coming in and going out: by e-mail and password, in the demonstration also with one click."""

from math import ceil
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, get_user_model, login, logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from throughcare.access import queries
from throughcare.access.actions import guessing, signing_in
from throughcare.access.roles import Role
from throughcare.access.rules import INSTALLATION
from throughcare.access.tries import Wait
from throughcare.web import clock, fields
from throughcare.web.asked_from import asked_from
from throughcare.web.demo.cast import CAST
from throughcare.web.door import ACTING_AS, LAST_SEEN, Request
from throughcare.web.forms import PageForm
from throughcare.web.gate import public, signed_in

BACKEND = "throughcare.web.signing_in.ByPassword"


class SignInForm(PageForm):
    """Who are you?"""

    form_key = None  # type: ignore[assignment]  # Django's way to leave out an inherited field
    email = fields.Text(label="Email address")
    password = fields.Password(label="Password")


@public
def sign_in(request: Request) -> HttpResponse:
    """Sign in. A wrong name and a wrong password get the same answer, and after too many wait."""
    if hasattr(request, "viewer"):
        return redirect("home")
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tried: dict[str, Any] = {
            "by": INSTALLATION,
            "at": request.at,
            "account": form.cleaned_data["email"],
            "asked_from": asked_from(request),
        }
        if wait := guessing.begin_try(**tried):
            return _wait(request, wait)
        worker = authenticate(request, **form.cleaned_data)
        if worker is not None and _come_in(request, worker, "password"):
            guessing.right(**tried)
            return redirect("home")
        signing_in.sign_in_failed(by=INSTALLATION, at=request.at)
        if wait := guessing.waits(**tried):
            return _wait(request, wait)
        form.add_error("email", "Check your email address and password, and try again")
    personas = CAST if settings.DEMONSTRATION else ()
    return render(request, "sign_in.html.jinja", {"form": form, "personas": personas})


@public
@require_POST
def one_click(request: Request, slug: str) -> HttpResponse:
    """Sign in as one of the demonstration's cast. There is no such page in a real service."""
    persona = next((each for each in CAST if each.slug == slug), None)
    if not settings.DEMONSTRATION or persona is None:
        raise Http404
    worker = get_user_model()._default_manager.filter(email=persona.email).first()
    if worker is None or not _come_in(request, worker, "one-click"):
        raise Http404
    return redirect("home")


def _wait(request: Request, wait: Wait) -> HttpResponse:
    """Too many wrong passwords: how long to wait, and nothing of whether there is the account."""
    seconds = ceil((wait.until - request.at).total_seconds())
    context = {"minutes": -(-seconds // 60)}
    response = render(request, "too_many_tries.html.jinja", context, status=429)
    response["Retry-After"] = str(seconds)
    return response


def _come_in(request: Request, worker: Any, how: str) -> bool:
    viewer = queries.viewer_in(queries.at_the_door(worker.pk, on=clock.today()))
    if viewer is None:
        return False
    login(request, worker, backend=BACKEND)
    request.session[LAST_SEEN] = request.at.timestamp()
    signing_in.signed_in(by=viewer, at=request.at, how=how)
    return True


@signed_in
@require_POST
def act_as(request: Request) -> HttpResponse:
    """Work in another of one's roles from now on."""
    wanted = request.POST.get("role", "")
    if wanted not in {role.value for role in request.roles}:
        raise Http404
    request.session[ACTING_AS] = Role(wanted).value
    return redirect("home")


@signed_in
@require_POST
def sign_out(request: Request) -> HttpResponse:
    """Leave; the browser is told to forget what it kept."""
    signing_in.signed_out(by=request.viewer, at=request.at)
    logout(request)
    response = redirect("sign_in")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


urlpatterns = [
    path("sign-in", sign_in, name="sign_in"),
    path("sign-in/<str:slug>", one_click, name="one_click"),
    path("act-as", act_as, name="act_as"),
    path("sign-out", sign_out, name="sign_out"),
]
