"""Writes down what happened in the simulated year, day by day, from what the product itself keeps.

Acts (who, code, of what, and the details that matter), how a site's freshness changed, what people were reminded of and
how far it has climbed, and every mail with whom it went to and when it left.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.freshness import freshness_of
from governance.domain.reminders import Rung
from governance.models import AuditRow, AuditText, Notice, Person, Reminder, School
from governance.services.policy import policy_of
from governance.services.published import published_at_school
from governance.services.reminders import KIND as REMINDERS
from governance.services.school_days import calendar_of
from tests.jobs.year.living import LONDON
from tests.jobs.year.school import TheSchool

UNTOLD = frozenset({"updates.seen", "reminders.sent", "summary.sent", "watch.feed_found"})
"""Acts that come every week and say nothing that the lines about freshness and mails do not."""


class Diary:
    """Collects a line for each thing, under its day."""

    def __init__(self, school: TheSchool) -> None:
        self.school = school
        self.days: dict[dt.date, list[str]] = defaultdict(list)
        self._stood: dict[str, str] = {}
        self._names = {number: name for name, number in school.people.items()}
        self._sites = {number: name for name, number in school.sites.items()}

    def end_of_day(self, session: Session, day: dt.date) -> None:
        """Write down what stands at the end of a day: freshness that changed, and reminders that were told."""
        school = session.get_one(School, self.school.school_id)
        policy, calendar = policy_of(session, school.id), calendar_of(session, school)
        changed: dict[str, list[str]] = defaultdict(list)
        for site in published_at_school(session, school.id, LONDON, policy.update_interval_weeks):
            if not site.published.is_live:
                continue
            state = freshness_of(calendar, site.published, day, policy.asleep_after_missed_updates).state.value
            if self._stood.get(site.name) != state:
                changed[f"{self._stood.get(site.name, 'new')} -> {state}"].append(site.name)
                self._stood[site.name] = state
        self.days[day] += [f"{change}: {', '.join(names)}" for change, names in changed.items()]
        told = session.scalars(sa.select(Reminder).where(Reminder.told_on == day).order_by(Reminder.id))
        self.days[day] += [
            f"reminder {row.matter} of {self._subject(row.subject_kind, row.subject_id)} {row.period} "
            f"up to {Rung(row.rung).name.lower()}, time {row.times_told}"
            for row in told
        ]
        session.rollback()

    def acts(self, session: Session) -> None:
        """Write down every act since the year began."""
        labels = sa.select(AuditText.text).where(AuditText.row_id == AuditRow.id, AuditText.key == "label")
        rows = session.execute(
            sa.select(AuditRow, labels.scalar_subquery())
            .where(AuditRow.id > self.school.first_row)
            .order_by(AuditRow.id)
        )
        for row, label in rows:
            if row.code not in UNTOLD:
                said = " ".join(f"{key}={self._said(key, row.details[key])}" for key in sorted(row.details))
                who = self._names.get(row.actor_id or 0, "the clock")
                line = f"{row.code} {label or row.subject_kind} by {who} {said}".rstrip()
                self.days[row.at.astimezone(LONDON).date()].append(line)
        session.rollback()

    def mails(self, session: Session) -> None:
        """Write down every mail: its kind, to whom, and how many things a gathered one holds."""
        rows = session.execute(
            sa.select(Notice, Person.name).join(Person, Person.id == Notice.person_id).order_by(Notice.id)
        )
        gathered: dict[tuple[dt.date, str], list[str]] = defaultdict(list)
        for notice, name in rows:
            assert notice.sent_at is not None, (notice.kind, notice.created_at)
            day = notice.due_at.astimezone(LONDON).date()
            subject = notice.kind if notice.kind == REMINDERS else f"{notice.kind}: {notice.subject}"
            count = f" ({len(notice.lines)})" if notice.lines else ""
            gathered[day, subject].append(f"{self._names.get(notice.person_id, name)}{count}")
        for (day, subject), people in gathered.items():
            self.days[day].append(f"mail {subject} to {', '.join(sorted(people))}")
        session.rollback()

    def lines(self) -> list[str]:
        """The whole diary: a heading for each day on which something happened, its lines in the order of letters."""
        found: list[str] = []
        for day in sorted(self.days):
            if self.days[day]:
                found += [f"{day:%Y-%m-%d %a}", *sorted(f"  {line}" for line in self.days[day])]
        return found

    def _said(self, key: str, value: object) -> object:
        """A detail as it is, and a person by name: numbers differ from database to database."""
        return self._names.get(value, value) if key == "person_id" and isinstance(value, int) else value

    def _subject(self, kind: str, number: int) -> str:
        return {"site": self._sites, "person": self._names}.get(kind, {}).get(number, kind)
