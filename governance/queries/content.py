"""Reads drafts and standing approvals for the pages of content (A.3.4); what came out is ``content_posts.py``.

They never write.  What waits and what its count says come from one WHERE.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from governance.db import Number, or_nobody
from governance.domain.content.words import ContentKind, DraftState
from governance.domain.words import Answer
from governance.models import (
    ContentDecision,
    Draft,
    DraftVersion,
    Image,
    Person,
    SecondReading,
    Site,
    StandingApproval,
)

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One draft as a list shows it."""

    id: int
    site_id: int
    site: str
    author_id: int
    author: str
    state: DraftState
    title: str
    kind: ContentKind
    started_at: dt.datetime
    submitted_at: dt.datetime | None
    published_on: dt.date | None


@dataclass(frozen=True, slots=True)
class StandingLine:
    """One standing approval."""

    id: int
    site_id: int
    site: str
    kinds: list[str]
    starts_on: dt.date
    ends_on: dt.date
    ended_on: dt.date | None
    note: str
    given_by: str
    revision: int


@dataclass(frozen=True, slots=True)
class Said:
    """A decision or a second reading of one version of a draft, as it was given."""

    number: int
    person: str
    what: str
    words: str
    at: dt.datetime


def waits_for_approval(school_id: Number | None, person_id: Number | None) -> sa.ColumnElement[bool]:
    """Return which drafts wait for this approver: submitted, and written by somebody else."""
    return sa.and_(
        Draft.school_id == school_id, Draft.state == DraftState.SUBMITTED, Draft.author_id != or_nobody(person_id)
    )


def of_version() -> sa.ColumnElement[bool]:
    """Return what joins a draft with the version that counts."""
    return sa.and_(
        DraftVersion.school_id == Draft.school_id,
        DraftVersion.draft_id == Draft.id,
        DraftVersion.number == Draft.number,
    )


def drafts_where(session: Session, *where: sa.ColumnElement[bool]) -> list[DraftLine]:
    """Return the drafts of which this holds, those that wait longest first."""
    rows = session.execute(
        sa.select(
            Draft.id,
            Draft.site_id,
            Site.name.label("site"),
            Draft.author_id,
            Person.name.label("author"),
            Draft.state,
            DraftVersion.title,
            DraftVersion.kind,
            Draft.started_at,
            Draft.submitted_at,
            Draft.published_on,
        )
        .join(DraftVersion, of_version())
        .join(Site, sa.and_(Site.school_id == Draft.school_id, Site.id == Draft.site_id))
        .join(Person, Person.id == Draft.author_id)
        .where(*where)
        .order_by(Draft.submitted_at, Draft.id)
        .limit(MOST_SHOWN)
    )
    return [DraftLine(**row._mapping) for row in rows]


def own_drafts(session: Session, school_id: int, person_id: int | None) -> list[DraftLine]:
    """Return what somebody wrote and is not over."""
    over = (DraftState.WITHDRAWN, DraftState.PUBLISHED, DraftState.DECLINED)
    mine = (Draft.school_id == school_id, Draft.author_id == (person_id or 0), Draft.state.not_in(over))
    return drafts_where(session, *mine)


def to_read_again(session: Session, school_id: int, person_id: int | None) -> list[DraftLine]:
    """Return the sensitive drafts of others that nobody has read a second time (A.4.5)."""
    read = sa.exists().where(
        SecondReading.school_id == DraftVersion.school_id, SecondReading.version_id == DraftVersion.id
    )
    sensitive = DraftVersion.answers["sensitive"].as_string() == "yes"
    return drafts_where(session, waits_for_approval(school_id, person_id), sensitive, ~read)


def drafts_of_site(session: Session, school_id: int, site_id: int) -> list[DraftLine]:
    """Return the drafts of a site, without those that only their author sees."""
    hidden = (DraftState.DRAFT, DraftState.WITHDRAWN)
    return drafts_where(session, Draft.school_id == school_id, Draft.site_id == site_id, Draft.state.not_in(hidden))[
        ::-1
    ]


def approved_of_site(session: Session, school_id: int, site_id: int) -> list[DraftLine]:
    """Return the drafts of a site that are approved, out or not: a post can be one of them."""
    states = (DraftState.APPROVED, DraftState.PUBLISHED)
    return drafts_where(session, Draft.school_id == school_id, Draft.site_id == site_id, Draft.state.in_(states))


def standing_lines(session: Session, school_id: int, today: dt.date, site_id: int | None = None) -> list[StandingLine]:
    """Return the standing approvals that hold or will, of one site or of all, those that end first before the others.

    For one site those that are over are there as well, after the others.
    """
    query = (
        sa.select(
            StandingApproval.id,
            StandingApproval.site_id,
            Site.name.label("site"),
            StandingApproval.kinds,
            StandingApproval.starts_on,
            StandingApproval.ends_on,
            StandingApproval.ended_on,
            StandingApproval.note,
            Person.name.label("given_by"),
            StandingApproval.revision,
        )
        .join(Site, sa.and_(Site.school_id == StandingApproval.school_id, Site.id == StandingApproval.site_id))
        .join(Person, Person.id == StandingApproval.given_by)
        .where(StandingApproval.school_id == school_id)
    )
    holds = sa.and_(StandingApproval.ends_on >= today, StandingApproval.ended_on.is_(None))
    if site_id is None:
        query = query.where(holds).order_by(StandingApproval.ends_on, StandingApproval.id)
    else:
        of_site = query.where(StandingApproval.site_id == site_id)
        query = of_site.order_by(sa.not_(holds), StandingApproval.ends_on.desc(), StandingApproval.id.desc())
    return [StandingLine(**row._mapping) for row in session.execute(query.limit(MOST_SHOWN))]


def said_about(session: Session, school_id: int, draft_id: int) -> list[Said]:
    """Return every decision on every version of a draft and what second readers said, the newest first."""
    words = {Answer.YES: "approved it", Answer.NO: "declined it", Answer.RETURNED: "returned it for changes"}
    decided = session.execute(
        sa.select(DraftVersion.number, Person.name, ContentDecision)
        .join(
            ContentDecision,
            sa.and_(ContentDecision.school_id == DraftVersion.school_id, ContentDecision.version_id == DraftVersion.id),
        )
        .join(Person, Person.id == ContentDecision.decider_id)
        .where(DraftVersion.school_id == school_id, DraftVersion.draft_id == draft_id)
    )
    found = [Said(number, name, words[row.answer], row.reason, row.decided_at) for number, name, row in decided]
    reader = aliased(Person)
    read = session.execute(
        sa.select(DraftVersion.number, reader.name, SecondReading)
        .join(
            SecondReading,
            sa.and_(SecondReading.school_id == DraftVersion.school_id, SecondReading.version_id == DraftVersion.id),
        )
        .join(reader, reader.id == SecondReading.reader_id)
        .where(DraftVersion.school_id == school_id, DraftVersion.draft_id == draft_id)
    )
    found += [
        Said(number, name, "read it and would publish it" if row.is_fine else "read it and asks for changes", row.note,
             row.read_at)
        for number, name, row in read
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.at, reverse=True)


def images_to_choose(session: Session, school_id: int) -> list[tuple[int, str]]:
    """Return the images of the register with their descriptions, the newest first."""
    rows = session.execute(
        sa.select(Image.id, Image.description)
        .where(Image.school_id == school_id)
        .order_by(Image.id.desc())
        .limit(MOST_SHOWN)
    )
    return [(image_id, description) for image_id, description in rows]
