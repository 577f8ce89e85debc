"""The parts a document is made of: headings, facts, lists, tables and notices, as plain values."""

from dataclasses import dataclass
from enum import StrEnum

NOT_KNOWN = "Not known"
"""What a document says where the record holds nothing; never a blank, never "no"."""


class NoticeKind(StrEnum):
    """How loudly a notice speaks."""

    INFORMATION = "information"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a section. The document's own title is level 1, its sections level 2 or 3."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of plain text; a line break in the text stays a line break."""

    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is said about the person: what, the answer, and who said it and when."""

    label: str
    value: str | tuple[str, ...]
    said: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The answer line by line; an empty answer is shown as not known."""
        given = (self.value,) if isinstance(self.value, str) else self.value
        return tuple(line for line in given if line.strip()) or (NOT_KNOWN,)


@dataclass(frozen=True, slots=True)
class Facts:
    """A list of facts, label beside answer."""

    items: tuple[Fact, ...]

    def __post_init__(self) -> None:
        if not self.items:
            raise ValueError("A list of facts needs at least one fact: say what is not known.")


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short points without an order."""

    items: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.items:
            raise ValueError("A list needs at least one point: say what is not known.")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns, with a caption that says what the table shows."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if not self.caption.strip() or not self.header:
            raise ValueError("A table needs a caption and column headings.")
        if not self.rows:
            raise ValueError(f'The table "{self.caption}" has no rows: say what is not known.')
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.header):
                raise ValueError(
                    f'Row {number} of the table "{self.caption}" has {len(row)} cells, '
                    f"and there are {len(self.header)} columns."
                )


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader must not miss; a warning carries a label of its own."""

    kind: NoticeKind
    text: str
    label: str = ""


Block = Heading | Paragraph | Facts | Bullets | Table | Notice


@dataclass(frozen=True, slots=True)
class Document:
    """One document: what it is, about whom, by whom, made when (in words), and its blocks.

    `marking` is the handling line that is repeated at the foot of every printed page.
    Raises ValueError if the headings would skip a level, which a screen reader cannot follow.
    """

    title: str
    subtitle: str
    author: str
    made_at: str
    blocks: tuple[Block, ...]
    marking: str = ""
    language: str = "en-GB"

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("A document needs a title.")
        above = 1
        for block in self.blocks:
            if isinstance(block, Heading):
                if not 2 <= block.level <= above + 1:
                    raise ValueError(
                        f'The heading "{block.text}" is at level {block.level}, '
                        f"directly under a heading at level {above}."
                    )
                above = block.level
