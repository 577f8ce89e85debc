"""Which figures are asked for first, and under which headings the others stand."""

from dataclasses import dataclass, replace

from throughcare.returns.definition import Definition, definitions
from throughcare.returns.measures import Figure, measure
from throughcare.tables.schema import Known, Row, Tables

HEADLINES = (
    "coverage",
    "seen",
    "engaged",
    "mental_health_need",
    "needs_addressed",
    "reports_in_time",
)
HEADINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Needs by type, and how many",
        ("needs_by_type", "any_need", "drugs_or_alcohol_need", "many_needs", "average_needs"),
    ),
    (
        "What came of it",
        ("referred", "intervention", "back_in_touch", "needs_addressed", "outcomes"),
    ),
    (
        "Referrals",
        (
            "referrals_accepted",
            "referrals_declined",
            "referrals_seen",
            "referrals_engaged",
            "referrals_open",
            "days_to_service",
        ),
    ),
    ("Offered and declined", ("offered", "engaged", "declined", "decline_reasons")),
    ("Who was seen", ("age_profile", "offence_groups", "sex", "ethnicity")),
    (
        "Time",
        (
            "released_within_16_hours",
            "hours_to_seen",
            "reports_sent",
            "reports_in_time",
            "time_to_seen",
            "leaving",
        ),
    ),
    ("What screening missed", ("needs_missed",)),
    ("Told once", ("questions_avoided", "screenings_with_known_answers")),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows: one place or all, adults or people under 18 or everybody."""

    place: str = ""
    people: str = ""


def narrowed(tables: Tables, wanted: Wanted) -> Tables:
    """The tables with only the rows that are wanted; an age that is not known is neither."""
    ages = {"adults": Known.NO, "under-18": Known.YES}

    def keeps(row: Row) -> bool:
        right_place = not wanted.place or row.place == wanted.place
        return right_place and (not wanted.people or row.under_18 is ages[wanted.people])

    if wanted == Wanted():
        return tables
    return replace(
        tables,
        arrivals=tuple(row for row in tables.arrivals if keeps(row)),
        contacts=tuple(row for row in tables.contacts if keeps(row)),
        needs=tuple(row for row in tables.needs if keeps(row)),
        referrals=tuple(row for row in tables.referrals if keeps(row)),
        screenings=tuple(row for row in tables.screenings if keeps(row)),
    )


def every_figure(tables: Tables, *, broken_down: bool) -> list[tuple[Definition, Figure]]:
    """Every figure in the order of its files, with or without its breakdowns."""
    by = None if broken_down else ()
    return [
        (definition, figure)
        for definition in definitions().values()
        for figure in measure(definition, tables.rows(definition.table), by)
    ]
