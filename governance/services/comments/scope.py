"""Which comments somebody looks after: the list, its count and the guard of every decision ask here (DESIGN 6).

Live, suspended and closing sites go to the people appointed to them; everything else, and a site whose people have all
gone, to the ICT lead; what may put a child at risk to the safeguarding leads as well, and a report that only the person
who decided could answer, because nobody judges their own cause and nothing that waits disappears.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import PERSON, SCHOOL, TODAY, Number
from governance.domain.access import Actor, is_dsl, is_ict_lead
from governance.domain.comments.words import URGENCIES, CommentState, Urgency
from governance.domain.words import SiteState
from governance.models import Appointment, Comment, Site

MODERATED = (SiteState.LIVE, SiteState.SUSPENDED, SiteState.CLOSING)

SITES: sa.BindParameter[Any] = sa.bindparam("sites", type_=sa.Integer, expanding=True)
"""The sites that somebody looks after, in the queries that are put together once."""

Day = dt.date | sa.ColumnElement[dt.date]


@dataclass(frozen=True, slots=True)
class Shape:
    """What the form of a query depends on, without anybody's numbers in it."""

    any_site: bool
    rest: bool
    child_risk: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """What one person looks after on ``today``; ``sites`` are numbers with their names, by name.

    ``rest`` is set for who takes what belongs to nobody else, ``child_risk`` for the safeguarding leads.
    """

    school_id: int
    person_id: int
    sites: tuple[tuple[int, str], ...]
    rest: bool
    child_risk: bool
    today: dt.date

    @property
    def site_ids(self) -> tuple[int, ...]:
        """The numbers of the sites."""
        return tuple(number for number, _ in self.sites)

    @property
    def shape(self) -> Shape:
        """Which of the queries that are put together once is theirs."""
        return Shape(bool(self.sites), self.rest, self.child_risk)

    @property
    def asked(self) -> dict[str, Any]:
        """What a query that is put together once has to be told: the values of SCHOOL, PERSON, TODAY and SITES."""
        return {"school": self.school_id, "person": self.person_id, "today": self.today, "sites": list(self.site_ids)}


def appointed_today(today: Day) -> tuple[sa.ColumnElement[bool], ...]:
    """Return what makes an appointment run today; joined to a site and a person by the caller."""
    return (
        Appointment.approved_at.is_not(None),
        Appointment.confirmed_at.is_not(None),
        Appointment.ended_at.is_(None),
        Appointment.declined_at.is_(None),
        Appointment.refused_at.is_(None),
        Appointment.starts_on <= today,
        sa.or_(Appointment.ends_on.is_(None), Appointment.ends_on >= today),
    )


def scope_of(session: Session, actor: Actor, today: dt.date) -> Scope:
    """Return what the actor looks after today; one query."""
    if actor.school_id is None or actor.person_id is None:
        return Scope(actor.school_id or 0, actor.person_id or 0, (), rest=False, child_risk=False, today=today)
    asked = {"school": actor.school_id, "person": actor.person_id, "today": today}
    query = sites_query(lead=is_ict_lead(actor))
    return scope_with(actor, [(number, name) for number, name in session.connection().execute(query, asked)], today)


def scope_with(actor: Actor, sites: Sequence[tuple[int, str]], today: dt.date) -> Scope:
    """Return what the actor looks after today, where ``sites_query`` found these sites."""
    return Scope(
        actor.school_id or 0,
        actor.person_id or 0,
        tuple(sites),
        rest=is_ict_lead(actor),
        child_risk=is_dsl(actor),
        today=today,
    )


@cache
def sites_query(*, lead: bool) -> sa.Select[int, str]:
    """The query of the sites that PERSON looks after; it is put together once, because every page asks it."""
    of_school = Site.school_id == SCHOOL
    return sa.select(Site.id, Site.name).where(of_school, _site_is_theirs(lead=lead)).order_by(Site.name, Site.id)


def _is_moderated() -> sa.ColumnElement[bool]:
    """Return whether a site goes to the people appointed to it.

    Each state stands for itself, because a list is written into the statement anew whenever it is sent.
    """
    return sa.or_(*(Site.state == state for state in MODERATED))


def _site_is_theirs(*, lead: bool) -> sa.ColumnElement[bool]:
    """Return whether PERSON looks after a site on TODAY; ``lead`` says that they have what belongs to nobody else."""
    of_site = (Appointment.school_id == Site.school_id, Appointment.site_id == Site.id, *appointed_today(TODAY))
    theirs = sa.and_(_is_moderated(), sa.exists().where(*of_site, Appointment.person_id == PERSON))
    if lead:
        return sa.or_(theirs, ~_is_moderated(), ~sa.exists().where(*of_site))
    return theirs


