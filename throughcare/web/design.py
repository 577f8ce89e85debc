"""Example data for the page that shows every component of our own; all of it is fictional."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms

from throughcare.web.fields import (
    YES_NO_NOT_KNOWN,
    Checkboxes,
    Choice,
    DateParts,
    Number,
    Password,
    Radios,
    Select,
    Text,
    TextArea,
    Tick,
    TimeOfDay,
)  # fmt: skip
from throughcare.web.forms import PageForm

NAMES = (
    ("Robin Sampleford", "Rob", 34), ("Kestrel Placeholder", "", 17), ("Mavis Testington", "", 52),
    ("Jo Example-Smith", "", 28), ("Ambrose Fictional", "Brose", 41), ("Dilys Madeup", "", 23),
    ("Yusuf Specimen", "", 19), ("Ola Inventado", "", None), ("Pat Dummyson", "Patch", 66),
    ("Linnet Pretend", "", 31), ("Marek Notreal", "", 37), ("Sunny Standin", "", 16),
    ("Theo Mockford", "", 45), ("Ines Imaginary", "", 25), ("Wren Samplewood", "", 59),
    ("Abel Fakeham", "", 30), ("Coral Exemplar", "", 22), ("Finn Stubbs-Test", "", 48),
    ("Nadia Proxyfield", "", 27), ("Hal Synthetic", "", 39),
)  # fmt: skip
OFFENCES = ("Theft", "Public order", "Drugs", "Violence", "Burglary", "Motoring", "Not recorded")
STATUSES = ("not_offered", "waiting", "being_seen", "seen", "declined", "report_sent")
ADULTS = ("called", "not_known", "needed", "not_needed", "arrived", "not_known")
ALERTS: tuple[list[dict[str, Any]], ...] = (
    [{"words": "Self-harm", "risk": True}],
    [],
    [{"words": "Under 18", "risk": False}],
    [{"words": "Interpreter: Polish", "risk": False}],
    [],
    [{"words": "Pregnant", "risk": False}, {"words": "Self-harm", "risk": True}],
)


class ExampleForm(PageForm):
    """One field of each kind."""

    name = Text(label="Full name", hint="As they would like to be called", missing="Enter a name")
    born = DateParts(
        label="Date of birth",
        what="date of birth",
        partial=True,
        hint="For example, 27 March 1992. Leave the day or month empty if it is not known",
    )
    arrived = TimeOfDay(label="Time of arrival", hint="For example, 14:30 or 2:30 pm")
    suite = Select(
        label="Custody suite", choices=[("northmoor", "Northmoor"), ("eastwick", "Eastwick")]
    )
    children = Number(label="Number of children at home", required=False, min_value=0, max_value=20)
    offered = Radios(
        label="Did they accept the offer?",
        missing="Select what they answered",
        choices=[
            Choice("accepted", "Yes, they accepted"),
            Choice("declined", "No, they declined", reveals=("why",)),
            Choice("asleep", "They could not be asked", hint="You will be reminded in 2 hours"),
        ],
    )
    why = TextArea(label="Why did they decline?", missing="Enter why, in their words if you can")
    needs = Checkboxes(
        label="What do they need help with?",
        missing="Select what they need help with, or “None of these”",
        choices=[
            Choice("housing", "Housing"),
            Choice("alcohol", "Alcohol"),
            Choice("none", "None of these", exclusive=True),
        ],
    )
    veteran = Radios(label="Have they served in the armed forces?", choices=YES_NO_NOT_KNOWN)
    password = Password(label="Your password", missing="Enter your password")
    told = Tick(
        label="I have told them what will be shared",
        missing="Tick to say that you have told them what will be shared",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=3)


WRONG_ANSWERS = {
    "form_key": "00000000-0000-4000-8000-000000000001",
    "name": "",
    "born-day": "31",
    "born-month": "Feb",
    "born-year": "1992",
    "arrived": "3",
    "offered": "declined",
    "needs": ["housing", "none"],
    "children": "lots",
}


def _row(number: int, at: datetime) -> dict[str, Any]:
    name, known_as, age = NAMES[number]
    arrived = at - timedelta(minutes=25 + 41 * number)
    due = arrived + timedelta(hours=6 if number < 7 else 15)
    due -= timedelta(hours={6: 2, 19: 1, 3: 3}.get(number, 0))
    left = due - at
    state = "overdue" if left < timedelta(0) else "soon" if left < timedelta(hours=1) else "later"
    return {
        "id": f"stay-{number}",
        "href": f"#stay-{number}",
        "name": name,
        "known_as": known_as,
        "age": age,
        "offence_group": OFFENCES[number % 7],
        "arrived": arrived,
        "clock": {"what": "Review", "due": due, "started": arrived, "state": state},
        "status": STATUSES[number % 6],
        "adult": ("called", "not_known", "needed", "not_needed", "arrived", "not_known")[
            number % 6
        ],
        "adult_at": at - timedelta(minutes=25) if number % 6 == 0 else None,
        "alerts": ALERTS[number % 6],
        "release": at + timedelta(hours=2 + number % 5) if number % 3 else None,
        "restricted": number == 4,
    }


def _record(at: datetime) -> dict[str, Any]:
    earlier = at - timedelta(hours=2, minutes=15)
    here = "Northmoor custody suite"
    return {
        "person": {
            "name": "Robin Sampleford",
            "known_as": "Rob",
            "born": date(1992, 3, 27),
            "pronouns": "they and them",
            "where_now": f"{here}, since this morning",
            "safe_to_contact": "By text only, not at the shared house",
            "restricted": "Only the team that is named on this record can open it.",
            "nhs_number": "9990000018",
            "justice_numbers": [
                {"kind": "Police National Computer number", "number": "2019/0000001S"},
                {"kind": "Prison number", "number": "SYN-A0001AA"},
            ],
            "alerts": [{"words": "Self-harm", "risk": True}, {"words": "Dyslexia", "risk": False}],
        },
        "events": [
            {"title": "Screened", "detail": "All 9 questions answered.", "moment": earlier,
             "verb": "Screened", "who": "Amara Obi", "where": here, "href": "#timeline"},
            {"title": "Offer accepted", "moment": at - timedelta(hours=3), "verb": "Offered",
             "who": "Amara Obi", "where": here},
            {"title": "Arrived in custody", "moment": at - timedelta(days=3, hours=1),
             "who": None, "where": here},
        ],
        "needs": [
            {"title": "Somewhere to live", "status": "confirmed",
             "detail": "Sleeping at a friend's, until Friday.",
             "responsible": "Ambershire Housing Advice", "strengths": "A brother nearby",
             "next_step": "Appointment on Thursday at 10:00 am", "verb": "Confirmed",
             "who": "Amara Obi", "moment": earlier, "where": here},
            {"title": "Low mood", "status": "suspected", "verb": "Recorded", "who": "Amara Obi",
             "moment": earlier},
        ],
        "answers": [
            {"question": "Name", "answer": "Robin Sampleford", "change": "#name"},
            {"question": "Date of birth", "answer": None, "change": "#born"},
        ],
        "versions": [
            {"label": "Where they stay", "theirs": "With a brother", "yours": "Not known"},
            {"label": "Telephone", "theirs": "01632 960001", "yours": "01632 960001"},
        ],
    }  # fmt: skip


def examples(at: datetime) -> dict[str, Any]:
    """Everything that the example page draws, relative to a moment."""
    rows = [_row(number, at) for number in range(len(NAMES))]
    rows.sort(key=lambda row: row["clock"]["due"])
    key = UUID(int=1)
    return {
        "at": at,
        "rows": rows,
        **_record(at),
        "form": ExampleForm(WRONG_ANSWERS, initial={"form_key": key}, auto_id="wrong-%s"),
        "empty_form": ExampleForm(initial={"form_key": key}),
        "errors": ExampleForm(WRONG_ANSWERS, auto_id="wrong-%s").error_list(),
        "counts": [
            {"number": 20, "words": "in custody", "href": "#board", "current": True},
            {"number": 4, "words": "not yet offered", "href": "#board"},
            {"number": 2, "words": "under 18", "href": "#board"},
        ],
        "filter_choices": [
            {"name": "suite", "label": "Suite", "value": "",
             "options": [("", "All suites"), ("northmoor", "Northmoor")]},
            {"name": "status", "label": "Status", "value": "waiting",
             "options": [("", "Any"), ("waiting", "Waiting")]},
        ],
        "work": [
            {"href": "#w1", "task": "Find another service", "person": "Dilys Madeup",
             "detail": "Declined by Ambershire Wellbeing: no space until spring",
             "kind": "referral", "status": "declined",
             "clock": {"what": "Next step", "due": at - timedelta(minutes=20),
                       "started": at - timedelta(hours=5), "state": "overdue"}},
            {"href": "#w2", "task": "Send the court report", "person": "Hal Synthetic",
             "detail": "Ambershire Magistrates' Court, tomorrow", "kind": "document",
             "status": "draft", "clock": {"what": "Report", "due": at + timedelta(hours=17),
                                          "started": at - timedelta(hours=5), "state": "later"}},
        ],
        "preview": {
            "to": "Custody officer, Northmoor custody suite",
            "purpose": "To keep them safe while they are in custody",
            "ground": "They agreed today",
            "ground_source": "Agreement asked for by Amara Obi",
            "leaves": [
                {"words": "Risk of self-harm", "detail": "and what helps"},
                {"words": "Dyslexia", "detail": "read things aloud"},
            ],
            "held_back": [
                {"words": "Screening answers", "why": "Not needed to keep them safe in custody"},
                {"words": "Past care", "why": "They said no to sharing this with the police"},
            ],
            "undo": "It cannot be unsent. You can recall it, and the reader will be told.",
        },
        "tiles": [
            {"words": "Seen of those offered", "value": "77%", "detail": "231 of 300 people",
             "unknown": 4, "href": "#figures"},
            {"words": "Mental health need", "value": "67%", "detail": "201 of 300 people"},
            {"words": "Released within 16 hours", "value": None, "detail": "No releases recorded"},
        ],
        "shares": [
            {"words": "Mental health", "numerator": 201, "denominator": 300, "href": "#l1"},
            {"words": "Housing", "numerator": 93, "denominator": 300, "href": "#l2"},
            {"words": "Learning disability", "numerator": None, "denominator": 300},
        ],
    }  # fmt: skip
