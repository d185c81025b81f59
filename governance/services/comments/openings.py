"""Who first opened a comment, and when: from seen to hidden is counted from here, and nobody else is called (DESIGN 6).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.refusals import Refusal
from governance.models import CommentNote, CommentOpening
from governance.services.comments import alarms
from governance.services.comments.at_hand import take_comment
from governance.services.refused import Refused
from governance.services.transaction import use_case

LONGEST_NOTE = 4000


def open_comment(session: Session, actor: Actor, now: dt.datetime, *, comment_id: int) -> None:
    """Record that a comment was opened; only the first time counts.  Raises NotHere."""
    with use_case(session, actor, now) as record:
        at_hand = take_comment(record, comment_id)
        comment = at_hand.comment
        opened = session.scalar(
            sa.select(CommentOpening.id).where(
                CommentOpening.school_id == comment.school_id, CommentOpening.comment_id == comment.id
            )
        )
        if opened is not None or actor.person_id is None:
            record.repeat()
            return
        session.add(
            CommentOpening(school_id=comment.school_id, comment_id=comment.id, opened_by=actor.person_id, opened_at=now)
        )
        session.flush()
        alarms.end(record, school_id=comment.school_id, comment_id=comment.id)
        record.act("comment.opened", "comment", comment.id, site_id=comment.site_id, texts={"label": at_hand.label})


def write_note(session: Session, actor: Actor, now: dt.datetime, *, comment_id: int, words: str) -> None:
    """Leave a note on a comment for whoever looks at it next; it decides nothing.  Raises Refused, NotHere."""
    if not words.strip():
        raise Refused((Refusal("note_blank", "Write the note."),))
    if len(words) > LONGEST_NOTE:
        raise Refused((Refusal("note_too_long", f"Keep the note to {LONGEST_NOTE:,} characters."),))
    with use_case(session, actor, now) as record:
        at_hand = take_comment(record, comment_id)
        comment = at_hand.comment
        session.add(
            CommentNote(
                school_id=comment.school_id,
                comment_id=comment.id,
                written_by=actor.person_id,
                words=words.strip(),
                written_at=now,
            )
        )
        session.flush()
        record.act("comment.noted", "comment", comment.id, site_id=comment.site_id, texts={"label": at_hand.label})
