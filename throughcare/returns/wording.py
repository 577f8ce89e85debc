"""Columns and their values in the words of a page or a file."""

from datetime import date

from throughcare.care.rules import DECLINE_WORDS, ReferralEventKind, ReferralStatus, sentence
from throughcare.care.rules.referrals import EVENT_WORDS
from throughcare.pathway.rules import LEAVING_WORDS, OFFENCE_WORDS
from throughcare.people.rules import SEX_IN_WORDS
from throughcare.returns.definition import Definition, Kind
from throughcare.returns.measures import ALL, Figure
from throughcare.screening.rules import NeedCategory, NeedType, ResponseState
from throughcare.tables.schema import NOT_APPLICABLE, NOT_KNOWN, Known

COLUMNS: dict[str, str] = {
    "reference": "Reference",
    "contact": "Contact",
    "person": "Person",
    "month": "Month",
    "place": "Place",
    "team": "Team",
    "service": "Service",
    "responsible": "Responsible",
    "instrument": "Questions",
    "age_band": "Age",
    "under_18": "Adult or under 18",
    "sex": "Sex",
    "ethnicity": "Ethnicity",
    "offence_group": "Arrested on suspicion of",
    "leaving": "How they left custody",
    "within_16_hours": "Left within 16 hours",
    "identified": "Reached by the service",
    "alerted": "Custody alerted us",
    "offered": "Offered",
    "response": "Answer to the offer",
    "decline_reason": "Why declined",
    "seen": "Seen",
    "engaged": "Engaged",
    "hours_to_seen": "Hours until seen",
    "time_to_seen": "How soon seen",
    "report_sent": "Summary sent",
    "report_hours": "Hours until the summary",
    "report_in_time": "Summary before leaving",
    "asked": "Asked about every need",
    "needs": "Needs",
    "need_categories": "Needs by heading",
    "not_answered": "Headings not answered",
    "referred": "Referred",
    "outcome": "What it came to",
    "type": "Need",
    "category": "Heading",
    "status": "Status",
    "known_before": "Known before",
    "relink": "Put back in touch",
    "open": "Open",
    "accepted": "Accepted",
    "declined": "Declined",
    "back_in_touch": "Back in touch",
    "days_to_seen": "Days until seen",
    "steps": "What happened",
    "state": "State",
    "answered": "Questions answered",
    "avoided": "Questions avoided",
    "answered_no": "Said no to a need",
    "need_found_later": "Need found later",
}
_VALUES: dict[str, dict[str, str]] = {
    "age_band": {
        "under-18": "Under 18",
        "18-24": "18 to 24",
        "25-34": "25 to 34",
        "35-44": "35 to 44",
        "45-54": "45 to 54",
        "55-64": "55 to 64",
        "65-and-over": "65 and over",
    },
    "under_18": {Known.YES: "Under 18", Known.NO: "Adult"},
    "relink": {Known.YES: "Put back in touch", Known.NO: "New referral"},
    "sex": {key.value: words for key, words in SEX_IN_WORDS.items()},
    "offence_group": {key.value: words for key, words in OFFENCE_WORDS.items()},
    "leaving": {key.value: words for key, words in LEAVING_WORDS.items()}
    | {NOT_APPLICABLE: "Still there"},
    "decline_reason": {key.value: words for key, words in DECLINE_WORDS.items()},
    "response": {
        "accepted": "Accepted",
        "declined": "Declined",
        "deferred": "Asked to be offered again later",
        "unable-to-decide": "Was not able to decide",
    },
    "time_to_seen": {
        "within-1-hour": "Within 1 hour",
        "1-to-3-hours": "1 to 3 hours",
        "3-to-6-hours": "3 to 6 hours",
        "6-to-12-hours": "6 to 12 hours",
        "12-to-24-hours": "12 to 24 hours",
        "after-24-hours": "After 24 hours",
    },
    "need_categories": {each.value: each.label for each in NeedCategory},
    "category": {each.value: each.label for each in NeedCategory},
    "type": {each.value: each.label for each in NeedType},
    "outcome": {
        "intervention": "Engaged with an intervention",
        "back-in-touch": "Put back in touch with existing professionals",
        "neither": "Neither",
        NOT_APPLICABLE: "Nothing referred",
    },
    "state": {each.value: each.label for each in ResponseState},
}
_VALUES["not_answered"] = _VALUES["need_categories"]
_SHARED = {
    NOT_KNOWN: "Not known",
    NOT_APPLICABLE: "Does not apply",
    Known.YES: "Yes",
    Known.NO: "No",
}


def value_words(column: str, value: object) -> str:
    """One value of a column in words; a name stands for itself."""
    if value is None:
        return "Not known"
    if isinstance(value, frozenset):
        return ", ".join(sorted(value_words(column, each) for each in value)) or "None recorded"
    text = str(value)
    if column == "month" and text != NOT_KNOWN:
        year, month = text.split("-")
        return f"{date(int(year), int(month), 1):%B %Y}"
    if column == "status" and text in {each.value for each in ReferralStatus}:
        return sentence(ReferralStatus(text)).rstrip(".")
    if column == "steps":
        return " → ".join(EVENT_WORDS[ReferralEventKind(step)] for step in text.split(" → "))
    return _VALUES.get(column, {}).get(text) or _SHARED.get(text, text)


def by_words(by: str) -> str:
    """What one number is about: everybody, or the value of a column."""
    column, _, value = by.partition("=")
    return "All" if by == ALL else value_words(column, value)


def in_order(column: str, values: list[str]) -> list[str]:
    """Values as a reader expects them: in their natural order, not known last."""
    order = list(_VALUES.get(column, {}))
    if column in ("place", "team", "service", "month", "instrument", "ethnicity"):
        order = []
    return sorted(
        values,
        key=lambda value: (
            value == NOT_KNOWN,
            order.index(value) if value in order else len(order),
            value,
        ),
    )


def value_of(definition: Definition, figure: Figure) -> str:
    """The number itself: a whole percentage, or an amount with its unit; or not known."""
    if figure.value is None:
        return "Not known"
    if definition.kind in (Kind.SHARE, Kind.EACH):
        # Halves up, in whole numbers: 12.5% is 13%, wherever it is printed.
        return f"{(200 * int(figure.numerator) + figure.denominator) // (2 * figure.denominator)}%"
    number = f"{figure.value:,.1f}".removesuffix(".0")
    return f"{number} {definition.unit}"


def made_of(definition: Definition, figure: Figure) -> str:
    """Numerator and denominator in words."""
    if definition.kind is Kind.SHARE:
        return (
            f"{int(figure.numerator):,} {definition.counts_words},"
            f" of {figure.denominator:,} {definition.of_words}"
        )
    if definition.kind is Kind.MEAN:
        return f"{figure.numerator:,.0f} in {figure.denominator:,} {definition.of_words}"
    return f"{figure.denominator:,} {definition.of_words}"
