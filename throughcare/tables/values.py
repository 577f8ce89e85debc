"""What is known of a person and a moment, as tables say it: bands and groups, or not known."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from throughcare.clocks.lengths import LOCAL
from throughcare.codes import EthnicCategory, EthnicGroup
from throughcare.people.rules import ADULT_AGE, Sex, age_on
from throughcare.tables.deriving import yes
from throughcare.tables.references import reference
from throughcare.tables.schema import NOT_APPLICABLE, NOT_KNOWN, Known


@dataclass(frozen=True, slots=True)
class Period:
    """Days of arrival, first and last included, as a calendar in England shows them."""

    first: date
    last: date

    @property
    def since(self) -> datetime:
        """The moment (UTC) at which the first day begins."""
        return midnight(self.first)

    @property
    def until(self) -> datetime:
        """The moment (UTC) at which the last day is over."""
        return midnight(self.last + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Naming:
    """Makes the references of one organisation."""

    key: bytes
    organisation_id: UUID

    def __call__(self, kind: str, record_id: UUID) -> str:
        """The reference of one record; `kind` is a letter."""
        return reference(self.key, self.organisation_id, kind, record_id)


def midnight(day: date) -> datetime:
    """The moment (UTC) at which a day begins in England."""
    return datetime.combine(day, time(), tzinfo=LOCAL).astimezone(UTC)


def month(moment: datetime) -> str:
    """The month of a moment in England, year first, so that months sort."""
    return f"{moment.astimezone(LOCAL):%Y-%m}"


def age_at(born_on: date | None, moment: datetime) -> int | None:
    """Age in whole years at a moment; None when the date of birth is not known."""
    return None if born_on is None else age_on(born_on, moment.astimezone(LOCAL).date())


def under_18(age: int | None) -> Known:
    """Whether an age is under 18."""
    return Known.NOT_KNOWN if age is None else yes(age < ADULT_AGE)


def sex_of(sex: str | None) -> str:
    """Sex as stated, or not known."""
    return sex if sex and sex != Sex.UNKNOWN else NOT_KNOWN


def ethnic_group(code: str | None) -> str:
    """The group that an ethnic category is reported in; not stated is a group of its own."""
    group = EthnicCategory(code).group if code else EthnicGroup.NOT_KNOWN
    return NOT_KNOWN if group is EthnicGroup.NOT_KNOWN else group.value


def known(value: str | None) -> str:
    """A coded value, or not known."""
    return value if value and value != "unknown" else NOT_KNOWN


def way_of_leaving(left: datetime | None, leaving: str) -> str:
    """How somebody left custody; not applicable while they are there."""
    return NOT_APPLICABLE if left is None else known(leaving)
