"""A file that a page hands out to be kept: its sort by the ending of its name, and always to be saved, never shown.

May not import services, queries or models.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import Response

from governance.domain.cells import Cell, csv_text
from governance.web.pdf import PDF_TYPE
from governance.web.spreadsheet import XLSX_TYPE, xlsx_bytes

TYPES = {
    "csv": "text/csv",
    "xlsx": XLSX_TYPE,
    "json": "application/json",
    "ics": "text/calendar",
    "pdf": PDF_TYPE,
}


def handed_out(name: str, content: str | bytes) -> Response:
    """Return the answer that hands ``content`` out as the file ``name``; its ending is one of ``TYPES``."""
    answer = Response(content, mimetype=TYPES[name.rpartition(".")[2]])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def sheet_handed_out(name: str, title: str, headings: Sequence[str], lines: Iterable[Sequence[Cell]]) -> Response:
    """Return the answer that hands a list out as ``name``, which ends in csv or xlsx; ``title`` names the sheet."""
    if name.endswith(".xlsx"):
        return handed_out(name, xlsx_bytes(title, headings, lines))
    return handed_out(name, csv_text(headings, lines))
