"""Talk about the policy: discussions, questions with their answers, and other formats (002-2, 000-6).

Anybody at the school asks; the head or the leadership team answers, and nobody answers their own question.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.records.requests import answered_refusals
from governance.domain.records.talk import (
    answer_refusals,
    discussion_refusals,
    format_refusals,
    question_refusals,
)
from governance.domain.records.words import Format
from governance.models import FormatRequest, PolicyDiscussion, PolicyQuestion
from governance.services.actors import school_today
from governance.services.permitted import refuse_without
from governance.services.refused import refuse_if
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import use_case
from governance.services.within import membership_of_person, school_of


def record_policy_discussion(
    session: Session, actor: Actor, now: dt.datetime, *, held_on: dt.date, points: str, present: int
) -> int:
    """Keep that the policy was talked about with so many people; return the row.  Raises Refused."""
    refuse_without(actor, Permission.ANSWER_QUESTIONS)
    with use_case(session, actor, now) as record:
        school = school_of(record)
        refuse_if(discussion_refusals(held_on, points, present, school_today(school, now)))
        row = PolicyDiscussion(
            school_id=school.id,
            held_on=held_on,
            points=points.strip(),
            present=present,
            recorded_by=actor.person_id,
            recorded_at=now,
        )
        session.add(row)
        session.flush()
        record.act("policy.discussed", "policy_discussion", row.id, held_on=held_on, present=present)
        return row.id


def ask_about_policy(session: Session, actor: Actor, now: dt.datetime, *, words: str) -> int:
    """Keep a question of the actor about the policy; return the row.  Raises Refused."""
    refuse_without(actor, Permission.SEE_SCHOOL)
    with use_case(session, actor, now) as record:
        school = school_of(record)
        refuse_if(question_refusals(words))
        row = PolicyQuestion(
            school_id=school.id, asked_by=actor.person_id, asked_on=school_today(school, now), words=words.strip()
        )
        session.add(row)
        session.flush()
        record.act("policy.question_asked", "policy_question", row.id)
        return row.id


def answer_question(
    session: Session, actor: Actor, now: dt.datetime, *, question_id: int, seen: int, answer: str
) -> None:
    """Answer a question with today's date; the same answer again is a repeat.  Raises Refused, Stale, NotHere."""
    refuse_without(actor, Permission.ANSWER_QUESTIONS)
    with use_case(session, actor, now) as record:
        school = school_of(record)
        row = locked(session, PolicyQuestion, school.id, question_id)
        if (row.answered_by, row.answer) == (actor.person_id, answer.strip()):
            record.repeat()
            return
        refuse_if_stale(session, row, seen, "policy_question", row.id, school.id)
        refuse_if(answer_refusals(answer, is_own=row.asked_by == actor.person_id))
        row.answer, row.answered_by = answer.strip(), actor.person_id
        row.answered_on = school_today(school, now)
        record.act("policy.question_answered", "policy_question", row.id, answered_on=row.answered_on)


def record_format_request(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    for_whom: str,
    person_id: int | None,
    wanted: Format,
    details: str,
    asked_on: dt.date,
) -> int:
    """Keep that somebody needs the policy in another format; return the row.  Raises Refused, NotHere.

    ``person_id`` is set where it is somebody of the school.
    """
    refuse_without(actor, Permission.FOLLOW_ACKNOWLEDGEMENTS)
    with use_case(session, actor, now) as record:
        school = school_of(record)
        refuse_if(format_refusals(for_whom, asked_on, school_today(school, now)))
        if person_id is not None:
            membership_of_person(record, person_id)
        row = FormatRequest(
            school_id=school.id,
            person_id=person_id,
            for_whom=for_whom.strip(),
            wanted=wanted,
            details=details.strip(),
            asked_on=asked_on,
            recorded_by=actor.person_id,
            recorded_at=now,
        )
        session.add(row)
        session.flush()
        record.act("policy.format_asked", "format_request", row.id, wanted=wanted.value)
        return row.id


def ask_for_format(session: Session, actor: Actor, now: dt.datetime, *, wanted: Format, details: str) -> int:
    """Keep that the actor needs the policy in another format themselves; return the row.  Raises Refused."""
    refuse_without(actor, Permission.SEE_SCHOOL)
    with use_case(session, actor, now) as record:
        school = school_of(record)
        row = FormatRequest(
            school_id=school.id,
            person_id=actor.person_id,
            for_whom=actor.name,
            wanted=wanted,
            details=details.strip(),
            asked_on=school_today(school, now),
            recorded_by=actor.person_id,
            recorded_at=now,
        )
        session.add(row)
        session.flush()
        record.act("policy.format_asked", "format_request", row.id, wanted=wanted.value)
        return row.id


def give_format(
    session: Session, actor: Actor, now: dt.datetime, *, request_id: int, seen: int, given_on: dt.date, note: str
) -> None:
    """Keep that somebody got the policy in the format they need.  Raises Refused, Stale, NotHere."""
    refuse_without(actor, Permission.FOLLOW_ACKNOWLEDGEMENTS)
    with use_case(session, actor, now) as record:
        school = school_of(record)
        row = locked(session, FormatRequest, school.id, request_id)
        if (row.given_by, row.given_on, row.given_note) == (actor.person_id, given_on, note.strip()):
            record.repeat()
            return
        refuse_if_stale(session, row, seen, "format_request", row.id, school.id)
        refuse_if(answered_refusals(given_on, row.asked_on, school_today(school, now), "given_on"))
        row.given_on, row.given_by, row.given_note = given_on, actor.person_id, note.strip()
        record.act("policy.format_given", "format_request", row.id, given_on=given_on)
