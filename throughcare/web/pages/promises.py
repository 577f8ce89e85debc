"""The five promises: what each means, how many records break it, and which."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from throughcare.access.rules import Category
from throughcare.returns.promises import kept
from throughcare.web.door import Request
from throughcare.web.gate import showing, signed_in

ON_A_PAGE = 100


@signed_in
def promises(request: Request) -> HttpResponse:
    """Every promise with its checks; for those who run the service and those who review it."""
    found = kept(request.viewer, request.at)
    showing(request, [], Category.FIGURE)
    return render(
        request,
        "promises.html.jinja",
        {"promises": found, "held": sum(promise.held for promise in found)},
    )


@signed_in
def promise_list(request: Request, check_id: str) -> HttpResponse:
    """The records that one check found, by their references."""
    promise, check = next(
        (
            (promise, check)
            for promise in kept(request.viewer, request.at)
            for check in promise.checks
            if check.id == check_id
        ),
        (None, None),
    )
    if promise is None or check is None:
        raise Http404
    showing(request, [], Category.FIGURE)
    pages = max(1, -(-check.count // ON_A_PAGE))
    number = request.GET.get("page", "1")
    now = min(int(number), pages) if number.isdecimal() and int(number) else 1
    return render(
        request,
        "promise_list.html.jinja",
        {
            "promise": promise,
            "check": check,
            "found": check.found[(now - 1) * ON_A_PAGE : now * ON_A_PAGE],
            "page_number": now,
            "pages": pages,
            "previous": f"?page={now - 1}" if now > 1 else "",
            "following": f"?page={now + 1}" if now < pages else "",
            "back": reverse("promises"),
        },
    )


urlpatterns = [
    path("promises", promises, name="promises"),
    path("promises/<slug:check_id>", promise_list, name="promise_list"),
]
