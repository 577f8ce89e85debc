"""Medicines of a person: the list that travels and prints, doses, who holds them, its checks."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, Sight
from throughcare.care import actions, queries
from throughcare.care.queries import DoseNow, MedicineNow
from throughcare.care.rules import (
    DOSE_WORDS,
    HOLDING_WORDS,
    MEDICINE_KIND_WORDS,
    TOLD_WORDS,
    Holding,
    ToldBy,
)
from throughcare.web.door import Request
from throughcare.web.gate import record_page
from throughcare.web.pages.doing import fresh, sent
from throughcare.web.pages.medicine_forms import (
    ChangeMedicineForm,
    CheckListForm,
    DoseForm,
    HoldForm,
    MedicineForm,
    StopForm,
)
from throughcare.web.pages.record_form import record_form
from throughcare.web.pages.record_frame import record_context
from throughcare.web.words import LONDON, day_and_time, london_date

WRITES = record_page(Category.MEDICINE, Act.WRITE)


@record_page(Category.MEDICINE)
def medicines(request: Request, sight: Sight) -> HttpResponse:
    """The list on one page, which prints: what, how, who holds it, last and next dose."""
    found = queries.medicine_list(sight)
    may_write = sight.may(Category.MEDICINE, Act.WRITE)
    context = {
        "current": [_row(request, sight, one, may_write=may_write) for one in found.current],
        "stopped": [_row(request, sight, one, may_write=False) for one in found.stopped],
        "takes_none": found.takes_none,
        "asked": found.asked.sentences,
        "checks": [
            {
                "title": "Checked with: " + ", ".join(TOLD_WORDS[told] for told in one.told_by),
                "detail": " ".join(
                    filter(
                        None,
                        ["They take no medicine." if one.takes_none else "", one.differences],
                    )
                ),
                "moment": one.done_at,
                "who": one.who,
                "where": one.place,
                "verb": "Checked",
            }
            for one in found.checks
        ],
        "may_write": may_write,
    }
    return render(
        request,
        "medicines.html.jinja",
        record_context(request, sight, tab="medicines") | context,
    )


@WRITES
def add_medicine(request: Request, sight: Sight) -> HttpResponse:
    """Add a medicine to the list."""
    form = MedicineForm(sent(request), initial=fresh())
    return _form(
        request, sight, form, "Add a medicine",
        lambda: actions.record_medicine(
            by=request.viewer, at=request.at, person_id=sight.person_id, taken=form.said()
        ),
        "The medicine is on the list.",
    )  # fmt: skip


@WRITES
def check_medicines(request: Request, sight: Sight) -> HttpResponse:
    """Say that the list was checked, and with whom."""
    form = CheckListForm(sent(request), initial=fresh())
    return _form(
        request, sight, form, "The list was checked",
        lambda: actions.reconcile_medicines(
            by=request.viewer,
            at=request.at,
            person_id=sight.person_id,
            told_by=[ToldBy(one) for one in form.cleaned_data["told_by"]],
            takes_none=bool(form.cleaned_data["takes_none"]),
            differences=form.cleaned_data["differences"] or "",
        ),
        "The list is checked.",
    )  # fmt: skip


@WRITES
def change_medicine(request: Request, sight: Sight, medicine_id: UUID) -> HttpResponse:
    """Change the dose or another part of a medicine; what stood before stays to be read."""
    now = _found(sight, medicine_id)
    initial: dict[str, Any] = {
        name: getattr(now, name)
        for name in ("name", "dose", "how_often", "route", "taken_for", "critical", "version")
    }
    initial |= {"kind": now.kind.value, "told_by": [one.value for one in now.told_by]}
    form = ChangeMedicineForm(sent(request), initial=fresh() | initial)
    return _form(
        request, sight, form, f"Change: {now.name}",
        lambda: actions.change_medicine(
            by=request.viewer,
            at=request.at,
            medicine_id=medicine_id,
            version=form.cleaned_data["version"],
            taken=form.said(),
            why=form.cleaned_data["why"],
        ),
        "Changed. What stood before is kept.",
    )  # fmt: skip


@WRITES
def hold_medicine(request: Request, sight: Sight, medicine_id: UUID) -> HttpResponse:
    """Say who holds a medicine now."""
    now = _found(sight, medicine_id)
    form = HoldForm(sent(request), initial=fresh() | {"version": now.version})
    return _form(
        request, sight, form, f"Who holds it: {now.name}",
        lambda: actions.hold_medicine(
            by=request.viewer,
            at=request.at,
            medicine_id=medicine_id,
            version=form.cleaned_data["version"],
            holding=form.cleaned_data["holding"],
            note=form.cleaned_data["note"] or "",
        ),
        "Saved.",
    )  # fmt: skip


@WRITES
def stop_medicine(request: Request, sight: Sight, medicine_id: UUID) -> HttpResponse:
    """Stop a medicine; it stays on the list as stopped, with the reason."""
    now = _found(sight, medicine_id)
    form = StopForm(sent(request), initial=fresh() | {"version": now.version})
    return _form(
        request, sight, form, f"Stop: {now.name}",
        lambda: actions.stop_medicine(
            by=request.viewer,
            at=request.at,
            medicine_id=medicine_id,
            version=form.cleaned_data["version"],
            because=form.cleaned_data["because"],
        ),
        "Stopped. It stays below, with the reason.",
    )  # fmt: skip


@WRITES
def record_dose(request: Request, sight: Sight, medicine_id: UUID) -> HttpResponse:
    """Record one dose, and when the next is due."""
    now = _found(sight, medicine_id)
    local = request.at.astimezone(LONDON)
    moment = {"on": london_date(request.at), "time": local.time().replace(second=0, microsecond=0)}
    form = DoseForm(sent(request), initial=fresh() | moment)

    def act() -> None:
        said = form.cleaned_data
        taken_at, next_at = form.moments()
        assert taken_at is not None, "the form asks for the day and the time"
        actions.record_dose(
            by=request.viewer,
            at=request.at,
            medicine_id=medicine_id,
            state=said["state"],
            taken_at=taken_at,
            next_at=next_at,
            why=said["why"] or said["why_missed"] or "",
        )

    return _form(request, sight, form, f"A dose of {now.name}", act, "The dose is recorded.")


def _found(sight: Sight, medicine_id: UUID) -> MedicineNow:
    found = queries.medicine_list(sight).current
    now = next((one for one in found if one.medicine_id == medicine_id), None)
    if now is None:
        raise Http404
    return now


def _row(request: Request, sight: Sight, one: MedicineNow, *, may_write: bool) -> dict[str, Any]:
    given = [sight.person_id, one.medicine_id]
    held = HOLDING_WORDS[one.holding]
    if not one.held_known and one.holding is not Holding.NOT_KNOWN:
        held = f"{held}, as was said before they came here"
    return {
        "name": one.name,
        "dose": f"{one.dose}, {one.how_often}",
        "route": one.route,
        "taken_for": one.taken_for,
        "kind": MEDICINE_KIND_WORDS[one.kind],
        "critical": one.critical,
        "told_by": ", ".join(TOLD_WORDS[told] for told in one.told_by),
        "holding": held,
        "holding_note": one.holding_note,
        "last": _dose(one.last_taken),
        "missed": _dose(one.last) if one.last is not one.last_taken else "",
        "next": day_and_time(one.next_at) if one.next_at else "",
        "late": one.next_at is not None and one.next_at < request.at,
        "stopped": day_and_time(one.stopped_at) if one.stopped_at else "",
        "because": one.stopped_because,
        "who": one.who,
        "at": one.at,
        "changes": [
            {"title": each.what, "detail": each.why, "moment": each.at, "who": each.who}
            for each in one.changes
        ],
        "links": [
            (reverse("record_dose", args=given), "Record a dose"),
            (reverse("hold_medicine", args=given), "Who holds it"),
            (reverse("change_medicine", args=given), "Change"),
            (reverse("stop_medicine", args=given), "Stop"),
        ]
        if may_write
        else [],
    }  # fmt: skip


def _dose(dose: DoseNow | None) -> str:
    if dose is None:
        return ""
    why = f" ({dose.why})" if dose.why else ""
    return f"{DOSE_WORDS[dose.state]} {day_and_time(dose.at)}{why}"


def _form(
    request: Request, sight: Sight, form: Any, title: str, act: Any, words: str
) -> HttpResponse:
    back = reverse("medicines", args=[sight.person_id])
    return record_form(request, sight, form, title, act, words, tab="medicines", back=back)


BASE = "record/<uuid:person_id>/medicines"
ONE = f"{BASE}/<uuid:medicine_id>"
urlpatterns = [
    path(BASE, medicines, name="medicines"),
    path(f"{BASE}/add", add_medicine, name="add_medicine"),
    path(f"{BASE}/check", check_medicines, name="check_medicines"),
    path(f"{ONE}/change", change_medicine, name="change_medicine"),
    path(f"{ONE}/holding", hold_medicine, name="hold_medicine"),
    path(f"{ONE}/stop", stop_medicine, name="stop_medicine"),
    path(f"{ONE}/dose", record_dose, name="record_dose"),
]
