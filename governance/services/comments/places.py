"""Finds the site and the comment that a typed address leads to, whatever their state; nothing is looked up outside.

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.addresses import Canonical, canonicalise
from governance.domain.comments.words import CommentState, Source
from governance.domain.recognition import covers
from governance.models import Comment, FormerAddress, Site

_HOST_NUMBER = re.compile(r"#comment-(\d{1,20})\Z")
_SCHEME = re.compile(r"\Ahttps?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address leads: a known comment, a site of the school, or neither."""

    site_id: int | None
    comment: Comment | None


def place_of(session: Session, school_id: int, site_id: int | None, address: str) -> Place:
    """Return where ``address`` leads at this school; ``site_id`` is the site from whose page somebody came, if any."""
    if site_id is not None and not session.scalar(
        sa.select(sa.exists().where(Site.school_id == school_id, Site.id == site_id))
    ):
        site_id = None
    comment = _by_address(session, school_id, address)
    if comment is not None:
        return Place(comment.site_id, comment)
    found = _site_of(session, school_id, address) or site_id
    numbered = _HOST_NUMBER.search(address)
    if found is not None and numbered:
        return Place(found, _by_number(session, school_id, found, numbered[1]))
    return Place(found, None)


def _by_address(session: Session, school_id: int, address: str) -> Comment | None:
    """Return the newest known comment of this very address, typed with http, https or neither."""
    bare = _SCHEME.sub("", address.strip())
    if not bare:
        return None
    spelt = (bare, f"https://{bare}", f"http://{bare}")
    return session.scalar(
        sa.select(Comment)
        .where(
            Comment.school_id == school_id,
            Comment.address.in_(spelt),
            # A page where something was removed may hold something new: only a comment of its own is known again.
            sa.or_(Comment.source != Source.REPORT, Comment.state != CommentState.REMOVED),
        )
        .order_by(Comment.id.desc())
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _by_number(session: Session, school_id: int, site_id: int, host_id: str) -> Comment | None:
    return session.scalar(
        sa.select(Comment)
        .where(Comment.school_id == school_id, Comment.site_id == site_id, Comment.host_id == host_id)
        .order_by(Comment.id.desc())
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _site_of(session: Session, school_id: int, address: str) -> int | None:
    """Return the site whose address, now or once, covers this one; the longest path decides."""
    typed = canonicalise(address)
    if not isinstance(typed, Canonical):
        return None
    rows = session.execute(
        sa.select(Site.id, Site.address, Site.platform)
        .where(Site.school_id == school_id)
        .union_all(
            sa.select(Site.id, FormerAddress.address, Site.platform)
            .join(Site, sa.and_(Site.school_id == FormerAddress.school_id, Site.id == FormerAddress.site_id))
            .where(FormerAddress.school_id == school_id)
        )
    )
    best: tuple[int, int] | None = None
    for site_id, own, platform in rows:
        known = canonicalise(own, platform or None) if own else None
        if isinstance(known, Canonical) and covers(known, typed):
            best = max(best or (-1, 0), (len(known.path), site_id))
    return best[1] if best else None
