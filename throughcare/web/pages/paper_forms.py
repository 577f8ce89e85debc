"""What is said of an interview on paper: who asked, when and where, and how the person agreed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from throughcare.screening.rules import StoppedReason
from throughcare.web import fields
from throughcare.web.fields import Choice
from throughcare.web.pages.screening_forms import AgreementForm, put_together
from throughcare.web.words import london_date

LONGEST_BACK = timedelta(days=366)
ELSEWHERE = "elsewhere"


class PaperForm(AgreementForm):
    """The head of a paper form."""

    paper_number = fields.Text(
        label="Number on the paper", hint="If it has one", required=False, max_length=20
    )
    asked_by = fields.Text(
        label="Who asked the questions?", missing="Enter who asked the questions", max_length=200
    )
    on = fields.DateParts(label="Day of the interview", what="day of the interview")
    clock = fields.TimeOfDay(
        label="Time of the interview",
        hint="For example, 14:30 or 2:30 pm",
        missing="Enter the time of the interview",
    )
    place = fields.Select(label="Where was it?", missing="Select where it was")
    asked_in = fields.Text(
        label="If it was elsewhere, where?",
        hint="For example, the street or the person’s home",
        required=False,
        max_length=200,
    )
    stopped_because = fields.Select(
        label="If not every question was asked, why did it stop?",
        required=False,
        choices=[Choice(reason.value, reason.label) for reason in StoppedReason],
    )
    field_order = (
        "paper_number", "asked_by", "on", "clock", "place", "asked_in", "agreed", "mode",
        "present", "stopped_because",
    )  # fmt: skip
    moment: datetime | None = None

    def __init__(self, *args: Any, at: datetime, places: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.at = at
        on, place = self.fields["on"], self.fields["place"]
        assert isinstance(on, fields.DateParts)
        assert isinstance(place, fields.Select)
        on.latest, on.earliest = london_date(at), london_date(at - LONGEST_BACK)
        place.offer([*((id_, name) for id_, name in places.items()), (ELSEWHERE, "Elsewhere")])

    def clean(self) -> dict[str, Any]:
        """Put day and time together, and ask where elsewhere is."""
        given = super().clean()
        if not {"on", "clock"} & set(self.errors):
            self.moment = put_together(self, "on", "clock")
        if self.moment and self.moment > self.at:
            self.add_error("clock", "The time of the interview must not be later than now")
        if given.get("place") == ELSEWHERE and not given.get("asked_in"):
            self.add_error("asked_in", "Enter where the interview was")
        return given
