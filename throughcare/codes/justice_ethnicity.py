"""Self-defined ethnicity as police, courts, prison and probation code it, and what the NHS loses.

The way to an NHS category is one way: Gypsy, Roma, Traveller and Arab people have no category of
their own there. So a mapped answer always carries the code as it was given.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from throughcare.codes.checked import Checked, Kind, System, bad, good
from throughcare.codes.ethnicity import EthnicCategory

SOURCE: Final = "ministryofjustice hmpps-person-record, EthnicityCode (MIT)"
MAPPING_STATUS: Final = "codes verified; their NHS categories are proposed and need sign-off"

TRAVELLER = "The NHS category does not say Gypsy or Irish Traveller."
ROMA = "The NHS category does not say Roma."
ARAB = "The NHS category does not say Arab."
CHINESE = "Chinese is reported under Asian in justice and under Other in the NHS."
UNSETTLED = "Two records were joined: somebody must ask the person."
NO_MEANING = "The published list does not say what this code means."

# Code, words, NHS category, what the category loses.
_ROWS: Final = (
    ("W1", "White: English, Welsh, Scottish, Northern Irish or British", "A", ""),
    ("W2", "White: Irish", "B", ""),
    ("W3", "White: Gypsy or Irish Traveller", "C", TRAVELLER),
    ("W4", "White: Gypsy or Irish Traveller (W4)", "C", TRAVELLER),
    ("W5", "White: Roma", "C", ROMA),
    ("W8", "White: Irish Traveller or Gypsy", "C", TRAVELLER),
    ("W9", "White: any other background", "C", ""),
    ("M1", "Mixed: White and Black Caribbean", "D", ""),
    ("M2", "Mixed: White and Black African", "E", ""),
    ("M3", "Mixed: White and Asian", "F", ""),
    ("M9", "Mixed: any other background", "G", ""),
    ("A1", "Asian or Asian British: Indian", "H", ""),
    ("A2", "Asian or Asian British: Pakistani", "J", ""),
    ("A3", "Asian or Asian British: Bangladeshi", "K", ""),
    ("A4", "Asian or Asian British: Chinese", "R", CHINESE),
    ("A9", "Asian or Asian British: any other background", "L", ""),
    ("B1", "Black or Black British: Caribbean", "M", ""),
    ("B2", "Black or Black British: African", "N", ""),
    ("B9", "Black or Black British: any other background", "P", ""),
    ("O1", "Chinese (earlier code)", "R", ""),
    ("O2", "Other: Arab", "S", ARAB),
    ("O9", "Other: any other background", "S", ""),
    ("ETH03", "Other (earlier code)", "S", ""),
    ("NS", "Prefers not to say", "Z", ""),
    ("UN", "Not known", "99", ""),
    ("Z1", "Missing (earlier probation code)", "99", ""),
    ("MERGE", "To be confirmed after two records were joined", "99", UNSETTLED),
    ("O3", "O3", "", NO_MEANING),
    ("ETH04", "ETH04", "", NO_MEANING),
    ("ETH05", "ETH05", "", NO_MEANING),
    ("P", "P", "", NO_MEANING),
)


@dataclass(frozen=True, slots=True)
class MappedEthnicity:
    """A justice code as it was given, beside the NHS category it is counted under.

    `category` is None where nobody has said which. `loses` says in a sentence what the category
    does not hold, empty where it holds everything.
    """

    given: str
    code: str
    label: str
    category: EthnicCategory | None
    loses: str


_CODES: Final = {row[0]: row for row in _ROWS}
_BY_LABEL: Final = {row[1].casefold(): row[0] for row in _ROWS}


def nhs_category(given: str) -> MappedEthnicity | None:
    """The NHS category for a justice code, with the code kept; None for a code nobody knows."""
    checked = read(given, date.min, False)
    if checked.canonical is None:
        return None
    code, label, category, loses = _CODES[checked.canonical]
    return MappedEthnicity(
        given, code, label, EthnicCategory(category) if category else None, loses
    )


def read(given: str, on: date, synthetic: bool) -> Checked:
    """Check a justice code of self-defined ethnicity, given as the code or in its words."""
    text = " ".join(given.split())
    code = text.upper() if text.upper() in _CODES else _BY_LABEL.get(text.casefold())
    if code is None:
        return bad(
            Kind.ETHNICITY_HMPPS,
            given,
            "A justice ethnicity code is a letter and a digit of the published list, such as W1.",
        )
    return good(Kind.ETHNICITY_HMPPS, given, code)


def show(canonical: str) -> str:
    """The words of the code."""
    return _CODES[canonical][1]


SYSTEM = System(
    kind=Kind.ETHNICITY_HMPPS,
    name="justice ethnicity code",
    example="W1",
    owner="HM Prison and Probation Service",
    source=SOURCE,
    status=MAPPING_STATUS,
    read=read,
    show=show,
)
