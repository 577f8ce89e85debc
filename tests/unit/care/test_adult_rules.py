"""Whether an appropriate adult is needed, was called or came; nobody having said is no "no"."""

import pytest

from throughcare.care.rules.adult import AdultState, adult_state
from throughcare.care.rules.safety import SafetyState

YES, NO, UNKNOWN = SafetyState.YES, SafetyState.NO, SafetyState.NOT_KNOWN


@pytest.mark.parametrize(
    ("child", "said", "called", "arrived", "expected"),
    [
        (True, None, False, False, AdultState.NEEDED),
        (True, NO, False, False, AdultState.NEEDED),
        (False, YES, False, False, AdultState.NEEDED),
        (None, YES, False, False, AdultState.NEEDED),
        (True, YES, True, False, AdultState.CALLED),
        (None, None, True, False, AdultState.CALLED),
        (False, NO, True, True, AdultState.ARRIVED),
        (True, YES, False, True, AdultState.ARRIVED),
        (False, NO, False, False, AdultState.NOT_NEEDED),
        (None, NO, False, False, AdultState.NOT_KNOWN),
        (False, UNKNOWN, False, False, AdultState.NOT_KNOWN),
        (False, None, False, False, AdultState.NOT_KNOWN),
    ],
)
def test_how_far_it_is_with_an_appropriate_adult(
    child: bool | None,
    said: SafetyState | None,
    called: bool,
    arrived: bool,
    expected: AdultState,
) -> None:
    assert adult_state(child=child, said=said, called=called, arrived=arrived) is expected
