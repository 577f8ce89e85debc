"""The flat tables, column by column: what each holds, what it means and what to be careful of.

No table holds a name, a date of birth, an identifier of a person or free text. What is not known
is a value of its own (`not-known`, or an empty number), never "no" and never zero.
"""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Annotated, get_args, get_type_hints

NOT_KNOWN = "not-known"
NOT_APPLICABLE = "not-applicable"


class Known(StrEnum):
    """An answer to a yes-or-no question about a row."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = NOT_KNOWN


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, the type of its values, its meaning, and what to be careful of."""

    name: str
    type: str
    meaning: str
    caveat: str


@dataclass(frozen=True, slots=True)
class Means:
    """What the values of a column mean, and what to be careful of."""

    meaning: str
    caveat: str = ""


AGE = "Age on the day of arrival; from year or month of birth alone it can be one band too high"
AS_RECORDED = "As it is recorded when the table is built; a later correction changes it"
OPEN = "not-known while it can still happen"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One passage through custody in a place that the service covers."""

    reference: Annotated[
        str, Means("Stands for the passage; made from its id with a secret of the service")
    ]
    person: Annotated[
        str, Means("Stands for the person", "The same person may arrive more than once")
    ]
    month: Annotated[str, Means("Month of arrival in local time, year first")]
    place: Annotated[str, Means("Where the person was brought first")]
    age_band: Annotated[str, Means("Age band on the day of arrival", AGE)]
    under_18: Annotated[Known, Means("Whether the person was under 18 on the day of arrival", AGE)]
    sex: Annotated[str, Means("Sex as stated", AS_RECORDED)]
    ethnicity: Annotated[
        str,
        Means(
            "Ethnic group as the person describes it",
            "“Not stated” was asked and not answered; not-known was not asked",
        ),
    ]
    offence_group: Annotated[str, Means("Arrested on suspicion of, by group", AS_RECORDED)]
    leaving: Annotated[str, Means("How the person left custody; not-applicable while there")]
    within_16_hours: Annotated[
        Known, Means("Whether the person left custody within 16 hours", OPEN)
    ]
    identified: Annotated[
        Known,
        Means(
            "Whether custody alerted the service or the service began a contact",
            "not-known while the person is still there and nothing has happened",
        ),
    ]


@dataclass(frozen=True, slots=True)
class Contact:
    """One liaison: what one team did about one person in one passage through custody."""

    reference: Annotated[
        str, Means("Stands for the liaison; made from its id with a secret of the service")
    ]
    person: Annotated[
        str, Means("Stands for the person", "The same person may have several contacts")
    ]
    month: Annotated[str, Means("Month of arrival in local time, year first")]
    place: Annotated[str, Means("Where the person was brought first")]
    team: Annotated[str, Means("The team whose contact it is")]
    age_band: Annotated[str, Means("Age band on the day of arrival", AGE)]
    under_18: Annotated[Known, Means("Whether the person was under 18 on the day of arrival", AGE)]
    sex: Annotated[str, Means("Sex as stated", AS_RECORDED)]
    ethnicity: Annotated[
        str,
        Means(
            "Ethnic group as the person describes it",
            "“Not stated” was asked and not answered; not-known was not asked",
        ),
    ]
    offence_group: Annotated[str, Means("Arrested on suspicion of, by group", AS_RECORDED)]
    leaving: Annotated[str, Means("How the person left custody; not-applicable while there")]
    alerted: Annotated[Known, Means("Whether custody alerted the team")]
    offered: Annotated[
        Known,
        Means(
            "Whether the service was offered",
            "not-known while the person is there without an offer, and where somebody was seen"
            " without a recorded offer",
        ),
    ]
    response: Annotated[
        str,
        Means(
            "The last answer to the offer: accepted, declined, deferred or unable-to-decide",
            "not-applicable where nothing was offered",
        ),
    ]
    decline_reason: Annotated[
        str, Means("Why it was declined, from a list", "not-applicable otherwise")
    ]
    seen: Annotated[Known, Means("Whether somebody of the team saw the person", OPEN)]
    engaged: Annotated[
        Known, Means("Whether the person accepted and was seen", "See offered and seen")
    ]
    hours_to_seen: Annotated[
        float | None,
        Means(
            "Hours from arrival until the person was first seen",
            "Empty where not seen or not known",
        ),
    ]
    time_to_seen: Annotated[str, Means("The same in bands", "not-applicable where not seen")]
    report_sent: Annotated[Known, Means("Whether a summary left for custody or court", OPEN)]
    report_hours: Annotated[
        float | None,
        Means("Hours from arrival until the first summary was sent", "Empty where none was sent"),
    ]
    report_in_time: Annotated[
        Known,
        Means(
            "Whether the first summary was sent before the person left custody",
            "not-known while the person is there without a summary",
        ),
    ]
    asked: Annotated[
        Known,
        Means(
            "Whether a screening that asks about every need was completed",
            "Without one, a need that is not recorded is not known, not absent",
        ),
    ]
    needs: Annotated[
        int | None,
        Means(
            "How many needs were found or still open, those ruled out left out",
            "Empty where nobody asked about all of them; a question that was declined adds none."
            " Those found up to a year before and still open at the arrival count",
        ),
    ]
    need_categories: Annotated[frozenset[str], Means("Headings under which needs were found")]
    not_answered: Annotated[
        frozenset[str],
        Means("Headings without a need in which a question was declined or could not be answered"),
    ]
    referred: Annotated[
        Known, Means("Whether a referral was made, or a former one taken up again", OPEN)
    ]
    outcome: Annotated[
        str,
        Means(
            "What the referrals came to: intervention, back-in-touch, or neither",
            "Each contact has one; intervention comes first. not-applicable where nothing was"
            " referred, not-known while a service has not said",
        ),
    ]


@dataclass(frozen=True, slots=True)
class Need:
    """One need that was recorded in a contact."""

    reference: Annotated[str, Means("Stands for the need")]
    contact: Annotated[str, Means("The contact in which it was recorded; not-known outside of one")]
    person: Annotated[str, Means("Stands for the person")]
    place: Annotated[str, Means("Where the person was brought first; not-known outside of one")]
    under_18: Annotated[Known, Means("Whether the person was under 18 on the day of arrival", AGE)]
    month: Annotated[str, Means("Month of recording in local time, year first")]
    type: Annotated[str, Means("What the need is about")]
    category: Annotated[
        str, Means("The heading it is counted under", "The choice of heading is this product's own")
    ]
    status: Annotated[str, Means("How sure we are, when the table was built")]
    known_before: Annotated[Known, Means("Whether services knew of it before")]
    responsible: Annotated[str, Means("The team responsible")]


@dataclass(frozen=True, slots=True)
class Referral:
    """One referral, or one person put back in touch with somebody who already knew them."""

    reference: Annotated[str, Means("Stands for the referral")]
    contact: Annotated[str, Means("The contact in which it was made; not-known outside of one")]
    person: Annotated[str, Means("Stands for the person")]
    place: Annotated[str, Means("Where the person was brought first; not-known outside of one")]
    under_18: Annotated[Known, Means("Whether the person was under 18 on the day of arrival", AGE)]
    month: Annotated[str, Means("Month in which it was made, local time, year first")]
    service: Annotated[str, Means("The service it was made to")]
    relink: Annotated[Known, Means("Whether it puts back in touch rather than refers anew")]
    status: Annotated[str, Means("Where it stands when the table is built")]
    open: Annotated[Known, Means("Whether somebody still has to do something")]
    accepted: Annotated[
        Known, Means("Whether the service accepted it", "not-known until it has answered")
    ]
    declined: Annotated[
        Known, Means("Whether the service declined it", "not-known until it has answered")
    ]
    seen: Annotated[Known, Means("Whether the service saw the person", OPEN)]
    engaged: Annotated[
        Known,
        Means(
            "Whether the person took part in what the service offers",
            "not-known while open, and after being seen until the service says so",
        ),
    ]
    back_in_touch: Annotated[Known, Means("Whether the person is back in touch", OPEN)]
    days_to_seen: Annotated[
        int | None,
        Means(
            "Whole days from being made until the service saw the person", "Empty where it has not"
        ),
    ]
    steps: Annotated[str, Means("What happened, oldest first, joined by arrows")]


@dataclass(frozen=True, slots=True)
class Screening:
    """One instrument asked of one person once."""

    reference: Annotated[str, Means("Stands for the screening")]
    contact: Annotated[str, Means("The contact in which it was asked; not-known outside of one")]
    person: Annotated[str, Means("Stands for the person")]
    place: Annotated[str, Means("Where the person was brought first; not-known outside of one")]
    under_18: Annotated[Known, Means("Whether the person was under 18 on the day of arrival", AGE)]
    month: Annotated[str, Means("Month in which it began, local time, year first")]
    instrument: Annotated[str, Means("The instrument and its version")]
    state: Annotated[
        str, Means("Started, completed or stopped; those entered in error are left out")
    ]
    answered: Annotated[
        int, Means("How many questions were answered, earlier answers confirmed included")
    ]
    avoided: Annotated[
        int, Means("How many questions did not have to be asked again because an answer was held")
    ]
    answered_no: Annotated[
        Known,
        Means(
            "Whether it asked about at least one need in full and the answers did not point to it",
            "not-known until it is completed, and where no result says so",
        ),
    ]
    need_found_later: Annotated[
        Known,
        Means(
            "Whether such a need was found within a year after it",
            "no only where somebody looked again and did not find it, else not-known; what another"
            " organisation found is not seen",
        ),
    ]


ROW_TYPES: dict[str, type] = {
    "arrivals": Arrival,
    "contacts": Contact,
    "needs": Need,
    "referrals": Referral,
    "screenings": Screening,
}
Row = Arrival | Contact | Need | Referral | Screening


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables over one period, built at one moment for one organisation."""

    arrivals: tuple[Arrival, ...] = ()
    contacts: tuple[Contact, ...] = ()
    needs: tuple[Need, ...] = ()
    referrals: tuple[Referral, ...] = ()
    screenings: tuple[Screening, ...] = ()

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows of a table by its name; raises KeyError for a table there is not."""
        held: dict[str, tuple[Row, ...]] = {
            "arrivals": self.arrivals,
            "contacts": self.contacts,
            "needs": self.needs,
            "referrals": self.referrals,
            "screenings": self.screenings,
        }
        return held[table]


def columns(row_type: type) -> tuple[Column, ...]:
    """The columns of a table in their order."""
    found = []
    for name, said in get_type_hints(row_type, include_extras=True).items():
        held, means = get_args(said)
        typed = getattr(held, "__name__", "") or str(held)
        found.append(Column(name, typed, means.meaning, means.caveat))
    return tuple(found)


def cells(row: Row) -> dict[str, str | int | float | None]:
    """A row as plain values for a file: sets as sorted text, what is not known as it is."""
    found: dict[str, str | int | float | None] = {}
    for each in fields(row):
        value = getattr(row, each.name)
        found[each.name] = (
            ", ".join(sorted(value))
            if isinstance(value, frozenset)
            else str(value)
            if isinstance(value, StrEnum)
            else value
        )
    return found
