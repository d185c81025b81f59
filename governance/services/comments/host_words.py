"""What a host says of a comment, and what follows: confirmed, decided there by somebody, contradicted (DESIGN 6).

A decision made on the host is taken over as its editor's and never fought over; only what a safeguarding lead holds is
taken off the page again.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from governance.domain.comments.arrival import HostState
from governance.domain.comments.hosting import Meaning, Verdict, verdict
from governance.domain.comments.words import CommentAction, Delivery, FlagSource, Source, Urgency
from governance.domain.words import Role
from governance.models import Comment, CommentDecision, CommentFlag, CommentOnHost, School, Site
from governance.services.actors import holders_of, school_today
from governance.services.comments.at_hand import last_decision
from governance.services.comments.flagging import flag, open_flags, put_in_place
from governance.services.comments.wishes import wish
from governance.services.notices import notify
from governance.services.transaction import Record

TIME_FOR_THE_FEED = dt.timedelta(minutes=20)
"""Feeds are kept ready for a while: so long after a tick one may still show what was taken away."""
ON_THE_HOST = "somebody on the blog itself"


def host_said(record: Record, comment: Comment, row: CommentOnHost, says: HostState) -> bool:
    """Take over what the host says now; True where something changed by it."""
    says = _meant(comment, row, says)
    wished = row.wanted if row.delivery is Delivery.WAITING else None
    # Only what is new is taken over, and what is gone: that may be known already when it is reopened.
    news = says is not row.says or says is HostState.GONE
    last = last_decision(record.session, comment) if news else None
    decided_by_us = last is not None and last.decider_id is not None
    found = verdict(comment.state, says, row.says, wished, decided_by_us=decided_by_us)
    changed = says is not row.says
    row.says, row.said_at = says, record.now
    if found.meaning is Meaning.CONFIRMED:
        confirm(row, record.now)
    elif found.meaning is Meaning.SHOWN_AGAIN:
        _take_off_again(record, comment)
    elif found.action is not None:
        _take_over(record, comment, row, found, last)
    elif says is HostState.GONE:
        row.delivery, row.due_at, row.leased_until = Delivery.GONE, None, None
    elif row.delivery is Delivery.TASK and row.wanted is says:
        confirm(row, record.now)
    elif not changed:
        _take_tick_back(row, record.now)
    return changed


def _meant(comment: Comment, row: CommentOnHost, says: HostState) -> HostState:
    """A feed shows what is public and nothing else: what was to be held there, and is shown no more, is held.

    Taken for deleted it would leave the queue before anybody has looked.
    """
    was_asked = row.wanted is HostState.HELD and row.delivery in (Delivery.TASK, Delivery.CONFIRMED)
    if says is HostState.GONE and comment.source is Source.FEED and was_asked:
        return HostState.HELD
    return says


def _take_tick_back(row: CommentOnHost, now: dt.datetime) -> bool:
    """The host was looked at and still shows it: the tick came too early, and the task is open again."""
    if row.delivery is not Delivery.TASK or row.done_at is None or now - row.done_at < TIME_FOR_THE_FEED:
        return False
    row.done_by = row.done_at = None
    row.trouble = "did_not_do_it"
    return True


def confirm(row: CommentOnHost, now: dt.datetime) -> None:
    """The host was read back and says what was wished."""
    row.delivery = Delivery.GONE if row.says is HostState.GONE else Delivery.CONFIRMED
    row.confirmed_at = now
    row.confirmed_sequence = row.sequence
    row.due_at = row.leased_until = None
    row.trouble = row.trouble_detail = ""


def _take_over(
    record: Record, comment: Comment, row: CommentOnHost, found: Verdict, last: CommentDecision | None
) -> None:
    """Write the host's decision down as somebody else's, and show it where it contradicts ours."""
    session = record.session
    if found.action is None or found.to_state is None:
        return
    decision = CommentDecision(
        school_id=comment.school_id,
        comment_id=comment.id,
        number=(last.number if last else 0) + 1,
        on_revision=comment.shown,
        action=found.action,
        from_state=comment.state,
        to_state=found.to_state,
        decided_on_host=ON_THE_HOST,
        decided_at=record.now,
    )
    session.add(decision)
    session.flush()
    _answer(record, comment, decision)
    before, comment.state = comment.state, found.to_state
    comment.decided_at = record.now
    comment.assigned_to = comment.handed_on_by = None
    row.wanted = None
    row.delivery = Delivery.GONE if row.says is HostState.GONE else Delivery.NOTHING_TO_DO
    row.due_at = row.leased_until = None
    put_in_place(session, comment)
    if found.meaning is Meaning.CONTRADICTED:
        words = f"You had it {before.value}; somebody on the blog itself decided otherwise"
        flag(record, comment, source=FlagSource.HOST, kind="contradicted", urgency=Urgency.NEW, words=words)
    record.act(
        "comment.decided_on_host",
        "comment",
        comment.id,
        site_id=comment.site_id,
        from_state=before,
        to_state=comment.state,
        number=decision.number,
        by=ON_THE_HOST,
        texts={"label": _label(record, comment)},
    )


def _answer(record: Record, comment: Comment, decision: CommentDecision) -> None:
    """What was decided there is answered; what they show although the machine saw a child in it stays in the queue."""
    session = record.session
    machine = [one.urgency for one in open_flags(session, comment) if one.source is FlagSource.MACHINE]
    risky = bool({Urgency.CHILD_RISK, Urgency.NAMES_CHILD} & set(machine))
    of_comment = (CommentFlag.school_id == comment.school_id, CommentFlag.comment_id == comment.id)
    if not (risky and decision.action is CommentAction.PUBLISH):
        session.execute(
            sa.update(CommentFlag)
            .where(*of_comment, CommentFlag.settled_at.is_(None), CommentFlag.source != FlagSource.APPEAL)
            .values(settled_at=record.now, settled_by=decision.id)
        )


def _take_off_again(record: Record, comment: Comment) -> None:
    """What a safeguarding lead holds came back on the page: it goes off again at once, and people are told."""
    wish(record, comment, HostState.REMOVED, urgent=True)
    school = record.session.get_one(School, comment.school_id)
    today = school_today(school, record.now)
    label = _label(record, comment)
    roles = (Role.DSL, Role.ICT_LEAD)
    told = {person for role in roles for person in holders_of(record.session, school.id, role, today)}
    notify(record, "hidden_shown_again", told, f"/s/{school.slug}/comments/{comment.id}", label=label)
    record.act("comment.shown_again", "comment", comment.id, site_id=comment.site_id, texts={"label": label})


def _label(record: Record, comment: Comment) -> str:
    if comment.site_id is None:
        return "an address that is no site of the school"
    return record.session.get_one(Site, comment.site_id).name
