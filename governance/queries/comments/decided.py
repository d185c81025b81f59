"""What was decided lately on somebody's sites, newest first, found again by person, site, rule, words and day.

May import only the scope of the services, which the guard of every decision asks too.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from governance.domain.comments.marking import as_plain
from governance.domain.comments.words import CommentAction, CommentState, Source, Urgency
from governance.models import Comment, CommentDecision, CommentRevision, Membership, Person, Site, is_shown
from governance.queries.comments.sought import DAYS_SEARCHED, says
from governance.services.comments.scope import Scope, looked_after

ON_A_PAGE = 30
MOST_EXPORTED = 50_000
WORDS_READ = 300


@dataclass(frozen=True, slots=True)
class DecidedSought:
    """Which decisions are asked for; everything empty asks for all of them."""

    person_id: int | None = None
    site_id: int | None = None
    action: CommentAction | None = None
    rule: int | None = None
    since: dt.datetime | None = None
    before: dt.datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """One decision with its comment.  ``newest`` says that nothing was decided of the comment since."""

    id: int
    comment_id: int
    number: int
    site: str | None
    author: str
    body: str
    post_title: str
    address: str
    source: Source
    arrived_at: dt.datetime
    urgency: Urgency
    action: CommentAction
    from_state: CommentState
    to_state: CommentState
    state: CommentState
    decider_id: int | None
    decider: str | None
    on_host: str
    rule_number: int | None
    rule_text: str
    note: str
    decided_at: dt.datetime
    seen_at: dt.datetime | None
    revision: int
    newest: bool

    @property
    def plain(self) -> str:
        """The comment's words as one line, without what hides in them."""
        return as_plain(self.body)


_newer = aliased(CommentDecision)
_COLUMNS: tuple[Any, ...] = (
    CommentDecision.id,
    CommentDecision.comment_id,
    CommentDecision.number,
    Site.name,
    CommentRevision.author_name,
    sa.func.substr(CommentRevision.body, 1, WORDS_READ),
    Comment.post_title,
    Comment.address,
    Comment.source,
    Comment.arrived_at,
    Comment.urgency,
    CommentDecision.action,
    CommentDecision.from_state,
    CommentDecision.to_state,
    Comment.state,
    CommentDecision.decider_id,
    Person.name,
    CommentDecision.decided_on_host,
    CommentDecision.rule_number,
    CommentDecision.rule_text,
    CommentDecision.note,
    CommentDecision.decided_at,
    CommentDecision.seen_at,
    Comment.revision,
    ~sa.exists().where(
        _newer.school_id == CommentDecision.school_id,
        _newer.comment_id == CommentDecision.comment_id,
        _newer.number > CommentDecision.number,
    ),
)
"""The columns of a row, in the order of its fields."""


def decisions(
    session: Session,
    scope: Scope,
    sought: DecidedSought,
    now: dt.datetime,
    *,
    below: int | None = None,
    most: int = ON_A_PAGE,
) -> list[DecidedRow]:
    """Return decisions on somebody's sites, the newest first, one more than ``most`` where there are more."""
    query = (
        sa.select(
            *_COLUMNS,
        )
        # A decision's comment is of its own school.  Asked for both, PostgreSQL would take them for two chances.
        .join(Comment, Comment.id == CommentDecision.comment_id)
        .join(
            CommentRevision,
            is_shown(),
        )
        .outerjoin(Site, sa.and_(Site.school_id == Comment.school_id, Site.id == Comment.site_id))
        .outerjoin(Person, Person.id == CommentDecision.decider_id)
        .where(CommentDecision.school_id == scope.school_id, _theirs(scope), *_is_sought(sought, now))
        .order_by(CommentDecision.id.desc())
        .limit(most + 1)
    )
    if below is not None:
        query = query.where(CommentDecision.id < below)
    return [DecidedRow(*row) for row in session.execute(query)]


def deciders(session: Session, scope: Scope) -> list[tuple[int, str]]:
    """Return everybody who decided something at the school, by name, to filter by."""
    query = (
        sa.select(Person.id, Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.school_id == scope.school_id)
        .where(sa.exists().where(CommentDecision.school_id == scope.school_id, CommentDecision.decider_id == Person.id))
        .order_by(Person.name, Person.id)
    )
    return [(number, name) for number, name in session.execute(query)]


def _theirs(scope: Scope) -> sa.ColumnElement[bool]:
    """On their sites, or decided by themselves wherever it is now.

    PostgreSQL thinks that hardly any decision is on these few of all the sites there are, although most of what it
    reads of the school is, and would read all of it before it shows the newest.  It leaves a CASE unweighed.
    """
    theirs = sa.or_(looked_after(scope), CommentDecision.decider_id == scope.person_id)
    return sa.case((theirs, sa.true()), else_=sa.false())


def _is_sought(sought: DecidedSought, now: dt.datetime) -> list[sa.ColumnElement[bool]]:
    where: list[sa.ColumnElement[bool]] = []
    if sought.person_id is not None:
        where.append(CommentDecision.decider_id == sought.person_id)
    if sought.site_id is not None:
        where.append(Comment.site_id == sought.site_id)
    if sought.action is not None:
        where.append(CommentDecision.action == sought.action)
    if sought.rule is not None:
        where.append(CommentDecision.rule_number == sought.rule)
    if sought.since is not None:
        where.append(CommentDecision.decided_at >= sought.since)
    if sought.before is not None:
        where.append(CommentDecision.decided_at < sought.before)
    if sought.words:
        lately = Comment.arrived_at >= now - dt.timedelta(days=DAYS_SEARCHED)
        named = sa.or_(
            CommentRevision.author_name == sought.words,
            Comment.address == sought.words,
            Comment.post_address == sought.words,
        )
        # The words of what a safeguarding lead holds are not searched either.
        seen = Comment.state != CommentState.HIDDEN
        where.append(sa.and_(seen, sa.or_(sa.and_(lately, says(sought.words)), named)))
    return where
