"""What the steps of one made-up person's days share: who they are in the record, what is open."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from throughcare.clocks.calendar import add_working_days, is_working_day
from throughcare.clocks.lengths import LOCAL
from throughcare.screening.rules import NeedType
from throughcare.web.demo.county import County
from throughcare.web.demo.passages import Life
from throughcare.web.demo.shares import Shares

Steps = Iterator[datetime]
"""Steps of a life: each yields the moment of the next step and takes it when asked to go on."""

OPENS = time(9)
HOURS_OPEN = 8


@dataclass
class Case:
    """One made-up person as the record knows them by now.

    Everything by chance comes from the case's own generator, so that the order in which cases
    take their steps changes nothing.
    """

    life: Life
    county: County
    shares: Shares
    rng: Random
    now: datetime
    also: Callable[[Steps], None]
    """Begins steps that go on beside these, such as the answers to a referral."""
    person_id: UUID | None = None
    open_referrals: int = 0
    busy_teams: set[str] = field(default_factory=set)
    needs: dict[NeedType, UUID] = field(default_factory=dict)
    recorded: set[NeedType] = field(default_factory=set)
    """Needs that were recorded at any time: referred or not, one of them may still be open."""

    @property
    def known(self) -> UUID:
        """The person's id; only once they are registered."""
        assert self.person_id is not None
        return self.person_id

    def pause(self, least: timedelta, most: timedelta) -> timedelta:
        """Some time between the two, in whole minutes."""
        minutes = self.rng.uniform(least / MINUTE, most / MINUTE)
        return timedelta(minutes=round(minutes))

    def working_days(
        self, after: datetime, least: int, most: int, *, prompt: bool = False
    ) -> datetime:
        """A moment in office hours some working days later; longer where somebody is late.

        Nobody is late where it is `prompt`.
        """
        days = self.rng.randint(least, most)
        if not prompt and self.shares.happens(self.rng, "slow"):
            days += self.rng.randint(3, 12)
        on = add_working_days(working_day(after), days)
        moment = datetime.combine(on, OPENS, LOCAL) + self.pause(
            0 * MINUTE, HOURS_OPEN * 60 * MINUTE
        )
        return max(moment.astimezone(after.tzinfo), after + MINUTE)


MINUTE = timedelta(minutes=1)


def working_day(moment: datetime) -> date:
    """The day of a moment, or the next one on which offices are open."""
    on = moment.astimezone(LOCAL).date()
    while not is_working_day(on):
        on += timedelta(days=1)
    return on
