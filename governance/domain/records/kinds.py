"""The schedule of retention: each kind of record, how long it is kept, on what ground, and how sure that is (003-7).

This is data, from DOMAIN 3.7.  A school corrects a time and its ground in its own row.  What the product does not hold
stands here as well, so that the schedule is whole and a hold can be put on it; it is disposed of where it is kept.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from dataclasses import replace

from governance.domain.records.keeping import Kept, Since
from governance.domain.records.row import RecordKind, Row
from governance.domain.records.words import Sure, Unit
from governance.domain.refusals import Refusal

__all__ = [
    "FEW_READ",
    "MOST",
    "SCHEDULE",
    "RecordKind",
    "Row",
    "corrected",
    "correction_refusals",
    "kind_named",
    "row_of",
]


def _after(amount: int, unit: Unit, since: Since) -> Kept:
    return Kept(amount, unit, since)


_STAFF = "Staff records are kept until six years after somebody leaves, as published schedules for schools say."
_NO_LAW = "No law names a time; a school keeps it as long as it is useful."
_SAFEGUARDING = "the school’s safeguarding system"
_FEW = "a list of their own, which only those see who read such a record"

SCHEDULE: tuple[Row, ...] = (
    Row(
        RecordKind.COMMENT,
        "Comments on sites",
        _after(365, Unit.DAYS, Since.ARRIVED),
        _NO_LAW,
        Sure.RECALLED,
        setting="comment_retention_days",
    ),
    Row(
        RecordKind.REPORT,
        "What people told the school about a page",
        _after(365, Unit.DAYS, Since.ARRIVED),
        _NO_LAW,
        Sure.RECALLED,
        setting="report_retention_days",
    ),
    Row(
        RecordKind.APPEAL,
        "Appeals against a removal",
        _after(365, Unit.DAYS, Since.ARRIVED),
        _NO_LAW,
        Sure.RECALLED,
        setting="report_retention_days",
    ),
    Row(
        RecordKind.HIDDEN_COMMENT,
        "Comments that were passed on as a concern",
        _after(365, Unit.DAYS, Since.ARRIVED),
        "While the concern is kept its comment is; after that it is kept as other comments are.",
        Sure.RECALLED,
        setting="comment_retention_days",
        elsewhere=_FEW,
        few_read=True,
    ),
    Row(
        RecordKind.HIDDEN_REPORT,
        "What people told the school that was passed on as a concern",
        _after(365, Unit.DAYS, Since.ARRIVED),
        "While the concern is kept it is; after that it is kept as everything else that people tell the school.",
        Sure.RECALLED,
        setting="report_retention_days",
        elsewhere=_FEW,
        few_read=True,
    ),
    Row(
        RecordKind.HIDDEN_APPEAL,
        "Appeals about comments that were passed on as a concern",
        _after(365, Unit.DAYS, Since.ARRIVED),
        "While the concern is kept they are; after that they are kept as other appeals are.",
        Sure.RECALLED,
        setting="report_retention_days",
        elsewhere=_FEW,
        few_read=True,
    ),
    Row(
        RecordKind.UPLOADED_LIST,
        "Uploaded lists that were never imported",
        _after(30, Unit.DAYS, Since.MADE),
        "They hold names and are of no more use.",
        Sure.RECALLED,
    ),
    Row(
        RecordKind.MAIL,
        "Mails that the product sent",
        _after(1, Unit.YEARS, Since.MADE),
        _NO_LAW,
        Sure.RECALLED,
    ),
    Row(
        RecordKind.HISTORY_TEXT,
        "Reasons and names in the history",
        _after(7, Unit.YEARS, Since.MADE),
        "Complaints are kept for the current year and six more; the reasons behind decisions as long.",
        Sure.RECALLED,
    ),
    Row(
        RecordKind.CONSENT,
        "Names and consents of people who left",
        _after(1, Unit.YEARS, Since.LEFT),
        "As long as the pictures are used and a while after; schools differ. What is still shown stays.",
        Sure.RECALLED,
    ),
    Row(
        RecordKind.PHOTO_PASS,
        "Photo passes and who held them",
        _after(1, Unit.YEARS, Since.ENDED),
        "A year after the last event, so that a complaint about a picture can be answered. Whose right to take "
        "pictures is taken away stays on the list.",
        Sure.RECALLED,
    ),
    Row(
        RecordKind.WRITTEN_PERMISSION,
        "Written permissions that ended",
        _after(6, Unit.YEARS, Since.ENDED),
        "A claim about a use can still be made for six years. What is still used or still allowed stays.",
        Sure.RECALLED,
    ),
    Row(
        RecordKind.VETTING,
        "Contributors from outside and how they were vetted",
        _after(6, Unit.YEARS, Since.ENDED),
        "As for staff: what was made sure of somebody who was with children is asked about for years.",
        Sure.RECALLED,
    ),
    Row(
        RecordKind.DECLARATION,
        "What people who left had declared about themselves",
        _after(6, Unit.YEARS, Since.LEFT),
        _STAFF,
        Sure.READ,
        elsewhere=_FEW,
        few_read=True,
    ),
    Row(
        RecordKind.BREACH,
        "Breaches of the policy, and what companies reported",
        _after(7, Unit.YEARS, Since.ENDED),
        "Complaints are kept for the current year and six more; what was found and what followed as long. One that is "
        "open, or of which a letter has no end yet, stays.",
        Sure.RECALLED,
        elsewhere=_FEW,
        few_read=True,
    ),
    Row(RecordKind.TRAINING, "Training of people who left", _after(6, Unit.YEARS, Since.LEFT), _STAFF, Sure.READ),
    Row(
        RecordKind.ACKNOWLEDGEMENT,
        "Signatures under the policy of people who left",
        _after(6, Unit.YEARS, Since.LEFT),
        _STAFF,
        Sure.READ,
    ),
    Row(
        RecordKind.POLICY_QUESTION,
        "Questions about the policy",
        _after(3, Unit.YEARS, Since.ANSWERED),
        _NO_LAW,
        Sure.RECALLED,
    ),
    Row(
        RecordKind.FORMAT_REQUEST,
        "Other formats that people needed",
        _after(1, Unit.YEARS, Since.ANSWERED),
        "It may say something about somebody’s health, so it is kept no longer than it is used.",
        Sure.RECALLED,
    ),
    Row(
        RecordKind.INFORMATION_REQUEST,
        "Requests for information",
        _after(3, Unit.YEARS, Since.ANSWERED),
        _NO_LAW,
        Sure.RECALLED,
    ),
    Row(
        RecordKind.SUBJECT_REQUEST,
        "Requests for a copy of somebody’s data",
        _after(3, Unit.YEARS, Since.ANSWERED),
        _NO_LAW,
        Sure.RECALLED,
    ),
    Row(
        RecordKind.CONCERN,
        "First notes of a concern",
        None,
        "They are kept until the safeguarding system has them; who reads them disposes of them on their own page.",
        Sure.RECALLED,
        elsewhere="the pages of who reads them",
    ),
    Row(
        RecordKind.CHILD_PROTECTION,
        "Child-protection records",
        _after(25, Unit.YEARS, Since.BORN),
        "Published schedules for schools say 25 years from the date of birth, then a review; others the 26th birthday.",
        Sure.READ,
        elsewhere=_SAFEGUARDING,
    ),
    Row(
        RecordKind.PUPIL_RECORD,
        "Pupils’ records",
        _after(25, Unit.YEARS, Since.BORN),
        "Published schedules for schools, for the last school that a pupil went to.",
        Sure.READ,
        elsewhere="the school’s own system for pupils",
    ),
    Row(
        RecordKind.STAFF_RECORD,
        "Staff files",
        _after(6, Unit.YEARS, Since.LEFT),
        _STAFF,
        Sure.READ,
        elsewhere="the school’s own system for staff",
    ),
    Row(
        RecordKind.ALLEGATION,
        "Allegations against staff",
        _after(10, Unit.YEARS, Since.MADE),
        "To pension age or ten years, whichever is longer.",
        Sure.RECALLED,
        elsewhere=_SAFEGUARDING,
    ),
    Row(
        RecordKind.COMPLAINT,
        "Complaints",
        _after(7, Unit.YEARS, Since.MADE),
        "The current year and six more.",
        Sure.RECALLED,
        elsewhere="the school’s complaints file",
    ),
    Row(
        RecordKind.SITE_CONTENT,
        "What is published on sites",
        None,
        _NO_LAW,
        Sure.RECALLED,
        elsewhere="the sites themselves; the plan for a site’s end says what becomes of it",
    ),
)

FEW_READ = frozenset(row.kind for row in SCHEDULE if row.few_read)
"""The kinds of which only their readers learn that something was disposed of."""

_ROWS = {row.kind: row for row in SCHEDULE}


def row_of(kind: RecordKind) -> Row:
    """The schedule's row of a kind, as the product offers it."""
    return _ROWS[kind]


