"""Fixed words of this room: each is stored as one word and shown to people as another."""

from enum import StrEnum
from typing import Self


class Worded(StrEnum):
    """A set of fixed words, each written as stored word and label."""

    label: str

    def __new__(cls, stored: str, label: str = "") -> Self:
        """Keep the label beside the stored word."""
        word = str.__new__(cls, stored)
        word._value_ = stored
        word.label = label
        return word
