"""Requests for information: from a comment or a message, with the day by which they are answered (DOMAIN 3.8).

Whoever looks after a comment may say that it asks for information; what the safeguarding lead has is not there for it.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.calendar import SchoolCalendar
from governance.domain.comments.words import CommentState
from governance.domain.policy import Policy
from governance.domain.reasons import reason_refusals
from governance.domain.records.requests import (
    InformationDue,
    answered_refusals,
    information_due,
    information_request_refusals,
)
from governance.models import Comment, CommentRevision, InformationRequest, School, Site
from governance.services.actors import school_today
from governance.services.comments.scope import looked_after, scope_of
from governance.services.permitted import refuse_without
from governance.services.refused import NotHere, refuse_if
from governance.services.school_days import calendar_with
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import use_case
from governance.services.within import school_of


@dataclass(frozen=True, slots=True)
class Asking:
    """What a comment says that may ask for information: its words and who signed it."""

    words: str
    author: str
    arrived_on: dt.date
    site_id: int | None


def asking_of(session: Session, actor: Actor, school: School, comment_id: int, now: dt.datetime) -> Asking:
    """Return what a comment says to whoever looks after it; raises NotHere for anybody else, and for a hidden one."""
    refuse_without(actor, Permission.MODERATE)
    scope = scope_of(session, actor, school_today(school, now))
    row = session.execute(
        sa.select(CommentRevision.body, CommentRevision.author_name, Comment.arrived_at, Comment.site_id)
        .select_from(Comment)
        .outerjoin(Site, sa.and_(Site.school_id == Comment.school_id, Site.id == Comment.site_id))
        .join(
            CommentRevision,
            sa.and_(
                CommentRevision.school_id == Comment.school_id,
                CommentRevision.comment_id == Comment.id,
                CommentRevision.number == Comment.shown,
            ),
        )
        .where(
            Comment.school_id == school.id,
            Comment.id == comment_id,
            Comment.state != CommentState.HIDDEN,
            looked_after(scope),
        )
    ).one_or_none()
    if row is None:
        raise NotHere("Comment")
    return Asking(row.body, row.author_name, school_today(school, row.arrived_at), row.site_id)


def record_information_request(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    asked: str,
    asked_by: str,
    contact: str,
    received_on: dt.date,
    comment_id: int | None = None,
) -> int:
    """Keep a request for information; return the row.  Raises Refused, NotHere.

    A comment asks once: saying so again is a repeat.
    """
    if comment_id is None:
        refuse_without(actor, Permission.LOOK_AFTER_RECORDS)
    with use_case(session, actor, now) as record:
        school = school_of(record)
        site_id = None
        if comment_id is not None:
            site_id = asking_of(session, actor, school, comment_id, now).site_id
            known = session.scalar(
                sa.select(InformationRequest.id).where(
                    InformationRequest.school_id == school.id, InformationRequest.comment_id == comment_id
                )
            )
            if known is not None:
                record.repeat()
                return known
        refuse_if(information_request_refusals(asked, asked_by, contact, received_on, school_today(school, now)))
        row = InformationRequest(
            school_id=school.id,
            asked=asked.strip(),
            asked_by=asked_by.strip(),
            contact=contact.strip(),
            received_on=received_on,
            comment_id=comment_id,
            site_id=site_id,
            recorded_by=actor.person_id,
            recorded_at=now,
        )
        session.add(row)
        session.flush()
        record.act(
            "information.asked", "information_request", row.id, received_on=received_on, comment_id=comment_id or 0
        )
        return row.id


def answer_information_request(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    request_id: int,
    seen: int,
    answered_on: dt.date,
    answer: str,
) -> None:
    """Keep that a request was answered and how; the same again is a repeat.  Raises Refused, Stale, NotHere."""
    refuse_without(actor, Permission.LOOK_AFTER_RECORDS)
    with use_case(session, actor, now) as record:
        school = school_of(record)
        row = locked(session, InformationRequest, school.id, request_id)
        if (row.answered_by, row.answered_on, row.answer) == (actor.person_id, answered_on, answer.strip()):
            record.repeat()
            return
        refuse_if_stale(session, row, seen, "information_request", row.id, school.id)
        refuse_if(
            (
                *answered_refusals(answered_on, row.received_on, school_today(school, now), "answered_on"),
                *reason_refusals(answer, "how it was answered", page="answer"),
            )
        )
        row.answered_on, row.answered_by, row.answer = answered_on, actor.person_id, answer.strip()
        record.act("information.answered", "information_request", row.id, answered_on=answered_on)


def counting_calendar(session: Session, school: School, received: list[dt.date]) -> SchoolCalendar:
    """Return the school's days with the bank holidays of every year in which a request of these days can end."""
    return calendar_with(session, school, {year for day in received for year in (day.year, day.year + 1)})


def due_of_request(calendar: SchoolCalendar, policy: Policy, received_on: dt.date) -> InformationDue:
    """Return by when a request of a day is answered, by the school's policy."""
    return information_due(
        calendar,
        received_on,
        school_days=policy.information_school_days,
        working_days=policy.information_working_days,
    )
