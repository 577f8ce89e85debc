"""The postcode: where post goes, and the codes that stand for no fixed abode or no known place."""

import re
from datetime import date

from throughcare.codes.checked import Checked, Kind, System, bad, good

# The six layouts of the outward half; the inward half never has the letters C, I, K, M, O and V.
OUTWARD = r"(?:[A-PR-UWYZ](?:[0-9]{1,2}|[0-9][A-HJKPSTUW]|[A-HK-Y][0-9]{1,2}|[A-HK-Y][0-9][A-Z]))"
LAYOUT = re.compile(rf"({OUTWARD}|GIR)\s*([0-9][ABD-HJLNP-UW-Z]{{2}})")
# Nobody lives in area ZZ: national statistics and the NHS give these to people without a place.
NO_PLACE = re.compile(r"(ZZ99)\s*([0-9][A-Z]{2})")
NO_FIXED_ABODE = "ZZ99 3VZ"


def read(given: str, on: date, synthetic: bool) -> Checked:
    """Check the form of a postcode, not that it exists; small letters and spaces do not matter."""
    text = "".join(given.split()).upper()
    parts = NO_PLACE.fullmatch(text) or LAYOUT.fullmatch(text)
    if parts is None:
        return bad(
            Kind.POSTCODE,
            given,
            "A postcode is 2 to 4 letters and digits, then a digit and 2 letters,"
            " such as ZZ99 3VZ.",
        )
    return good(Kind.POSTCODE, given, f"{parts[1]} {parts[2]}")


SYSTEM = System(
    kind=Kind.POSTCODE,
    name="postcode",
    example=NO_FIXED_ABODE,
    owner="Royal Mail; ZZ99 codes: the Office for National Statistics",
    source="layouts as in BS 7666; ZZ99 3VZ for no fixed abode as the NHS uses it",
    status="unverified background",
    read=read,
)
