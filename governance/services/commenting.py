"""What becomes of commenting on a site that pauses, left in the transaction that decided it (DESIGN 5; A.5.4).

A wish has a number that only grows; the worker brings the newest to the host where a connection can do it, and
elsewhere it is a task for a person, with a day.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, acts_as_head, is_ict_lead
from governance.domain.calendar import day_in_words
from governance.domain.comments.commenting import first_standing, ticking_refusals
from governance.domain.comments.connecting import PUSHING
from governance.domain.comments.words import Commenting, Delivery
from governance.domain.words import Duty, Role, SiteState
from governance.models import Appointment, ClosedPost, CommentingOnHost, HostConnection, School, Site
from governance.services.actors import heads_today, holders_of, school_today
from governance.services.at_hand import take_site
from governance.services.notices import notify
from governance.services.policy import policy_of
from governance.services.refused import NotHere, refuse_if
from governance.services.school_days import school_days_on
from governance.services.transaction import Record, use_case

LOOKED_AFTER = (Delivery.WAITING, Delivery.TASK)


def close_commenting(record: Record, site: Site) -> None:
    """Leave the wish that nobody can comment on the site while it is paused; the site is locked by the use case."""
    row = commenting_of(record.session, site)
    if row is None:
        row = CommentingOnHost(
            school_id=site.school_id, site_id=site.id, sequence=0, confirmed_sequence=0, by_hand=False, hands_off=False
        )
    elif row.wanted is Commenting.CLOSED:
        return
    elif row.delivery not in LOOKED_AFTER:
        # What a person closed was opened again by a person, so that the next pause is nobody's work yet.
        row.by_hand = False
    _wish(record, row, site, Commenting.CLOSED)


def open_commenting(record: Record, site: Site) -> None:
    """Leave the wish that commenting is as it was before the pause; nothing to do where it never was closed."""
    row = commenting_of(record.session, site)
    if row is not None and row.wanted is Commenting.CLOSED:
        _wish(record, row, site, Commenting.OPEN)


def connection_changed(record: Record, site: Site) -> None:
    """Let the wish go by the connection that the site has now, or let it be a task where it has none any more."""
    record.session.flush()
    row = commenting_of(record.session, site)
    if row is None:
        return
    row.hands_off = False
    if is_pushed(record.session, site):
        if row.delivery in LOOKED_AFTER or row.wanted is Commenting.CLOSED:
            row.due_at, row.tries = record.now, 0
        return
    row.due_at = None
    row.trouble = row.trouble_detail = ""
    if row.delivery is Delivery.WAITING:
        leave_to_people(record, row, site)
    elif row.delivery is Delivery.TASK and row.done_at is not None:
        # Nobody can look any more whether it is so: the tick counts.
        settle(record.session, row, record.now)


def commenting_of(session: Session, site: Site) -> CommentingOnHost | None:
    """Return what is wanted of commenting on a site, locked; None where it never was paused."""
    return session.scalar(
        sa.select(CommentingOnHost)
        .where(CommentingOnHost.school_id == site.school_id, CommentingOnHost.site_id == site.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def is_pushed(session: Session, site: Site) -> bool:
    """Return whether an open connection of the site may be able to do it."""
    kind = session.scalar(
        sa.select(HostConnection.kind).where(
            HostConnection.school_id == site.school_id,
            HostConnection.site_id == site.id,
            HostConnection.closed_at.is_(None),
        )
    )
    return kind in PUSHING


def is_remembered(session: Session, row: CommentingOnHost) -> bool:
    """Return whether posts that we closed are closed still."""
    if row.id is None:
        return False
    return session.scalar(sa.select(sa.exists().where(*closed_here(row)))) is True


def closed_here(row: CommentingOnHost) -> tuple[sa.ColumnElement[bool], ...]:
    """Return which posts we closed and have not opened again."""
    return (
        ClosedPost.school_id == row.school_id,
        ClosedPost.commenting_id == row.id,
        ClosedPost.opened_at.is_(None),
    )


def _wish(record: Record, row: CommentingOnHost, site: Site, wanted: Commenting) -> None:
    pushed = is_pushed(record.session, site) and not row.hands_off
    remembered = is_remembered(record.session, row)
    row.wanted = wanted
    row.sequence += 1
    row.wished_at, row.tries = record.now, 0
    # An older wish that is on its way keeps its lease: two on their way at once could arrive in the wrong order.
    row.confirmed_at = row.done_by = row.done_at = row.due_at = row.do_by = row.swept_at = None
    row.trouble = row.trouble_detail = ""
    standing = first_standing(wanted, row.says, is_pushed=pushed, by_hand=row.by_hand, is_remembered=remembered)
    if pushed and (standing is Delivery.WAITING or remembered):
        row.due_at = record.now
    if standing is Delivery.TASK:
        leave_to_people(record, row, site)
        return
    row.delivery = standing
    if standing is Delivery.CONFIRMED:
        row.confirmed_at, row.confirmed_sequence = row.said_at or record.now, row.sequence
    record.session.add(row)


def leave_to_people(record: Record, row: CommentingOnHost, site: Site) -> None:
    """Make the wish a task with a day, and tell those who run the site and the ICT lead; once for each wish."""
    session = record.session
    if row.do_by is not None:
        row.delivery = Delivery.TASK
        return
    # Nothing is written before the task has its day.
    with session.no_autoflush:
        school = session.get_one(School, site.school_id)
        today = school_today(school, record.now)
        days = policy_of(session, school.id).commenting_school_days
        do_by = school_days_on(session, school, today, days)
    row.delivery, row.do_by = Delivery.TASK, do_by
    session.add(row)
    session.flush()
    leads = holders_of(session, school.id, Role.ICT_LEAD, today)
    people = {*_administrators(session, site, today), *leads}
    notify(
        record,
        "commenting_to_close" if row.wanted is Commenting.CLOSED else "commenting_to_open",
        people or heads_today(session, school.id, today),
        f"/s/{school.slug}/sites/{site.id}/commenting",
        label=site.name,
        on=day_in_words(do_by),
    )
    record.act(
        "commenting.left_to_people",
        "commenting",
        row.id,
        site_id=site.id,
        wanted=row.wanted,
        until=do_by,
        texts={"label": site.name},
    )


def tick_off_commenting(session: Session, actor: Actor, now: dt.datetime, *, site_id: int, sequence: int) -> None:
    """Say that the wish numbered ``sequence`` was done by hand.  Raises Refused or NotHere.

    The same tick twice is harmless.  Where the product can look for itself, it looks; elsewhere the tick counts.
    """
    with use_case(session, actor, now) as record:
        at_hand = take_site(record, site_id)
        site = at_hand.site
        row = commenting_of(session, site)
        if row is None:
            raise NotHere("CommentingOnHost")
        is_newest = row.sequence == sequence
        if is_newest and (row.done_at is not None or row.delivery is Delivery.CONFIRMED):
            record.repeat()
            return
        may = is_ict_lead(actor) or acts_as_head(actor) or runs_site(session, site, actor.person_id, at_hand.today)
        refuse_if(ticking_refusals(may=may, delivery=row.delivery, is_newest=is_newest))
        row.done_by, row.done_at = actor.person_id, now
        if _is_looked_at(session, row, site):
            row.due_at, row.tries = now, 0
        else:
            settle(session, row, now)
        row.by_hand = row.wanted is Commenting.CLOSED
        record.act(
            "commenting.done_by_hand",
            "commenting",
            row.id,
            site_id=site.id,
            wanted=row.wanted,
            texts={"label": site.name},
        )


def _is_looked_at(session: Session, row: CommentingOnHost, site: Site) -> bool:
    """Whether the product can see for itself if it is so: which posts a person had closed, it does not know."""
    if row.hands_off or row.trouble == "blog_is_shared" or not is_pushed(session, site):
        return False
    return row.wanted is Commenting.CLOSED or is_remembered(session, row)


def settle(session: Session, row: CommentingOnHost, now: dt.datetime) -> None:
    """Write down that the newest wish is so; what was closed for the pause is open again where that was the wish."""
    if row.wanted is Commenting.OPEN:
        session.execute(sa.update(ClosedPost).where(*closed_here(row)).values(opened_at=now))
    row.delivery, row.confirmed_at, row.confirmed_sequence = Delivery.CONFIRMED, now, row.sequence
    row.says, row.said_at = row.wanted, now
    row.tries, row.due_at = 0, None
    row.trouble = row.trouble_detail = ""


def see_to_paused_sites(session: Session, actor: Actor, now: dt.datetime) -> None:
    """Leave the wish for every paused site that has none: those that were paused before there were wishes."""
    known = sa.exists().where(CommentingOnHost.school_id == Site.school_id, CommentingOnHost.site_id == Site.id)
    left = session.scalars(
        sa.select(Site.id).where(Site.school_id == actor.school_id, Site.state == SiteState.SUSPENDED, ~known)
    ).all()
    session.rollback()
    for site_id in left:
        with use_case(session, actor, now) as record:
            site = take_site(record, site_id).site
            record.keep_books()
            if site.state is SiteState.SUSPENDED:
                close_commenting(record, site)


def _administrators(session: Session, site: Site, today: dt.date) -> list[int]:
    return list(session.scalars(sa.select(Appointment.person_id).where(*administers(site, today))))


def runs_site(session: Session, site: Site, person_id: int | None, today: dt.date) -> bool:
    """Return whether a person holds an approved duty on the site today."""
    query = sa.exists().where(*_serves(site, today), Appointment.person_id == person_id)
    return session.scalar(sa.select(query)) is True


def administers(site: Site, today: dt.date) -> tuple[sa.ColumnElement[bool], ...]:
    """Return what makes somebody an administrator of the site today."""
    return (*_serves(site, today), Appointment.duty == Duty.ADMINISTRATOR)


def _serves(site: Site, today: dt.date) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Appointment.school_id == site.school_id,
        Appointment.site_id == site.id,
        Appointment.approved_at.is_not(None),
        Appointment.ended_at.is_(None),
        Appointment.starts_on <= today,
        sa.or_(Appointment.ends_on.is_(None), Appointment.ends_on >= today),
    )
