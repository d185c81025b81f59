"""Several comments of somebody's at once, for a preview; what is not in their queue is left out.

May import only the scope of the services, which the guard of every decision asks too.
"""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.models import Comment
from governance.queries.comments.cards import Card, card_from, cards_query
from governance.services.comments.scope import Scope, looked_after


def cards_of(session: Session, scope: Scope, comment_ids: Collection[int]) -> list[Card]:
    """Return those of these comments that somebody looks after, in the order of the queue."""
    if not comment_ids:
        return []
    query = (
        cards_query(sa.literal(0))
        .where(looked_after(scope), Comment.id.in_(comment_ids))
        .order_by(Comment.urgency, Comment.awaits_since, Comment.id)
    )
    return [card_from(row) for row in session.execute(query)]
