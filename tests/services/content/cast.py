"""A draft on its way: written, submitted and approved by the use cases themselves."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.content.checks import Content, confirmations_of
from governance.domain.content.questions import PAGES, questions_of
from governance.domain.content.words import ContentKind
from governance.domain.updates import Item
from governance.models import ContentMatch, Draft, DraftVersion, Person, Site, UpdateWatch
from governance.services.content.deciding import approve_draft
from governance.services.content.standing_approvals import give_standing_approval
from governance.services.content.writing import answer_page, start_draft, submit_draft
from governance.services.update_watches import take_look, watch_live_sites
from governance.services.updates import take_items
from tests.domain.content.samples import ANSWERS
from tests.factories import NOW, TODAY
from tests.services.cast import Cast

TITLE = "Our trip to the museum"
TEXT = "We saw a mummy and drew it."
EVERYTHING = tuple(one.key for one in confirmations_of(Content(ContentKind.NEWS, "", "", "", {})))
LATER = NOW + dt.timedelta(days=1)
A_DAY = dt.timedelta(days=1)


def seen_of(session: Session, draft_id: int) -> int:
    """The revision of a draft as a form shows it."""
    session.rollback()
    revision = session.get_one(Draft, draft_id, populate_existing=True).revision
    session.rollback()
    return revision


def state_of(session: Session, draft_id: int) -> tuple[str, int]:
    """The state of a draft and the number of the version that counts."""
    session.rollback()
    draft = session.get_one(Draft, draft_id, populate_existing=True)
    found = (draft.state.value, draft.number)
    session.rollback()
    return found


def write_draft(
    session: Session,
    cast: Cast,
    site: Site,
    author: Person | None = None,
    title: str = TITLE,
    text: str = TEXT,
    **answers: Any,
) -> int:
    """A draft by the teacher with every question answered; some answers may differ."""
    actor = cast.actor(session, author or cast.teacher)
    session.refresh(site)
    site_id = site.id
    session.rollback()
    draft_id = start_draft(
        session,
        actor,
        NOW,
        site_id=site_id,
        kind=ContentKind.CLASS_WORK,
        title=title,
        text=text,
        sources="Our own class, last Monday.",
    )
    said = {**ANSWERS, **answers}
    for page in PAGES[1:]:
        asked = {question.key: said[question.key] for question in questions_of(page.key) if question.key in said}
        if not asked:
            continue
        seen = seen_of(session, draft_id)
        answer_page(session, actor, NOW, draft_id=draft_id, seen=seen, page=page.key, answers=asked)
    return draft_id


def submit(session: Session, cast: Cast, draft_id: int, author: Person | None = None) -> None:
    """Its author sends it for approval."""
    actor = cast.actor(session, author or cast.teacher)
    submit_draft(session, actor, NOW, draft_id=draft_id, seen=seen_of(session, draft_id))


def submitted_draft(session: Session, cast: Cast, site: Site, author: Person | None = None, **known: Any) -> int:
    """A draft that waits for approval."""
    draft_id = write_draft(session, cast, site, author, **known)
    submit(session, cast, draft_id, author)
    return draft_id


def approve(
    session: Session,
    cast: Cast,
    draft_id: int,
    person: Person | None = None,
    *,
    now: dt.datetime = NOW,
    confirmed: tuple[str, ...] = EVERYTHING,
    discussed_on: dt.date | None = TODAY,
) -> None:
    """Somebody, by default the assistant head, says yes with everything confirmed."""
    actor = cast.actor(session, person or cast.assistant)
    seen = seen_of(session, draft_id)
    approve_draft(session, actor, now, draft_id=draft_id, seen=seen, discussed_on=discussed_on, confirmed=confirmed)


def approved_draft(session: Session, cast: Cast, site: Site, **known: Any) -> int:
    """A draft to which the assistant head said yes."""
    draft_id = submitted_draft(session, cast, site, **known)
    approve(session, cast, draft_id)
    return draft_id


def stand_for(
    session: Session,
    cast: Cast,
    site: Site,
    ends_on: dt.date = dt.date(2026, 12, 18),
    person: Person | None = None,
    kinds: tuple[str, ...] = ("class_work", "news", "dates", "homework", "pictures", "pupils_work"),
) -> int:
    """Routine posts are approved from today, of every kind unless some are named."""
    actor = cast.actor(session, person or cast.head)
    session.refresh(site)
    site_id = site.id
    session.rollback()
    return give_standing_approval(
        session, actor, NOW, site_id=site_id, kinds=list(kinds), starts_on=TODAY, ends_on=ends_on
    )


def come_out(session: Session, *titles: str, at: dt.datetime = LATER, said: dt.datetime | None = None) -> None:
    """The feed of the school's only watched site shows posts with these titles, dated ``said`` or the moment itself."""
    watch_live_sites(session, NOW)
    session.rollback()
    watch_id = session.scalars(sa.select(UpdateWatch.id)).one()
    session.rollback()
    look = take_look(session, at, watch_id, dt.timedelta(minutes=3))
    assert look is not None
    items = [
        Item(f"{title:0>64.64}", f"https://blog.example/{title.lower().replace(' ', '-')}/", title, said or at)
        for title in titles
    ]
    take_items(session, at, look, items)


def matched(session: Session) -> list[str]:
    """By what each post was approved, in the order in which they were seen."""
    session.rollback()
    found = [one.value for one in session.scalars(sa.select(ContentMatch.matched_by).order_by(ContentMatch.id))]
    session.rollback()
    return found


def version_of(session: Session, draft_id: int) -> DraftVersion:
    """The newest version of a draft."""
    session.rollback()
    query = sa.select(DraftVersion).where(DraftVersion.draft_id == draft_id).order_by(DraftVersion.number.desc())
    row = session.scalars(query).first()
    assert row is not None
    session.expunge(row)
    session.rollback()
    return row
