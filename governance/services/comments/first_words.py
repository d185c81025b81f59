"""What a moderator saw, written down after the comment was hidden: hiding comes first, the questions after it (A.2.3).

Who hid the comment adds to the concern's first record while nobody has taken it up; afterwards its readers do.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.concerns import About
from governance.domain.refusals import Refusal
from governance.models import Concern, School
from governance.services.concerns import tell_readers
from governance.services.refused import NotHere, Refused
from governance.services.transaction import use_case

_TAKEN = Refusal("concern_taken", "Somebody has taken this up already. Speak with the safeguarding lead yourself.")


def say_what_was_seen(
    session: Session, actor: Actor, now: dt.datetime, *, comment_id: int, about: About, facts: str, opinion: str
) -> None:
    """Add what was seen to the concern that the actor's hiding began.  Raises NotHere, Refused.

    What is about a grown-up leaves the safeguarding lead's hands for the head's, and so on, by ``about``.
    """
    with use_case(session, actor, now) as record:
        concern = session.scalar(
            sa.select(Concern)
            .where(
                Concern.school_id == actor.school_id,
                Concern.comment_id == comment_id,
                Concern.opened_by == actor.person_id,
            )
            .order_by(Concern.opened_at.desc())
            .limit(1)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        if concern is None:
            raise NotHere("Concern")
        if concern.taken_at is not None or concern.closed_at is not None:
            raise Refused((_TAKEN,))
        if (concern.about, concern.facts, concern.opinion) == (about, facts.strip(), opinion.strip()):
            record.repeat()
            return
        goes_elsewhere = concern.about != about
        concern.about, concern.facts, concern.opinion = about.value, facts.strip(), opinion.strip()
        session.flush()
        record.act("concern.first_words", "concern", concern.id)
        if goes_elsewhere:
            tell_readers(record, session.get_one(School, concern.school_id), concern)
