"""Reads for the governors' review: the pack in figures, the reviews so far, what asks for one, the printed dates."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.clauses.standings import clauses_standing, counted
from governance.domain.freshness import Freshness
from governance.domain.policy_review import FIGURES
from governance.domain.words import Answer, ApprovalKind, SiteState
from governance.models import CommentDecision, Decision, Person, PolicyDates, PolicyReview, ReviewCall
from governance.queries.clauses.asked import Asked
from governance.queries.clauses.finders import found_by
from governance.queries.clauses.of_acknowledged import known
from governance.queries.clauses.of_running import freshness

A_YEAR = dt.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class CallRow:
    """Somebody's wish for a review that none has answered yet."""

    why: str
    words: str
    called_on: dt.date
    by: str


def review_figures(asked: Asked, school_id: int) -> dict[str, int]:
    """Return the numbers of the pack: no name, no text, nothing of a concern."""
    sites = [site for site in asked.sites if site.school_id == school_id]
    states = Counter(site.state for site in sites)
    fresh, live = asked.once(freshness), {site.id for site in sites if site.is_live}
    stand = Counter(fresh[site_id].state for site_id in live if site_id in fresh)
    clauses = counted(clauses_standing(found_by(asked)[school_id]))
    people = asked.once(known).get(school_id)
    since = asked.now - A_YEAR
    answers = _answers(asked.session, school_id, since)
    found = {
        **{f"sites_{state.value}": states[state] for state in (SiteState.LIVE, SiteState.SUSPENDED)},
        **{f"sites_{state.value}": states[state] for state in (SiteState.CLOSING, SiteState.CLOSED, SiteState.FOUND)},
        "sites_proposed": states[SiteState.PROPOSED] + states[SiteState.APPROVED],
        "sites_amber": sum(site.is_live and site.amber_until is not None for site in sites),
        "sites_late": stand[Freshness.LATE],
        "sites_asleep": stand[Freshness.ASLEEP],
        **{f"clauses_{standing.value}": number for standing, number in clauses.items()},
        "approved_in_year": answers[Answer.YES],
        "declined_in_year": answers[Answer.NO],
        "comments_decided_in_year": _comments(asked.session, school_id, since),
        "people_asked": people.asked if people else 0,
        "people_acknowledged": people.acknowledged if people else 0,
    }
    return {key: found[key] for key in FIGURES}


def reviews_of(session: Session, school_id: int) -> Sequence[PolicyReview]:
    """Return the reviews of a school's policy, the newest first."""
    return session.scalars(
        sa.select(PolicyReview)
        .where(PolicyReview.school_id == school_id)
        .order_by(PolicyReview.held_on.desc(), PolicyReview.id.desc())
    ).all()


def open_calls(session: Session, school_id: int) -> list[CallRow]:
    """Return what asks for a review and was not answered, the oldest first."""
    rows = session.execute(
        sa.select(ReviewCall.why, ReviewCall.words, ReviewCall.called_on, Person.name)
        .join(Person, Person.id == ReviewCall.called_by)
        .where(ReviewCall.school_id == school_id, ReviewCall.settled_by.is_(None))
        .order_by(ReviewCall.called_on, ReviewCall.id)
    )
    return [CallRow(*row) for row in rows]


def dates_of(session: Session, school_id: int, policy_text_id: int) -> PolicyDates | None:
    """Return the dates that are printed on one version, None while nobody has written them down."""
    return session.scalar(
        sa.select(PolicyDates).where(PolicyDates.school_id == school_id, PolicyDates.policy_text_id == policy_text_id)
    )


def _answers(session: Session, school_id: int, since: dt.datetime) -> Counter[Answer]:
    rows = session.execute(
        sa.select(Decision.answer, sa.func.count(sa.distinct(Decision.version_id)))
        .where(
            Decision.school_id == school_id,
            Decision.kind == ApprovalKind.CREATION,
            Decision.decided_at >= since,
        )
        .group_by(Decision.answer)
    )
    found: Counter[Answer] = Counter()
    for answer, count in rows:
        found[answer] = count
    return found


def _comments(session: Session, school_id: int, since: dt.datetime) -> int:
    query = sa.select(sa.func.count(CommentDecision.id)).where(
        CommentDecision.school_id == school_id, CommentDecision.decided_at >= since
    )
    return session.scalar(query) or 0
