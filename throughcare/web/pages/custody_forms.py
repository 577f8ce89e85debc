"""Forms of custody: a moment that is nearly always now, and how somebody left."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from throughcare.pathway.rules import FROM_CUSTODY, LEAVING_WORDS
from throughcare.web import fields
from throughcare.web.dates import NotRead, moment_in_london
from throughcare.web.forms import PageForm
from throughcare.web.words import LONDON, london_date

LONGEST_BACK = timedelta(days=7)


class MomentForm(PageForm):
    """When did it happen? Filled in with the present moment."""

    happened_on = fields.DateParts(label="Date", what="date")
    happened_at = fields.TimeOfDay(
        label="Time", hint="For example, 14:30 or 2:30 pm", missing="Enter the time"
    )

    def __init__(self, *args: Any, at: datetime, **options: Any) -> None:
        local = at.astimezone(LONDON)
        options["initial"] = {
            "form_key": uuid4(),
            "happened_on": local.date(),
            "happened_at": local.time().replace(second=0, microsecond=0),
        } | options.get("initial", {})
        super().__init__(*args, **options)
        self.at = at
        day = self.fields["happened_on"]
        assert isinstance(day, fields.DateParts)
        day.latest, day.earliest = london_date(at), london_date(at - LONGEST_BACK)

    def clean(self) -> dict[str, Any]:
        """Put date and time together; a time that has not come yet is refused."""
        given = self.cleaned_data
        if given.get("happened_on") and given.get("happened_at"):
            try:
                moment = moment_in_london(given["happened_on"], given["happened_at"])
            except NotRead as problem:
                self.add_error("happened_at", problem.message)
            else:
                if moment > self.at:
                    self.add_error("happened_at", "The time must not be in the future")
                given["moment"] = moment
        return given


class LeavingForm(MomentForm):
    """When and how did they leave?"""

    leaving = fields.Radios(
        label="How did they leave?",
        missing="Select how they left, or that it is not known",
        choices=[(leaving.value, LEAVING_WORDS[leaving]) for leaving in FROM_CUSTODY],
    )


class ReleaseForm(PageForm):
    """When are they likely to leave?"""

    release_on = fields.DateParts(label="Date", what="date of the likely release", required=False)
    release_at = fields.TimeOfDay(
        label="Time",
        hint="For example, 18:00 or 6 pm. Leave both empty if it is not known",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Put date and time together; one without the other is not enough."""
        given = self.cleaned_data
        on, time = given.get("release_on"), given.get("release_at")
        given["moment"] = None
        if on and time:
            try:
                given["moment"] = moment_in_london(on, time)
            except NotRead as problem:
                self.add_error("release_at", problem.message)
        elif on and "release_at" not in self.errors:
            self.add_error("release_at", "Enter the time of the likely release as well")
        elif time and "release_on" not in self.errors:
            self.add_error("release_on", "Enter the date of the likely release as well")
        return given
