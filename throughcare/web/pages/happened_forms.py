"""Forms of what happened: when it was, as exactly as it is known, and what the event needs."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from throughcare.pathway.queries import Happening
from throughcare.pathway.rules import EVENTS, EventKind, Exactness, choices
from throughcare.pathway.rules.details import title
from throughcare.web import fields
from throughcare.web.dates import NotRead, moment_in_london
from throughcare.web.fields import Choice
from throughcare.web.forms import PageForm
from throughcare.web.words import LONDON, london_date

LONGEST_BACK = timedelta(days=365 * 5)
LONGEST_AHEAD = timedelta(days=365 * 5)
SETS_A_DATE = {
    EventKind.RELEASE_PLANNED: ("Release date", "release", True),
    EventKind.ADJOURNED: ("Next hearing", "next hearing", False),
    EventKind.EXTENDED: ("Until when, if a court said so?", "end", False),
    EventKind.BAIL_EXTENDED: ("Until when, if a court said so?", "end", False),
}
KNOWN = (
    Choice(Exactness.MINUTE.value, "On this day, at this time"),
    Choice(Exactness.DAY.value, "On this day, the time is not known"),
    Choice(Exactness.UNKNOWN.value, "Nobody knows when"),
)


class WhenForm(PageForm):
    """When did it happen? Filled in with the present moment."""

    known = fields.Radios(
        label="How well is it known when this was?",
        choices=KNOWN,
        missing="Select how well it is known when this was",
    )
    happened_on = fields.DateParts(label="Date", what="date", required=False, depends=True)
    happened_at = fields.TimeOfDay(
        label="Time",
        hint="For example, 14:30 or 2:30 pm. It is not used if the time is not known",
        required=False,
        depends=True,
    )

    def __init__(self, *args: Any, at: datetime, moment: datetime | None, **options: Any) -> None:
        local = (moment or at).astimezone(LONDON)
        options["initial"] = {
            "form_key": uuid4(),
            "known": Exactness.MINUTE.value,
            "happened_on": local.date(),
            "happened_at": local.time().replace(second=0, microsecond=0),
        } | options.get("initial", {})
        super().__init__(*args, **options)
        self.at = at
        on = self.fields["happened_on"]
        assert isinstance(on, fields.DateParts)
        on.latest, on.earliest = london_date(at), london_date(at - LONGEST_BACK)

    def clean(self) -> dict[str, Any]:
        """Put date and time together, as far as they are known."""
        given = self.cleaned_data
        exactness = Exactness(given.get("known") or Exactness.MINUTE)
        given["exactness"], given["moment"] = exactness, None
        if exactness is Exactness.UNKNOWN or {"happened_on", "happened_at"} & set(self.errors):
            return given
        on, clock = given.get("happened_on"), given.get("happened_at")
        if on is None:
            self.add_error("happened_on", "Enter the date")
        elif exactness is Exactness.MINUTE and clock is None:
            self.add_error("happened_at", "Enter the time, or select that it is not known")
        else:
            exact = exactness is Exactness.MINUTE
            self._put_together(given, on, clock if exact and clock else time(12))
        return given

    def _put_together(self, given: dict[str, Any], on: Any, clock: time) -> None:
        try:
            moment = moment_in_london(on, clock)
        except NotRead as problem:
            self.add_error("happened_at", problem.message)
            return
        if given["exactness"] is Exactness.DAY:
            moment = min(moment, self.at)
        if moment > self.at:
            self.add_error("happened_at", "The time must not be in the future")
        given["moment"] = moment


class HappenedForm(WhenForm):
    """When and where did it happen, and what else does this event need?"""

    place = fields.Select(label="Where?", missing="Select where it happened")

    def __init__(
        self,
        *args: Any,
        at: datetime,
        event: EventKind,
        places: Iterable[Any],
        others: Iterable[Any],
        place: str,
        cases: Iterable[tuple[str, str]] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, at=at, moment=None, initial={"place": place}, **options)
        card = EVENTS[event]
        self.fields["place"].offer(  # type: ignore[attr-defined]
            [(str(one.id), one.name) for one in places]
        )
        if card.detail:
            self.fields["detail"] = fields.Select(
                label=title(card.detail),
                missing="Select one, or that it is not known",
                choices=[(one.code, one.words) for one in choices(card.detail, london_date(at))],
            )
        if card.goes_to:
            self.fields["to_place"] = fields.Select(
                label="Where are they sent to?",
                hint="They are then expected there. Leave it empty if they are sent nowhere",
                required=False,
                choices=[(str(one.id), one.name) for one in others],
            )
        if cases := list(cases):
            self.fields["case"] = fields.Select(
                label="Which case is it about?",
                hint="Leave it empty if it is about none, or if that is not known",
                required=False,
                choices=cases,
            )
        if event in SETS_A_DATE:
            self._add_date(event, at)

    def _add_date(self, event: EventKind, at: datetime) -> None:
        label, what, needed = SETS_A_DATE[event]
        on = fields.DateParts(label=label, what=what, required=needed)
        on.earliest, on.latest = london_date(at), london_date(at + LONGEST_AHEAD)
        self.fields["planned_on"] = on
        self.fields["planned_at"] = fields.TimeOfDay(
            label=f"Time of the {what}", hint="Leave it empty if it is not known", required=False
        )

    def clean(self) -> dict[str, Any]:
        """Put the date that the event sets together as well."""
        given = super().clean()
        on = given.get("planned_on")
        if on:
            try:
                given["planned_for"] = moment_in_london(on, given.get("planned_at") or time(0))
            except NotRead as problem:
                self.add_error("planned_at", problem.message)
        return given


class CorrectForm(WhenForm):
    """What is wrong with this event?"""

    what = fields.Radios(
        label="What is wrong?",
        missing="Select what is wrong",
        choices=[
            ("time", "The time is wrong, or not known"),
            ("struck-out", "This did not happen"),
        ],
    )
    reason = fields.Text(
        label="Why is it corrected?",
        hint="In a few words, without clinical detail. For example, “Typed for another person”",
        missing="Say in a few words why it is corrected",
        max_length=200,
    )
    field_order = ("what", "known", "happened_on", "happened_at", "reason")

    def __init__(self, *args: Any, at: datetime, event: Happening, **options: Any) -> None:
        super().__init__(
            *args,
            at=at,
            moment=event.happened_at,
            initial={"known": event.exactness.value},
            **options,
        )
