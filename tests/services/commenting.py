"""Paused sites as tests start from them: paused and resumed by the use cases, and what is known of commenting then."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.models import ClosedPost, CommentingOnHost, HostConnection, Site
from governance.services.sites import resume_site, suspend_site
from tests.factories import NOW
from tests.services.cast import Cast

WHY = "The class is on a journey."


def seen(session: Session, site: Site) -> dict[str, Any]:
    """A site as a form names it."""
    session.rollback()
    found = session.get_one(Site, site.id, populate_existing=True)
    asked = {"site_id": found.id, "seen": found.revision}
    session.rollback()
    return asked


def pause(session: Session, cast: Cast, site: Site, at: dt.datetime = NOW) -> None:
    """The head suspends the site."""
    asked = seen(session, site)
    suspend_site(session, cast.actor(session, cast.head), at, reason=WHY, **asked)


def go_on(session: Session, cast: Cast, site: Site, at: dt.datetime = NOW) -> None:
    """The ICT lead resumes the site."""
    asked = seen(session, site)
    resume_site(session, cast.actor(session, cast.ict), at, **asked)


def commenting(session: Session, site_id: int) -> CommentingOnHost:
    """What is wanted of commenting on a site now."""
    session.rollback()
    return session.scalars(
        sa.select(CommentingOnHost).where(CommentingOnHost.site_id == site_id).execution_options(populate_existing=True)
    ).one()


def remembered(session: Session, site_id: int) -> list[str]:
    """The posts of a site that we closed and that are closed still, by their host's names."""
    session.rollback()
    return list(
        session.scalars(
            sa.select(ClosedPost.host_ref)
            .join(CommentingOnHost, CommentingOnHost.id == ClosedPost.commenting_id)
            .where(CommentingOnHost.site_id == site_id, ClosedPost.opened_at.is_(None))
            .order_by(ClosedPost.id)
        )
    )


def join_blog(session: Session, cast: Cast, site: Site, address: str = "https://blog.example", **changed: Any) -> int:
    """Join the site to a WordPress, as a row; return the connection's number."""
    session.rollback()
    row = HostConnection(
        **{
            "school_id": cast.school.id,
            "site_id": site.id,
            "kind": "wordpress",
            "address": address,
            "account": "editor",
            "secret": b"sealed",
            "opened_by": cast.ict.id,
            "opened_at": NOW,
            **changed,
        }
    )
    session.add(row)
    session.commit()
    return row.id