def looked_after(scope: Scope) -> sa.ColumnElement[bool]:
    """Return which comments are within the scope, decided or not."""
    theirs = [Comment.site_id.in_(scope.site_ids)] if scope.site_ids else []
    within = _within(scope.person_id, scope.today, theirs, rest=scope.rest, child_risk=scope.child_risk)
    return sa.and_(Comment.school_id == scope.school_id, within)


@cache
def looked_after_of(shape: Shape) -> sa.ColumnElement[bool]:
    """Return the same, put together once for all whose scope has this shape; it is asked with ``Scope.asked``."""
    theirs = [Comment.site_id.in_(SITES)] if shape.any_site else []
    within = _within(PERSON, TODAY, theirs, rest=shape.rest, child_risk=shape.child_risk)
    return sa.and_(Comment.school_id == SCHOOL, within)


def is_looked_after(*, lead: bool, dsl: bool) -> sa.ColumnElement[bool]:
    """Return whether one comment, joined to its Site, is within the scope of PERSON on TODAY: the same without a list.

    ``lead`` and ``dsl`` say whether the person is an ICT lead or a safeguarding lead.
    """
    return _within(PERSON, TODAY, [_site_is_theirs(lead=lead)], rest=lead, child_risk=dsl)


def _within(
    person: Number, today: Day, theirs: Sequence[sa.ColumnElement[bool]], *, rest: bool, child_risk: bool
) -> sa.ColumnElement[bool]:
    within = [Comment.assigned_to == person, *theirs]
    if rest:
        within.append(Comment.site_id.is_(None))
    if child_risk:
        risky = sa.or_(Comment.urgency == Urgency.CHILD_RISK, _nobody_else_may_judge(today))
        within.append(sa.and_(Comment.awaits_since.is_not(None), risky))
    return sa.or_(*within)


def _nobody_else_may_judge(today: Day) -> sa.ColumnElement[bool]:
    """Return what was reported after somebody decided it, where no other person is appointed to the site today."""
    decider = sa.case(
        (Comment.state == CommentState.PUBLISHED, Comment.published_by),
        (Comment.state == CommentState.REMOVED, Comment.removed_by),
    )
    another = sa.exists().where(
        Site.school_id == Comment.school_id,
        Site.id == Comment.site_id,
        Site.state.in_(MODERATED),
        Appointment.school_id == Site.school_id,
        Appointment.site_id == Site.id,
        Appointment.person_id != decider,
        *appointed_today(today),
    )
    return sa.and_(decider.is_not(None), ~another)


def in_queue(scope: Scope) -> sa.ColumnElement[bool]:
    """Return which comments stand in this person's queue: the list and its count share this one WHERE.

    Left out is what they published or removed themselves, since a report of it goes to somebody else, and what they
    handed on.
    """
    return _waits_for(scope.person_id, looked_after(scope))


@cache
def in_queue_of(shape: Shape) -> sa.ColumnElement[bool]:
    """Return the same, put together once for all whose scope has this shape; it is asked with ``Scope.asked``."""
    return _waits_for(PERSON, looked_after_of(shape))


def _waits_for(me: Number, within: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.and_(
        within,
        Comment.awaits_since.is_not(None),
        # It is so of every comment.  SQLite, which knows nothing of how many there are, is led by it to the index of
        # what waits, and away from the one of everything that ever came to the school.
        Comment.urgency >= URGENCIES[0],
        sa.or_(Comment.state != CommentState.PUBLISHED, Comment.published_by.is_(None), Comment.published_by != me),
        sa.or_(Comment.state != CommentState.REMOVED, Comment.removed_by.is_(None), Comment.removed_by != me),
        sa.or_(Comment.handed_on_by.is_(None), Comment.handed_on_by != me, Comment.assigned_to == me),
    )


def lookers(session: Session, school_id: int, site_id: int | None, today: dt.date) -> list[int]:
    """Return the persons who are appointed to look after a site's comments today, in order."""
    if site_id is None:
        return []
    return list(
        session.scalars(
            sa.select(Appointment.person_id)
            .join(Site, sa.and_(Site.school_id == Appointment.school_id, Site.id == Appointment.site_id))
            .where(
                Appointment.school_id == school_id,
                Appointment.site_id == site_id,
                Site.state.in_(MODERATED),
                *appointed_today(today),
            )
            .distinct()
            .order_by(Appointment.person_id)
        )
    )
