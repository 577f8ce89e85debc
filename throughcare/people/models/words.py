"""The words of which names are made, each kept once with its sound, for a search that forgives."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from throughcare.access.classes import says, technical
from throughcare.access.rows import KNOWN_VIEWER, RowSecurity
from throughcare.access.rules import Category


class NameWord(models.Model):
    """A word that is a name of somebody, of whom it does not say.

    A search compares what was typed with these, of which there are few, and then asks for the
    people who have them. Two people who come in at once with a new name may leave it here twice;
    that does no harm.
    """

    id = models.BigAutoField(primary_key=True, db_comment=technical("Order of writing"))
    word = models.TextField(
        db_comment=says(Category.IDENTITY, "A word of a name, folded as names are for search")
    )
    latin = models.TextField(
        db_comment=says(Category.IDENTITY, "The word in small Latin letters without accents")
    )
    sounds = ArrayField(
        models.TextField(),
        db_comment=says(Category.IDENTITY, "Its codes in Daitch-Mokotoff Soundex"),
    )

    near = ArrayField(
        models.TextField(),
        default=list,
        db_comment=says(Category.IDENTITY, "The Latin word, and it with each one letter left out"),
    )

    class Meta:
        db_table_comment = "Words of names, without saying whose"
        constraints = [RowSecurity(name="nameword_rows", see=KNOWN_VIEWER, make=KNOWN_VIEWER)]
        indexes = [
            models.Index(fields=["word"], name="nameword_word"),
            # Few words are new, and whoever searches must not wait for those still to be sorted.
            GinIndex(
                fields=["latin"], opclasses=["gin_trgm_ops"], fastupdate=False,
                name="nameword_trigrams",
            ),
            GinIndex(fields=["sounds"], fastupdate=False, name="nameword_sounds"),
            GinIndex(fields=["near"], fastupdate=False, name="nameword_near"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.word
