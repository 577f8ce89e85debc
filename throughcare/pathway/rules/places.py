"""What sorts of place somebody can be in on their way, and what the sorts have in common."""

from enum import StrEnum


class PlaceKind(StrEnum):
    """What sort of place somebody can be in."""

    CUSTODY_SUITE = "custody-suite"
    VOLUNTARY_ATTENDANCE = "voluntary-attendance-site"
    STREET = "street"
    PLACE_OF_SAFETY = "place-of-safety"
    MAGISTRATES_COURT = "magistrates-court"
    YOUTH_COURT = "youth-court"
    CROWN_COURT = "crown-court"
    PRISON = "prison"
    TRAINING_PRISON = "training-prison"
    WOMENS_PRISON = "womens-prison"
    OPEN_PRISON = "open-prison"
    YOUNG_OFFENDER_INSTITUTION = "young-offender-institution"
    SECURE_TRAINING_CENTRE = "secure-training-centre"
    SECURE_CHILDRENS_HOME = "secure-childrens-home"
    SECURE_SCHOOL = "secure-school"
    IMMIGRATION_REMOVAL_CENTRE = "immigration-removal-centre"
    SECURE_HOSPITAL = "secure-hospital"
    HOSPITAL = "hospital"
    APPROVED_PREMISES = "approved-premises"
    PROBATION_OFFICE = "probation-office"
    COMMUNITY = "community"


PLACE_WORDS: dict[PlaceKind, str] = {
    PlaceKind.CUSTODY_SUITE: "Police custody suite",
    PlaceKind.VOLUNTARY_ATTENDANCE: "Voluntary attendance site",
    PlaceKind.STREET: "Street",
    PlaceKind.PLACE_OF_SAFETY: "Place of safety",
    PlaceKind.MAGISTRATES_COURT: "Magistrates' court",
    PlaceKind.YOUTH_COURT: "Youth court",
    PlaceKind.CROWN_COURT: "Crown Court",
    PlaceKind.PRISON: "Local prison",
    PlaceKind.TRAINING_PRISON: "Training prison",
    PlaceKind.WOMENS_PRISON: "Women's prison",
    PlaceKind.OPEN_PRISON: "Open prison",
    PlaceKind.YOUNG_OFFENDER_INSTITUTION: "Young offender institution",
    PlaceKind.SECURE_TRAINING_CENTRE: "Secure training centre",
    PlaceKind.SECURE_CHILDRENS_HOME: "Secure children's home",
    PlaceKind.SECURE_SCHOOL: "Secure school",
    PlaceKind.IMMIGRATION_REMOVAL_CENTRE: "Immigration removal centre",
    PlaceKind.SECURE_HOSPITAL: "Secure hospital",
    PlaceKind.HOSPITAL: "Hospital",
    PlaceKind.APPROVED_PREMISES: "Approved premises",
    PlaceKind.PROBATION_OFFICE: "Probation office",
    PlaceKind.COMMUNITY: "Community",
}

COURTS = frozenset({PlaceKind.MAGISTRATES_COURT, PlaceKind.YOUTH_COURT, PlaceKind.CROWN_COURT})
CHILDRENS = frozenset(
    {
        PlaceKind.SECURE_TRAINING_CENTRE,
        PlaceKind.SECURE_CHILDRENS_HOME,
        PlaceKind.SECURE_SCHOOL,
    }
)
PRISONS = frozenset(
    {
        PlaceKind.PRISON,
        PlaceKind.TRAINING_PRISON,
        PlaceKind.WOMENS_PRISON,
        PlaceKind.OPEN_PRISON,
        PlaceKind.YOUNG_OFFENDER_INSTITUTION,
    }
)
ESTABLISHMENTS = PRISONS | CHILDRENS | {PlaceKind.IMMIGRATION_REMOVAL_CENTRE}
"""Where people are held for longer than a day: somebody is received there and released from it."""
HOSPITALS = frozenset({PlaceKind.SECURE_HOSPITAL, PlaceKind.HOSPITAL})
EVERYWHERE = frozenset(PlaceKind)


class EpisodeKind(StrEnum):
    """What one episode is: a passage, a term or an order, from its beginning to its end."""

    CUSTODY = "police-custody"
    VOLUNTARY = "voluntary-attendance"
    STREET = "street-contact"
    PLACE_OF_SAFETY = "place-of-safety"
    COURT = "court"
    DETENTION = "prison-or-secure-setting"
    IMMIGRATION = "immigration-detention"
    HOSPITAL = "hospital"
    COMMUNITY = "community"


EPISODE_WORDS: dict[EpisodeKind, str] = {
    EpisodeKind.CUSTODY: "In police custody",
    EpisodeKind.VOLUNTARY: "Voluntary attendance",
    EpisodeKind.STREET: "Contact in the street",
    EpisodeKind.PLACE_OF_SAFETY: "At a place of safety",
    EpisodeKind.COURT: "Before the court",
    EpisodeKind.DETENTION: "In prison or another secure setting",
    EpisodeKind.IMMIGRATION: "In immigration detention",
    EpisodeKind.HOSPITAL: "In hospital",
    EpisodeKind.COMMUNITY: "In the community",
}


def episode_kind(place: PlaceKind) -> EpisodeKind:
    """What sort of episode begins in a place of this kind."""
    if place is PlaceKind.IMMIGRATION_REMOVAL_CENTRE:
        return EpisodeKind.IMMIGRATION
    if place in ESTABLISHMENTS:
        return EpisodeKind.DETENTION
    if place in COURTS:
        return EpisodeKind.COURT
    if place in HOSPITALS:
        return EpisodeKind.HOSPITAL
    return {
        PlaceKind.CUSTODY_SUITE: EpisodeKind.CUSTODY,
        PlaceKind.VOLUNTARY_ATTENDANCE: EpisodeKind.VOLUNTARY,
        PlaceKind.STREET: EpisodeKind.STREET,
        PlaceKind.PLACE_OF_SAFETY: EpisodeKind.PLACE_OF_SAFETY,
    }.get(place, EpisodeKind.COMMUNITY)
