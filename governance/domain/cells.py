"""Text that goes into a spreadsheet's cell, so that no formula in it ever runs.

Spreadsheet programs take a cell as a formula when it begins with one of a few signs, also after spaces, behind
characters that nobody sees, and in their full-width forms.  An apostrophe in front makes it text.
Reading an uploaded file is ``sheets.py``.  May import the standard library only.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

Cell: TypeAlias = "str | int | float | Decimal | bool | date | datetime | None"

_FORMULA_SIGNS = frozenset("=+-@")
_LEADING_CONTROLS = frozenset("\t\r\n\v\f\0")
# A number that people typed is harmless as it stands, and an apostrophe would stop it from being added up.
_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?\Z")


def safe_cell(value: Cell) -> str:
    """The text of one cell, which no spreadsheet program takes as a formula.

    Numbers, dates and yes-or-no values keep their meaning; None is an empty cell; text that could run gets an
    apostrophe in front.  Nothing is cut away from people's text but NUL, which no file of text may hold.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (int, float, Decimal)):
        return str(value)
    text = value.replace("\0", "")
    return f"'{text}" if _could_run(value) else text


def unguarded(text: str) -> str:
    """The text as it was before ``safe_cell`` put its apostrophe in front, for a file that comes back."""
    return text[1:] if text.startswith("'") and _could_run(text[1:]) else text


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A whole file: every cell made safe and put in quotation marks, lines ended as spreadsheets expect.

    The quotation marks keep a comma, a semicolon or a line break inside a cell from starting a new one.
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([safe_cell(heading) for heading in headings])
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
    return out.getvalue()


def _could_run(text: str) -> bool:
    if not text or _PLAIN_NUMBER.match(text):
        return False
    if text[0] in _LEADING_CONTROLS:
        return True
    for character in text:
        if unicodedata.category(character)[0] in "ZC":
            continue
        # NFKC turns full-width and small forms of a sign into the sign; a minus sign proper has no such form.
        return character == "\u2212" or unicodedata.normalize("NFKC", character)[0] in _FORMULA_SIGNS
    return False
