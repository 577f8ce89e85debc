"""Keeping the words of new names, so that a search can forgive how they are typed."""

from collections.abc import Iterable

from throughcare.people.models import NameWord
from throughcare.people.rules.name_sounds import in_latin, near_keys, sounds

AT_ONCE = 5_000


def keep_words(names: Iterable[str]) -> None:
    """Keep each word of these folded names that is not kept yet. Within an action."""
    asked = {word for name in names for word in name.split()}
    kept = NameWord.objects.filter(word__among=asked).values_list("word", flat=True)
    NameWord.objects.bulk_create(
        (
            NameWord(
                word=word,
                latin=in_latin(word),
                sounds=sorted(sounds(word)),
                near=sorted(near_keys(word)),
            )
            for word in sorted(asked.difference(kept))
        ),
        batch_size=AT_ONCE,
        ignore_conflicts=True,
    )
