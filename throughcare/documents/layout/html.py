"""A document as a fragment of a web page, in the components of the NHS.UK design system."""

from html import escape

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
from throughcare.documents.layout.printable import lines

_SIZES = {1: "l", 2: "m", 3: "s"}


def to_html(document: Document, *, heading_from: int = 1) -> str:
    """The document as semantic HTML, every text escaped.

    `heading_from` is the level of the document's title: 1 where the document is the page,
    2 where the page has an h1 of its own. Raises ValueError where the levels would pass h6.
    """
    deepest = max((b.level for b in document.blocks if isinstance(b, Heading)), default=1)
    if heading_from < 1 or heading_from + deepest - 1 > 6:
        raise ValueError(f"A title at h{heading_from} leaves no room for the headings below it.")
    language = escape(document.language)
    parts = [
        f'<article class="app-document nhsuk-u-text-break-word" lang="{language}">',
        _heading(document.title, 1, heading_from),
    ]
    if document.subtitle:
        parts.append(f'<p class="nhsuk-body-l">{_text(document.subtitle)}</p>')
    made = ". ".join(part.rstrip(".") for part in (document.author, document.made_at) if part)
    parts.append(f'<p class="nhsuk-body-s app-document__made">{_text(made)}</p>')
    parts.extend(_block(block, heading_from) for block in document.blocks)
    if document.marking:
        marking = _text(document.marking)
        parts.append(f'<p class="nhsuk-body-s app-document__marking">{marking}</p>')
    parts.append("</article>")
    return "\n".join(parts)


def _text(text: str) -> str:
    return "<br>".join(escape(line) for line in lines(text))


def _heading(text: str, level: int, heading_from: int) -> str:
    tag = f"h{heading_from + level - 1}"
    return f'<{tag} class="nhsuk-heading-{_SIZES[level]}">{_text(text)}</{tag}>'


def _block(block: Block, heading_from: int) -> str:
    match block:
        case Heading():
            return _heading(block.text, block.level, heading_from)
        case Paragraph():
            return f"<p>{_text(block.text)}</p>"
        case Facts():
            rows = "\n".join(_fact(fact) for fact in block.items)
            return f'<dl class="nhsuk-summary-list">\n{rows}\n</dl>'
        case Bullets():
            points = "\n".join(f"<li>{_text(point)}</li>" for point in block.items)
            return f'<ul class="nhsuk-list nhsuk-list--bullet">\n{points}\n</ul>'
        case Table():
            return _table(block)
        case Notice():
            return _notice(block)


def _fact(fact: Fact) -> str:
    if len(fact.lines) == 1:
        value = f"<p>{_text(fact.lines[0])}</p>" if fact.said else _text(fact.lines[0])
    else:
        points = "".join(f"<li>{_text(line)}</li>" for line in fact.lines)
        value = f'<ul class="nhsuk-list nhsuk-list--bullet">{points}</ul>'
    if fact.said:
        value += f'<p class="nhsuk-body-s nhsuk-u-secondary-text-colour">{_text(fact.said)}</p>'
    return (
        '<div class="nhsuk-summary-list__row">'
        f'<dt class="nhsuk-summary-list__key">{_text(fact.label)}</dt>'
        f'<dd class="nhsuk-summary-list__value">{value}</dd>'
        "</div>"
    )


def _table(table: Table) -> str:
    # The roles are repeated because the narrow view changes how the cells are displayed,
    # and browsers then forget that they were a table.
    head = "".join(
        f'<th class="nhsuk-table__header" scope="col" role="columnheader">{_text(name)}</th>'
        for name in table.header
    )
    body = "\n".join(
        '<tr class="nhsuk-table__row" role="row">'
        + "".join(
            '<td class="nhsuk-table__cell" role="cell">'
            f'<span class="nhsuk-table__heading" aria-hidden="true">{_text(name)} </span>'
            f"{_text(cell)}</td>"
            for name, cell in zip(table.header, row, strict=True)
        )
        + "</tr>"
        for row in table.rows
    )
    return (
        '<table class="nhsuk-table nhsuk-table--responsive" role="table">\n'
        f'<caption class="nhsuk-table__caption">{_text(table.caption)}</caption>\n'
        '<thead class="nhsuk-table__head" role="rowgroup">'
        f'<tr class="nhsuk-table__row" role="row">{head}</tr></thead>\n'
        f'<tbody class="nhsuk-table__body">\n{body}\n</tbody>\n</table>'
    )


def _notice(notice: Notice) -> str:
    text = _text(notice.text)
    if notice.kind is NoticeKind.WARNING:
        label = _text(notice.label or "Important")
        return (
            '<div class="nhsuk-card nhsuk-card--warning"><div class="nhsuk-card__content">'
            f'<p class="nhsuk-card__heading nhsuk-heading-s">{label}</p><p>{text}</p></div></div>'
        )
    label = _text(notice.label or "Information")
    return (
        '<div class="nhsuk-inset-text">'
        f'<span class="nhsuk-u-visually-hidden">{label}: </span><p>{text}</p></div>'
    )
