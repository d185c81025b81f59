"""What is owed about content: one line for each site, to those who can settle it (A.3.4)."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from governance.domain.reminders import Matter, Owed
from governance.models import School, Site
from governance.services.content.deciding import return_draft
from governance.services.owed.of_content import owed_content
from tests.factories import NOW
from tests.services.cast import Cast, live_site, make_cast
from tests.services.content.cast import seen_of, stand_for, submitted_draft


@pytest.fixture
def cast(session: Session) -> Cast:
    return make_cast(session)


@pytest.fixture
def site(session: Session, cast: Cast) -> Site:
    return live_site(session, cast)


def owed(session: Session, cast: Cast, now: dt.datetime = NOW) -> list[Owed]:
    session.rollback()
    found = list(owed_content(session, session.get_one(School, cast.school.id), now))
    session.rollback()
    return found


def test_drafts_that_wait_are_one_line_to_those_who_did_not_write_them(
    session: Session, cast: Cast, site: Site
) -> None:
    first = submitted_draft(session, cast, site, cast.assistant)
    assert [(one.matter, one.count, one.authors) for one in owed(session, cast)] == [
        (Matter.CONTENT_WAITS, 1, (cast.head.id,))
    ]
    submitted_draft(session, cast, site, title="Another")
    (line,) = owed(session, cast)
    assert (line.count, line.authors, line.label) == (2, (cast.head.id, cast.assistant.id), "Year 3 blog")
    assert (line.since, line.path) == (dt.date(2026, 11, 18), f"/s/oak/sites/{line.subject_id}/content")
    head = cast.actor(session, cast.head)
    seen = seen_of(session, first)
    return_draft(session, head, NOW, draft_id=first, seen=seen, reason="The date of the trip is wrong.")
    assert [one.count for one in owed(session, cast)] == [1]


def test_a_standing_approval_is_said_in_its_last_week_unless_another_goes_on(
    session: Session, cast: Cast, site: Site
) -> None:
    stand_for(session, cast, site, dt.date(2026, 11, 27))
    assert owed(session, cast) == []
    in_last_week = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
    (line,) = owed(session, cast, in_last_week)
    assert (line.matter, line.by, line.since) == (
        Matter.STANDING_APPROVAL_ENDS,
        dt.date(2026, 11, 27),
        dt.date(2026, 11, 20),
    )
    assert line.authors == (cast.head.id, cast.assistant.id)
    stand_for(session, cast, site, dt.date(2026, 12, 18))
    assert owed(session, cast, in_last_week) == []
