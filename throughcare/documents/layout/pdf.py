"""A document as a tagged PDF (PDF/UA-1) on A4, by one fixed template that receives data only."""

import json
import re
import unicodedata
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from throughcare.documents.layout.blocks import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Notice,
    Paragraph,
    Table,
)
from throughcare.documents.layout.printable import lines

TEMPLATE = Path(__file__).with_name("report.typ")

_UNSHOWN = re.compile(r'the text `"(?P<text>.*)"` could not be displayed', re.DOTALL)
_RUST_ESCAPE = re.compile(r"\\u\{(?P<code>[0-9a-fA-F]+)\}|\\(?P<plain>.)")
# Each round names one piece of text that no font can draw; a text in a script without any font
# would need a round for each letter, so after this many everything doubtful is spelled out.
_ROUNDS = 40
_SURELY_DRAWN = 0x024F
# Pictures are always named: which of them a font draws, and how, differs from machine to machine.
_PICTURES = 0x1F000
_SPELLED_OUT = (
    "Some characters could not be printed and are named in square brackets. "
    "The record shows them as they were written."
)

_one_at_a_time = Lock()


def to_pdf(document: Document, *, dated: datetime) -> bytes:
    """The document as PDF/UA-1, dated `dated` (aware); equal content and date give equal bytes.

    Characters that no installed font can draw are spelled out in square brackets, and the
    document says so. Raises ValueError for a moment without a time zone.
    """
    if dated.tzinfo is None:
        raise ValueError("The date of a document needs a time zone.")
    data = _document(document)
    spelled = {c for c in json.dumps(data, ensure_ascii=False) if ord(c) >= _PICTURES}
    for attempt in range(_ROUNDS + 2):
        try:
            return _compile(_spell_out(data, spelled) if spelled else data, dated)
        except typst.TypstError as error:
            unshown = _unshown(str(error)) - spelled
            if not unshown:
                raise
            spelled |= unshown
            if attempt >= _ROUNDS - 1:
                spelled |= {c for c in json.dumps(data, ensure_ascii=False) if _doubtful(c)}
    raise RuntimeError("The document could not be drawn with the fonts of this machine.")


@cache
def _compiler() -> typst.Compiler:
    # Finding the fonts is the slow part, so it is done once for the life of the process.
    return typst.Compiler(input=str(TEMPLATE), root=str(TEMPLATE.parent))


def _compile(data: dict[str, Any], dated: datetime) -> bytes:
    with _one_at_a_time:
        # The warnings name fonts that this machine lacks; the next in the list is then used.
        pdf, _warnings = _compiler().compile_with_warnings(
            format="pdf",
            sys_inputs={"document": json.dumps(data)},
            pdf_standards="ua-1",
            timestamp=int(dated.timestamp()),
        )
    if not isinstance(pdf, bytes):
        raise RuntimeError("The layout engine returned no single PDF.")
    return pdf


def _document(document: Document) -> dict[str, Any]:
    language, _, region = document.language.partition("-")
    return {
        "title": " ".join(lines(document.title)),
        "subtitle": " ".join(lines(document.subtitle)),
        "author": " ".join(lines(document.author)),
        "made_at": " ".join(lines(document.made_at)),
        "marking": " ".join(lines(document.marking)),
        "language": language,
        "region": region or None,
        "blocks": [_block(block) for block in document.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "text": " ".join(lines(block.text)), "level": block.level}
        case Paragraph():
            return {"kind": "paragraph", "lines": lines(block.text)}
        case Facts():
            facts = [
                {
                    "label": " ".join(lines(fact.label)),
                    "values": [lines(line) for line in fact.lines],
                    "said": " ".join(lines(fact.said)),
                }
                for fact in block.items
            ]
            return {"kind": "facts", "items": facts}
        case Bullets():
            return {"kind": "bullets", "items": [lines(item) for item in block.items]}
        case Table():
            return {
                "kind": "table",
                "caption": " ".join(lines(block.caption)),
                "header": [lines(name) for name in block.header],
                "rows": [[lines(cell) for cell in row] for row in block.rows],
            }
        case Notice():
            label = " ".join(lines(block.label))
            return {
                "kind": "notice",
                "loud": block.kind.value,
                "label": label,
                "lines": lines(block.text),
            }


def _doubtful(character: str) -> bool:
    return ord(character) > _SURELY_DRAWN


def _unshown(message: str) -> set[str]:
    found = _UNSHOWN.search(message)
    if found is None:
        return set()
    text = _RUST_ESCAPE.sub(
        lambda m: chr(int(m["code"], 16)) if m["code"] else m["plain"], found["text"]
    )
    return {c for c in text if ord(c) > 0x7F} or set(text)


def _spell_out(data: dict[str, Any], characters: set[str]) -> dict[str, Any]:
    names = str.maketrans({c: f"[{_name(c)}]" for c in characters})

    def spell(value: Any) -> Any:
        if isinstance(value, str):
            return value.translate(names)
        if isinstance(value, list):
            return [spell(item) for item in value]
        if isinstance(value, dict):
            return {key: spell(item) for key, item in value.items()}
        return value

    spelled: dict[str, Any] = spell(data)
    note = {"kind": "notice", "loud": "information", "label": "", "lines": [_SPELLED_OUT]}
    return {**spelled, "blocks": [*spelled["blocks"], note]}


def _name(character: str) -> str:
    if unicodedata.category(character).startswith("S"):
        return unicodedata.name(character, f"character U+{ord(character):04X}").lower()
    return f"character U+{ord(character):04X}"
