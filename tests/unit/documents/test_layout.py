"""One definition, two drawings: whatever is written, page and PDF show it as text and no more."""

import json
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.documents.reading import needs_poppler, pages, poppler, text_of
from throughcare.documents.layout import (
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
    from_data,
    to_data,
    to_html,
    to_pdf,
)
from throughcare.documents.layout.printable import printable

AT = datetime(2026, 11, 22, 15, 20, tzinfo=UTC)
HOSTILE = {
    "typst import": '#import "@preview/x:1.0.0": *',
    "typst code": "#panic() #{1+1} $x^2$ `raw` \\ // /* */ ~ --- [ ] { }",
    "typst markup": "*bold* _it_ @ref <label> = head - item",
    "html": "<script>alert('x')</script> &amp; \"quoted\"",
    "json": '"}],"blocks":[',
    "Welsh": "Ŵŷ Ŷŵ â ê î ô û",
    "Arabic": "محمد",
    "Polish": "Łukasz Żółć",
}


def document(*blocks: Block, title: str = "A summary", marking: str = "Keep safe") -> Document:
    """A document with these blocks."""
    return Document(title, "About somebody", "Written by Amara Obi", "Today", blocks, marking)


def everywhere(text: str) -> Document:
    """A document that holds the text in every place that takes text."""
    return Document(
        title=f"T {text}",
        subtitle=text,
        author=text,
        made_at=text,
        blocks=(
            Heading(f"H {text}"),
            Paragraph(text),
            Facts((Fact(text, text, text), Fact(text, (text, text)))),
            Heading(f"S {text}", 3),
            Bullets((text,)),
            Table(f"C {text}", (f"A {text}", f"B {text}"), ((text, text),)),
            Notice(NoticeKind.WARNING, text, text),
            Notice(NoticeKind.INFORMATION, text, text),
        ),
        marking=text,
    )


