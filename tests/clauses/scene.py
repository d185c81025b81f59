"""What the tests of several clauses do: write a proposal and submit it, bring a site to its day, change a row."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.models import ProposalVersion, Site
from governance.services.proposals.submitting import submit_version
from tests.factories import NOW, make_site, start_writing
from tests.services.cast import Cast, answers_of


def draft_of(session: Session, cast: Cast, **changed: Any) -> ProposalVersion:
    """A whole draft of Year 3's blog, with some answers changed or, by None, gone."""
    step = {"what": "Taken down and deleted.", "who": cast.assistant.id, "final": True}
    steps = dict.fromkeys(("content", "images", "handle", "accounts"), step)
    answers = {key: value for key, value in answers_of(cast, exit_steps=steps, **changed).items() if value is not None}
    site = make_site(session, cast.school, cast.teacher, answers=answers, name="Year 3 blog")
    version = session.scalar(sa.select(ProposalVersion).where(ProposalVersion.site_id == site.id))
    assert version is not None
    return version


def submit(session: Session, cast: Cast, version: ProposalVersion) -> None:
    """The teacher hands a draft to the head."""
    session.refresh(version)
    version_id, seen = version.id, version.revision
    session.rollback()
    submit_version(session, cast.actor(session, cast.teacher), NOW, version_id=version_id, seen=seen)


def with_answers(session: Session, site: Site, **changed: Any) -> None:
    """Let the site run on a text with some answers changed or gone, as one that was approved long ago may be."""
    start_writing(session)
    version = session.get_one(ProposalVersion, site.current_version_id)
    answers = {key: value for key, value in {**version.answers, **changed}.items() if value is not None}
    # What is approved is frozen, so an old text comes in as a row of its own.
    old = ProposalVersion(
        school_id=version.school_id,
        site_id=version.site_id,
        number=version.number + 1,
        state=version.state,
        proposer_id=version.proposer_id,
        answers=answers,
        started_at=NOW,
        submitted_at=NOW,
        content_hash=f"{version.number + 1:064d}",
    )
    version.state = type(version.state)("superseded")
    session.flush()
    session.add(old)
    session.flush()
    session.get_one(Site, site.id).current_version_id = old.id
    session.commit()


def change(session: Session, table: type[Any], where: dict[str, Any], **columns: Any) -> None:
    """Set some columns of the rows of a table."""
    start_writing(session)
    for row in session.scalars(sa.select(table).filter_by(**where)):
        for name, value in columns.items():
            setattr(row, name, value)
    session.commit()


def on(day: dt.date) -> dt.datetime:
    """Half past ten on a day."""
    return dt.datetime.combine(day, dt.time(10, 30), dt.UTC)
