"""What has to be done on a host by hand, where nothing can be pushed: ticked off by who did it, and checked again.

A.5: a tick says who says so; where the product can look for itself, it looks, and an early tick is taken back.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.comments.words import Delivery, Source
from governance.domain.refusals import Refusal
from governance.services.comments.at_hand import take_comment
from governance.services.comments.host_words import confirm
from governance.services.comments.wishes import on_host
from governance.services.refused import Refused
from governance.services.transaction import use_case


def tick_off_task(session: Session, actor: Actor, now: dt.datetime, *, comment_id: int, sequence: int) -> None:
    """Say that the wish numbered ``sequence`` was done by hand on the host.  Raises Refused or NotHere.

    The same tick twice is harmless.  A comment of a feed waits for the feed to say so; elsewhere the tick counts.
    """
    with use_case(session, actor, now) as record:
        at_hand = take_comment(record, comment_id)
        row = on_host(record, at_hand.comment)
        if row.sequence == sequence and (row.done_at is not None or row.delivery is Delivery.CONFIRMED):
            record.repeat()
            return
        if row.delivery is not Delivery.TASK or row.sequence != sequence or row.wanted is None:
            sentence = "Something else was decided since this page was opened. Look at the comment again."
            raise Refused((Refusal("task_is_over", sentence),))
        row.done_by, row.done_at = actor.person_id, now
        row.trouble = row.trouble_detail = ""
        if at_hand.comment.source is not Source.FEED:
            row.says, row.said_at = row.wanted, now
            confirm(row, now)
        record.act(
            "comment.done_by_hand",
            "comment",
            comment_id,
            site_id=at_hand.comment.site_id,
            texts={"label": at_hand.label},
        )
