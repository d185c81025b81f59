"""The calendar as a CSV: the columns that are read, an example to fill in, and the rows that are written.

What is written is read back as it was: a calendar that is exported and imported again changes nothing.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from governance.domain.calendar import SchoolCalendar
from governance.domain.calendar_file.entries import CLOSED_KINDS, LONGEST_WORDS, ROW_WORDS, Entry, FileRead, RowKind
from governance.domain.cells import safe_cell
from governance.domain.refusals import Refusal
from governance.domain.sheet_days import read_day
from governance.domain.sheets import Column, SheetRow, read_sheet

COLUMNS = (
    Column("kind", ("Kind", "Type", "What")),
    Column("name", ("Name", "Title", "Subject", "Summary", "Event", "Description")),
    Column("first", ("First day", "Start date", "Start", "Starts", "From", "Date"), required=True),
    Column("last", ("Last day", "End date", "End", "Ends", "To", "Until")),
)
HEADINGS = ("Kind", "Name", "First day", "Last day")
EXAMPLE = (
    HEADINGS,
    ("Term", "Autumn term", "2026-09-03", "2026-12-18"),
    ("INSET day", "", "2026-09-03", ""),
    ("Half-term", "", "2026-10-26", "2026-10-30"),
    ("Term", "Spring term", "2027-01-04", "2027-03-25"),
    ("Half-term", "", "2027-02-15", "2027-02-19"),
    ("Closure", "Polling station", "2027-05-06", ""),
)
MOST_ROWS = 500
_KINDS = {
    "term": RowKind.TERM,
    "halfterm": RowKind.HALF_TERM,
    "inset": RowKind.INSET,
    "insetday": RowKind.INSET,
    "closure": RowKind.CLOSURE,
    "closed": RowKind.CLOSURE,
    "bankholiday": RowKind.BANK_HOLIDAY,
    "publicholiday": RowKind.BANK_HOLIDAY,
    "holiday": RowKind.HOLIDAY,
    "holidaybetweenterms": RowKind.HOLIDAY,
}
_ROW_OF_CLOSED = {closed: kind for kind, closed in CLOSED_KINDS.items()}


def read_csv(data: bytes) -> FileRead:
    """The entries of a sheet of dates; each line that cannot be read is an entry with its fault."""
    sheet = read_sheet(data, COLUMNS)
    if len(sheet.rows) > MOST_ROWS:
        sentence = f"The file has more than {MOST_ROWS:,} lines. Leave the terms and closures alone in it."
        return FileRead(faults=(Refusal("too_many_rows", sentence),))
    return FileRead(tuple(_entry(row) for row in sheet.rows), sheet.refusals)


def calendar_rows(calendar: SchoolCalendar) -> list[tuple[str, str, str, str]]:
    """The terms and closed spans of a calendar as rows under ``HEADINGS``, earliest first."""
    rows = [(ROW_WORDS[RowKind.TERM], term.name, term.starts_on, term.ends_on) for term in calendar.terms]
    rows += [
        (ROW_WORDS[_ROW_OF_CLOSED[span.kind]], span.note, span.starts_on, span.ends_on) for span in calendar.closed
    ]
    ordered = sorted(rows, key=lambda row: (row[2], row[3], row[0], row[1]))
    return [(kind, name, first.isoformat(), last.isoformat()) for kind, name, first, last in ordered]


def _entry(row: SheetRow) -> Entry:
    words = _as_typed(row.cells.get("name", ""))[:LONGEST_WORDS]
    said = row.cells.get("kind", "")
    kind = _KINDS.get("".join(letter for letter in said.casefold() if letter.isalnum()))
    first, wrong_first = read_day(row.cells.get("first", ""), "first")
    last, wrong_last = read_day(row.cells.get("last", ""), "last")
    wrong = wrong_first or wrong_last
    shown = words or (ROW_WORDS[kind] if kind else said[:LONGEST_WORDS])
    if wrong:
        return Entry(row.line, shown, None, None, kind, fault=wrong.sentence)
    if said and kind is None:
        known = ", ".join(ROW_WORDS[one] for one in dict.fromkeys(_KINDS.values()))
        return Entry(row.line, shown, first, last or first, fault=f"“{said[:40]}” is none of these: {known}.")
    return Entry(row.line, shown, first, last or first, kind, note=words if kind is not RowKind.TERM else "")


def _as_typed(cell: str) -> str:
    """A cell without the apostrophe that an export puts before what a spreadsheet would run."""
    return cell[1:] if cell.startswith("'") and safe_cell(cell[1:]) == cell else cell
