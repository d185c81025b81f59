"""The policy's own upkeep: its review by the governors, its dates, what asks for one (000-7, 001-9, 002-1, 002-5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from governance.domain.calendar import SchoolCalendar, day_in_words
from governance.domain.clauses.finding import Finding, RecordAt, Standing
from governance.domain.policy_review import Due, due_of
from governance.domain.said_dates import Flag, flags_of
from governance.models import PolicyDates, PolicyReview, PolicyText, ReviewCall
from governance.queries.clauses.asked import Asked, Finder, SchoolAt
from governance.services.actors import today_in

_NUMBERS = ("000-7", "001-9", "002-1", "002-5")
_RECORD = RecordAt("policy_review")
_NO_DATE = frozenset({"review_blank", "no_date_for_a_year"})
_UNSIGNED = frozenset({"approval_blank", "approval_unclear", "no_date_for_a_year", "review_blank"})


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What is known of one school's policy: its current text, what is printed on it, its last review, who asks."""

    title: str
    published_on: dt.date
    approved: str
    review: str
    reviewed_on: dt.date | None
    next_due_on: dt.date | None
    called_on: dt.date | None

    def flags(self, school: SchoolAt, calendar: SchoolCalendar) -> tuple[Flag, ...]:
        """What somebody should look at about the printed dates."""
        since = max(self.published_on, self.reviewed_on or self.published_on)
        return flags_of(self.title, self.approved, self.review, calendar=calendar, today=school.today, since=since)

    def due(self, school: SchoolAt) -> Due:
        """When the next review is due."""
        return due_of(
            self.published_on,
            school.policy.review_interval_months,
            reviewed_on=self.reviewed_on,
            next_due_on=self.next_due_on,
            called_on=self.called_on,
        )


def upkeeps(asked: Asked) -> Mapping[int, Upkeep]:
    """Return what is known of each school's policy; a school without a text is left out.  One read."""
    ids = asked.school_ids
    newest = (
        sa.select(PolicyText.school_id, sa.func.max(PolicyText.number).label("number"))
        .where(PolicyText.school_id.in_(ids))
        .group_by(PolicyText.school_id)
        .subquery()
    )
    of_school = PolicyReview.school_id == PolicyText.school_id
    held = sa.select(sa.func.max(PolicyReview.held_on)).where(of_school).correlate(PolicyText).scalar_subquery()
    last = (
        sa.select(PolicyReview.next_due_on)
        .where(of_school)
        .order_by(PolicyReview.held_on.desc(), PolicyReview.id.desc())
        .limit(1)
        .correlate(PolicyText)
        .scalar_subquery()
    )
    called = (
        sa.select(sa.func.min(ReviewCall.called_on))
        .where(ReviewCall.school_id == PolicyText.school_id, ReviewCall.settled_by.is_(None))
        .correlate(PolicyText)
        .scalar_subquery()
    )
    rows = asked.session.execute(
        sa.select(
            PolicyText.school_id,
            PolicyText.title,
            PolicyText.published_at,
            sa.func.coalesce(PolicyDates.approved_said, ""),
            sa.func.coalesce(PolicyDates.review_said, ""),
            held,
            last,
            called,
        )
        .join(newest, sa.and_(newest.c.school_id == PolicyText.school_id, newest.c.number == PolicyText.number))
        .outerjoin(
            PolicyDates,
            sa.and_(PolicyDates.school_id == PolicyText.school_id, PolicyDates.policy_text_id == PolicyText.id),
        )
    )
    return {row[0]: Upkeep(row[1], today_in(asked.schools[row[0]].time_zone, row[2]), *row[3:]) for row in rows}


def review_findings(asked: Asked) -> Iterator[Finding]:
    """Yield how the four duties stand at each school, shown by the page of the review."""
    known = upkeeps(asked)
    for school in asked.schools.values():
        upkeep = known.get(school.id)
        if upkeep is None:
            for number in _NUMBERS:
                said = "The school has published no policy that could be reviewed."
                yield Finding(school.id, number, None, Standing.NOT_KEPT, said, RecordAt("policy_text"))
            continue
        flags, due = upkeep.flags(school, asked.calendars[school.id]), upkeep.due(school)
        yield _reviewed(school, upkeep, due)
        yield _watched(school, upkeep, due, flags)
        yield _flagged(school, "001-9", [flag for flag in flags if flag.code in _UNSIGNED], "approval and review")
        yield _flagged(school, "002-5", list(flags), "dates, and they fit together")


def _reviewed(school: SchoolAt, upkeep: Upkeep, due: Due) -> Finding:
    """002-1: the governors' review, at most so many months after the last."""
    on = day_in_words(due.on)
    if upkeep.reviewed_on is None:
        standing = Standing.NOT_KEPT if due.is_overdue(school.today) else Standing.DUE
        said = f"The governors have not reviewed the policy yet; the review is due on {on}."
    elif due.is_overdue(school.today):
        standing = Standing.NOT_KEPT
        said = f"The governors last reviewed it on {day_in_words(upkeep.reviewed_on)}; it was due again on {on}."
    else:
        standing = Standing.KEPT
        said = f"The governors reviewed it on {day_in_words(upkeep.reviewed_on)}; the next review is due on {on}."
    return Finding(school.id, "002-1", None, standing, said, _RECORD)


def _watched(school: SchoolAt, upkeep: Upkeep, due: Due, flags: tuple[Flag, ...]) -> Finding:
    """000-7: a date, or something that asks for a review: experience, or a change of the law."""
    if due.is_called:
        said = f"A review was asked for on {day_in_words(due.on)} and has not been held."
        return Finding(school.id, "000-7", None, Standing.DUE, said, _RECORD)
    blank = [flag.sentence for flag in flags if flag.code in _NO_DATE]
    if blank and upkeep.reviewed_on is None:
        return Finding(school.id, "000-7", None, Standing.DUE, " ".join(blank), _RECORD)
    said = f"Nothing asks for an earlier review; the next is due on {day_in_words(due.on)}."
    return Finding(school.id, "000-7", None, Standing.KEPT, said, _RECORD)


def _flagged(school: SchoolAt, number: str, flags: list[Flag], what: str) -> Finding:
    if flags:
        said = " ".join(flag.sentence for flag in flags)
        return Finding(school.id, number, None, Standing.DUE, said, _RECORD)
    return Finding(school.id, number, None, Standing.KEPT, f"The policy carries its {what}.", _RECORD)


FINDERS = (Finder(_NUMBERS, review_findings),)
