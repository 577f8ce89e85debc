"""Telling somebody in person or by telephone: who, what and why, in half a minute."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, Refused, Sight
from throughcare.sharing import actions, queries
from throughcare.sharing.profiles import in_force
from throughcare.sharing.rules import Field, Ground
from throughcare.web.door import Request
from throughcare.web.gate import record_page
from throughcare.web.pages.record_frame import record_context
from throughcare.web.pages.share_forms import TellForm

TOLD = "Recorded: you can tell them now."


@record_page(Category.DISCLOSURE, Act.DISCLOSE)
def tell(request: Request, sight: Sight) -> HttpResponse:
    """Record what somebody is told in words; what may not be told is said before it is."""
    destinations = queries.destinations(sight)
    form = TellForm(request.POST or None, book=in_force(request.at), destinations=destinations)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        to = form.destinations[said["to"]]
        try:
            disclosure_id = actions.tell(
                by=request.viewer,
                at=request.at,
                person_id=sight.person_id,
                recipient=to.recipient,
                to_organisation_id=to.organisation_id,
                said=frozenset(Field(each) for each in said["said"]),
                why=said["why"],
                ground=Ground(said["ground"]) if said["ground"] else None,
            )
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error("said", f"You cannot tell them this. {reason}")
        else:
            messages.success(request, TOLD)
            return redirect("disclosure", person_id=sight.person_id, disclosure_id=disclosure_id)
    context = record_context(request, sight, tab="sharing") | {
        "form": form,
        "back": reverse("sharing", kwargs={"person_id": sight.person_id}),
    }
    return render(request, "tell.html.jinja", context)


urlpatterns = [path("record/<uuid:person_id>/tell", tell, name="tell")]