def kind_named(word: str) -> RecordKind | None:
    """The kind that a word of an address or a form names, or None."""
    return RecordKind(word) if word in frozenset(RecordKind) else None


def corrected(row: Row, amount: int, unit: Unit, basis: str, sure: Sure) -> Row:
    """The row as a school corrected it; from which day it counts is not the school's to change."""
    return replace(row, kept=replace(row.kept, amount=amount, unit=unit) if row.kept else None, basis=basis, sure=sure)


MOST = {Unit.DAYS: 36_500, Unit.MONTHS: 1_200, Unit.YEARS: 100}


def correction_refusals(row: Row, amount: int, unit: Unit, basis: str) -> tuple[Refusal, ...]:
    """Every reason against a school's own time for a kind."""
    found: list[Refusal] = []
    if not row.can_be_changed:
        sentence = "This time is not changed here."
        found.append(Refusal("rule_not_changed_here", sentence, "003-7"))
    if not 1 <= amount <= MOST[unit]:
        sentence = f"Enter a whole number of {unit.value} from 1 to {MOST[unit]:,}."
        found.append(Refusal("time_out_of_range", sentence, "003-7", "amount"))
    if not any(character.isalpha() for character in basis):
        sentence = "Say where the time comes from: a law, a published schedule, or the school’s own decision."
        found.append(Refusal("basis_missing", sentence, "003-7", "basis"))
    return tuple(found)
