"""A page to hand over as a PDF: headings, paragraphs and tables, in letters that spell every European name.

The web page that prints well stays the first choice; this is for what leaves the product as one file, such as a pack
for the safeguarding system.  The same blocks made at the same moment give the same bytes, so that a pack's digest can
be told again.  May not import services, queries or models.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import font_source_sans_pro as letters
from fpdf import FPDF
from fpdf.enums import TextEmphasis, XPos, YPos
from fpdf.fonts import FontFace

PDF_TYPE = "application/pdf"
"""How such a file is called when it is handed out."""

_FAMILY = "letters"
_SIZES = {1: 20, 2: 14, 3: 12}
_LINE_MM = 5.5


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; it becomes an entry of the document's outline."""

    words: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; line breaks in it are kept."""

    words: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; ``widths`` are the columns' shares of the page, equal where none are given."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] | None = None


Block = Heading | Paragraph | Table


class _Document(FPDF):
    """A page of paper with a foot that tells which document it is and which page of how many."""

    foot = ""

    def footer(self) -> None:
        """Write the foot of one page."""
        self.set_y(-15)
        self.set_font(_FAMILY, size=9)
        self.cell(0, 8, f"{self.foot}   ·   page {self.page_no()} of {{nb}}", align="C")


def pdf_bytes(title: str, blocks: Iterable[Block], *, made_on: dt.datetime, foot: str = "") -> bytes:
    """Return an A4 document of the blocks under ``title``; ``foot`` stands on every page, the title where it is empty.

    ``made_on`` is written into the file, and nothing else in it depends on the moment.
    """
    page = _Document(format="A4")
    page.foot = foot or title
    page.set_title(title)
    page.set_lang("en-GB")
    page.set_creation_date(made_on)
    page.set_auto_page_break(auto=True, margin=20)
    page.add_font(_FAMILY, "", letters.SourceSansPro)
    page.add_font(_FAMILY, "B", letters.SourceSansProBold)
    page.add_page()
    _heading(page, Heading(title, 1))
    for block in blocks:
        if isinstance(block, Heading):
            _heading(page, block)
        elif isinstance(block, Paragraph):
            page.set_font(_FAMILY, size=11)
            page.multi_cell(0, _LINE_MM, block.words, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            page.ln(2)
        else:
            _table(page, block)
    return bytes(page.output())


def _heading(page: FPDF, heading: Heading) -> None:
    # A heading alone at the foot of a page belongs with what follows it.
    if page.will_page_break(25):
        page.add_page()
    page.ln(2)
    page.start_section(heading.words, level=0)
    page.set_font(_FAMILY, "B", size=_SIZES[heading.level])
    page.multi_cell(0, _SIZES[heading.level] * 0.5, heading.words, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    page.ln(1)


def _table(page: FPDF, table: Table) -> None:
    page.set_font(_FAMILY, size=10)
    bold = FontFace(emphasis=TextEmphasis.B)
    with page.table(
        (table.headings, *table.rows),
        col_widths=table.widths,
        headings_style=bold,
        line_height=_LINE_MM,
        text_align="LEFT",
        v_align="TOP",
    ):
        pass
    page.ln(3)
