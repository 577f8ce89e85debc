"""Who could take this need, near home, now; and for everybody else, why not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from throughcare.pathway.rules import COURTS, ESTABLISHMENTS, PlaceKind

STALE_AFTER = timedelta(days=180)
NO_WAIT_KNOWN = 10_000
OUT_SOON = timedelta(weeks=12)
"""So long before a release, services outside are asked: the window in which RECONNECT begins."""


class Setting(StrEnum):
    """Where a service sees people."""

    COMMUNITY = "community"
    CUSTODY = "custody"
    COURT = "court"
    PRISON = "prison"
    REMOTE = "remote"


class ForWhom(StrEnum):
    """Whether a service is for one sex alone."""

    ANYBODY = "anybody"
    WOMEN = "women"
    MEN = "men"


class Excluding(StrEnum):
    """What a service says it cannot help somebody with. Candidate list."""

    VIOLENCE = "violence"
    FIRE = "fire"
    SEXUAL_HARM = "sexual-harm"
    NO_ADDRESS = "no-address"
    NO_GP = "no-gp"
    ACTIVE_DRINKING = "active-drinking"
    ACTIVE_DRUGS = "active-drugs"
    PSYCHOSIS = "psychosis"
    RISK_OF_SUICIDE = "risk-of-suicide"


SETTING_WORDS: dict[Setting, str] = {
    Setting.COMMUNITY: "In the community",
    Setting.CUSTODY: "In police custody",
    Setting.COURT: "At court",
    Setting.PRISON: "In prison",
    Setting.REMOTE: "By telephone or video",
}
FOR_WORDS: dict[ForWhom, str] = {
    ForWhom.ANYBODY: "Anybody",
    ForWhom.WOMEN: "Women and girls",
    ForWhom.MEN: "Men and boys",
}
EXCLUDING_WORDS: dict[Excluding, str] = {
    Excluding.VIOLENCE: "A risk of violence",
    Excluding.FIRE: "A risk of setting fires",
    Excluding.SEXUAL_HARM: "A risk of sexual harm to others",
    Excluding.NO_ADDRESS: "No address",
    Excluding.NO_GP: "No GP",
    Excluding.ACTIVE_DRINKING: "Drinking at present",
    Excluding.ACTIVE_DRUGS: "Using drugs at present",
    Excluding.PSYCHOSIS: "Psychosis",
    Excluding.RISK_OF_SUICIDE: "A present risk of suicide",
}


@dataclass(frozen=True, slots=True)
class ServiceSaid:
    """What a service says of itself. Empty areas: everywhere. None: it does not say."""

    team_id: UUID
    name: str
    about: str
    needs: frozenset[str]
    for_whom: ForWhom
    youngest: int | None
    oldest: int | None
    areas: frozenset[str]
    settings: frozenset[str]
    excluding: frozenset[str]
    places: int | None
    wait_days: int | None
    checked_on: date


@dataclass(frozen=True, slots=True)
class Wanted:
    """For whom a service is looked for. None and empty: not known, which excludes nobody.

    `sex` is "male" or "female" where it was said; `has` are exclusions that are known to apply.
    `out_soon` is somebody in a place whom services outside can see within weeks.
    """

    need: str
    age: int | None = None
    sex: str | None = None
    area: str = ""
    setting: str = ""
    out_soon: bool = False
    has: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WhyNot:
    """One reason why a service cannot take somebody, and whether it can be asked all the same."""

    words: str
    can_be_asked: bool


@dataclass(frozen=True, slots=True)
class Suited:
    """A service seen for one person: why not, what to ask first, and how near and soon it is."""

    service: ServiceSaid
    why_not: tuple[WhyNot, ...]
    to_ask: tuple[str, ...]
    local: bool
    stale: bool


def setting_at(place: PlaceKind | None) -> Setting:
    """Where somebody is, as services say it; whoever is in no place that holds people is outside.

    From a hospital, services are asked as from the community.
    """
    if place in ESTABLISHMENTS:
        return Setting.PRISON
    if place in COURTS:
        return Setting.COURT
    return Setting.CUSTODY if place is PlaceKind.CUSTODY_SUITE else Setting.COMMUNITY


def out_soon(setting: Setting, leaves_on: date | None, on: date) -> bool:
    """Whether services outside can be asked now: from custody or court always, from a prison in the
    weeks before release. A release of which no day is known is not soon.
    """
    if setting is Setting.PRISON:
        return leaves_on is not None and leaves_on - on <= OUT_SOON
    return True


def suits(service: ServiceSaid, wanted: Wanted, on: date) -> Suited:
    """Whether a service could take somebody; what is not known is asked, and excludes nobody."""
    why: list[WhyNot] = []
    ask: list[str] = []
    if wanted.need not in service.needs:
        why.append(WhyNot("It does not help with this need", can_be_asked=False))
    limits = _ages(service)
    if limits and wanted.age is None:
        ask.append(f"It is for {limits}, and their age is not known")
    elif wanted.age is not None and (
        wanted.age < (service.youngest or 0)
        or (service.oldest is not None and wanted.age > service.oldest)
    ):
        why.append(WhyNot(f"It is for {limits}", can_be_asked=False))
    if service.for_whom is not ForWhom.ANYBODY:
        fits = {ForWhom.WOMEN: "female", ForWhom.MEN: "male"}[service.for_whom]
        whom = FOR_WORDS[service.for_whom].lower()
        if wanted.sex not in ("male", "female"):
            ask.append(f"It is for {whom} alone")
        elif wanted.sex != fits:
            why.append(WhyNot(f"It is for {whom} alone", can_be_asked=False))
    if service.areas and not wanted.area:
        ask.append("It is not known whether they live in its area")
    elif service.areas and wanted.area.casefold() not in service.areas:
        why.append(WhyNot(f"It does not serve {wanted.area}", can_be_asked=True))
    if wanted.setting and service.settings and not service.settings & {wanted.setting, "remote"}:
        if wanted.out_soon and Setting.COMMUNITY in service.settings:
            ask.append("It sees people in the community, so once they are out")
        else:
            where = SETTING_WORDS[Setting(wanted.setting)].lower()
            why.append(WhyNot(f"It does not see people {where}", can_be_asked=True))
    why += [
        WhyNot(f"It does not take: {EXCLUDING_WORDS[Excluding(one)].lower()}", can_be_asked=True)
        for one in sorted(service.excluding & wanted.has)
    ]
    if service.places == 0:
        why.append(WhyNot("It has no places now", can_be_asked=True))
    local = bool(service.areas) and wanted.area.casefold() in service.areas
    stale = on - service.checked_on > STALE_AFTER
    return Suited(service, tuple(why), tuple(ask), local, stale)


def rank(
    services: Iterable[ServiceSaid], wanted: Wanted, on: date
) -> tuple[list[Suited], list[Suited]]:
    """Who could take somebody, the surest, nearest and soonest first; and who not.

    Those who cannot are ordered by how few reasons stand against them.
    """
    could: list[Suited] = []
    cannot: list[Suited] = []
    for service in services:
        found = suits(service, wanted, on)
        (cannot if found.why_not else could).append(found)
    could.sort(
        key=lambda one: (
            len(one.to_ask),
            not one.local,
            NO_WAIT_KNOWN if one.service.wait_days is None else one.service.wait_days,
            one.stale,
            one.service.name,
        )
    )
    cannot.sort(
        key=lambda one: (
            any(not why.can_be_asked for why in one.why_not),
            len(one.why_not),
            one.service.name,
        )
    )
    return could, cannot


def refuse_referral(
    suited: Suited, alternatives: Iterable[Suited], *, although: str
) -> tuple[str, ...]:
    """Why a service is not asked, with who could be asked instead; none when it may be asked.

    `although` is why it is asked all the same, which holds only where every reason can be asked.
    """
    if not suited.why_not:
        return ()
    if although.strip() and all(why.can_be_asked for why in suited.why_not):
        return ()
    names = [one.service.name for one in alternatives][:3]
    instead = f"Could take them: {', '.join(names)}." if names else "Nobody else is known to us."
    if all(why.can_be_asked for why in suited.why_not):
        instead += " To ask this service all the same, say why."
    name = suited.service.name
    return (*(f"{name}: {why.words[0].lower()}{why.words[1:]}." for why in suited.why_not), instead)


def _ages(service: ServiceSaid) -> str:
    if service.youngest is not None and service.oldest is not None:
        return f"people aged {service.youngest} to {service.oldest}"
    if service.youngest is not None:
        return f"people aged {service.youngest} or over"
    return f"people aged {service.oldest} or under" if service.oldest is not None else ""
