"""A document as plain data, so that what was released can be kept and drawn again unchanged."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from throughcare.documents.layout.blocks import (
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

_KINDS: dict[str, type[Block]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "facts": Facts,
    "bullets": Bullets,
    "table": Table,
    "notice": Notice,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def to_data(document: Document) -> dict[str, Any]:
    """The document in values that JSON can hold."""
    data = asdict(document)
    data["blocks"] = [{"block": _NAMES[type(block)], **asdict(block)} for block in document.blocks]
    return data


def to_text(document: Document) -> str:
    """The document as text to keep; equal documents give equal text."""
    return json.dumps(to_data(document), ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> Document:
    """The document that `to_text` was given. Raises ValueError where it is not such text."""
    return from_data(json.loads(text))


def says_the_same(one: Document, other: Document) -> bool:
    """Whether two documents differ in nothing but the moment of writing."""
    return replace(one, made_at="") == replace(other, made_at="")


def from_data(data: Mapping[str, Any]) -> Document:
    """The document that `to_data` was given. Raises ValueError where it is not such data."""
    try:
        blocks = tuple(_block(dict(block)) for block in data["blocks"])
        return Document(**{**data, "blocks": blocks})
    except (KeyError, TypeError) as error:
        raise ValueError(f"This is not a stored document: {error}") from error


def _block(data: dict[str, Any]) -> Block:
    kind = _KINDS[data.pop("block")]
    if kind is Facts:
        return Facts(tuple(_fact(fact) for fact in data["items"]))
    if kind is Notice:
        return Notice(**{**data, "kind": NoticeKind(data["kind"])})
    return kind(**{name: _frozen(value) for name, value in data.items()})


def _fact(data: Mapping[str, Any]) -> Fact:
    return Fact(**{name: _frozen(value) for name, value in data.items()})


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list | tuple) else value
