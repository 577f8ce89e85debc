"""Where an instrument is meant to be asked, and whether that is where the person is."""

from collections.abc import Mapping
from types import MappingProxyType

from throughcare.pathway.rules import PlaceKind
from throughcare.screening.instrument import Instrument
from throughcare.screening.rules.responses import Decision

SETTINGS: Mapping[PlaceKind, str] = MappingProxyType(
    {
        PlaceKind.CUSTODY_SUITE: "police custody",
        PlaceKind.VOLUNTARY_ATTENDANCE: "voluntary attendance",
        PlaceKind.MAGISTRATES_COURT: "court",
        PlaceKind.YOUTH_COURT: "court",
        PlaceKind.CROWN_COURT: "court",
        PlaceKind.PRISON: "prison",
        PlaceKind.TRAINING_PRISON: "prison",
        PlaceKind.WOMENS_PRISON: "prison",
        PlaceKind.OPEN_PRISON: "prison",
        PlaceKind.YOUNG_OFFENDER_INSTITUTION: "prison",
        PlaceKind.IMMIGRATION_REMOVAL_CENTRE: "immigration removal centre",
        PlaceKind.STREET: "community",
        PlaceKind.APPROVED_PREMISES: "community",
        PlaceKind.PROBATION_OFFICE: "community",
        PlaceKind.COMMUNITY: "community",
    }
)
"""The setting, in the words of the instruments, that a kind of place is. Hospitals, places of
safety and the secure estate for children are none of these, so nothing speaks against an
instrument there."""


def meant_for(instrument: Instrument, place: PlaceKind | None) -> Decision:
    """Whether an instrument is meant for the place where the person is.

    A place that is not known is no reason against it, and one that does not fit forbids nothing:
    whoever asks may know better.
    """
    setting = SETTINGS.get(place) if place else None
    settings = instrument.population.settings
    if setting is None or setting in settings:
        return Decision(True, ())
    where = " and ".join((", ".join(settings[:-1]), settings[-1])) if settings[1:] else settings[0]
    return Decision(False, (f"It is meant for {where}; the person is in {setting}.",))
