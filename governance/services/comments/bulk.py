"""Several comments decided alike: looked at first, then each in a transaction of its own, with a result each.

One that cannot be decided stops none of the others.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from governance.domain.access import Actor
from governance.domain.comments.words import CommentAction, CommentState
from governance.domain.refusals import Refusal
from governance.services.comments.deciding import decide
from governance.services.refused import NotHere, Refused

TOGETHER = (CommentAction.PUBLISH, CommentAction.KEEP, CommentAction.REMOVE)
"""What can be done with several at once; what goes to the safeguarding lead or to a colleague is looked at singly."""

MOST = 100

_NOT_HERE = Refusal("not_here", "This comment is no longer yours to decide.")
_MEANWHILE = Refusal("stale", "Somebody changed it at the same moment. Look at it again.")
_NOT_TOGETHER = Refusal("not_together", "Only publishing, keeping and removing can be done with several at once.")
_NOTHING_TICKED = Refusal("nothing_ticked", "Tick the comments that you want to decide together.")
_TOO_MANY = Refusal("too_many_ticked", f"Decide at most {MOST} comments at once.")


@dataclass(frozen=True, slots=True)
class Pick:
    """One comment that was ticked, and the revision of it that the person looked at."""

    comment_id: int
    seen: int


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one pick: the state it has now, or every reason why it stays as it was."""

    comment_id: int
    state: CommentState | None = None
    repeat: bool = False
    refusals: tuple[Refusal, ...] = ()


def decide_together(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    picks: Sequence[Pick],
    action: CommentAction,
    rule_id: int | None = None,
    note: str = "",
) -> tuple[Result, ...]:
    """Decide every pick alike, in order, each once; raises Refused where nothing can be asked for at all."""
    if action not in TOGETHER:
        raise Refused((_NOT_TOGETHER,))
    if not picks:
        raise Refused((_NOTHING_TICKED,))
    if len(picks) > MOST:
        raise Refused((_TOO_MANY,))
    once = {pick.comment_id: pick for pick in picks}
    return tuple(_decide(session, actor, now, pick, action, rule_id, note) for pick in once.values())


def _decide(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    pick: Pick,
    action: CommentAction,
    rule_id: int | None,
    note: str,
) -> Result:
    try:
        decided = decide(
            session,
            actor,
            now,
            comment_id=pick.comment_id,
            seen=pick.seen,
            action=action,
            rule_id=rule_id,
            note=note,
        )
    except Refused as refused:
        return Result(pick.comment_id, refusals=refused.refusals)
    except NotHere:
        return Result(pick.comment_id, refusals=(_NOT_HERE,))
    except StaleDataError:
        return Result(pick.comment_id, refusals=(_MEANWHILE,))
    return Result(pick.comment_id, decided.state, repeat=decided.repeat)
