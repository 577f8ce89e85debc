"""The Screening tab of a record: what can be asked, what is half done, what was found."""

from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, Refused, Sight
from throughcare.care import actions as care
from throughcare.care import queries as care_queries
from throughcare.care.rules import LiaisonEventKind
from throughcare.screening import actions, queries
from throughcare.screening.rules import Agreement, CameIn, Mode, ResponseState
from throughcare.web.door import Request
from throughcare.web.gate import record_page
from throughcare.web.pages.clocks_shown import clock_shown
from throughcare.web.pages.record_frame import record_context
from throughcare.web.pages.screening_forms import AgreementForm, ReadForm
from throughcare.web.pages.screening_offers import grouped, newest, offer_of

OPENING = (
    "I would like to ask you some questions, to find out what may help you.",
    "You can say no. You can skip any question, and stop at any time.",
    "I will not ask about why you are here.",
    "I write down what you say in your health record. If I think that you or somebody else is not "
    "safe, I have to tell the people here who look after you.",
)
"""What to say before the first question; this product's wording, the clinical lead's to change."""


@record_page(Category.SCREENING)
def screenings(request: Request, sight: Sight) -> HttpResponse:
    """Every screening of the person, and the instruments that can be started."""
    asked = queries.screenings(sight)
    going = {each.instrument.id for each in asked if each.state is ResponseState.IN_PROGRESS}
    frame, context = record_context(request, sight, tab="screenings"), queries.about(sight)
    may_write = sight.may(Category.SCREENING, Act.WRITE)
    offered = [each for each in newest() if each.id not in going] if may_write else []
    held = queries.known_of(sight, (i.concept for each in offered for i in each.items), sight.at)
    here = frame["here"].place_kind if frame["here"] else None
    offers = [offer_of(each, context, held, sight.at, here=here) for each in offered]
    return render(
        request,
        "screenings.html.jinja",
        {
            **frame,
            "urgent": [
                {"each": each, "clock": clock_shown(each.clock)}
                for each in queries.urgent(sight, open_only=True)
            ],
            "unasked": queries.unasked(sight),
            "in_progress": [e for e in asked if e.state is ResponseState.IN_PROGRESS],
            "stopped": [e for e in asked if e.state is ResponseState.STOPPED],
            "completed": [e for e in asked if e.state is ResponseState.COMPLETED],
            "in_error": [e for e in asked if e.state is ResponseState.ENTERED_IN_ERROR],
            "going": going,
            "correctable": {
                each.screening_id for each in asked if queries.may_correct(sight.viewer, each)
            },
            "to_go_on": {
                each.instrument.id
                for each in asked
                if each.state is ResponseState.STOPPED and each.came_in is CameIn.AS_ASKED
            },
            "offered": grouped([each for each in offers if each["fits"]]),
            "not_offered": [each for each in offers if not each["fits"]],
            "may_write": may_write,
            "form": ReadForm(initial={"form_key": uuid4()}),
        },
    )


@record_page(Category.SCREENING, Act.WRITE)
def start(request: Request, sight: Sight, instrument: str) -> HttpResponse:
    """What to say to the person, and how they agreed; then the first question."""
    chosen = next((each for each in newest() if each.id == instrument), None)
    if chosen is None:
        raise Http404
    held = queries.known(sight, chosen, sight.at)
    frame = record_context(request, sight, tab="screenings")
    here = frame["here"].place_kind if frame["here"] else None
    offer = offer_of(chosen, queries.about(sight), held, sight.at, here=here)
    form = AgreementForm(request.POST or None, initial={"form_key": uuid4()})
    if request.method == "POST" and form.is_valid():
        going = {
            each.screening_id
            for each in queries.screenings(sight)
            if each.state is ResponseState.IN_PROGRESS
        }
        try:
            screening_id = actions.start(
                by=request.viewer,
                at=request.at,
                person_id=sight.person_id,
                instrument=chosen.id,
                agreed=Agreement(form.cleaned_data["agreed"]),
                agreement_note=form.note(),
                mode=form.cleaned_data["mode"],
                present=form.cleaned_data["present"],
            )
        except Refused as refused:
            form.add_error(None, " ".join(refused.reasons))
        else:
            if screening_id not in going:
                _seen(sight, screening_id)
            alone = form.cleaned_data["mode"] == Mode.SELF
            step = "hand_over" if alone else "screening_go"
            return redirect(step, person_id=sight.person_id, screening_id=screening_id)
    return render(
        request,
        "screening_start.html.jinja",
        {
            **frame,
            "form": form,
            "offer": offer,
            "opening": OPENING,
            "back": reverse("screenings", kwargs={"person_id": sight.person_id}),
        },
    )


def sheet_or_404(sight: Sight, screening_id: UUID) -> queries.Sheet:
    """The screening, or the answer that any unknown address gets."""
    sheet = queries.screening(sight, screening_id)
    if sheet is None:
        raise Http404
    return sheet


def _seen(sight: Sight, screening_id: UUID) -> None:
    """Whoever is asked questions in custody has been seen there, if nobody has said so yet."""
    asked = sheet_or_404(sight, screening_id).asked
    if asked.episode_id is None or not sight.may(Category.ENGAGEMENT, Act.WRITE):
        return
    own = [
        liaison
        for liaison in care_queries.liaisons(sight)
        if liaison.episode_id == asked.episode_id
        and liaison.organisation_id == sight.viewer.organisation_id
    ]
    if any(event.kind is LiaisonEventKind.SEEN for liaison in own for event in liaison.events):
        return
    care.see(by=sight.viewer, at=sight.at, person_id=sight.person_id, episode_id=asked.episode_id)


urlpatterns = [
    path("record/<uuid:person_id>/screening", screenings, name="screenings"),
    path(
        "record/<uuid:person_id>/screening/start/<slug:instrument>", start, name="screening_start"
    ),
]
