"""The form that lists somebody for a hearing or an interview."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from throughcare.pathway.rules import choices
from throughcare.web import fields
from throughcare.web.dates import NotRead, moment_in_london
from throughcare.web.forms import PageForm
from throughcare.web.words import london_date

LONGEST_AHEAD = timedelta(days=730)


class ListingForm(PageForm):
    """Where and when are they expected?"""

    place = fields.Select(label="Where?", missing="Select the court or the site")
    on = fields.DateParts(label="On which day?", what="day")
    starts_at = fields.TimeOfDay(
        label="At what time?",
        hint="For example, 10:00. Leave it empty if not known",
        required=False,
    )
    room = fields.Text(label="Court room", required=False, max_length=20)
    appears_from = fields.Select(label="Where do they come from?", required=False)
    report_on = fields.DateParts(
        label="If the court asked for a report: by which day?",
        what="day the report is due",
        required=False,
    )
    report_at = fields.TimeOfDay(label="By what time is it due?", required=False)

    def __init__(self, *args: Any, at: datetime, places: Iterable[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        today = london_date(at)
        self.fields["place"].offer([(str(one.id), one.name) for one in places])  # type: ignore[attr-defined]
        self.fields["appears_from"].offer(  # type: ignore[attr-defined]
            [(one.code, one.words) for one in choices("appears-from", today)]
        )
        for name in ("on", "report_on"):
            day = self.fields[name]
            assert isinstance(day, fields.DateParts)
            day.earliest, day.latest = today, london_date(at + LONGEST_AHEAD)

    def clean(self) -> dict[str, Any]:
        """Put days and times together; a report without a time is due at the end of its day."""
        given = self.cleaned_data
        given["moment"] = self._moment("on", "starts_at", None)
        given["report_due_at"] = self._moment("report_on", "report_at", time(23, 59))
        return given

    def _moment(self, day: str, clock: str, otherwise: time | None) -> datetime | None:
        on, at = self.cleaned_data.get(day), self.cleaned_data.get(clock) or otherwise
        if not on or not at:
            return None
        try:
            return moment_in_london(on, at)
        except NotRead as problem:
            self.add_error(clock, problem.message)
            return None
