"""The governors' review of the policy: the dates printed on it, who asks for a review, and what each one came to.

May not import Flask, hosts or queries (002-1, 002-5, 000-7, 001-9).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.policy_review import Due, call_refusals, checked_figures, due_of, review_refusals
from governance.domain.refusals import Refusal
from governance.models import PolicyDates, PolicyReview, PolicyText, ReviewCall, School
from governance.services.actors import school_today
from governance.services.permitted import refuse_without
from governance.services.policy import policy_of
from governance.services.policy_texts import current_policy_text
from governance.services.refused import Refused, refuse_if
from governance.services.seen import refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import school_of

NOT_SAID = 0
"""What a form saw of the dates of a version on which nobody has written any down."""


def review_due(session: Session, school: School) -> tuple[PolicyText, Due] | None:
    """Return the current text of a school's policy and when its next review is due; None without a text."""
    text = current_policy_text(session, school.id)
    if text is None:
        return None
    last = session.execute(
        sa.select(PolicyReview.held_on, PolicyReview.next_due_on)
        .where(PolicyReview.school_id == school.id)
        .order_by(PolicyReview.held_on.desc(), PolicyReview.id.desc())
        .limit(1)
    ).first()
    called_on = session.scalar(
        sa.select(sa.func.min(ReviewCall.called_on)).where(
            ReviewCall.school_id == school.id, ReviewCall.settled_by.is_(None)
        )
    )
    due = due_of(
        school_today(school, text.published_at),
        policy_of(session, school.id).review_interval_months,
        reviewed_on=last.held_on if last else None,
        next_due_on=last.next_due_on if last else None,
        called_on=called_on,
    )
    return text, due


def say_policy_dates(
    session: Session, actor: Actor, now: dt.datetime, *, approved: str, approved_by: str, review: str, seen: int
) -> None:
    """Keep the dates that are printed on the current version, as they are printed; they may be blank or unclear.

    ``seen`` is the revision that the form showed, NOT_SAID before anybody wrote any down.  Raises Refused, Stale.
    """
    refuse_without(actor, Permission.RECORD_REVIEW)
    with use_case(session, actor, now) as record:
        text = _text(record)
        row = session.scalar(
            sa.select(PolicyDates).where(PolicyDates.school_id == text.school_id, PolicyDates.policy_text_id == text.id)
        )
        typed = {"approved_said": approved.strip(), "approved_by": approved_by.strip(), "review_said": review.strip()}
        if row is not None and {key: getattr(row, key) for key in typed} == typed:
            record.repeat()
            return
        if row is not None:
            refuse_if_stale(session, row, seen, "policy_text", text.id, text.school_id)
        elif seen != NOT_SAID:
            raise Refused((Refusal("stale", "A newer version of the policy was published. Look at it again."),))
        if row is None:
            row = PolicyDates(school_id=text.school_id, policy_text_id=text.id)
            session.add(row)
        for key, value in typed.items():
            setattr(row, key, value)
        row.recorded_by, row.recorded_at = actor.person_id or 0, now
        session.flush()
        texts = {"approved": row.approved_said, "review": row.review_said}
        record.act("policy.dates_said", "policy_text", text.id, texts=texts, number=text.number)


def call_review(session: Session, actor: Actor, now: dt.datetime, *, why: str, words: str) -> None:
    """Ask for a review before its date, because the law changed or practice taught something; it is due at once."""
    refuse_without(actor, Permission.SEE_REVIEW)
    with use_case(session, actor, now) as record:
        school = school_of(record)
        refuse_if(call_refusals(why, words))
        row = ReviewCall(
            school_id=school.id,
            why=why,
            words=words.strip(),
            called_on=school_today(school, now),
            called_by=actor.person_id or 0,
        )
        session.add(row)
        session.flush()
        record.act("policy.review_called", "school", school.id, texts={"words": row.words}, why=why)


def record_review(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    held_on: dt.date,
    minute: str,
    found_of_policy: str,
    found_of_application: str,
    decision: str,
    decision_words: str,
    next_due_on: dt.date,
    figures: Mapping[str, int],
) -> int:
    """Keep what the governors found and decided, with the numbers that lay before them; return the review's id.

    It answers everybody who asked for one.  Raises Refused.
    """
    refuse_without(actor, Permission.RECORD_REVIEW)
    with use_case(session, actor, now) as record:
        school, text = school_of(record), _text(record)
        refuse_if(
            review_refusals(
                held_on=held_on,
                found_of_policy=found_of_policy,
                found_of_application=found_of_application,
                decision=decision,
                next_due_on=next_due_on,
                today=school_today(school, now),
                months=policy_of(session, school.id).review_interval_months,
            )
        )
        row = PolicyReview(
            school_id=school.id,
            policy_text_id=text.id,
            held_on=held_on,
            minute=minute.strip(),
            found_of_policy=found_of_policy.strip(),
            found_of_application=found_of_application.strip(),
            decision=decision,
            decision_words=decision_words.strip(),
            next_due_on=next_due_on,
            figures=dict(checked_figures(figures)),
            recorded_by=actor.person_id or 0,
            recorded_at=now,
        )
        session.add(row)
        session.flush()
        session.execute(
            sa.update(ReviewCall)
            .where(ReviewCall.school_id == school.id, ReviewCall.settled_by.is_(None), ReviewCall.called_on <= held_on)
            .values(settled_by=row.id)
        )
        record.act(
            "policy.reviewed",
            "policy_review",
            row.id,
            texts={"minute": row.minute},
            held_on=held_on,
            next_due_on=next_due_on,
            decision=decision,
        )
        return row.id


def _text(record: Record) -> PolicyText:
    """The current version, without which there is nothing to review."""
    school = school_of(record)
    text = current_policy_text(record.session, school.id)
    if text is None:
        raise Refused((Refusal("no_policy", "The school has not published its policy yet.", "002-1"),))
    return text
