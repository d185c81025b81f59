"""Sites that show no moderation are found, a moderator's word settles it, and their moderators owe it (A.5)."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.reminder_words import line_of
from governance.models import HostConnection, Site
from governance.services.moderation_looks import say_nothing_to_moderate
from governance.services.moderation_silences import silences_at
from governance.services.owed.of_moderation import owed_moderation
from tests.factories import NOW, TODAY, start_writing
from tests.services.cast import Cast, live_site, make_cast
from tests.services.comments.cast import Blog, arrive, one
from tests.services.connections import connect
from tests.services.left_behind import leaving
from tests.services.unchanged import refused, unchanged

LATER = NOW + dt.timedelta(days=16)
SINCE = TODAY


@pytest.fixture
def cast(session: Session) -> Cast:
    return make_cast(session)


@pytest.fixture
def site(session: Session, cast: Cast) -> Site:
    return live_site(session, cast)


def silent(session: Session, cast: Cast, at: dt.datetime = LATER) -> list[tuple[dt.date, bool]]:
    found = silences_at(session, cast.school, at.date())
    session.rollback()
    return [(one.silence.since, one.silence.waits) for one in found]


def test_a_site_on_which_nobody_wrote_anything_down_is_said_after_so_many_days(
    session: Session, cast: Cast, site: Site
) -> None:
    assert silent(session, cast, NOW + dt.timedelta(days=13)) == []
    assert silent(session, cast, NOW + dt.timedelta(days=14)) == [(SINCE, False)]
    (owed,) = owed_moderation(session, cast.school, LATER)
    assert (owed.matter, owed.subject_id, owed.since) == ("no_moderation", site.id, SINCE + dt.timedelta(days=14))
    assert owed.authors == (cast.teacher.id, cast.second.id)
    assert line_of(owed, []) == "Nobody has looked at the comments of Year 3 blog for 16 days."


def test_a_moderators_word_settles_it_and_is_said_once_a_day(session: Session, cast: Cast, site: Site) -> None:
    second = cast.actor(session, cast.second)
    with leaving(session) as left:
        say_nothing_to_moderate(session, second, LATER, site_id=site.id)
    assert (left.rows, left.acts) == ({"moderation_looks": 1}, ["moderation.nothing_to_do"])
    with unchanged(session):
        say_nothing_to_moderate(session, second, LATER, site_id=site.id)
    assert silent(session, cast) == []
    with refused(session, "not_yours_to_do"):
        say_nothing_to_moderate(session, cast.actor(session, cast.dsl), LATER, site_id=site.id)


def test_where_comments_reach_us_silence_begins_with_one_that_waits(session: Session, cast: Cast, site: Site) -> None:
    connect(session, cast, site)
    start_writing(session)
    session.execute(sa.update(HostConnection).values(reached_at=NOW))
    session.commit()
    assert silent(session, cast) == []
    arrive(session, Blog(cast, site), one())
    assert silent(session, cast) == [(SINCE, True)]
    with refused(session, "comments_wait"):
        say_nothing_to_moderate(session, cast.actor(session, cast.second), LATER, site_id=site.id)


def test_a_host_that_fails_tells_nothing(session: Session, cast: Cast, site: Site) -> None:
    connect(session, cast, site)
    start_writing(session)
    session.execute(sa.update(HostConnection).values(reached_at=NOW, failing_since=NOW))
    session.commit()
    assert silent(session, cast) == [(SINCE, False)]
