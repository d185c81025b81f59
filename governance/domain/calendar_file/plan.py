"""What an import of a file would do: each row new, there already, against the calendar, left out, or not understood.

Only what is new is ever added.  What contradicts the calendar or another row is left to people, with both dates said:
the file does not know whether it or the calendar is right.  A file that is run again finds everything there already.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from governance.domain.calendar import Closed, SchoolCalendar, Term, day_in_words
from governance.domain.calendar_file.against import Candidate, Judged, judged_spans, judged_terms
from governance.domain.calendar_file.entries import CLOSED_KINDS, FIRST_YEAR, LAST_YEAR, LONGEST_WORDS, Entry, RowKind
from governance.domain.calendar_file.meaning import Meaning, meaning_of, term_name
from governance.domain.calendar_file.pairing import Edge, pairs
from governance.domain.refusals import Refusal

_ONE_DAY = (RowKind.INSET, RowKind.CLOSURE, RowKind.HALF_TERM, RowKind.TERM_BEGINS, RowKind.TERM_ENDS, RowKind.LEFT_OUT)
_DAYS = (RowKind.TERM, RowKind.HALF_TERM, RowKind.INSET, RowKind.CLOSURE, RowKind.LEFT_OUT)
_EDGES = {
    RowKind.TERM: (RowKind.TERM_BEGINS, RowKind.TERM_ENDS),
    RowKind.HALF_TERM: (RowKind.HALF_TERM_BEGINS, RowKind.HALF_TERM_ENDS),
}
_SPANS = frozenset(CLOSED_KINDS)


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    SAME = "same"
    CONTRADICTS = "contradicts"
    LEFT_OUT = "left_out"
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One or two entries of a file and what becomes of them.

    ``asks`` are the kinds that can be chosen where the words do not tell, for the entry ``number``; ``answer`` is what
    was chosen.  ``adds`` is what the calendar gets, on a row that is new.  ``first`` and ``last`` are the days of the
    row, None where it has none.
    """

    number: int
    lines: tuple[int, ...]
    words: str
    kind: RowKind | None
    outcome: Outcome
    adds: Term | Closed | None = None
    reasons: tuple[Refusal, ...] = ()
    asks: tuple[RowKind, ...] = ()
    answer: RowKind | None = None
    first: date | None = None
    last: date | None = None


def plan_rows(
    entries: Sequence[Entry], answers: Mapping[int, RowKind], calendar: SchoolCalendar
) -> tuple[PlannedRow, ...]:
    """What becomes of every entry, in the file's order.

    ``answers`` are what people chose for entries whose words do not tell, by the entry's place in the file.
    """
    _, open_rows = _read_all(entries, answers, calendar)
    candidates, _ = _candidates(open_rows, entries)
    terms = judged_terms([one for one in candidates if isinstance(one.adds, Term)], calendar)
    accepted = tuple(one.candidate.adds for one in terms if one.fresh and isinstance(one.candidate.adds, Term))
    known = replace(calendar, terms=(*calendar.terms, *accepted))
    # Whether a bank holiday closes anything is known only with the terms that the file itself brings.
    settled, open_rows = _read_all(entries, answers, known)
    candidates, alone = _candidates(open_rows, entries)
    spans = judged_spans([one for one in candidates if isinstance(one.adds, Closed)], known)
    by_number = {row.number: row for row in open_rows}
    rows = [*settled, *(_planned(one, by_number, entries) for one in (*terms, *spans))]
    rows += [_without_other_end(by_number[edge.number], entries[edge.number]) for edge in alone]
    return tuple(sorted(rows, key=lambda row: row.number))


@dataclass(frozen=True, slots=True)
class _Row:
    """An entry whose meaning is known."""

    number: int
    kind: RowKind
    name: str
    asks: tuple[RowKind, ...]
    answer: RowKind | None


def _read_all(
    entries: Sequence[Entry], answers: Mapping[int, RowKind], calendar: SchoolCalendar
) -> tuple[list[PlannedRow], list[_Row]]:
    """The rows that come to something by themselves, and those that are still to be held against the calendar."""
    read = [_read(number, entry, answers.get(number), calendar) for number, entry in enumerate(entries)]
    return [row for row in read if isinstance(row, PlannedRow)], [row for row in read if isinstance(row, _Row)]


def _read(number: int, entry: Entry, answer: RowKind | None, calendar: SchoolCalendar) -> PlannedRow | _Row:
    """What an entry is, or the row that it comes to where nothing more can be asked of it."""
    fault = entry.fault or _fault(entry)
    if fault:
        return _settled(number, entry, Outcome.NOT_UNDERSTOOD, "row_not_read", fault)
    if entry.aside:
        return _settled(number, entry, Outcome.LEFT_OUT, "row_does_not_count", entry.aside)
    meaning = meaning_of(entry.words) if entry.kind is None else Meaning(entry.kind, entry.note)
    kind: RowKind | None = meaning.kind
    asks: tuple[RowKind, ...] = ()
    if kind is None or (entry.part_of_day and kind in _SPANS):
        asks = _ONE_DAY if entry.first == entry.last else _DAYS
        if answer not in asks:
            why = entry.part_of_day or "The words do not say what these days are."
            return replace(_settled(number, entry, Outcome.NOT_UNDERSTOOD, "words_do_not_tell", why), asks=asks)
        kind = answer
    if kind is RowKind.LEFT_OUT:
        left = _settled(number, entry, Outcome.LEFT_OUT, "left_out_by_choice", "You leave this out.")
        return replace(left, asks=asks, answer=answer)
    if kind is RowKind.HOLIDAY:
        sentence = "Days between terms are holidays anyway."
        return _settled(number, entry, Outcome.LEFT_OUT, "holiday_between_terms", sentence, kind)
    if kind is RowKind.BANK_HOLIDAY and _known_holiday(entry, calendar):
        sentence = "Bank holidays are known here already."
        return _settled(number, entry, Outcome.LEFT_OUT, "bank_holiday_known", sentence, kind)
    if kind is None or kind is RowKind.BANK_HOLIDAY:
        # A bank holiday that was announced for a single year closes the school all the same.
        kind = RowKind.CLOSURE
    return _Row(number, kind, meaning.name, asks, answer if asks else None)


