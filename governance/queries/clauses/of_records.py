"""Shows the clauses about acknowledgements, other formats, talk, retention, training and work contact (000-1, 000-6,
002-2, 003-7 to 003-9).

A number of days comes from the school's policy; what is late is one day more than it allows.  No sentence
names anybody; who has not signed stands beside it, for the pack with names alone.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import sqlalchemy as sa

from governance.domain.calendar import SchoolCalendar
from governance.domain.clauses.finding import Finding, RecordAt, Standing
from governance.domain.policy_text import acknowledge_by
from governance.domain.records.retired_sites import retired_links
from governance.domain.records.talk import next_discussion_by, school_days_open
from governance.domain.words import listed
from governance.models import (
    Acknowledgement,
    FormatRequest,
    Membership,
    Person,
    PolicyDiscussion,
    PolicyQuestion,
    PolicyText,
    SubjectRequest,
    Training,
)
from governance.queries.clauses.asked import Asked, Finder, SchoolAt
from governance.services.actors import today_in
from governance.services.policy_texts import ASKED_TO_ACKNOWLEDGE
from governance.services.school_days import calendars_of

FORMAT_DAYS = 20
"""A request for another format that is open for more days than this is late."""


def _texts(asked: Asked) -> dict[int, PolicyText]:
    """The current policy of each school that has one."""
    newest = (
        sa.select(PolicyText.school_id, sa.func.max(PolicyText.number).label("number"))
        .where(PolicyText.school_id.in_(asked.school_ids))
        .group_by(PolicyText.school_id)
        .subquery()
    )
    rows = asked.session.scalars(
        sa.select(PolicyText).join(
            newest, sa.and_(newest.c.school_id == PolicyText.school_id, newest.c.number == PolicyText.number)
        )
    )
    return {row.school_id: row for row in rows}


def _published_on(school: SchoolAt, text: PolicyText) -> dt.date:
    return today_in(school.time_zone, text.published_at)


class NotSigned(NamedTuple):
    """Somebody who is asked to sign and has not, with their first day at the school."""

    name: str
    since: dt.date


def _not_signed(asked: Asked, texts: dict[int, PolicyText]) -> dict[int, list[NotSigned]]:
    """Everybody who is asked to sign and has not, by school."""
    found: dict[int, list[NotSigned]] = defaultdict(list)
    signed = sa.exists().where(
        Acknowledgement.school_id == Membership.school_id,
        Acknowledgement.person_id == Membership.person_id,
        Acknowledgement.policy_text_id.in_([text.id for text in texts.values()]),
    )
    rows = asked.session.execute(
        sa.select(Membership.school_id, Membership.starts_on, Membership.ends_on, Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.school_id.in_(list(texts)), Membership.kind.in_(ASKED_TO_ACKNOWLEDGE), ~signed)
    )
    for school_id, starts_on, ends_on, name in rows:
        today = asked.schools[school_id].today
        if starts_on <= today and (ends_on is None or ends_on >= today):
            found[school_id].append(NotSigned(name, starts_on))
    return found


def acknowledgement_findings(asked: Asked) -> Iterator[Finding]:
    """Yield how 000-1 and 003-9 stand: every member of staff signs the current text; its signatures show 003-9."""
    texts = asked.once(_texts)
    missing = _not_signed(asked, texts)
    for school in asked.schools.values():
        text = texts.get(school.id)
        if text is None:
            yield Finding(
                school.id, "000-1", None, Standing.NOT_KEPT, "No policy is published here.", RecordAt("policy_text")
            )
            yield Finding(
                school.id, "003-9", None, Standing.DUE, "No policy is published here.", RecordAt("policy_text")
            )
            continue
        record, open_ = RecordAt("acknowledged"), missing[school.id]
        late = _late(school, text, open_)
        version = f"version {text.number} of the policy"
        if late:
            said, standing = f"{_people(late)} did not sign {version} in time.", Standing.NOT_KEPT
        elif open_:
            said, standing = f"{_people(len(open_))} still to sign {version}; the time is not over.", Standing.DUE
        else:
            said, standing = f"Everybody has signed {version}.", Standing.KEPT
        yield Finding(school.id, "000-1", None, standing, said, record, listed(sorted(one.name for one in open_)))
        shown = f"{said} It says how staff work with young people."
        yield Finding(school.id, "003-9", None, Standing.ADVICE_ONLY, shown, record)


def _late(school: SchoolAt, text: PolicyText, people: list[NotSigned], *, starters_only: bool = False) -> int:
    published, days = _published_on(school, text), school.policy.days_to_acknowledge
    return sum(
        acknowledge_by(published, one.since, days) < school.today
        for one in people
        if not starters_only or one.since > published
    )


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def format_findings(asked: Asked) -> Iterator[Finding]:
    """Yield how 000-6 stands: whoever needs another format gets it."""
    waits: dict[int, list[dt.date]] = defaultdict(list)
    given: dict[int, int] = defaultdict(int)
    rows = asked.session.execute(
        sa.select(FormatRequest.school_id, FormatRequest.asked_on, FormatRequest.given_on).where(
            FormatRequest.school_id.in_(asked.school_ids)
        )
    )
    for school_id, asked_on, given_on in rows:
        if given_on is None:
            waits[school_id].append(asked_on)
        else:
            given[school_id] += 1
    for school in asked.schools.values():
        record = RecordAt("formats")
        late = sum((school.today - day).days > FORMAT_DAYS for day in waits[school.id])
        if late:
            said = f"{_people(late)} waited for another format for more than {FORMAT_DAYS} days."
            yield Finding(school.id, "000-6", None, Standing.NOT_KEPT, said, record)
        elif waits[school.id]:
            said = f"{_people(len(waits[school.id]))} waiting for another format."
            yield Finding(school.id, "000-6", None, Standing.DUE, said, record)
        else:
            said = f"Everybody can ask for another format; {_people(given[school.id])} got one."
            yield Finding(school.id, "000-6", None, Standing.KEPT, said, record)


def talk_findings(asked: Asked) -> Iterator[Finding]:
    """Yield how 002-2 stands: starters know the policy, staff talk about it, and questions are answered soon."""
    texts = asked.once(_texts)
    missing = _not_signed(asked, texts)
    held = _last_held(asked)
    open_questions = _oldest_open(asked)
    nations = {school_id: asked.schools[school_id].nation for school_id in open_questions}
    calendars = calendars_of(asked.session, nations) if nations else {}
    for school in asked.schools.values():
        text = texts.get(school.id)
        if text is None:
            yield Finding(
                school.id, "002-2", None, Standing.NOT_KEPT, "No policy is published here.", RecordAt("policy_text")
            )
            continue
        late = _late(school, text, missing[school.id], starters_only=True)
        if late:
            said = f"{_people(late)} who began here did not sign the policy in time."
            yield Finding(school.id, "002-2", None, Standing.NOT_KEPT, said, RecordAt("acknowledged"))
        yield _talked(school, text, held.get(school.id))
        oldest = open_questions.get(school.id)
        if oldest is not None:
            yield _questions(school, calendars[school.id], oldest)


def _last_held(asked: Asked) -> dict[int, dt.date]:
    rows = asked.session.execute(
        sa.select(PolicyDiscussion.school_id, sa.func.max(PolicyDiscussion.held_on))
        .where(PolicyDiscussion.school_id.in_(asked.school_ids))
        .group_by(PolicyDiscussion.school_id)
    )
    return {school_id: day for school_id, day in rows if day is not None}


def _oldest_open(asked: Asked) -> dict[int, dt.date]:
    rows = asked.session.execute(
        sa.select(PolicyQuestion.school_id, sa.func.min(PolicyQuestion.asked_on))
        .where(PolicyQuestion.school_id.in_(asked.school_ids), PolicyQuestion.answered_on.is_(None))
        .group_by(PolicyQuestion.school_id)
    )
    return {school_id: day for school_id, day in rows if day is not None}


def _talked(school: SchoolAt, text: PolicyText, last: dt.date | None) -> Finding:
    by = next_discussion_by(last, _published_on(school, text), school.policy.discussion_months)
    record = RecordAt("policy_talk")
    if by < school.today:
        return Finding(
            school.id,
            "002-2",
            None,
            Standing.NOT_KEPT,
            f"Staff should have talked about the policy by {_day(by)}.",
            record,
        )
    if last is None:
        return Finding(school.id, "002-2", None, Standing.DUE, f"Staff talk about the policy by {_day(by)}.", record)
    return Finding(school.id, "002-2", None, Standing.KEPT, f"Staff talked about the policy on {_day(last)}.", record)


def _questions(school: SchoolAt, calendar: SchoolCalendar, oldest: dt.date) -> Finding:
    """A question is late by the school days that its list counts as well."""
    record, said = RecordAt("policy_talk"), f"A question about the policy is open since {_day(oldest)}."
    late = school_days_open(calendar, oldest, school.today) > school.policy.question_school_days
    return Finding(school.id, "002-2", None, Standing.NOT_KEPT if late else Standing.DUE, said, record)


def retention_findings(asked: Asked) -> Iterator[Finding]:
    """Yield how the retention part of 003-7 stands: there is a schedule; copies that are asked for are sent in time."""
    rows = asked.session.execute(
        sa.select(SubjectRequest.school_id, SubjectRequest.due_on).where(
            SubjectRequest.school_id.in_(asked.school_ids), SubjectRequest.sent_on.is_(None)
        )
    )
    open_: dict[int, list[dt.date]] = defaultdict(list)
    for school_id, due_on in rows:
        open_[school_id].append(due_on)
    for school in asked.schools.values():
        late = sum(day < school.today for day in open_[school.id])
        if late:
            said = f"{late} of the requests for a copy of somebody’s data are overdue."
            yield Finding(school.id, "003-7", None, Standing.NOT_KEPT, said, RecordAt("copies"))
        said = "Records are kept by a schedule; a person disposes of what is due, with a certificate."
        yield Finding(school.id, "003-7", None, Standing.KEPT, said, RecordAt("retention"))


def training_findings(asked: Asked) -> Iterator[Finding]:
    """Yield how 003-8 stands: training is recorded, and the policy names no site that is gone."""
    rows = asked.session.execute(
        sa.select(Training.school_id, sa.func.count(sa.distinct(Training.person_id)).label("people"))
        .where(Training.school_id.in_(asked.school_ids))
        .group_by(Training.school_id)
    )
    trained = {row.school_id: row.people for row in rows}
    texts = asked.once(_texts)
    for school in asked.schools.values():
        record = RecordAt("training")
        text = texts.get(school.id)
        count = len(retired_links(text.text)) if text is not None else 0
        if count:
            gone = "one site" if count == 1 else f"sites in {count} places"
            said = f"The policy names {gone} that closed."
            yield Finding(school.id, "003-8", None, Standing.NOT_KEPT, said, record)
        if trained.get(school.id, 0):
            said = f"Training is recorded for {_people(trained[school.id])}."
            yield Finding(school.id, "003-8", None, Standing.KEPT, said, record)
        else:
            yield Finding(school.id, "003-8", None, Standing.DUE, "No training is recorded yet.", record)


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


FINDERS = (
    Finder(("000-1", "003-9"), acknowledgement_findings),
    Finder(("000-6",), format_findings),
    Finder(("002-2",), talk_findings),
    Finder(("003-7",), retention_findings),
    Finder(("003-8",), training_findings),
)
