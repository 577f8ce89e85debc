"""Who the person is, and on suspicion of what they were arrested, as answers for a summary."""

from datetime import datetime
from uuid import UUID

from throughcare.access.rules import Sight
from throughcare.clocks.lengths import LOCAL
from throughcare.documents.summary import Answer, Known, NotKnown
from throughcare.pathway.queries import episodes
from throughcare.pathway.rules import OFFENCE_WORDS, OffenceGroup
from throughcare.people.queries import Identity, identity
from throughcare.people.rules import BornPrecision, age_on, born_in_words
from throughcare.sharing.rules import Field


def read(sight: Sight) -> Identity:
    """Who the person is."""
    return identity(sight)


def who_answers(who: Identity, at: datetime) -> dict[Field, Answer]:
    """Name and date of birth, as far as it is known, with the age at a moment."""
    name = Known(f"{who.name} (known as {who.known_as})" if who.known_as else who.name)
    born = who.details.born_on
    if born is None:
        return {Field.NAME: name, Field.DATE_OF_BIRTH: NotKnown.NOT_RECORDED}
    age = age_on(born, at.astimezone(LOCAL).date())
    about = "" if who.details.born_precision is BornPrecision.DAY else "about "
    said = f"{born_in_words(born, who.details.born_precision)} ({about}{age} years old)"
    return {Field.NAME: name, Field.DATE_OF_BIRTH: Known(said)}


def held_beside(who: Identity) -> set[Field]:
    """What the record holds of a person and a summary for custody or court never says."""
    held = set()
    if who.nhs_number:
        held.add(Field.NHS_NUMBER)
    if who.details.address is not None:
        held.add(Field.ADDRESS)
    return held


def arrest_answers(sight: Sight, episode_id: UUID) -> dict[Field, Answer]:
    """The offence group of the arrest, where it is known and may be read."""
    groups = (p.offence_group for p in episodes(sight) if p.episode_id == episode_id)
    group = next(groups, None)
    if group is None or group is OffenceGroup.UNKNOWN:
        return {}
    return {Field.ARRESTED_ON_SUSPICION_OF: Known(OFFENCE_WORDS[group])}
