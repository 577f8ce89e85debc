"""How a document looks: one definition in plain blocks, drawn as a page and as a tagged PDF."""

from throughcare.documents.layout.blocks import (
    NOT_KNOWN,
    Block,
    Bullets,
    Document,
    Fact,
    Facts,
    Heading,
    Notice,
    NoticeKind,
    Paragraph,
    Table,
)
from throughcare.documents.layout.html import to_html
from throughcare.documents.layout.pdf import to_pdf
from throughcare.documents.layout.stored import (
    from_data,
    from_text,
    says_the_same,
    to_data,
    to_text,
)

__all__ = [
    "NOT_KNOWN",
    "Block",
    "Bullets",
    "Document",
    "Fact",
    "Facts",
    "Heading",
    "Notice",
    "NoticeKind",
    "Paragraph",
    "Table",
    "from_data",
    "from_text",
    "says_the_same",
    "to_data",
    "to_html",
    "to_pdf",
    "to_text",
]
