"""A list as a spreadsheet's own file, in which people's text is always text and no cell ever runs.

May not import services, queries or models.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from governance.domain.cells import Cell, safe_cell

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""How such a file is called when it is handed out."""

LONGEST = 32_000
"""Characters that a cell of such a file may hold."""

# XML cannot carry these, and the library refuses the whole file for one of them.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def xlsx_bytes(title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a workbook of one sheet; numbers stay numbers, everything else is text as it was written."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])

    def cell(value: Cell) -> WriteOnlyCell:
        if isinstance(value, int) and not isinstance(value, bool):
            return WriteOnlyCell(sheet, value)
        made = WriteOnlyCell(sheet, _NOT_IN_XML.sub("", safe_cell(value))[:LONGEST])
        # Said aloud: a text that begins with a sign of equality would else be kept as a formula.
        made.data_type = "s"
        return made

    for row in (headings, *rows):
        sheet.append([cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
