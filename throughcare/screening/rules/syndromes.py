"""The rules of instrument authors that are more than a sum, each a named function."""

from collections.abc import Callable, Mapping

_PHQ9_CORE = ("interest", "low_mood")


def _phq9_symptoms(values: Mapping[str, int]) -> int:
    """How many of the nine items count: more than half the days, or any day for item 9."""
    return sum(
        value >= (1 if name == "self_harm_thoughts" else 2) for name, value in values.items()
    )


def _phq9_core(values: Mapping[str, int]) -> bool:
    return any(values[name] >= 2 for name in _PHQ9_CORE)


def phq9_major_depressive_syndrome(values: Mapping[str, int]) -> bool:
    """Item 1 or 2 on more than half the days, and five or more items that count."""
    return _phq9_core(values) and _phq9_symptoms(values) >= 5


def phq9_other_depressive_syndrome(values: Mapping[str, int]) -> bool:
    """Item 1 or 2 on more than half the days, and two to four items that count."""
    return _phq9_core(values) and 2 <= _phq9_symptoms(values) <= 4


_PCL5_CLUSTERS = (
    (1, ("memories", "dreams", "reliving", "upset", "body")),
    (1, ("avoid_thoughts", "avoid_reminders")),
    (2, ("amnesia", "beliefs", "blame", "feelings", "interest", "detached", "positive")),
    (2, ("irritable", "risks", "on_guard", "startle", "concentration", "sleep")),
)


def pcl5_provisional_ptsd(values: Mapping[str, int]) -> bool:
    """Enough items of each DSM-5 cluster at moderately or more: one, one, two and two."""
    return all(sum(values[name] >= 2 for name in names) >= least for least, names in _PCL5_CLUSTERS)


DERIVED: Mapping[str, Callable[[Mapping[str, int]], bool]] = {
    rule.__name__: rule
    for rule in (
        phq9_major_depressive_syndrome,
        phq9_other_depressive_syndrome,
        pcl5_provisional_ptsd,
    )
}
"""The rules by the name that instrument files give them; each takes the scored values by item."""
