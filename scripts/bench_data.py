"""Fills a database with the comments of a trust of schools, in plain SQL, for the benchmarks of the queue (SQLite).

300 schools, 3,000 sites, a million comments of which 20,000 wait, five million audit rows; or the same moderator's
sites alone, with a thousand comments.  The rows of the measured school are made by the product itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import begin_writing
from tests.services.comments.cast import Blog, arrive, make_blog, one

OF_MODERATOR = 20
"""Comments that wait on the measured site: 3,000 sites share 20,000, and a moderator has about three."""


@dataclass(frozen=True)
class Size:
    """How much there is beside the measured site."""

    schools: int
    sites: int
    comments: int
    audit: int


FULL = Size(schools=300, sites=3_000, comments=1_000_000, audit=5_000_000)
SMALL = Size(schools=1, sites=3, comments=1_000, audit=5_000)

_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :most) "

_FILL = (
    (
        "schools",
        "INSERT INTO schools (slug, name, nation, time_zone, website, colour, logo_kind, safeguarding_words, "
        "created_at, revision) SELECT 'school-' || i, 'School ' || i, 'england', 'Europe/London', '', '#1d4f76', "
        "'', '', :at, 1 FROM n",
    ),
    (
        "sites",
        "INSERT INTO sites (school_id, name, kind, state, platform, address, canonical, year_groups, purpose, "
        "unknowns, created_at, amber_why, revision) SELECT :first_school + (i - 1) % :schools, 'Blog ' || i, "
        "'club_blog', 'found', "
        "'wordpress', '', '', '[]', '', '[]', :at, '[]', 1 FROM n",
    ),
    (
        "comments",
        "INSERT INTO comments (school_id, site_id, source, host_id, kind, address, post_address, post_title, "
        "parent_host_id, shown, state, urgency, awaits_since, arrived_at, was_public, keep_until, revision) "
        "SELECT :first_school + ((i - 1) % :sites) % :schools, :first_site + (i - 1) % :sites, 'wordpress', "
        "'b' || i, 'comment', '', '', '', '', 1, CASE WHEN i % 50 = 0 THEN 'waiting' ELSE 'published' END, 4, "
        "CASE WHEN i % 50 = 0 THEN :at END, :at, 0, '2027-11-18', 1 FROM n",
    ),
    (
        "comments",
        "INSERT INTO comment_revisions (school_id, comment_id, number, body, digest, author_name, author_ref, "
        "received_at, not_checked, read_again_at) SELECT :first_school + ((i - 1) % :sites) % :schools, :first_comment "
        "+ i - 1, 1, 'We liked the castle that you built, number ' || i, '', "
        "'Visitor ' || (i % 997), '', :at, '{}', :at FROM n",
    ),
    (
        "audit",
        "INSERT INTO audit_rows (chain, sequence, at, actor_name, actor_role, code, subject_kind, subject_id, details, "
        "digests, request_id, previous_hash, hash) SELECT :first_school + (i - 1) % :schools, (i - 1) / :schools + 1, "
        ":at, "
        "'Somebody', 'teacher', 'comment.published', 'comment', i, '{}', '{}', '', '', '' FROM n",
    ),
)


def fill(session: Session, size: Size) -> Blog:
    """Make the measured school by the product, and everything around it in plain SQL; return the measured blog."""
    blog = make_blog(session)
    arrivals = [one(str(number), f"I like your castle, number {number}.") for number in range(OF_MODERATOR)]
    arrive(session, blog, *arrivals)
    session.rollback()
    first = {name: _next(session, name) for name in ("schools", "sites", "comments")}
    session.rollback()
    begin_writing(session)
    for most, statement in _FILL:
        session.execute(
            sa.text(statement.replace("SELECT", _NUMBERS + "SELECT", 1)),
            {
                "most": getattr(size, most),
                "schools": size.schools,
                "sites": size.sites,
                "first_school": first["schools"],
                "first_site": first["sites"],
                "first_comment": first["comments"],
                "at": "2026-11-18 09:00:00.000000",
            },
        )
    session.commit()
    session.execute(sa.text("ANALYZE"))
    session.commit()
    return blog


def _next(session: Session, table: str) -> int:
    return (session.scalar(sa.text(f"SELECT max(id) FROM {table}")) or 0) + 1