def _settled(
    number: int, entry: Entry, outcome: Outcome, code: str, sentence: str, kind: RowKind | None = None
) -> PlannedRow:
    reasons = (Refusal(code, sentence),)
    row = PlannedRow(number, (entry.line,), entry.words, kind, outcome, None, reasons)
    return replace(row, first=entry.first, last=entry.last)


def _fault(entry: Entry) -> str:
    if entry.first is None or entry.last is None:
        return "There is no day in this row."
    if entry.last < entry.first:
        return f"It ends on {day_in_words(entry.last)}, before it starts on {day_in_words(entry.first)}."
    if entry.first.year < FIRST_YEAR or entry.last.year > LAST_YEAR:
        return f"The year is not between {FIRST_YEAR} and {LAST_YEAR}."
    return ""


def _known_holiday(entry: Entry, calendar: SchoolCalendar) -> bool:
    """Whether the days are bank holidays here, or no pupil days to begin with."""
    first, last = entry.first, entry.last
    if first is None or last is None or first != last:
        return True
    in_term = any(term.holds(first) for term in calendar.terms)
    return first in calendar.bank_holidays or first.weekday() > 4 or (bool(calendar.terms) and not in_term)


def _candidates(rows: list[_Row], entries: Sequence[Entry]) -> tuple[list[Candidate], list[Edge]]:
    """What the rows would add, pairs made into one; and the edges whose other end is missing."""
    found: list[Candidate] = []
    alone: list[Edge] = []
    for row in rows:
        entry = entries[row.number]
        if entry.first is not None and entry.last is not None and row.kind in (RowKind.TERM, *_SPANS):
            adds: Term | Closed
            if row.kind is RowKind.TERM:
                name = row.name or entry.words[:LONGEST_WORDS].strip() or term_name("", entry.first)
                adds = Term(name, entry.first, entry.last)
            else:
                adds = Closed(CLOSED_KINDS[row.kind], entry.first, entry.last, _note(row, entry))
            found.append(Candidate((row.number,), (entry.line,), adds))
    for whole, (begins, ends) in _EDGES.items():
        matched, left = pairs(_edges(rows, entries, begins), _edges(rows, entries, ends))
        alone += left
        for first, last in matched:
            lines = (entries[first.number].line, entries[last.number].line)
            found.append(Candidate((first.number, last.number), lines, _made(whole, first, last)))
    return found, alone


def _edges(rows: list[_Row], entries: Sequence[Entry], kind: RowKind) -> list[Edge]:
    days = [(row, entries[row.number].first) for row in rows if row.kind is kind]
    return [Edge(row.number, row.name, day) for row, day in days if day is not None]


def _made(whole: RowKind, first: Edge, last: Edge) -> Term | Closed:
    if whole is RowKind.TERM:
        return Term(first.name or last.name or term_name("", first.day), first.day, last.day)
    return Closed(CLOSED_KINDS[whole], first.day, last.day)


def _note(row: _Row, entry: Entry) -> str:
    """What stands beside the days in the calendar: what the file says beyond their kind."""
    if entry.note:
        return entry.note[:LONGEST_WORDS]
    says_more = row.kind is RowKind.CLOSURE or row.answer is not None
    return entry.words[:LONGEST_WORDS] if says_more and entry.kind is None else ""


def _planned(one: Judged, rows: Mapping[int, _Row], entries: Sequence[Entry]) -> PlannedRow:
    numbers, adds = one.candidate.numbers, one.candidate.adds
    row = rows[numbers[0]]
    outcome = Outcome.NEW if one.fresh else Outcome.SAME if one.same else Outcome.CONTRADICTS
    outcome = Outcome.LEFT_OUT if one.needless else outcome
    words = " / ".join(entries[number].words for number in numbers)
    kind = next((whole for whole, edges in _EDGES.items() if row.kind in edges), row.kind)
    row_of = PlannedRow(numbers[0], one.candidate.lines, words, kind, outcome, adds, one.reasons, row.asks, row.answer)
    return replace(row_of, first=adds.starts_on, last=adds.ends_on)


def _without_other_end(row: _Row, entry: Entry) -> PlannedRow:
    begins = row.kind in (RowKind.TERM_BEGINS, RowKind.HALF_TERM_BEGINS)
    missing = "last" if begins else "first"
    reason = Refusal("other_end_missing", f"The file does not give the {missing} day that goes with this one.")
    alone = _settled(row.number, entry, Outcome.NOT_UNDERSTOOD, reason.code, reason.sentence, row.kind)
    asks = row.asks or (row.kind, *(kind for kind in _ONE_DAY if kind is not row.kind))
    return replace(alone, asks=asks, answer=row.answer)
