"""A.5.3: what people write on a site is moderated, and a site without a moderation log shows."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.clauses.finding import RecordAt, Standing
from governance.services.moderation_looks import say_nothing_to_moderate
from tests.clauses.scene import on, with_answers
from tests.clauses.standing import found_at, stands
from tests.services.cast import live_site, make_cast

DAYS_LATER = on(dt.date(2026, 12, 14))


def test_a_site_open_to_comments_with_no_moderation_log_in_so_many_days_shows(session: Session) -> None:
    cast = make_cast(session)
    site_id = live_site(session, cast).id
    assert stands(session, cast.school, "A.5.3") is Standing.KEPT
    (finding,) = found_at(session, cast.school, "A.5.3", DAYS_LATER)
    assert (finding.standing, finding.record) == (Standing.NOT_KEPT, RecordAt("queue", 0, site_id))
    assert finding.said == "It shows no moderation since Wednesday 18 November 2026."
    say_nothing_to_moderate(session, cast.actor(session, cast.teacher), DAYS_LATER, site_id=site_id)
    assert stands(session, cast.school, "A.5.3", now=DAYS_LATER) is Standing.KEPT


def test_a_site_to_which_only_staff_add_something_is_not_asked(session: Session) -> None:
    cast = make_cast(session)
    with_answers(session, live_site(session, cast), contributors={"staff": ["text"]})
    assert stands(session, cast.school, "A.5.3", now=DAYS_LATER) is Standing.NOT_ASKED
