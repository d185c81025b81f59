"""An uploaded sheet of people or accounts, read as rows or refused line by line (DOMAIN 7, imports).

What schools upload was saved by many programs: with commas, semicolons or tabs, in UTF-8, UTF-16 or the old Windows
alphabet, and with headings in anybody's wording.  Every line that cannot be read is named by its number in the file.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from governance.domain.refusals import Refusal

LARGEST_FILE = 2 * 1024 * 1024
MOST_ROWS = 5_000
LONGEST_CELL = 4_000
EMPTIED = '{"rows": [], "faults": [], "left_out": []}'
"""What stays of an uploaded list once its lines are where they belong, or nobody wants them any more."""
_DELIMITERS = (",", ";", "\t", "|")
_OTHER_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")
_NOT_A_SHEET = Refusal(
    "file_not_text",
    "This is not a CSV file. In your spreadsheet program choose Save as, then CSV, and upload that file.",
)
_KEPT_CONTROLS = frozenset("\t\r\n")


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is understood: the key of its cells, and the headings that people give it."""

    key: str
    headings: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line with something in it.  ``cells`` holds every known column that the file has, trimmed."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What could be read.  A refusal without rows is about the whole file; ``unknown_headings`` are left out."""

    rows: tuple[SheetRow, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    unknown_headings: tuple[str, ...] = ()


def read_sheet(data: bytes, columns: Sequence[Column], largest: int = LARGEST_FILE) -> Sheet:
    """The rows of an uploaded file and every refusal, each with its line number.  ``largest`` is in bytes."""
    text = text_of(data, largest, _NOT_A_SHEET)
    if isinstance(text, Refusal):
        return Sheet(refusals=(text,))
    delimiter, body, lines_before = _delimiter_of(text, columns)
    lines = _lines(body, delimiter, lines_before)
    headings: list[str] | None = None
    for _number, cells in lines:
        if isinstance(cells, Refusal):
            return Sheet(refusals=(cells,))
        if any(cells):
            headings = cells
            break
    if headings is None:
        return Sheet(refusals=(Refusal("file_empty", "The file is empty. Choose the file that has the list in it."),))
    keys, faults, unknown = _matched(headings, columns)
    if faults:
        return Sheet(refusals=tuple(faults), unknown_headings=unknown)
    rows, refusals = _rows(lines, keys, len(headings))
    if not rows and not refusals:
        refusals = [Refusal("file_without_rows", "The file has headings and nothing below them.")]
    return Sheet(tuple(rows), tuple(refusals), unknown)


def text_of(data: bytes, largest: int, not_text: Refusal) -> str | Refusal:
    """The text of an uploaded file of at most ``largest`` bytes; ``not_text`` is the refusal of anything else."""
    if not data.strip():
        return Refusal("file_empty", "The file is empty. Choose the file that has the list in it.")
    if len(data) > largest:
        sentence = f"The file is larger than {largest // 1024:,} KB. Split the list into smaller files."
        return Refusal("file_too_large", sentence)
    if data.startswith(_OTHER_FILES):
        return not_text
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not_text if "\0" in text else text
    return not_text


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    # Without a mark at the start, text of two bytes a letter shows as NULs in every second place.
    if data[1:80:2].count(0) > len(data[1:80:2]) // 2:
        return ("utf-16-le",)
    if data[0:80:2].count(0) > len(data[0:80:2]) // 2:
        return ("utf-16-be",)
    return ("utf-8-sig", "cp1252")


def _delimiter_of(text: str, columns: Sequence[Column]) -> tuple[str, str, int]:
    """The delimiter under which the first line names the most columns, the text to read, and the lines left out."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        return first.strip()[-1], rest, 1
    heading_line = next((line for line in text.splitlines() if line.strip()), "")
    known = {_plain(heading) for column in columns for heading in (column.key, *column.headings)}

    def matches(delimiter: str) -> tuple[int, int]:
        cells = heading_line.split(delimiter)
        return sum(_plain(cell) in known for cell in cells), len(cells)

    return max(_DELIMITERS, key=matches), text, 0


def _lines(body: str, delimiter: str, before: int) -> Iterator[tuple[int, list[str] | Refusal]]:
    """Each record with the number of its first line in the file; a record that cannot be read ends the reading."""
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    while True:
        number = reader.line_num + 1 + before
        try:
            yield number, [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            sentence = (
                f"Line {number} cannot be read: a quotation mark is opened and not closed, or something stands "
                "after a closed one. Lines after it were not read."
            )
            yield number, Refusal("line_quotes_broken", sentence)
            return


def _matched(headings: list[str], columns: Sequence[Column]) -> tuple[dict[int, str], list[Refusal], tuple[str, ...]]:
    by_heading = {_plain(heading): column.key for column in columns for heading in (column.key, *column.headings)}
    keys: dict[int, str] = {}
    faults: list[Refusal] = []
    unknown: list[str] = []
    for place, heading in enumerate(headings):
        key = by_heading.get(_plain(heading))
        if key is None and heading:
            unknown.append(heading[:80])
        elif key in keys.values():
            faults.append(Refusal("column_twice", f"Two columns are headed “{heading[:80]}”. Keep one of them."))
        elif key is not None:
            keys[place] = key
    for column in columns:
        if column.required and column.key not in keys.values():
            name = column.headings[0] if column.headings else column.key
            sentence = f"There is no column headed “{name}”. Add it, or correct the heading in the first line."
            faults.append(Refusal("column_missing", sentence))
    return keys, faults, tuple(unknown)


def _rows(
    lines: Iterator[tuple[int, list[str] | Refusal]], keys: dict[int, str], width: int
) -> tuple[list[SheetRow], list[Refusal]]:
    rows: list[SheetRow] = []
    refusals: list[Refusal] = []
    for number, cells in lines:
        if isinstance(cells, Refusal):
            refusals.append(cells)
            break
        if not any(cells):
            continue
        if len(rows) == MOST_ROWS:
            sentence = f"The file has more than {MOST_ROWS:,} lines. Lines from {number} on were not read."
            refusals.append(Refusal("too_many_rows", sentence))
            break
        fault = _line_fault(number, cells, width)
        if fault is None:
            named = {key: cells[place] if place < len(cells) else "" for place, key in keys.items()}
            rows.append(SheetRow(number, MappingProxyType(named)))
        else:
            refusals.append(fault)
    return rows, refusals


def _line_fault(number: int, cells: list[str], width: int) -> Refusal | None:
    # Empty cells past the last heading are what spreadsheets leave behind and say nothing.
    if any(cells[width:]):
        sentence = f"Line {number} has more cells than there are headings. Is a comma missing its quotation marks?"
        return Refusal("line_too_many_cells", sentence)
    if any(len(cell) > LONGEST_CELL for cell in cells):
        return Refusal("line_cell_too_long", f"Line {number} has a cell longer than {LONGEST_CELL:,} characters.")
    if any(_has_control(cell) for cell in cells):
        sentence = f"Line {number} holds characters that cannot be shown. Type the line again."
        return Refusal("line_control_characters", sentence)
    return None


def _has_control(cell: str) -> bool:
    return any(unicodedata.category(letter) in {"Cc", "Cs"} and letter not in _KEPT_CONTROLS for letter in cell)


def _plain(heading: str) -> str:
    """A heading without case, spaces, signs and accents' variants, so that "E-mail address" is "email address"."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", heading).casefold() if letter.isalnum())