class Outline(HTMLParser):
    """The elements of a fragment in order, whether they nest properly, and the text."""

    VOID = frozenset({"br"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_stays_text_on_the_page(text: str) -> None:
    outline = Outline(to_html(everywhere(text)))
    plain = Outline(to_html(everywhere("plain words")))
    assert outline.tags == plain.tags
    assert outline.open == []
    assert outline.text.count(text) == plain.text.count("plain words")


@needs_poppler
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_stays_text_in_the_pdf(text: str, tmp_path: Path) -> None:
    read = text_of(to_pdf(document(Paragraph(text)), dated=AT), tmp_path)
    shown = unicodedata.normalize("NFKC", read)
    # A reader hands back right-to-left words between marks of direction.
    assert text in shown.replace("\u202b", "").replace("\u202c", "")
    assert pages(to_pdf(everywhere(text), dated=AT)) <= 2


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_at_all_can_be_drawn_both_ways(text: str) -> None:
    drawn = everywhere(text)
    assert Outline(to_html(drawn)).open == []
    assert to_pdf(drawn, dated=AT).startswith(b"%PDF-1.7")


@given(st.text())
def test_nothing_hidden_or_reordering_is_ever_shown(text: str) -> None:
    shown = printable(text)
    assert not set(shown) & set("\u202e\u2066\u200f\x00\x07\x1b\U000e0041\r\t")
    assert printable(shown) == shown


def test_text_that_would_read_backwards_or_hide_is_straightened() -> None:
    html = to_html(document(Paragraph("safe\u202eevil\U000e0041\x00\r\nnext")))
    assert "safeevil<br>next" in html


@needs_poppler
def test_a_character_that_no_font_draws_is_named_and_the_document_says_so(tmp_path: Path) -> None:
    text = text_of(to_pdf(document(Paragraph("Said 😀 and 𒀀")), dated=AT), tmp_path)
    assert "Said [grinning face] and [character U+12000]" in text
    assert "could not be printed" in text


def test_text_in_a_script_without_any_font_is_still_drawn_in_bounded_time() -> None:
    cuneiform = "".join(chr(0x12000 + n) for n in range(300))
    assert to_pdf(document(Paragraph(cuneiform)), dated=AT).startswith(b"%PDF")


@needs_poppler
def test_very_long_words_and_texts_are_never_cut(tmp_path: Path) -> None:
    word = "w" * 300 + "end"
    long = "all of this must be there " * 400 + "lastword"
    shown = document(
        Paragraph(word),
        Facts((Fact("Label", word), Fact(word, "x"))),
        Table("T", ("A", "B", "C"), ((word, long, "x"),)),
        Bullets((long,)),
    )
    box = text_of(to_pdf(shown, dated=AT), tmp_path).replace(" ", "")
    assert box.count("end") == 4
    assert box.count("lastword") == 2
    boxes = poppler("pdftotext", "-bbox", pdf=to_pdf(shown, dated=AT), folder=tmp_path)
    right = [float(part.split('"')[0]) for part in boxes.split('xMax="')[1:]]
    assert max(right) < 595.28 - 40, "words run into the margin of the paper"


def test_the_pdf_is_tagged_titled_in_english_and_of_the_accessible_kind() -> None:
    pdf = to_pdf(everywhere("plain"), dated=AT)
    for mark in (
        b"<pdfuaid:part>1</pdfuaid:part>",
        b"/StructTreeRoot",
        b"/Marked true",
        b"/Lang(en-GB)",
        b"/DisplayDocTitle true",
        b"T plain</rdf:li>",
        b"2026-11-22T15:20:00",
    ):
        assert mark in pdf


@needs_poppler
def test_a_pdf_reader_finds_headings_lists_and_header_cells(tmp_path: Path) -> None:
    pdf = to_pdf(everywhere("plain"), dated=AT)
    assert "Tagged:          yes" in poppler("pdfinfo", pdf=pdf, folder=tmp_path)
    tags = poppler("pdfinfo", "-struct-text", pdf=pdf, folder=tmp_path)
    kinds = [line.split()[0] for line in tags.splitlines() if line.strip()]
    assert kinds.count("H1") == 1
    assert kinds.count("H2") == 1
    assert kinds.count("H3") == 1
    assert kinds.count("TH") == 2
    assert kinds.count("Caption") == 1
    assert kinds.count("Lbl") == 3


def test_equal_content_and_date_give_equal_bytes_and_another_date_does_not() -> None:
    drawn = everywhere("plain")
    again = to_pdf(everywhere("plain"), dated=AT.astimezone(tz=None))
    assert to_pdf(drawn, dated=AT) == again
    assert to_pdf(drawn, dated=AT + timedelta(minutes=1)) != again


def test_many_at_once_never_see_each_other() -> None:
    def draw(n: int) -> bytes:
        return to_pdf(document(Paragraph(f"number {n}")), dated=AT)

    alone = [draw(n) for n in range(12)]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(draw, range(12))) == alone


def test_a_date_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        to_pdf(document(), dated=AT.replace(tzinfo=None))


@pytest.mark.parametrize("level", [1, 2, 4])
def test_the_caller_decides_where_headings_start(level: int) -> None:
    tags = Outline(to_html(everywhere("x"), heading_from=level)).tags
    headings = [tag for tag in tags if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
    assert headings == [f"h{level}", f"h{level + 1}", f"h{level + 2}"]


@pytest.mark.parametrize("level", [0, 5])
def test_headings_beyond_h6_or_before_h1_are_refused(level: int) -> None:
    with pytest.raises(ValueError, match="no room"):
        to_html(everywhere("x"), heading_from=level)


def test_a_table_reads_as_a_table_with_a_caption_and_scoped_headers() -> None:
    html = to_html(document(Table("Needs", ("Need", "How sure"), (("Mood", "Suspected"),))))
    assert '<caption class="nhsuk-table__caption">Needs</caption>' in html
    assert html.count('scope="col"') == 2


def test_a_blank_answer_is_shown_as_not_known() -> None:
    assert Fact("Allergies", " ").lines == ("Not known",)
    assert Fact("Allergies", ("", "Nuts")).lines == ("Nuts",)
    assert "Not known" in to_html(document(Facts((Fact("Allergies", ()),))))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: document(Heading("Too deep", 3)),
        lambda: document(Heading("A second title", 1)),
        lambda: document(title=" "),
        lambda: Facts(()),
        lambda: Bullets(()),
        lambda: Table("T", ("A",), ()),
        lambda: Table("", ("A",), (("x",),)),
        lambda: Table("T", ("A", "B"), (("x",),)),
    ],
)
def test_what_a_reader_could_not_follow_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        wrong()  # type: ignore[operator]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_document_comes_back_from_storage_unchanged(text: str) -> None:
    kept = json.dumps(to_data(everywhere(text)))
    assert from_data(json.loads(kept)) == everywhere(text)


@pytest.mark.parametrize(
    "data", [{}, {"title": "T", "blocks": []}, {"title": "T", "blocks": [{"block": "script"}]}]
)
def test_anything_else_in_storage_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not a stored document"):
        from_data(data)
